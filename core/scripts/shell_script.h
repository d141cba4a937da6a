// A shell script's commands and how they are held together: lists, pipelines, if, for, while, case, functions. Redirections are
// passed over, but for here-documents. Source: POSIX.1-2017 XCU 2.10 (Shell Grammar); bash(1) for [[ ]], (( )), function, select. Pure,
// any thread.
#pragma once

#include "base/result.h"
#include "scripts/shell_word.h"

#include <memory>
#include <vector>

namespace weightyard::scripts {

struct Statement;
using Block = std::vector<Statement>;

struct Branch {
    Block condition;      ///< empty: else
    QList<Word> patterns; ///< of case
    Block body;
};

/// What a command is given to read: <<END, or <<<word.
struct HereText {
    QString text = {};      ///< of <<END
    bool isLiteral = false; ///< <<'END'
    Word word = {};         ///< of <<<
    int line = 0;           ///< where it begins
};

struct Statement {
    enum class Kind {
        Command,  ///< `words`; assignments are the first of them
        If,       ///< `branches`
        For,      ///< `name` in `words`: the body is branches[0]
        Loop,     ///< while, until, select, for ((...)): branches[0]
        Case,     ///< words[0]; `branches` with patterns
        Function, ///< `name`: branches[0]
        Group,    ///< { }: branches[0]
        Subshell, ///< ( ): branches[0]
        Other,    ///< (( ))
    };
    enum class Joint { Always, And, Or, Pipe };
    Kind kind = Kind::Command;
    Joint joint = Joint::Always; ///< to the statement before it
    bool isNegated = false;
    bool hasItems = false; ///< For: "in" is there
    int line = 0;
    QString name = {};
    QList<Word> words = {};
    std::vector<Branch> branches = {};
    std::shared_ptr<const HereText> input = {}; ///< Command
};

/// Protocol with the line for what does not end, or lies too deep.
base::Result<Block> parseShell(const QString &text, int firstLine = 1);

} // namespace weightyard::scripts
