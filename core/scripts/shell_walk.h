// Walks through a script as it would run, without running anything: every command that may be reached is told in order, with the
// values that are sure by then. Tests of values decide which way is taken; where the disk, a program or the environment decides, all
// ways are walked, and afterwards only what they agree on is sure. A command outside of a test is taken to succeed. Pure, one thread.
#pragma once

#include "scripts/shell_script.h"
#include "scripts/shell_test.h"

#include <optional>

namespace weightyard::scripts {

class ShellWalk
{
public:
    struct Call {
        QString name;           ///< as written, without the folder that it is in
        QList<Value> words;     ///< the name is the first
        int line = 0;           ///< in the script's own file
        bool isGuessed = false; ///< reached only when a value that is not sure says so
        std::shared_ptr<const HereText> input = {};
    };
    virtual ~ShellWalk() = default;

    /// False: it was too much of it.
    bool walk(const Block &block);
    ShellValues &values() { return m_values; }
    const ShellValues &values() const { return m_values; }

protected:
    explicit ShellWalk(const QString &scriptPath) : m_values(scriptPath) {}
    /// A command that is neither a function of the script nor one of the shell's own.
    virtual Outcome called(const Call &call) = 0;
    /// Words with what $(...) runs in them, before the command whose words they are.
    virtual void inside(const QList<Word> &words, int line) = 0;

    /// Within what runs now. Nothing: too many blocks run within each other.
    std::optional<Outcome> runWithin(const Block &block, int callerLine);
    /// The line that has called into another file; 0: none has.
    int callerLine() const { return m_caller; }

private:
    static constexpr int kDeepestCall = 10;
    enum class Way { Goes, Ended }; ///< Ended: exit, return, break
    struct Function {
        const Block *body = nullptr;
        bool isForeign = false; ///< of another file: its lines are none of the script's
    };
    Outcome run(const Block &block);
    Outcome run(const Statement &one);
    Outcome runIf(const Statement &one);
    Outcome runFor(const Statement &one);
    Outcome runCase(const Statement &one);
    Outcome runBranch(const Block &block, Outcome why);
    Outcome runCommand(const Statement &one);
    Outcome runFunction(const Function &function, const Call &call);
    Outcome calledWith(const QList<Word> &assignments, const Call &call);
    Outcome runOwn(const Call &call, const Statement &one, bool &isOwn);
    void changeFolder(const Call &call);
    void agree(const QList<ShellValues> &ends);

    ShellValues m_values;
    QHash<QString, Function> m_functions;
    int m_caller = 0;
    Way m_way = Way::Goes;
    int m_guesses = 0; ///< branches around that a value which is not sure decides
    int m_calls = 0;   ///< within each other
    int m_steps = 0;
};

} // namespace weightyard::scripts
