#include "platform/file_names.h"

#include "base/error_code.h"
#include "platform/file_io.h"

#include <QDir>
#include <QFileInfo>
#include <cerrno>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

/// The folders that get a new name when `path` and what misses above it is made.
QStringList foldersThatGrow(const QString &path)
{
    QStringList grown;
    for (QString folder = path; !stateOf(folder);) {
        const QString above = QFileInfo(folder).absolutePath();
        if (above == folder)
            break;
        grown.append(above);
        folder = above;
    }
    return grown;
}

} // namespace

Result<void> syncFolders(const QStringList &paths)
{
    Result<void> done;
    for (const QString &path : paths) {
        if (done)
            done = syncFolder(path);
    }
    return done;
}

Result<void> makeFolderDurably(const QString &path, bool onlyOwner)
{
    const QStringList grown = foldersThatGrow(path);
    const Result<void> made = makeFolder(path, onlyOwner);
    return made ? syncFolders(grown) : made;
}

Result<QStringList> renameFolderInto(const QString &from, const QString &to, bool onlyOwner)
{
    const QString above = QFileInfo(to).absolutePath();
    QStringList changed{above};
    Result<void> done;
    for (int i = 0; i < kTriesBesideRemovals; ++i) {
        changed += foldersThatGrow(above);
        done = makeFolder(above, onlyOwner);
        if (!done)
            break;
        // Nothing slow between the two: an empty folder does not live long beside a task that removes it.
        done = renameFolder(from, to);
        if (done || stateOf(above))
            break;
    }
    changed.removeDuplicates();
    return done ? Result<QStringList>(changed) : fail(done.error());
}

Result<void> copyPermissions(const QString &from, const QString &to)
{
    const Result<quint32> mode = permissionsOf(from);
    return mode ? setPermissions(to, *mode) : fail(mode.error());
}

Result<void> checkNames(const QString &folder)
{
    const Result<Unlisted> unlisted = unlistedIn(folder);
    if (!unlisted)
        return fail(unlisted.error());
    if (!unlisted->names.isEmpty())
        return fail(base::ErrorKind::Conflict,
                    base::Cause(base::ErrorCode::NameNotText, unlisted->names.first()), {.path = folder});
    if (!unlisted->unreadable.isEmpty())
        return fail(
            base::systemError(EACCES, u"readdir"_s, QDir(folder).filePath(unlisted->unreadable.first())));
    return {};
}

} // namespace weightyard::platform
