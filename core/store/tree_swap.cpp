#include "store/tree_swap.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_links.h"
#include "platform/file_names.h"
#include "platform/tree_sync.h"
#include "platform/versioned_file.h"
#include "platform/volume.h"
#include "store/carried_file.h"
#include "store/folder_content.h"
#include "store/library_layout.h"
#include "store/path_rules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

const platform::FileFormat kSwapFormat{.version = 1, .limit = 128LL * 1024 * 1024};

bool isRealFolder(const QString &path)
{
    const std::optional<platform::FileState> state = platform::stateOf(path);
    return state && state->kind == platform::FileState::Kind::Folder;
}

Result<void> moveDurably(const QString &from, const QString &to, bool onlyOwner = false)
{
    const Result<QStringList> changed = platform::renameFolderInto(from, to, onlyOwner);
    return changed ? platform::syncFolders(*changed) : fail(changed.error());
}

} // namespace

TreeSwap::TreeSwap(DownloadLayout place) : m_place(std::move(place)) {}

QString TreeSwap::tree() const
{
    return StagingLayout(m_place.stagingDir).tree();
}

QString TreeSwap::planFile() const
{
    return StagingLayout(m_place.stagingDir).swap();
}

QString TreeSwap::old() const
{
    return StagingLayout(m_place.stagingDir).old();
}

QString TreeSwap::aside() const
{
    return StagingLayout(m_place.stagingDir).previous();
}

QString TreeSwap::markIn(const QString &folder) const
{
    return swapMark(folder);
}

Result<void> TreeSwap::check() const
{
    const std::optional<platform::FileState> here = platform::stateOf(m_place.target);
    const std::optional<platform::FileState> staging = platform::stateOf(m_place.stagingDir);
    const QString above = QFileInfo(m_place.target).absolutePath();
    if (!here || !staging || here->kind != platform::FileState::Kind::Folder
        || here->volume != staging->volume || m_place.stagingDir.startsWith(m_place.target + u'/')
        || platform::isMountPoint(m_place.target) || !QFileInfo(above).isWritable())
        return fail(ErrorKind::Conflict, ErrorCode::FolderNotSwapped, {.path = m_place.target});
    return platform::checkNames(m_place.target);
}

Result<void> TreeSwap::carryOver(const SwapPlan &plan, const base::CancelToken &cancel) const
{
    Result<void> made = platform::checkNames(m_place.target);
    if (made)
        made = platform::makeFolder(tree());
    QSet<QString> replaced; // as a list has them: macOS composes letters
    for (const QString &path : plan.replaced)
        replaced.insert(QFile::decodeName(QFile::encodeName(path)));
    return made ? carryFolder({}, replaced, cancel) : made;
}

Result<void> TreeSwap::carryFolder(const QString &relative, const QSet<QString> &replaced,
                                   const base::CancelToken &cancel) const
{
    const QString from = m_place.target + relative;
    const QString to = tree() + relative;
    const QFileInfoList entries = QDir(from).entryInfoList(platform::kEveryEntry, QDir::Name);
    for (const QFileInfo &entry : entries) {
        const QString path = relative + u'/' + entry.fileName();
        const QString inModel = path.mid(1);
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        Result<void> done;
        if (entry.isDir() && !entry.isSymLink()) {
            done = carryFolder(path, replaced, cancel);
        } else if (replaced.contains(inModel) || isLeftInGit(inModel)) {
            continue;
        } else if (platform::stateOf(tree() + path)) {
            if (inModel.startsWith(".git/"_L1))
                continue;
            // It came while the new version was fetched.
            done =
                fail(ErrorKind::Conflict, Cause(ErrorCode::ChangedInBoth, inModel), {.path = m_place.target});
        } else {
            done = platform::makeFolder(to);
            if (done)
                done = carryFile(m_place.target + path, tree() + path, !isMutableInGit(inModel), cancel);
        }
        if (!done)
            return done;
    }
    // Also one that is empty: it may be somebody's. One whose files were all replaced is not missed.
    if (entries.isEmpty() && !platform::stateOf(to)) {
        if (const Result<void> made = platform::makeFolder(to); !made)
            return made;
    }
    return isRealFolder(to) ? platform::copyPermissions(from, to) : Result<void>();
}

Result<void> TreeSwap::writePlan(const SwapPlan &plan) const
{
    const auto json = [](const Record &record) {
        return QJsonDocument::fromJson(recordToJson(record)).object();
    };
    return platform::writeVersioned(planFile(),
                                    {{u"before"_s, json(plan.before)},
                                     {u"after"_s, json(plan.after)},
                                     {u"replaced"_s, QJsonArray::fromStringList(plan.replaced)}},
                                    kSwapFormat);
}

Result<std::optional<SwapPlan>> TreeSwap::load() const
{
    const Result<std::optional<QJsonObject>> json = platform::readVersioned(planFile(), kSwapFormat);
    if (!json)
        return fail(json.error());
    if (!*json)
        return std::optional<SwapPlan>();
    const auto record = [&](const QString &key) {
        return recordFromJson(QJsonDocument((**json)[key].toObject()).toJson(), planFile());
    };
    const Result<Record> before = record(u"before"_s);
    const Result<Record> after = record(u"after"_s);
    const QStringList replaced = (**json)[u"replaced"_s].toVariant().toStringList();
    if (!before || !after || !std::all_of(replaced.cbegin(), replaced.cend(), isTreePath))
        return fail(ErrorKind::Protocol, ErrorCode::NotOurMoves, {.path = planFile()});
    return std::optional(SwapPlan{.before = *before, .after = *after, .replaced = replaced});
}

