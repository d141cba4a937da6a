#include "platform/volume.h"

#include <QFileInfo>

namespace weightyard::platform {

QString nearestExisting(const QString &path)
{
    QString existing = path;
    while (!QFileInfo::exists(existing)) {
        const QString parent = QFileInfo(existing).absolutePath();
        if (parent == existing)
            break;
        existing = parent;
    }
    return existing;
}

} // namespace weightyard::platform
