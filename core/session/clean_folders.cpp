#include "session/clean_folders.h"

#include "base/config_layout.h"
#include "platform/file_names.h"
#include "queue/queue_state.h"
#include "session/clean_state.h"
#include "session/pending_changes.h"
#include "store/download_layout.h"
#include "store/library_layout.h"
#include "store/lock_keeper.h"
#include "store/state_folder.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::session {

using base::fail;
using base::Result;

namespace {

QStringList contentsOf(const QString &folder)
{
    QStringList paths;
    const QFileInfoList entries = QDir(folder).entryInfoList(platform::kEveryEntry);
    for (const QFileInfo &entry : entries)
        paths.append(entry.filePath());
    return paths;
}

/// Nothing, or no more than what tells backups about the folder.
bool isNothing(const QStringList &paths)
{
    return std::all_of(paths.cbegin(), paths.cend(), store::isCacheMark);
}

/// Folders that the window's list goes on with.
Result<QStringList> queuedFolders(const QString &configDir)
{
    const auto jobs = queue::readQueue(base::ConfigLayout(configDir).queue());
    if (!jobs)
        return fail(jobs.error());
    QStringList folders;
    for (const queue::SavedJob &job : *jobs) {
        if (!job.request.into.isEmpty())
            folders.append(QFileInfo(job.request.into).canonicalFilePath());
    }
    return folders;
}

void addRow(QList<CleanRow> &rows, CleanRow row)
{
    if (isNothing(row.paths))
        return;
    measure(row);
    rows.append(row);
}

void addFolder(QList<CleanRow> &rows, const store::Record &record, bool isQueued, const QString &configDir)
{
    const Result<store::DownloadLayout> place = store::layoutInFolder(record.folder, configDir);
    if (!place || store::stateKind(place->stateDir) != store::StateKind::Into)
        return;
    const store::StateLayout state(place->stateDir);
    addRow(rows, {.kind = CleanKind::Previous,
                  .modelPath = record.modelPath,
                  .folder = state.previous(),
                  .paths = contentsOf(state.previous()),
                  .into = record.folder});
    addRow(rows, {.kind = CleanKind::Partials,
                  .modelPath = record.modelPath,
                  .folder = state.partials(),
                  .isWanted = isQueued,
                  .paths = contentsOf(state.partials()) + contentsOf(state.staging()),
                  .into = record.folder});
}

} // namespace

Result<QList<CleanRow>> cleanFolderState(const CleanQuestion &question)
{
    const Result<QStringList> queued = queuedFolders(question.configDir);
    if (!queued)
        return fail(queued.error());
    QList<CleanRow> rows;
    const QList<store::Record> records =
        store::listRecords(base::ConfigLayout(question.configDir).records(), store::RecordsOf::Folders)
            .records;
    for (const store::Record &record : records) {
        const bool isHere = QFileInfo(record.folder).isDir(); // else it was moved, or its disk is away
        if (isHere && isAsked(question, record.modelPath, record.folder))
            addFolder(rows, record, queued->contains(QFileInfo(record.folder).canonicalFilePath()),
                      question.configDir);
    }
    return rows;
}

Result<qint64> cleanFolderStateRow(const CleanRow &row, const CleanQuestion &question,
                                   store::LockKeeper &locks)
{
    const Result<store::DownloadLayout> place = store::layoutInFolder(row.into, question.configDir);
    if (!place)
        return fail(place.error());
    const store::StateLayout state(place->stateDir);
    if (store::stateKind(state.folder()) != store::StateKind::Into)
        return 0; // a job has ended
    const Result<store::LockKeeper::Hold> hold = locks.holdAlone(place->lockFile);
    if (!hold)
        return fail(hold.error());
    if (const Result<bool> ended = endChange(*place); !ended)
        return fail(ended.error());
    const Result<QList<CleanRow>> rows = cleanFolderState(question);
    if (!rows)
        return fail(rows.error());
    const auto now = std::find_if(rows->cbegin(), rows->cend(), [&](const CleanRow &one) {
        return one.kind == row.kind && one.into == row.into && one.isWanted == row.isWanted;
    });
    if (now == rows->cend())
        return 0; // or a job wants it again
    for (const QString &path : now->paths) {
        if (const Result<void> removed = platform::removeTree(path); !removed)
            return fail(removed.error());
    }
    if (contentsOf(state.previous()).isEmpty())
        platform::removeEmptyFolder(state.previous());
    if (!isNothing(contentsOf(state.partials()) + contentsOf(state.staging())))
        return now->frees;
    const Result<void> done = store::cleanUp(*place);
    return done ? Result<qint64>(now->frees) : fail(done.error());
}

} // namespace weightyard::session