Result<void> TreeSwap::commit(const SwapPlan &plan) const
{
    Result<void> done = platform::writeDurably(markIn(tree()), {});
    if (done)
        done = platform::syncTree(tree());
    if (done)
        done = platform::syncFolder(m_place.stagingDir);
    if (done)
        done = writePlan(plan);
    if (done)
        done = swap();
    return done ? finish(plan) : done;
}

// Afterwards the new folder is the target, and the old one is old().
Result<void> TreeSwap::swap() const
{
    const bool isTargetThere = platform::stateOf(m_place.target).has_value();
    const Result<bool> exchanged =
        isTargetThere ? platform::exchangeNames(tree(), m_place.target) : Result<bool>(false);
    if (!exchanged)
        return fail(exchanged.error());
    Result<void> done;
    if (*exchanged)
        done = platform::renameFolder(tree(), old());
    else if (isTargetThere)
        done = platform::renameFolder(m_place.target, old());
    if (done && *exchanged)
        done = platform::syncFolder(QFileInfo(m_place.target).absolutePath());
    else if (done)
        done = moveDurably(tree(), m_place.target); // empty for a moment, the owner's folder may go
    if (!done && !*exchanged && isTargetThere && !platform::stateOf(m_place.target))
        static_cast<void>(platform::renameFolderInto(old(), m_place.target)); // recover() does the rest
    return done ? platform::syncFolder(m_place.stagingDir) : done;
}

Result<void> TreeSwap::finish(const SwapPlan &plan) const
{
    Result<void> done = writeRecord(m_place.recordFile, plan.after);
    if (done)
        done = setAside(plan);
    if (done)
        done = sweepOld();
    if (done)
        done = keepPrevious(plan);
    if (done)
        done = platform::removeFile(markIn(m_place.target));
    if (done)
        done = platform::syncFolder(m_place.target);
    if (done)
        done = platform::removeFile(planFile());
    return done ? platform::syncFolder(m_place.stagingDir) : done;
}

Result<void> TreeSwap::setAside(const SwapPlan &plan) const
{
    if (!platform::stateOf(old()))
        return {};
    Result<void> done = platform::makeFolder(previousFile(aside(), {}));
    for (const QString &path : plan.replaced) {
        const QString from = old() + u'/' + path;
        const QString to = previousFile(aside(), path);
        if (!done)
            return done;
        if (!platform::stateOf(from))
            continue;
        done = platform::makeFolder(QFileInfo(to).absolutePath());
        if (done)
            done = platform::renameOver(from, to);
    }
    if (done)
        done = writeRecord(previousRecord(aside()), plan.before);
    return done ? platform::syncTree(aside()) : done;
}

// What is left in the old folder has its second name in the new one, or came or changed when that was already made.
Result<void> TreeSwap::sweepOld() const
{
    if (!platform::stateOf(old()))
        return {};
    if (const Result<void> removed = platform::removeTree(old() + u"/.git"_s); !removed)
        return removed;
    if (const Result<void> listed = platform::checkNames(old()); !listed) // it came after carryOver()
        return listed;
    QDirIterator all(old(), platform::kEveryEntry, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        if (isRealFolder(path))
            continue;
        const QString inModel = path.mid(old().size() + 1);
        if (const Result<void> done =
                keepLater(path, m_place.target + u'/' + inModel, previousFile(aside(), inModel));
            !done)
            return done;
    }
    return platform::removeTree(old());
}

Result<void> TreeSwap::keepPrevious(const SwapPlan &plan) const
{
    if (!platform::stateOf(aside()))
        return {};
    const QString folder = previousFolder(StateLayout(m_place.stateDir).previous(), plan.after.modelPath);
    Result<void> done = platform::removeTree(folder);
    // A removal beside this takes the folder of all previous versions away when it is empty.
    return done ? moveDurably(aside(), folder, true) : done;
}

bool TreeSwap::isPending() const
{
    return platform::stateOf(planFile()).has_value();
}

Result<bool> TreeSwap::recover() const
{
    const Result<std::optional<SwapPlan>> plan = load();
    if (!plan)
        return fail(plan.error());
    if (!*plan)
        return false;
    const bool isNew = platform::stateOf(markIn(m_place.target)).has_value();
    const bool isStopped = !isNew && platform::stateOf(old()).has_value(); // only there is the old version
    const bool isFree = !platform::stateOf(m_place.target)
                        || (isRealFolder(m_place.target) && firstThingIn(m_place.target).isEmpty());
    const bool isBetween = isStopped && isFree && platform::stateOf(markIn(tree()));
    if (isStopped && !isBetween)
        return fail(ErrorKind::Conflict, ErrorCode::ThereNow, {.path = m_place.target});
    Result<void> done;
    if (isBetween) {
        removeClutter(m_place.target);
        done = moveDurably(tree(), m_place.target);
        if (done)
            done = platform::syncFolder(m_place.stagingDir);
    } else if (isNew && !platform::stateOf(old()) && platform::stateOf(tree())) {
        done = platform::renameFolder(tree(), old()); // killed right after the exchange
    }
    if (done && (isNew || isBetween))
        done = finish(**plan);
    else if (done)
        done = platform::removeFile(planFile());
    if (!done)
        return fail(done.error());
    return isNew || isBetween;
}

} // namespace weightyard::store
