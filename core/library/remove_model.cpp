#include "library/remove_model.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "git/clone_work.h"
#include "library/clone_state.h"
#include "library/model_folder.h"
#include "library/record_gaps.h"
#include "library/whole_clone.h"
#include "platform/file_allocation.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/volume.h"
#include "store/library_layout.h"
#include "store/prefix_hasher.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStandardPaths>
#include <algorithm>
#include <atomic>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

bool isBelowGit(const QString &path)
{
    return path == ".git"_L1 || path.startsWith(".git/"_L1);
}

/// A weight in a folder that others made may have been put there since; those that were not touched were hashed when it was adopted.
bool isOtherWeight(const store::Record &record, const store::RecordFile &file, const QString &path)
{
    const QFileInfo there(path);
    if (!record.adopted || !file.oid || there.isSymLink() || !there.isFile()
        || record.damaged.contains(file.path) || record.leftAsPointers.contains(file.path))
        return false;
    const QDateTime newest = std::max(there.lastModified(), there.metadataChangeTime());
    if (there.size() == file.size && newest <= record.installedAt)
        return false;
    const Result<bool> same =
        store::Verifier::matches(path, *file.oid, file.size, [](qint64) { return true; });
    return !same || !*same;
}

/// What was different when the folder was adopted is its user's; and so is a small file that was edited, as verify has it.
bool isUsersByNow(const store::Record &record, const store::RecordFile &file, const QString &folder)
{
    const QString path = folder + u'/' + file.path;
    return record.different.contains(file.path) || isChangedByUser(file, path)
           || isOtherWeight(record, file, path);
}

Result<void> removeFiles(const RemovalPlan &plan)
{
    for (const QString &path : plan.going) {
        if (const Result<void> removed = platform::removeFile(plan.model.folder + u'/' + path); !removed)
            return removed;
        removeEmptyParents(plan.model.folder, path);
    }
    return plan.model.record.withHistory ? platform::removeTree(plan.model.folder + u"/.git"_s)
                                         : Result<void>();
}

/// `<library>/<owner>`, too, when this was the last of it.
void removeEmptyFolders(const store::DownloadLayout &place, const QString &folder)
{
    platform::removeEmptyFolder(folder);
    if (place.removeStateDirAfterwards) // --into: the folder above is the user's
        return;
    const QString library = QFileInfo(place.stateDir).absolutePath();
    for (QString above = QFileInfo(folder).absolutePath(); above.startsWith(library + u'/');
         above = QFileInfo(above).absolutePath())
        platform::removeEmptyFolder(above);
}

/// The trash of the home folder, or the volume's own (Trash specification 1.0, "Trash directories"): a folder is only renamed into it.
bool isTrashNear(const QString &folder)
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    Q_UNUSED(folder);
    return true;
#else
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    const QString volume = platform::mountPoint(folder);
    return volume == platform::mountPoint(platform::nearestExisting(data)) || QFileInfo(volume).isWritable()
           || QFileInfo::exists(volume + u"/.Trash"_s);
#endif
}

Result<void> moveToTrash(const QString &folder)
{
    if (!QFileInfo::exists(folder))
        return {};
#ifndef Q_OS_WIN
    // Qt 6.4 takes the current folder for the trash where this one, which holds it, is not there yet (qfilesystemengine_unix.cpp).
    QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
#endif
    QFile trashed(folder);
    if (!trashed.moveToTrash())
        return fail(ErrorKind::Permission, ErrorCode::NoTrash, trashed.errorString(), {.path = folder});
    return {};
}

Result<void> removeWholeFolder(const QString &folder, const store::DownloadLayout &place)
{
    if (place.removeStateDirAfterwards)
        return platform::removeTree(folder);
    // Each removal has a place of its own: several of this program may work in one library.
    static std::atomic<int> number = 0;
    const QString removed = store::StateLayout(place.stateDir).removed();
    const QString aside = store::removedModel(removed, ++number);
    // Another one that ends takes the folder away when it is empty.
    const Result<QStringList> changed = platform::renameFolderInto(folder, aside, true);
    Result<void> done =
        changed ? platform::syncFolder(QFileInfo(folder).absolutePath()) : fail(changed.error());
    if (done)
        done = platform::removeTree(aside);
    platform::removeEmptyFolder(removed);
    return done;
}

} // namespace

void removeEmptyParents(const QString &folder, const QString &path)
{
    for (qsizetype slash = path.lastIndexOf(u'/'); slash > 0; slash = path.lastIndexOf(u'/', slash - 1))
        platform::removeEmptyFolder(folder + u'/' + path.left(slash));
}

