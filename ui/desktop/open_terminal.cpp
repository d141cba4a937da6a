#include "ui/desktop/open_terminal.h"

#include "base/error_code.h"
#include "settings/tool_path.h"
#include "ui/desktop/terminal_table.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

namespace weightyard::ui {

using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr TerminalSystem thisSystem()
{
#if defined(Q_OS_MACOS)
    return TerminalSystem::MacOs;
#elif defined(Q_OS_WIN)
    return TerminalSystem::Windows;
#else
    return TerminalSystem::Linux;
#endif
}

QString terminalPath(const QString &program, const base::Environment &environment)
{
    if (QDir::isAbsolutePath(program))
        return QFileInfo(program).isExecutable() ? program : QString();
    return settings::toolPath(program, environment, {});
}

bool startIn(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setProgram(program);
    process.setArguments(arguments);
    process.setWorkingDirectory(folder);
    return process.startDetached();
}

} // namespace

Result<void> openTerminal(const QString &folder, const base::Environment &environment)
{
    if (!QFileInfo(folder).isDir())
        return fail(ErrorKind::NotFound, ErrorCode::FolderNotThere, {.path = folder});
    QString notStarted;
    for (const TerminalCall &call : terminalCalls(thisSystem(), environment, folder)) {
        const QString program = terminalPath(call.program, environment);
        if (program.isEmpty())
            continue;
        if (startIn(program, call.arguments, folder))
            return {};
        notStarted = call.program;
    }
    if (!notStarted.isEmpty())
        return fail(ErrorKind::Prerequisite, Cause(ErrorCode::ProgramNotStarted, notStarted));
    return fail(ErrorKind::Prerequisite, ErrorCode::NoTerminalProgram);
}

} // namespace weightyard::ui
