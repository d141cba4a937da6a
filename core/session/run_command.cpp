#include "session/run_command.h"

#include "base/error_code.h"
#include "base/user_path.h"

#include <QDir>
#include <QProcess>
#include <QProcessEnvironment>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;

QStringList commandWords(const QString &command)
{
    QStringList words = QProcess::splitCommand(command);
    if (!words.isEmpty() && words.first().startsWith("~/"_L1))
        words.first() = base::userPath(words.first());
    return words;
}

base::Result<void> runCommand(const QString &command, const DownloadsEnded &ended)
{
    QStringList words = commandWords(command);
    if (words.isEmpty() || words.first().isEmpty())
        return base::fail(ErrorKind::Usage, ErrorCode::NoCommandNamed);
    QProcess process;
    process.setProgram(words.takeFirst());
    process.setArguments(words);
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(u"WEIGHTYARD_DONE"_s, QString::number(ended.done));
    variables.insert(u"WEIGHTYARD_FAILED"_s, QString::number(ended.failed));
    variables.insert(u"WEIGHTYARD_LIBRARY"_s, ended.library);
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(QDir::homePath());
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    if (!process.startDetached())
        return base::fail(ErrorKind::Prerequisite,
                          Cause(ErrorCode::CommandNotStarted, process.program(), process.errorString()));
    return {};
}

} // namespace weightyard::session
