#include "scripts/tree_links.h"

#include <QFileInfo>

namespace weightyard::scripts {

bool hasLink(const QString &root, const QString &path)
{
    for (qsizetype end = path.indexOf(u'/', root.size() + 1); end >= 0; end = path.indexOf(u'/', end + 1)) {
        if (QFileInfo(path.first(end)).isSymLink())
            return true;
    }
    return QFileInfo(path).isSymLink();
}

QString linkOut(const QString &root, const QString &folder)
{
    const QString real = QFileInfo(root).canonicalFilePath();
    for (qsizetype end = folder.indexOf(u'/', root.size() + 1);; end = folder.indexOf(u'/', end + 1)) {
        const QFileInfo info(end < 0 ? folder : folder.first(end));
        const QString target = info.canonicalFilePath(); // empty where nothing is
        const bool isIn = target == real || target.startsWith(real + u'/');
        if (info.isSymLink() && !isIn)
            return info.filePath();
        if (end < 0 || (!info.exists() && !info.isSymLink()))
            return {};
    }
}

} // namespace weightyard::scripts
