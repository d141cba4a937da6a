#include "base/user_path.h"

#include <QDir>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

QString userPath(const QString &typed)
{
    if (typed.isEmpty())
        return typed;
    const bool home = typed == "~"_L1 || typed.startsWith("~/"_L1);
    return QDir::cleanPath(home ? QDir::homePath() + typed.mid(1) : QDir::current().absoluteFilePath(typed));
}

} // namespace weightyard::base
