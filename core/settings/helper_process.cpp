#include "settings/helper_process.h"

#include "base/error_code.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif
#ifdef Q_OS_WIN
#include <qt_windows.h>
#endif

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;

namespace {

constexpr int kPollMs = 20;
constexpr qsizetype kMostOutput = 64 * 1024;

void prepare(QProcess &process, const HelperCall &call, const QString &folder)
{
    QProcessEnvironment environment = call.environment;
    // The folder is empty; nothing above it is to be taken for a repository either.
    environment.insert(u"GIT_CEILING_DIRECTORIES"_s, QFileInfo(folder).absolutePath());
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.setStandardErrorFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
    if (call.detachedFromTerminal)
        process.setChildProcessModifier([] { ::setsid(); });
#endif
#ifdef Q_OS_WIN
    process.setCreateProcessArgumentsModifier(
        [](QProcess::CreateProcessArguments *arguments) { arguments->flags |= CREATE_NO_WINDOW; });
#endif
}

void end(QProcess &process, [[maybe_unused]] const HelperCall &call)
{
#ifdef Q_OS_UNIX
    if (call.detachedFromTerminal && process.processId() > 0)
        ::kill(-static_cast<pid_t>(process.processId()),
               SIGKILL); // setsid made it a group: helpers of helpers go too
#endif
    process.kill();
    process.waitForFinished(500);
}

} // namespace

base::Result<HelperOutput> runHelper(const HelperCall &call, const base::CancelToken &cancel)
{
    const QTemporaryDir folder;
    const QString name = QFileInfo(call.program).fileName() + u' ' + call.arguments.join(u' ');
    if (!folder.isValid())
        return base::fail(ErrorKind::Permission, ErrorCode::NoTemporaryFolder, folder.errorString());
    QProcess process;
    prepare(process, call, folder.path());
    process.start(call.program, call.arguments);
    process.write(call.input);
    process.closeWriteChannel();
    HelperOutput output;
    QElapsedTimer timer;
    timer.start();
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(kPollMs)) {
        output.out += process.readAllStandardOutput();
        const bool talksTooMuch = output.out.size() > kMostOutput;
        if (!talksTooMuch && !cancel.isCancelled() && timer.elapsed() < call.timeout.count())
            continue;
        end(process, call);
        if (cancel.isCancelled())
            return base::fail(base::cancelledError());
        return base::fail(ErrorKind::Auth, talksTooMuch ? Cause(ErrorCode::HelperOutput, name, kMostOutput)
                                                        : Cause(ErrorCode::HelperSilent, name));
    }
    if (process.error() == QProcess::FailedToStart)
        return base::fail(ErrorKind::Auth, Cause(ErrorCode::HelperNotStarted, name));
    output.out += process.readAllStandardOutput();
    if (process.exitStatus() == QProcess::NormalExit)
        output.exitCode = process.exitCode();
    return output;
}

} // namespace weightyard::settings
