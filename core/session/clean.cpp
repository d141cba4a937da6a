#include "session/clean.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "catalog/model_location.h"
#include "library/lfs_store.h"
#include "library/remove_history.h"
#include "library/script_folder.h"
#include "platform/file_allocation.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/volume.h"
#include "session/clean_folders.h"
#include "session/clean_state.h"
#include "session/installed_choice.h"
#include "session/libraries.h"
#include "session/verify_choice.h"
#include "store/library_layout.h"
#include "store/lock_keeper.h"
#include "store/state_folder.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <algorithm>
#include <iterator>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using library::InstalledModel;

namespace {

CleanRow modelRow(const QString &modelPath, const QString &folder, const base::CancelToken &cancel)
{
    CleanRow row{.kind = CleanKind::Model, .modelPath = modelPath, .folder = folder};
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    const QStringList others{folder + u"/.git/"_s, store::removedInside(folder) + u'/',
                             store::stateInside(folder) + u'/'}; // they have rows of their own
    while (files.hasNext() && !cancel.isCancelled()) {
        const QString path = files.next();
        if (std::any_of(others.cbegin(), others.cend(),
                        [&](const QString &one) { return path.startsWith(one); }))
            continue;
        const platform::FileAllocation there = platform::allocationOf(path);
        row.bytes = base::addBytes(row.bytes, there.bytes);
        row.frees = base::addBytes(row.frees, there.freed);
    }
    return row;
}

/// A model that is whole by its own commit or by our record, or not: what can be cleaned in it.
void addRows(QList<CleanRow> &rows, const InstalledModel &model, const base::CancelToken &cancel)
{
    const QString &name = model.record.modelPath;
    rows.append(modelRow(name, model.folder, cancel));
    const library::HistorySize history = library::historySize(model.folder, cancel);
    if (history.bytes > 0)
        rows.append({.kind = CleanKind::History,
                     .modelPath = name,
                     .folder = model.folder,
                     .bytes = history.bytes,
                     .frees = history.frees,
                     .model = model});
    const library::LfsStore store = library::lfsStoreOf(model.folder, model.record.files, cancel);
    if (!store.copies.isEmpty())
        rows.append({.kind = CleanKind::LfsStore,
                     .modelPath = name,
                     .folder = model.folder,
                     .bytes = store.bytes,
                     .frees = store.frees,
                     .model = model});
}

/// What scripts left beside models that are here. A folder that has a model of its own is none.
QList<CleanRow> oldCloneRows(const CleanQuestion &question)
{
    const auto holdsModel = [&](const QString &clone) {
        return std::any_of(question.folders.cbegin(), question.folders.cend(), [&](const auto &one) {
            return one.folder == clone || one.folder.startsWith(clone + u'/');
        });
    };
    QList<CleanRow> rows;
    for (const library::ModelOnDisk &model : question.folders) {
        for (const QString &clone : model.oldClones) {
            if (holdsModel(clone) || !isAsked(question, model.modelPath, model.folder))
                continue;
            CleanRow row{.kind = CleanKind::Leftovers,
                         .modelPath = model.modelPath,
                         .folder = clone,
                         .paths = {clone},
                         .isClone = true};
            measure(row);
            rows.append(row);
        }
    }
    return rows;
}

// A mount point is looked up once a device: of a model whose folder is a link, that of the link's target.
void setVolumes(QList<CleanRow> &rows)
{
    QHash<quint64, QString> mounts;
    for (CleanRow &row : rows) {
        const QString folder = QFileInfo(row.folder).canonicalFilePath();
        const std::optional<platform::FileState> state = platform::stateOf(folder);
        if (!state)
            continue;
        const auto known = mounts.constFind(state->volume);
        row.volume =
            known != mounts.cend() ? *known : *mounts.insert(state->volume, platform::mountPoint(folder));
    }
}

Result<qint64> cleanOldClone(const CleanRow &row)
{
    const Result<void> old = library::checkOldClone(row.folder, QDateTime::currentMSecsSinceEpoch());
    if (!old)
        return fail(old.error());
    const Result<void> removed = platform::removeTree(row.folder);
    return removed ? Result<qint64>(row.frees) : fail(removed.error());
}

Result<qint64> cleanLfsStore(const CleanRow &row, const std::function<void(qint64, qint64)> &progress,
                             const base::CancelToken &cancel)
{
    const library::LfsStore store = library::lfsStoreOf(row.folder, row.model->record.files, cancel);
    const auto removed = library::removeStoredCopies(row.folder, store, progress, cancel);
    return removed ? Result<qint64>(removed->frees) : fail(removed.error());
}

Result<qint64> cleanHistory(const CleanRow &row, const QString &recordFile,
                            const std::function<void(qint64, qint64)> &progress,
                            const base::CancelToken &cancel)
{
    const Result<store::Record> without = library::recordWithoutHistory(*row.model, progress, cancel);
    if (!without)
        return fail(without.error());
    const library::HistorySize size = library::historySize(row.folder, cancel);
    const Result<void> removed = library::removeHistory(*without, row.folder, recordFile);
    return removed ? Result<qint64>(size.frees) : fail(removed.error());
}

// The copies of git-lfs are part of a history that is among the rows.
qint64 sumOf(const QList<CleanRow> &rows, qint64 CleanRow::*bytes)
{
    QSet<QString> withHistory;
    for (const CleanRow &row : rows) {
        if (row.kind == CleanKind::History)
            withHistory.insert(row.folder);
    }
    qint64 sum = 0;
    for (const CleanRow &row : rows) {
        const bool isPart = row.kind == CleanKind::LfsStore && withHistory.contains(row.folder);
        sum = base::addBytes(sum, isPart ? 0 : row.*bytes);
    }
    return sum;
}

/// Makes the record of a clone that git made one that can be written.
InstalledModel withAddress(InstalledModel model, const QUrl &hub)
{
    if (model.recorded)
        return model;
    if (const auto location = catalog::parseModelLocation(model.record.url, hub))
        model.record.url = location->url.toString();
    model.record.installedAt = QDateTime::currentDateTimeUtc();
    return model;
}

} // namespace

