// Walks through a script as it would run, without running anything: every command that may be reached is told in order, with the
// values that are sure by then. Tests of values decide which way is taken; where the disk, a program or the environment decides, all
// ways are walked, and afterwards only what they agree on is sure. A command outside of a test is taken to succeed. Pure, one thread.
#pragma once

#include "scripts/shell_script.h"
#include "scripts/shell_test.h"

namespace weightyard::scripts {

class ShellWalk
{
public:
    struct Call {
        QString name;       ///< as written, without the folder that it is in
        QList<Value> words; ///< the name is the first
        int line = 0;
        bool isGuessed = false; ///< reached only when a value that is not sure says so
    };
    virtual ~ShellWalk() = default;

    /// False: it was too much of it.
    bool walk(const Block &block);
    ShellValues &values() { return m_values; }

protected:
    explicit ShellWalk(const QString &scriptPath) : m_values(scriptPath) {}
    /// A command that is neither a function of the script nor one of the shell's own.
    virtual Outcome called(const Call &call) = 0;

private:
    enum class Way { Goes, Ended }; ///< Ended: exit, return, break
    Outcome run(const Block &block);
    Outcome run(const Statement &one);
    Outcome runIf(const Statement &one);
    Outcome runFor(const Statement &one);
    Outcome runCase(const Statement &one);
    Outcome runBranch(const Block &block, Outcome why);
    Outcome runCommand(const Statement &one);
    Outcome runFunction(const Block &body, const QList<Value> &arguments);
    Outcome calledWith(const QList<Word> &assignments, const Call &call);
    Outcome runOwn(const Call &call, const Statement &one, bool &isOwn);
    void changeFolder(const Call &call);
    void agree(const QList<ShellValues> &ends);

    ShellValues m_values;
    QHash<QString, const Block *> m_functions;
    Way m_way = Way::Goes;
    int m_guesses = 0; ///< branches around that a value which is not sure decides
    int m_calls = 0;   ///< of functions within each other
    int m_steps = 0;
};

} // namespace weightyard::scripts
