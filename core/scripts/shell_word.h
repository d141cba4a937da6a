// One word of a shell script, as data: what is literal in it and what is expanded when the script runs. Values; any thread.
#pragma once

#include <QList>
#include <QString>

namespace weightyard::scripts {

struct WordPart {
    enum class Kind {
        Text,
        Variable, ///< `text` is its name: "NAME", "0", "@"
        Command,  ///< `text` is what stands in $(...) or `...`
        Unknown,  ///< arithmetic, brace lists and other forms whose value is not worked out
    };
    enum class Rule {
        Plain,
        Default,      ///< ${NAME:-word} and its like: `operand`
        RemoveSuffix, ///< ${NAME%text}
        RemovePrefix, ///< ${NAME#text}
        BaseName,     ///< ${NAME##*/}
        DirName,      ///< ${NAME%/*}
    };
    Kind kind = Kind::Text;
    QString text;
    Rule rule = Rule::Plain;
    QList<WordPart> operand = {};
    int index = -1;        ///< ${NAME[2]}
    bool allItems = false; ///< ${NAME[@]}
    bool isQuoted = false;
    QString source = {}; ///< as written, for people; of what is not Text
};

struct Word {
    QList<WordPart> parts;
    QList<Word> items = {}; ///< of NAME=(...): `parts` is "NAME="
    bool isArray = false;
    bool hasPattern = false; ///< an unquoted *, ? or [
    bool isQuoted = false;   ///< some of it: no reserved word, no operator
    /// The text when all of it is literal and without quotes; else empty.
    QString bare() const;
    /// NAME of NAME=value and NAME+=value; empty when it is no assignment.
    QString assignedName() const;
};

/// {a,b}: a word for each, where these are plain. {1..3} and lists within lists stay as they are.
QList<Word> withoutBraces(const Word &word);

} // namespace weightyard::scripts