QString cleanKindName(CleanKind kind)
{
    switch (kind) {
    case CleanKind::Model:
        return u"model"_s;
    case CleanKind::History:
        return u"git_history"_s;
    case CleanKind::LfsStore:
        return u"lfs_store"_s;
    case CleanKind::Partials:
        return u"partials"_s;
    case CleanKind::Previous:
        return u"previous"_s;
    case CleanKind::Leftovers:
        return u"leftovers"_s;
    }
    Q_UNREACHABLE();
}

CleanFigures cleanFigures(const CleanQuestion &asked, const base::CancelToken &cancel)
{
    CleanFigures figures;
    const VerifyChoice found = modelsToVerify({.libraries = asked.libraries,
                                               .configDir = asked.configDir,
                                               .names = asked.names,
                                               .userConfig = asked.userConfig,
                                               .folders = asked.folders},
                                              cancel);
    CleanQuestion question = asked;
    question.names = figures.names = found.names;
    figures.errors = found.errors;
    for (const InstalledModel &model : found.models + found.movedOn)
        addRows(figures.rows, withAddress(model, question.hub), cancel);
    for (const library::ModelOnDisk &model : found.unknown)
        figures.rows.append(modelRow(model.modelPath, model.folder, cancel));
    figures.rows += oldCloneRows(question);
    const QStringList there = connectedLibraries(question.libraries, question.configDir);
    QList<Result<QList<CleanRow>>> states{cleanFolderState(question)};
    for (const QString &library : there)
        states.append(cleanState(question, library));
    for (const Result<QList<CleanRow>> &state : std::as_const(states)) {
        if (state)
            figures.rows += *state;
        else if (std::none_of(figures.errors.cbegin(), figures.errors.cend(), [&](const base::Error &told) {
                     return told.cause == state.error().cause; // there is one list of downloads
                 }))
            figures.errors.append(state.error());
    }
    figures.errors.removeIf([&](const base::Error &error) { // partials of a model that is not there yet
        return error.cause.code == base::ErrorCode::NoInstalledModel
               && std::any_of(figures.rows.cbegin(), figures.rows.cend(), [&](const CleanRow &row) {
                      return row.modelPath.contains(error.cause.values.value(0), Qt::CaseInsensitive);
                  });
    });
    setVolumes(figures.rows);
    std::stable_sort(figures.rows.begin(), figures.rows.end(), [](const CleanRow &a, const CleanRow &b) {
        return a.kind != b.kind ? a.kind < b.kind : a.modelPath < b.modelPath;
    });
    return figures;
}

