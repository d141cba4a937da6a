// What could go from a disk without a model being lost, with the bytes that this really frees: git histories, the second copies that
// git-lfs keeps, partials and leftovers of jobs, previous versions. Blocks on the disk, for as long as hashing takes; worker threads
// only. Needs a git::Runtime.
#pragma once

#include "base/cancel_token.h"
#include "base/config_entries.h"
#include "library/library_scan.h"
#include "library/verify_models.h"

#include <QUrl>

namespace weightyard::store {
class LockKeeper;
}

namespace weightyard::session {

enum class CleanKind {
    Model,     ///< files of a model; goes by `remove` only
    History,   ///< its .git, the copies of git-lfs among it
    LfsStore,  ///< second copies of its files in .git/lfs/objects
    Partials,  ///< what an unfinished download has received
    Previous,  ///< what an update replaced
    Leftovers, ///< of jobs and removals that ended before their time
};

/// Stable English, for --json: "model", "git_history", "lfs_store", "partials", "previous", "leftovers".
QString cleanKindName(CleanKind kind);

struct CleanRow {
    CleanKind kind = CleanKind::Model;
    QString modelPath = {}; ///< empty: of no model
    QString folder = {};    ///< absolute: the model's, or where the bytes lie
    qint64 bytes = 0;       ///< as allocated
    qint64 frees = 0;       ///< of these, what the disk gets back
    QString library = {};   ///< whose lock is to be held
    bool isWanted = false;  ///< Partials: a download of the window's list goes on with them
    QStringList paths = {}; ///< Partials, Previous, Leftovers: what goes, absolute
    QString into = {};      ///< Partials, Previous: of a download into this folder of the user's
    bool isClone = false;   ///< Leftovers: an old clone beside a model of a download script
    std::optional<library::InstalledModel> model = {}; ///< History, LfsStore
    QString volume = {};                               ///< mount point of the volume that it lies on
};

struct CleanQuestion {
    QStringList libraries; ///< absolute; the first one always, the others where they are connected
    QString configDir;     ///< absolute
    QStringList names;     ///< of models: parts of their names, their folders; none: everything
    const base::ConfigEntries &userConfig;
    QUrl hub;
    QList<library::ModelOnDisk> folders =
        {}; ///< of download scripts that are open: what can be cleaned in their clones, and the old clones beside them
};

struct CleanFigures {
    QList<CleanRow> rows; ///< by kind, then by name
    QStringList names;    ///< of the question, as session::wordsAmong() has them: for clean()
    QList<base::Error> errors;
};

CleanFigures cleanFigures(const CleanQuestion &question, const base::CancelToken &cancel);

struct CleanChoice {
    bool lfsStore = false;
    bool history = false;
    bool leftovers = false;
    bool wants(const CleanRow &row) const;
};

/// The copies of git-lfs are part of a history: with it they count once.
qint64 bytesTaken(const QList<CleanRow> &rows);
/// Those that lie on the volume with this mount point.
QList<CleanRow> rowsOn(const QString &volume, const QList<CleanRow> &rows);

/// Models with a git history.
struct ClonesOnDisk {
    int models = 0;
    qint64 bytes = 0; ///< of the histories, the second copies of git-lfs among them
};
ClonesOnDisk clonesAmong(const QList<CleanRow> &rows);

/// All that goes together: the copies of git-lfs are part of a history.
qint64 bytesFreed(const QList<CleanRow> &rows);

/// Cleans one row, looked at again with the library's lock held. What the disk gets back. Busy while another program works there, or
/// this one on that model; for what is no model's also while this one works there at all. Conflict for what is the user's; Cancelled.
base::Result<qint64> clean(const CleanRow &row, const CleanQuestion &question,
                           const std::function<void(qint64, qint64)> &progress, store::LockKeeper &locks,
                           const base::CancelToken &cancel);

/// The same as far as it can be told without a change: what the disk would get back, or why the row would stay.
base::Result<qint64> checkClean(const CleanRow &row, const std::function<void(qint64, qint64)> &progress,
                                const base::CancelToken &cancel);

} // namespace weightyard::session
