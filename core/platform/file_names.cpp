#include "platform/file_names.h"

#include "platform/file_io.h"

#include <QFileInfo>
#include <QStringList>
#include <utility>

namespace weightyard::platform {

using base::fail;
using base::Result;

Result<void> makeFolderDurably(const QString &path, bool onlyOwner)
{
    QStringList grown;
    for (QString folder = path; !stateOf(folder);) {
        const QString above = QFileInfo(folder).absolutePath();
        if (above == folder)
            break;
        grown.append(above);
        folder = above;
    }
    Result<void> done = makeFolder(path, onlyOwner);
    for (const QString &folder : std::as_const(grown)) {
        if (done)
            done = syncFolder(folder);
    }
    return done;
}

Result<void> copyPermissions(const QString &from, const QString &to)
{
    const Result<quint32> mode = permissionsOf(from);
    return mode ? setPermissions(to, *mode) : fail(mode.error());
}

} // namespace weightyard::platform
