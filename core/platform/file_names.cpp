#include "platform/file_names.h"

#include "platform/file_io.h"

#include <QFileInfo>
#include <QStringList>
#include <utility>

namespace weightyard::platform {

using base::fail;
using base::Result;

namespace {
constexpr int kTries = 100; // another task takes a folder away once; a test does it all the time
} // namespace

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

Result<void> renameFolderInto(const QString &from, const QString &to, bool onlyOwner)
{
    const QString above = QFileInfo(to).absolutePath();
    Result<void> done;
    for (int i = 0; i < kTries; ++i) {
        done = makeFolderDurably(above, onlyOwner);
        if (!done)
            return done;
        done = renameFolder(from, to);
        if (done || stateOf(above))
            break;
    }
    return done;
}

Result<void> copyPermissions(const QString &from, const QString &to)
{
    const Result<quint32> mode = permissionsOf(from);
    return mode ? setPermissions(to, *mode) : fail(mode.error());
}

} // namespace weightyard::platform
