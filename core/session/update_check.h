// A check for newer commits of all installed models, or of some, and what the last one found, in `<config>/cache/updates.json`: what is
// marked as newer is so at the next start too, and nobody is asked more often than daily. A hint: it counts as long as the model's commit
// is the one that was asked about. Worker threads only: blocks on network and disk.
//   {"version": 1, "checked_ms", "updates": [{"folder", "commit", "newest", "files", "bytes"}]}
#pragma once

#include "session/find_updates.h"

namespace weightyard::session {

struct KnownUpdate {
    QString folder; ///< of the model, absolute
    QString commit; ///< that was here then
    QString newest;
    std::optional<qint64> files = {}; ///< that change; nothing where only the commit is known
    qint64 bytes = 0;
    friend bool operator==(const KnownUpdate &, const KnownUpdate &) = default;
};

struct KnownUpdates {
    qint64 checkedMs = 0; ///< wall clock, of the last check of all; 0: never
    QList<KnownUpdate> updates;
};

KnownUpdates readUpdates(const QString &configDir);
base::Result<void> writeUpdates(const QString &configDir, const KnownUpdates &updates);
struct UpdateCheckQuestion {
    QStringList libraries; ///< absolute; the first one always, the others where they are connected
    QStringList folders;   ///< of these models only; none: of all
    std::function<void(qsizetype, qsizetype)> progress; ///< models asked about, and to be
};

struct UpdateCheck {
    KnownUpdates known; ///< as it was written
    QList<UpdateFinding> findings;
    QList<base::Error> errors; ///< of the libraries; of a model: in its finding
};

/// One model after the other. What other models are known to have stays known. Cancelled: nothing is written.
base::Result<UpdateCheck> checkUpdates(const UpdateCheckQuestion &question, const job::JobServices &services,
                                       const base::CancelToken &cancel);

struct UpdateRequests {
    QList<job::DownloadRequest> requests;
    QList<base::Error> errors;
};
/// The downloads that bring the models in these folders to their newer commits; an update that was killed half-way is ended first.
UpdateRequests updateRequests(const QStringList &folders, library::MineOrNew choice,
                              const QStringList &libraries, const job::JobServices &services);

} // namespace weightyard::session
