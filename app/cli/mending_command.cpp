#include "app/cli/mending_command.h"

#include <QDir>
#include <QRegularExpression>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QString quoted(const QString &argument)
{
    static const QRegularExpression plain(uR"(^[\w@%+=:,./~-]+$)"_s);
    if (plain.match(argument).hasMatch())
        return argument;
    return u'\'' + QString(argument).replace(u'\'', "'\\''"_L1) + u'\'';
}

QStringList begun(const QString &verb, const CommandLine &line)
{
    QStringList command{u"weightyard-cli"_s, verb};
    if (!line.config.isEmpty())
        command << u"--config"_s << quoted(line.config);
    return command;
}

} // namespace

QString getCommand(const store::Record &record, const QString &folder, const CommandLine &line)
{
    QStringList command = begun(u"get"_s, line);
    if (!QDir::isRelativePath(record.folder))
        command << u"--into"_s << quoted(folder);
    else if (!line.library.isEmpty())
        command << u"--library"_s << quoted(line.library);
    return (command << quoted(record.url)).join(u' ');
}

QString repairCommand(const store::Record &record, const CommandLine &line)
{
    QStringList command = begun(u"verify"_s, line);
    if (!line.library.isEmpty())
        command << u"--library"_s << quoted(line.library);
    return (command << u"--repair"_s << quoted(record.modelPath)).join(u' ');
}

} // namespace weightyard::cli
