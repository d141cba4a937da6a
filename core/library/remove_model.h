// Removing an installed model: its files, its git history and its record. Files in its folder that are not the model's stay, and so
// do those that were different when it was adopted, small ones that were edited since, and the folder with them.
// Blocks on the disk; worker threads only, the model held (store/lock_keeper.h).
#pragma once

#include "base/cancel_token.h"
#include "library/verify_models.h"
#include "store/download_layout.h"

namespace weightyard::library {

struct RemovalPlan {
    InstalledModel model;
    qint64 bytes = 0; ///< of all that goes, as allocated on the disk
    qint64 freed = 0; ///< of these, what the disk gets back: hard links and reflinks elsewhere keep theirs
    int files = 0;    ///< that go, git history left out
    QStringList going = {};    ///< their paths below the folder, history among them; none lies behind a link
    QStringList kept = {};     ///< paths below the folder that are not the model's, sorted
    QString storeOf = {};      ///< the folder is in this program's store: its files stay, and our record goes
    bool canBeTrashed = false; ///< nothing is kept, and the trash is on the folder's volume
};

/// Looks, and changes nothing. Of a clone that its user has made whole, what git added is the model's, too. Needs a git::Runtime.
/// Conflict for a model that its user went on with (hasMovedOn()), for a folder that is a link, and for a history with what is nowhere
/// else (git/clone_work.h); Cancelled.
base::Result<RemovalPlan> planRemoval(const InstalledModel &model, const base::CancelToken &cancel);
/// The same where the history stays.
base::Result<RemovalPlan> planFiles(const InstalledModel &model, const base::CancelToken &cancel);
/// Whether a model's history holds nothing that is nowhere else: Conflict as above.
base::Result<void> checkHistoryMayGo(const InstalledModel &model);

enum class RemovalKind {
    Delete,
    Trash, ///< the folder as it is; frees nothing yet
};

/// Whether that can be done with what planRemoval() saw: Conflict for the trash where files are kept.
base::Result<void> checkKind(const RemovalPlan &plan, RemovalKind kind);

/// Deletes what planRemoval() saw a moment ago. A whole folder goes at once (renamed into StateLayout::removed() first, which LockKeeper
/// empties after a kill); where files are kept, one file after the other, the record last: what a kill leaves is an incomplete model,
/// which another removal ends. In another program's store just the record goes, and our state. Trash: Conflict where files are kept,
/// Permission where the volume has no trash.
base::Result<void> removeModel(const RemovalPlan &plan, const store::DownloadLayout &place, RemovalKind kind);

/// Folders above a file that nothing is in any more.
void removeEmptyParents(const QString &folder, const QString &path);

} // namespace weightyard::library
