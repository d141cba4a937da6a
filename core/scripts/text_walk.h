// A walk through a script that also goes into its texts: those that are run as the script's own (eval, source),
// those for another shell, and commands in $(...). All texts together are bounded. Pure, one thread.
#pragma once

#include "scripts/shell_walk.h"

#include <list>

namespace weightyard::scripts {

class TextWalk : public ShellWalk
{
protected:
    using ShellWalk::ShellWalk;
    /// Whether a command in $(...) may be worth a look.
    virtual bool matters(const QString &text) const = 0;

    /// Text that is run as commands.
    struct Text {
        QString text;
        int line = 0;      ///< of its first line
        QString path = {}; ///< of another file; empty: it stands in the script
        QList<Value> arguments = {};
        bool hasArguments = false; ///< else they stay
        bool hasOwnLines = false;  ///< its lines are the script's own; else all of it is at `line`
    };
    /// In this shell: eval, source. Nothing: it cannot be read, or there is too much of it.
    std::optional<Outcome> runHere(const Text &text);
    /// In a shell of its own.
    std::optional<Outcome> runApart(const Text &text);
    /// What a here-document or here-string says.
    Value valueOf(const HereText &input) const;

private:
    void inside(const QList<Word> &words, int line) final;
    void inside(const QList<WordPart> &parts, int line, int depth);
    const Block *parsed(const QString &text, int line);

    std::list<Block> m_texts;                               ///< what functions and calls point into
    QHash<std::pair<QString, int>, const Block *> m_parsed; ///< null: cannot be read
    qsizetype m_letters = 0;                                ///< of these texts
};

} // namespace weightyard::scripts
