#include "app/build_info.h"

#include "git/runtime.h"
#include "weightyard_commit.h"

#include <QtGlobal>

namespace weightyard::app {

using namespace Qt::Literals::StringLiterals;

QString buildVersion()
{
    return QStringLiteral(WEIGHTYARD_VERSION WEIGHTYARD_SINCE_TAG);
}

QString buildCommit()
{
    return QStringLiteral(WEIGHTYARD_COMMIT);
}

QString versionText(const QString &program)
{
    const QString commit = buildCommit();
    QString text = u"%1 %2\n"_s.arg(program, buildVersion());
    if (!commit.isEmpty())
        text += u"commit %1\n"_s.arg(commit);
    return text + u"Qt %1\nlibgit2 %2\n"_s.arg(QString::fromLatin1(qVersion()), git::Runtime::version().text);
}

} // namespace weightyard::app