Result<void> checkHistoryMayGo(const InstalledModel &model)
{
    const std::optional<git::Clone> clone =
        hasClone(model.record, model.folder) ? git::cloneIn(model.folder) : std::nullopt;
    // Without a commit git has not come so far that there could be work of anybody's.
    return clone && !clone->commit.isEmpty() ? git::checkAllIsPushed(*clone, {model.record.commit})
                                             : Result<void>();
}

Result<RemovalPlan> planRemoval(const InstalledModel &model, const base::CancelToken &cancel)
{
    const Result<RemovalPlan> plan = planFiles(model, cancel);
    if (!plan)
        return plan;
    const Result<void> pushed = checkHistoryMayGo(model);
    return pushed ? plan : fail(pushed.error());
}

Result<RemovalPlan> planFiles(const InstalledModel &model, const base::CancelToken &cancel)
{
    RemovalPlan plan{.model = model};
    if (QFileInfo(model.folder).isSymLink()) // what it leads to is not below the library
        return fail(ErrorKind::Conflict, ErrorCode::FileOrLinkForFolder, {.path = model.folder});
    if (hasMovedOn(model.record, model.folder))
        return fail(ErrorKind::Conflict, ErrorCode::MovedOn, {.path = model.folder});
    QSet<QString> own = filesAddedByGit(model.record, model.folder);
    for (const store::RecordFile &file : model.record.files + model.record.leaving) {
        if (!isUsersByNow(model.record, file, model.folder))
            own.insert(file.path);
    }
    QDirIterator files(model.folder, platform::kEveryEntry, QDirIterator::Subdirectories);
    const qsizetype prefix = model.folder.size() + 1;
    while (files.hasNext()) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        const QString path = files.next().mid(prefix);
        const QFileInfo info = files.fileInfo();
        if (info.isDir() && !info.isSymLink())
            continue;
        const bool isHistory = model.record.withHistory && isBelowGit(path);
        if (!isHistory && !own.contains(path)) {
            plan.kept.append(path);
            continue;
        }
        const platform::FileAllocation there = platform::allocationOf(files.filePath());
        plan.bytes = base::addBytes(plan.bytes, there.bytes);
        plan.freed = base::addBytes(plan.freed, there.freed);
        plan.files += isHistory ? 0 : 1;
        plan.going.append(path);
    }
    const Result<platform::Unlisted> unlisted = platform::unlistedIn(model.folder);
    if (!unlisted)
        return fail(unlisted.error());
    for (const QString &path : unlisted->names + unlisted->unreadable) {
        if (!model.record.withHistory || !isBelowGit(path))
            plan.kept.append(path);
    }
    plan.kept.sort();
    plan.canBeTrashed = plan.kept.isEmpty() && isTrashNear(model.folder);
    return plan;
}

Result<void> checkKind(const RemovalPlan &plan, RemovalKind kind)
{
    if (kind == RemovalKind::Trash && !plan.kept.isEmpty())
        return fail(ErrorKind::Conflict, Cause(ErrorCode::OtherFiles, plan.kept.first()),
                    {.path = plan.model.folder});
    return {};
}

Result<void> removeModel(const RemovalPlan &plan, const store::DownloadLayout &place, RemovalKind kind)
{
    const QString &folder = plan.model.folder;
    const bool isOthers = !plan.storeOf.isEmpty();
    Result<void> done = checkKind(plan, kind);
    if (!done)
        return done;
    if (isOthers) {
        done = {};
    } else if (kind == RemovalKind::Trash) {
        done = moveToTrash(folder);
    } else if (plan.kept.isEmpty()) {
        done = removeWholeFolder(folder, place);
    } else {
        done = removeFiles(plan);
    }
    // Without its folder it says nothing; a folder that its user takes out of the trash is the model that it was, with its choice of files.
    if (done && (isOthers || kind != RemovalKind::Trash))
        done = platform::removeFile(place.recordFile);
    // The version before its last update goes with it.
    const QString previous = store::StateLayout(place.stateDir).previous();
    if (done)
        done = platform::removeTree(store::previousFolder(previous, plan.model.record.modelPath));
    if (done)
        platform::removeEmptyFolder(previous);
    if (done && place.removeStateDirAfterwards && QFileInfo(place.stateDir).isDir())
        done = store::cleanUp(place);
    if (done && !isOthers)
        removeEmptyFolders(place, folder);
    return done;
}

} // namespace weightyard::library
