#include "child_process.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QNetworkProxy>
#include <QTcpSocket>

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

// As a shell counts: Qt gives the bare number of a signal, and 9 is an exit code of ours.
int codeOf(const QProcess &process)
{
    return process.exitStatus() == QProcess::CrashExit ? 128 + process.exitCode() : process.exitCode();
}

void prepare(QProcess &process, const ProcessOptions &options)
{
    process.setProcessEnvironment(options.environment.isEmpty() ? neutralEnvironment(u"/nonexistent"_s)
                                                                : options.environment);
    process.setWorkingDirectory(options.workingDirectory.isEmpty() ? QDir::tempPath()
                                                                   : options.workingDirectory);
}

int milliseconds(std::chrono::milliseconds time)
{
    return static_cast<int>(time.count());
}

} // namespace

QString ProcessResult::describe() const
{
    const QString state = !started   ? u"did not start"_s
                          : timedOut ? u"ran out of time"_s
                          : crashed  ? u"crashed"_s
                                     : u"exit code %1"_s.arg(exitCode);
    return u"%1\n--- stdout\n%2\n--- stderr\n%3"_s.arg(state, QString::fromUtf8(out.left(8000)),
                                                       QString::fromUtf8(err.left(8000)));
}

QProcessEnvironment neutralEnvironment(const QString &home)
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment result;
    for (const QString &name :
         {u"PATH"_s, u"TMPDIR"_s, u"TEMP"_s, u"SystemRoot"_s, u"LD_LIBRARY_PATH"_s, u"ASAN_OPTIONS"_s,
          u"UBSAN_OPTIONS"_s, u"TSAN_OPTIONS"_s, u"LSAN_OPTIONS"_s}) {
        if (system.contains(name))
            result.insert(name, system.value(name));
    }
    result.insert(u"HOME"_s, home);
    result.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    result.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    result.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    for (const QString &who : {u"AUTHOR"_s, u"COMMITTER"_s}) {
        result.insert(u"GIT_%1_NAME"_s.arg(who), u"Test Author"_s);
        result.insert(u"GIT_%1_EMAIL"_s.arg(who), u"author@example.org"_s);
        result.insert(u"GIT_%1_DATE"_s.arg(who), u"2024-01-02T03:04:05+00:00"_s);
    }
    return result;
}

ProcessResult runProcess(const QString &program, const QStringList &arguments, const ProcessOptions &options)
{
    ProcessResult result;
    QProcess process;
    prepare(process, options);
    process.start(program, arguments);
    result.started = process.waitForStarted(patient(10'000));
    if (!result.started) {
        result.err = process.errorString().toUtf8();
        return result;
    }
    process.write(options.input);
    process.closeWriteChannel();
    if (!process.waitForFinished(milliseconds(patient(options.timeout)))) {
        result.timedOut = process.state() != QProcess::NotRunning;
        process.kill();
        process.waitForFinished(5'000);
    }
    result.crashed = process.exitStatus() == QProcess::CrashExit;
    result.exitCode = codeOf(process);
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

QByteArray mustRun(const QString &program, const QStringList &arguments, const ProcessOptions &options)
{
    ProcessResult result = runProcess(program, arguments, options);
    if (!result.ok()) {
        const QString text = program + u' ' + arguments.join(u' ') + u": "_s + result.describe();
        std::fprintf(stderr, "%s\n", qUtf8Printable(text));
        throw std::runtime_error(text.toStdString());
    }
    return result.out;
}

ServerProcess::ServerProcess() = default;

ServerProcess::~ServerProcess()
{
    stop();
}

bool ServerProcess::start(const QString &program, const QStringList &arguments, const ProcessOptions &options)
{
    stop();
    m_output.clear();
    m_process = std::make_unique<QProcess>();
    prepare(*m_process, options);
    m_process->setProcessChannelMode(QProcess::MergedChannels);
#ifdef Q_OS_UNIX
    if (options.ownGroup)
        m_process->setChildProcessModifier([] { ::setpgid(0, 0); });
#endif
    m_process->start(program, arguments);
    const bool started = m_process->waitForStarted(patient(10'000));
    m_group = options.ownGroup ? m_process->processId() : 0;
    return started;
}

void ServerProcess::killGroup()
{
#ifdef Q_OS_UNIX
    if (const auto group = static_cast<pid_t>(std::exchange(m_group, 0)); group > 0)
        ::kill(-group, SIGKILL);
#endif
}

bool ServerProcess::isRunning() const
{
    // waitForFinished(0) lets QProcess notice an exit without an event loop.
    return m_process && m_process->state() != QProcess::NotRunning && !m_process->waitForFinished(0);
}

qint64 ServerProcess::processId() const
{
    return m_process ? m_process->processId() : 0;
}

void ServerProcess::stop()
{
    if (m_process && m_process->state() != QProcess::NotRunning) {
        m_process->terminate();
        if (!m_process->waitForFinished(5'000))
            kill();
    }
    killGroup();
}

void ServerProcess::kill()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->kill();
    m_process->waitForFinished(5'000);
    killGroup();
}

QByteArray ServerProcess::readLine(std::chrono::milliseconds timeout)
{
    QDeadlineTimer deadline(patient(timeout));
    while (m_process && !m_process->canReadLine()) {
        if (deadline.hasExpired() || !m_process->waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            break;
    }
    const QByteArray line = m_process ? m_process->readLine() : QByteArray();
    m_output += line;
    return line.trimmed();
}

QByteArray ServerProcess::allOutput()
{
    if (m_process) {
        m_process->waitForReadyRead(0);
        m_output += m_process->readAll();
    }
    return m_output;
}

bool ServerProcess::waitForFinished(std::chrono::milliseconds timeout)
{
    return !m_process || m_process->state() == QProcess::NotRunning
           || m_process->waitForFinished(milliseconds(patient(timeout)));
}

int ServerProcess::exitCode() const
{
    return m_process ? codeOf(*m_process) : -1;
}

bool waitForPort(const QString &address, quint16 port, std::chrono::milliseconds timeout)
{
    return waitUntil(
        [&] {
            QTcpSocket socket;
            socket.setProxy(QNetworkProxy::NoProxy);
            socket.connectToHost(address, port);
            return socket.waitForConnected(200);
        },
        timeout);
}

} // namespace weightyard::test
