#include "app/cli/mending_command.h"

#include "session/recorded_location.h"
#include "ui/text/format.h"

#include <QDir>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using text::shellWord;

namespace {

QStringList begun(const QString &verb, const CommandLine &line)
{
    QStringList command{u"weightyard-cli"_s, verb};
    if (!line.config.isEmpty())
        command << u"--config"_s << shellWord(line.config);
    return command;
}

} // namespace

QString getCommand(const store::Record &record, const QString &folder, const CommandLine &line)
{
    QStringList command = begun(u"get"_s, line);
    if (!QDir::isRelativePath(record.folder))
        command << u"--into"_s << shellWord(folder);
    else if (!line.library.isEmpty())
        command << u"--library"_s << shellWord(line.library);
    return (command << shellWord(session::isFromHub(record) ? record.modelPath : record.url)).join(u' ');
}

QString repairCommand(const store::Record &record, const QString &folder, const CommandLine &line)
{
    QStringList command = begun(u"verify"_s, line);
    if (!line.library.isEmpty())
        command << u"--library"_s << shellWord(line.library);
    return (command << u"--repair"_s
                    << shellWord(QDir::isRelativePath(record.folder) ? record.modelPath : folder))
        .join(u' ');
}

} // namespace weightyard::cli
