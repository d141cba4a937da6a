// Child processes for tests: run to the end (blocking) or keep as a server.
//
// Any thread; every call blocks the caller, so not for a GUI or server thread. Failures are values: a program
// that cannot start, is killed for its time-out or exits non-zero gives a ProcessResult with ok() == false.
#pragma once

#include "patience.h"

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <thread>

namespace weightyard::test {

struct ProcessResult {
    bool started = false;
    bool timedOut = false;
    bool crashed = false;
    int exitCode = -1; // 128 + the signal that ended it
    QByteArray out;
    QByteArray err;

    bool ok() const { return started && !timedOut && !crashed && exitCode == 0; }
    QString describe() const; // one readable block for QVERIFY2
};

// An environment that depends on nothing of the user: HOME=home, no git system or global config but
// `home`/.gitconfig, fixed author, committer and dates, no prompts, no proxies. PATH and sanitizer options stay.
QProcessEnvironment neutralEnvironment(const QString &home);

struct ProcessOptions {
    QProcessEnvironment environment; // empty: neutralEnvironment("/nonexistent")
    QString workingDirectory;        // empty: the temporary folder
    QByteArray input;
    std::chrono::milliseconds timeout{60'000}; // times the patience factor, as all here
    bool ownGroup = false;                     // ServerProcess: what it leaves behind goes with it
};

ProcessResult runProcess(const QString &program, const QStringList &arguments,
                         const ProcessOptions &options = {});

// Like runProcess, but a failure is fatal: prints what happened and throws std::runtime_error, on which
// Qt Test ends the whole program as failed. For fixtures, where a failure is never what the test is about.
QByteArray mustRun(const QString &program, const QStringList &arguments, const ProcessOptions &options = {});

// A long-running child: started by the constructor's caller, ended (terminate, then kill) by the destructor.
class ServerProcess
{
public:
    ServerProcess();
    ~ServerProcess();
    ServerProcess(const ServerProcess &) = delete;
    ServerProcess &operator=(const ServerProcess &) = delete;

    bool start(const QString &program, const QStringList &arguments, const ProcessOptions &options = {});
    bool isRunning() const;
    qint64 processId() const;
    void stop();                                            // SIGTERM, waits 5 s, then SIGKILL
    void kill();                                            // SIGKILL at once
    QByteArray readLine(std::chrono::milliseconds timeout); // one line of stdout, without its end
    QByteArray allOutput();                                 // stdout and stderr so far
    bool waitForFinished(std::chrono::milliseconds timeout);
    int exitCode() const;

private:
    void killGroup();

    std::unique_ptr<QProcess> m_process;
    QByteArray m_output;
    qint64 m_group = 0;
};

// Asks `ready` every few milliseconds until it says true (then true) or the time is over (then false).
template<typename Predicate>
bool waitUntil(Predicate ready, std::chrono::milliseconds timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + patient(timeout);
    while (!ready()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

bool waitForPort(const QString &address, quint16 port, std::chrono::milliseconds timeout);

} // namespace weightyard::test
