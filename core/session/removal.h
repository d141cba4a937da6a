// Removing an installed model, as both programs do it: a plan to ask about, and the removal under the model's lock. Blocks on the disk;
// worker threads only, or a terminal's main thread.
#pragma once

#include "library/remove_variant.h"
#include "store/download_layout.h"

namespace weightyard::store {
class LockKeeper;
}

namespace weightyard::session {

struct Removal {
    library::RemovalPlan plan;
    store::DownloadLayout place;
    QStringList variants = {}; ///< just these of the model; none: all of it
};

/// A model that was adopted in another program's store is only forgotten (RemovalPlan::storeOf); of its variants none goes
/// (StoreOfOtherTool).
base::Result<Removal> planRemoval(const library::InstalledModel &model, const QString &library,
                                  const QString &configDir, const base::CancelToken &cancel,
                                  const QStringList &variants = {});
/// Of the model of the library with exactly this path, or of the one in this folder of the user's. NotFound: it has no record.
base::Result<Removal> planRemovalOf(const QString &modelPath, const QString &library,
                                    const QString &configDir, const base::CancelToken &cancel);

/// A model as planRemovalOf() takes it.
struct RemovalWish {
    QString modelPath;
    QString library;
};
/// Of several at once, in the order of the wishes; each library is read once.
QList<base::Result<Removal>> planRemovals(const QList<RemovalWish> &wishes, const QString &configDir,
                                          const base::CancelToken &cancel);

/// Looks again under the lock: files may have come since the plan was made. Busy while a download of that model runs.
base::Result<void> remove(const Removal &removal, library::RemovalKind kind, store::LockKeeper &locks,
                          const base::CancelToken &cancel);

} // namespace weightyard::session
