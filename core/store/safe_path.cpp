#include "store/safe_path.h"

#include "base/config_layout.h"

#include <QStringList>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;

bool isSafeModelPath(const QString &path)
{
    const QStringList parts = path.split(u'/');
    for (const QString &part : parts) {
        if (part.isEmpty() || part == "."_L1 || part == ".."_L1 || part.contains(u'\\')
            || part.contains(QChar(0)))
            return false;
    }
    return parts.first().compare(".git"_L1, Qt::CaseInsensitive) != 0
           && parts.first().compare(base::kStateFolderName, Qt::CaseInsensitive) != 0;
}

} // namespace weightyard::store