bool CleanChoice::wants(const CleanRow &row) const
{
    switch (row.kind) {
    case CleanKind::Model:
        return false;
    case CleanKind::History:
        return history;
    case CleanKind::LfsStore:
        return lfsStore;
    case CleanKind::Partials:
        return leftovers && !row.isWanted;
    case CleanKind::Previous:
    case CleanKind::Leftovers:
        return leftovers;
    }
    Q_UNREACHABLE();
}

qint64 bytesTaken(const QList<CleanRow> &rows)
{
    return sumOf(rows, &CleanRow::bytes);
}

qint64 bytesFreed(const QList<CleanRow> &rows)
{
    return sumOf(rows, &CleanRow::frees);
}

QList<CleanRow> rowsOn(const QString &volume, const QList<CleanRow> &rows)
{
    QList<CleanRow> there;
    std::copy_if(rows.cbegin(), rows.cend(), std::back_inserter(there),
                 [&](const CleanRow &row) { return row.volume == volume; });
    return there;
}

ClonesOnDisk clonesAmong(const QList<CleanRow> &rows)
{
    ClonesOnDisk clones;
    for (const CleanRow &row : rows) {
        if (row.kind != CleanKind::History)
            continue;
        ++clones.models;
        clones.bytes = base::addBytes(clones.bytes, row.bytes);
    }
    return clones;
}

Result<qint64> checkClean(const CleanRow &row, const std::function<void(qint64, qint64)> &progress,
                          const base::CancelToken &cancel)
{
    Result<void> may;
    if (row.isClone) {
        may = library::checkOldClone(row.folder, QDateTime::currentMSecsSinceEpoch());
    } else if (row.kind == CleanKind::History) {
        const Result<store::Record> without = library::recordWithoutHistory(*row.model, progress, cancel);
        may = without ? Result<void>() : fail(without.error());
    }
    return may ? Result<qint64>(row.frees) : fail(may.error());
}

Result<qint64> clean(const CleanRow &row, const CleanQuestion &question,
                     const std::function<void(qint64, qint64)> &progress, store::LockKeeper &locks,
                     const base::CancelToken &cancel)
{
    if (row.isClone)
        return cleanOldClone(row);
    if (!row.into.isEmpty())
        return cleanFolderStateRow(row, question, locks);
    const bool ofModel = row.kind == CleanKind::History || row.kind == CleanKind::LfsStore;
    const Result<store::DownloadLayout> place =
        ofModel ? placeOf(*row.model, question.libraries.first(), question.configDir)
                : store::layoutInLibrary(row.library, u"any"_s);
    if (!place)
        return fail(place.error());
    const bool wasRemoved =
        row.folder == store::stateOfLibrary(row.library).removed() && QFileInfo::exists(row.folder);
    std::optional<store::LockKeeper::Hold> hold; // into a folder: nothing of ours is there any more
    if (!place->removeStateDirAfterwards) {
        if (const Result<void> made = store::makeStateFolder(*place); !made)
            return fail(made.error());
        Result<store::LockKeeper::Hold> taken =
            ofModel ? locks.holdModel(*place) : locks.holdAlone(place->lockFile);
        if (!taken)
            return fail(taken.error());
        hold.emplace(*std::move(taken));
    }
    switch (row.kind) {
    case CleanKind::LfsStore:
        return cleanLfsStore(row, progress, cancel);
    case CleanKind::History:
        return cleanHistory(row, place->recordFile, progress, cancel);
    default:
        break;
    }
    // The first to take the lock deletes what a killed removal has left.
    if (wasRemoved && !QFileInfo::exists(row.folder))
        return row.frees;
    return cleanStateRow(row, question);
}

} // namespace weightyard::session
