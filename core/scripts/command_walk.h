// The programs that a script runs, as the walk through it meets them: out of what runs them (sudo, env, timeout and their like, find
// -exec, xargs), and those in texts that are sure: eval, sh -c, here-documents, other scripts of the opened folder. What may download and
// is not read is told with its line. Pure but for `source`; one thread.
#pragma once

#include "scripts/script_reader.h"
#include "scripts/text_walk.h"

namespace weightyard::scripts {

class CommandWalk : public TextWalk
{
public:
    /// What may download and is not read: the command, and its line.
    const QList<std::pair<QString, int>> &unread() const { return m_unread; }
    bool callsScripts() const { return m_callsScripts; }

protected:
    CommandWalk(const QString &scriptPath, ScriptSource source);

    /// A program: the first of the call's words, which is sure.
    virtual Outcome program(const Call &call) = 0;
    /// find START -name NAME -exec rm: below that folder.
    virtual void foundRemoved(const Value &start, const QString &name, bool isGuessed) = 0;

    static QString nameIn(const Value &word) { return word.text.section(u'/', -1); }
    static bool isOption(const Value &word) { return word.text.startsWith(u'-') && word.text.size() > 1; }
    void notRead(const QString &what, int line);

private:
    Outcome called(const Call &call) final;
    bool matters(const QString &text) const final;
    Outcome dispatch(const Call &call);
    Outcome wrapped(const Call &call);
    void evaluate(const Call &call);
    void source(const Call &call);
    void shell(const Call &call);
    void shellInput(const Call &call);
    void script(const Call &call, const Value &file, const QList<Value> &arguments);
    void forEach(const Call &call);
    void find(const Call &call);
    void other(const Call &call);

    const ScriptSource m_source;
    QList<std::pair<QString, int>> m_unread;
    int m_within = 0;  ///< programs that run each other
    int m_printed = 0; ///< the line of a text that may be for another shell; 0: none
    bool m_callsScripts = false;
    bool m_lacksSource = false; ///< some of its functions may be elsewhere
};

} // namespace weightyard::scripts
