#include "store/folder_move.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/volume.h"
#include "store/folder_content.h"
#include "store/library_layout.h"

#include <QFileInfo>

namespace weightyard::store {

using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using platform::FileState;

namespace {

QString folderAbove(const QString &path)
{
    return QFileInfo(path).absolutePath();
}

bool areOnOneVolume(const QString &from, const QString &to)
{
    const std::optional<FileState> one = platform::stateOf(from);
    const std::optional<FileState> other = platform::stateOf(to);
    return one && other && one->volume == other->volume && !platform::isMountPoint(from);
}

// Out of sight in one step, so that a kill leaves no half of it where it was.
Result<void> removeOld(const FolderMove &move)
{
    const QString gone = removedOld(move.aside);
    Result<void> done = platform::removeTree(gone); // of a run that was killed
    if (done)
        done = platform::makeFolder(move.aside, true);
    if (done)
        done = platform::renameFolder(move.from, gone);
    if (done)
        done = platform::syncFolder(folderAbove(move.from));
    if (done)
        done = platform::removeTree(gone);
    if (done)
        platform::removeEmptyFolder(move.aside);
    return done;
}

/// Nothing: this pair cannot be renamed, and is to be copied.
Result<std::optional<FolderMoved>> tryRename(const FolderMove &move)
{
    if (!areOnOneVolume(move.from, folderAbove(move.to)))
        return std::optional<FolderMoved>();
    if (const Result<void> ready = move.beforeItAppears ? move.beforeItAppears(move.from) : Result<void>();
        !ready)
        return fail(ready.error());
    removeClutter(move.to);
    Result<void> done = platform::renameFolder(move.from, move.to);
    if (!done && done.error().kind == ErrorKind::Internal) // another mount of the same volume
        return std::optional<FolderMoved>();
    if (done)
        done = platform::syncFolder(folderAbove(move.to));
    if (done)
        done = platform::syncFolder(folderAbove(move.from));
    return done ? Result<std::optional<FolderMoved>>(FolderMoved::Renamed) : fail(done.error());
}

Result<void> copyOver(const FolderMove &move, const CopyProgress &progress, const base::CancelToken &cancel)
{
    const QString tree = copiedTree(move.work);
    Result<void> done = platform::makeFolderDurably(move.work, true);
    if (done)
        done = copyTree({.from = move.from, .to = tree, .part = copiedPart(move.work), .oids = move.oids},
                        progress, cancel);
    if (done && move.beforeItAppears)
        done = move.beforeItAppears(tree);
    if (done)
        removeClutter(move.to);
    if (done)
        done = platform::renameFolder(tree, move.to);
    if (done)
        done = platform::syncFolder(folderAbove(move.to));
    return done ? platform::removeTree(move.work) : done;
}

} // namespace

Result<FolderMoved> moveFolder(const FolderMove &move, const CopyProgress &progress,
                               const base::CancelToken &cancel)
{
    if (!platform::stateOf(move.from))
        return FolderMoved::Absent;
    if (platform::stateOf(move.to) && (!QFileInfo(move.to).isDir() || !firstThingIn(move.to).isEmpty())) {
        const Result<void> listed = platform::checkNames(move.from);
        const Result<bool> same = listed ? hasAllOf(move.from, move.to, cancel) : fail(listed.error());
        if (!same)
            return fail(same.error());
        if (!*same)
            return fail(ErrorKind::Conflict, ErrorCode::InTheWay, {.path = move.to});
        const Result<void> ready = move.beforeItAppears ? move.beforeItAppears(move.to) : Result<void>();
        const Result<void> removed = ready ? removeOld(move) : ready;
        return removed ? Result<FolderMoved>(FolderMoved::WasThere) : fail(removed.error());
    }
    if (const Result<void> made = platform::makeFolderDurably(folderAbove(move.to)); !made)
        return fail(made.error());
    const Result<std::optional<FolderMoved>> renamed = tryRename(move);
    if (!renamed)
        return fail(renamed.error());
    if (*renamed)
        return **renamed;
    Result<void> done = platform::checkNames(move.from);
    if (done)
        done = copyOver(move, progress, cancel);
    if (done)
        done = removeOld(move);
    return done ? Result<FolderMoved>(FolderMoved::Copied) : fail(done.error());
}

} // namespace weightyard::store
