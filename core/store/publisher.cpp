#include "store/publisher.h"

#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/tree_sync.h"
#include "store/folder_content.h"
#include "store/move_journal.h"
#include "store/partial.h"
#include "store/partial_files.h"
#include "store/staging.h"
#include "store/tree_swap.h"

#include <QDateTime>
#include <QFileInfo>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr std::chrono::milliseconds kLongestRacyWait{3000};

// With history the index is to know the files' modes as they are: those that were there get the tree's executable bit.
Result<void> alignExecutableBits(const PublishRequest &request, const QString &target)
{
    for (const TreeFile &file : request.files) {
        const bool isFile = file.kind == TreeFile::Kind::File || file.kind == TreeFile::Kind::Executable;
        if (!isFile || !request.alreadyThere.contains(file.path))
            continue;
        const QString path = target + u'/' + file.path;
        const bool wanted = file.kind == TreeFile::Kind::Executable;
        const std::optional<platform::FileState> state = platform::stateOf(path);
        if (!state || state->executable == wanted)
            continue;
        const Result<quint32> mode = platform::permissionsOf(path);
        if (!mode)
            return fail(mode.error());
        const quint32 changed = wanted ? *mode | ((*mode & 0444U) >> 2U) : *mode & ~0111U;
        if (const Result<void> set = platform::setPermissions(path, changed); !set)
            return set;
    }
    return {};
}

// Files that were there may be younger than two seconds, and their times are not ours to change.
void waitForOldFiles(const PublishRequest &request, const QString &target, const base::CancelToken &cancel)
{
    qint64 youngest = 0;
    for (const QString &path : request.alreadyThere) {
        if (const std::optional<platform::FileState> state = platform::stateOf(target + u'/' + path))
            youngest = std::max(youngest, state->mtimeSeconds);
    }
    const std::chrono::milliseconds left((youngest + 2) * 1000 - QDateTime::currentMSecsSinceEpoch());
    if (left.count() > 0)
        cancel.waitFor(std::min(left, kLongestRacyWait));
}

Result<void> renameIntoPlace(const DownloadLayout &place, const Staging &staging,
                             const PublishRequest &request)
{
    if (platform::stateOf(place.target)) {
        // An empty folder that the user made keeps the permissions that the user gave it.
        if (const Result<void> copied = platform::copyPermissions(place.target, staging.tree()); !copied)
            return copied;
        removeClutter(place.target);
    }
    Result<void> done = platform::makeFolderDurably(QFileInfo(place.target).absolutePath());
    if (done)
        done = platform::syncFolder(place.stagingDir);
    if (done)
        done = writeRecord(place.recordFile, request.record);
    if (!done)
        return done;
    // A removal beside this takes the owner's folder away when it is empty.
    const Result<QStringList> changed = platform::renameFolderInto(staging.tree(), place.target);
    if (!changed) {
        static_cast<void>(platform::removeFile(place.recordFile));
        return fail(changed.error());
    }
    done = platform::syncFolders(*changed);
    return done ? platform::syncFolder(place.stagingDir) : done;
}

Result<void> publishByRename(const DownloadLayout &place, Staging &staging, const PublishRequest &request,
                             TreeSource &source, const base::CancelToken &cancel)
{
    if (const Result<void> assembled = staging.assemble(request, source, cancel); !assembled)
        return assembled;
    if (const Result<void> synced = platform::syncTree(staging.tree()); !synced)
        return synced;
    if (request.keepHistory) {
        const QString gitDir = staging.tree() + u"/.git"_s;
        Result<void> done = platform::renameFolder(request.gitDir, gitDir);
        if (done)
            done = source.finishHistory(gitDir, staging.tree());
        if (done)
            done = platform::syncTree(gitDir);
        if (done)
            done = platform::syncFolder(staging.tree());
        if (!done)
            return done;
    }
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    return renameIntoPlace(place, staging, request);
}

// The list must not outlive its model: a later run would carry it out again and write its record over a newer one.
Result<void> completeMoves(const MoveJournal &journal, const MoveList &list)
{
    const Result<void> done = journal.complete(list);
    return done ? journal.remove() : done;
}

Result<void> publishByMoves(const DownloadLayout &place, const MoveJournal &journal, MoveList list,
                            const PublishRequest &request, TreeSource &source,
                            const base::CancelToken &cancel)
{
    const Result<bool> moved = journal.moveFiles(list);
    if (!moved)
        return fail(moved.error());
    if (!request.keepHistory)
        return completeMoves(journal, list);
    Result<void> done = alignExecutableBits(request, place.target);
    if (!done)
        return done;
    waitForOldFiles(request, place.target, cancel);
    done = source.finishHistory(list.gitDir, place.target);
    if (done)
        done = platform::syncTree(list.gitDir);
    if (!done)
        return done;
    list.historyReady = true;
    done = journal.write(list);
    return done ? completeMoves(journal, list) : done;
}

} // namespace

Publisher::Publisher(DownloadLayout layout) : m_layout(std::move(layout)) {}

Result<void> Publisher::publish(const PublishRequest &request, TreeSource &source,
                                const base::CancelToken &cancel)
{
    Staging staging(m_layout);
    if (m_layout.publish == DownloadLayout::Publish::Rename) {
        const Result<void> published = publishByRename(m_layout, staging, request, source, cancel);
        if (!published)
            static_cast<void>(staging.takeBack()); // what fails here, the next run's recover() does
        return published;
    }
    const MoveJournal journal(m_layout, staging.tree());
    const MoveList list = planMoves(request);
    Result<void> done = staging.assemble(request, source, cancel);
    if (done)
        done = platform::syncTree(staging.tree());
    if (done && cancel.isCancelled())
        done = fail(base::cancelledError());
    if (done)
        done = platform::makeFolderDurably(m_layout.target);
    if (done)
        done = journal.write(list);
    if (!done) {
        static_cast<void>(staging.takeBack());
        return done;
    }
    return publishByMoves(m_layout, journal, list, request, source, cancel);
}

Result<bool> Publisher::recover()
{
    if (const Result<void> swept = removeStrayJournals(m_layout.partialsDir); !swept)
        return fail(swept.error());
    const Result<bool> swapped = TreeSwap(m_layout).recover();
    if (!swapped)
        return swapped;
    Staging staging(m_layout);
    const MoveJournal journal(m_layout, staging.tree());
    const Result<std::optional<MoveList>> list = journal.load();
    if (!list)
        return fail(list.error());
    bool installed = *swapped;
    if (*list) {
        const Result<bool> moved = journal.moveFiles(**list);
        if (!moved)
            return moved;
        // A history whose index was not written yet needs the repository: the run that follows finds all files there
        // and makes it.
        installed = *moved && ((*list)->gitDir.isEmpty() || (*list)->historyReady);
        Result<void> done = installed ? journal.complete(**list) : Result<void>();
        if (done)
            done = journal.remove();
        if (!done)
            return fail(done.error());
    }
    if (const Result<void> taken = staging.takeBack(); !taken)
        return fail(taken.error());
    return installed;
}

} // namespace weightyard::store
