#include "private_model.h"

#include <QFile>
#include <QFileInfo>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

PrivateModel::PrivateModel()
{
    hub.addAccount({u"alice"_s, secret()});
    hub.setAccess(name(), AccessRule::privateTo({u"alice"_s}));
}

NotingHelper::NotingHelper(const CliRun &cli, const QByteArray &user, const QByteArray &password)
    : calls(cli.home() + u"/helper-calls"_s)
{
    const QString script = cli.home() + u"/helper"_s;
    writeFile(script, "#!/bin/sh\necho \"verb=$1\" >> '" + calls.toUtf8() + "'\nsed 's/^/  /' >> '"
                          + calls.toUtf8() + "'\n[ \"$1\" = get ] || exit 0\necho username=" + user
                          + "\necho password=" + password + '\n');
    QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    writeFile(cli.home() + u"/.gitconfig"_s, "[credential]\n\thelper = " + script.toUtf8() + '\n');
}

QByteArray NotingHelper::told() const
{
    return QFileInfo::exists(calls) ? readFile(calls) : QByteArray();
}

qsizetype NotingHelper::count(const QByteArray &verb) const
{
    return told().count("verb=" + verb + '\n');
}

} // namespace weightyard::test
