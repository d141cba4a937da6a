// The second copies that git-lfs keeps of a clone's files: .git/lfs/objects/<2 hex>/<2 hex>/<oid> (git-lfs, docs/man/git-lfs-config and
// lfs/lfs.go). A clone works on without them: git-lfs fetches again what it does not find, and never looks there for a file that is
// checked out. Blocks on the disk; worker threads only, and for removal the model held (store/lock_keeper.h).
#pragma once

#include "base/cancel_token.h"
#include "store/record.h"

#include <functional>

namespace weightyard::library {

struct StoredCopy {
    QString object;         ///< absolute, in the store
    QString file;           ///< absolute, in the work tree: as large; nobody has compared them yet
    store::RecordFile what; ///< what both should be
};

struct LfsStore {
    QList<StoredCopy> copies;
    qint64 bytes = 0;  ///< of these, as allocated
    qint64 frees = 0;  ///< of these, what the disk gets back
    qint64 others = 0; ///< bytes of objects that no file of the work tree is
};

/// `files` as the clone's commit has them. Empty for what is no clone, and for one that shares its git folder.
LfsStore lfsStoreOf(const QString &folder, const QList<store::RecordFile> &files,
                    const base::CancelToken &cancel);

struct RemovedCopies {
    int removed = 0;
    qint64 frees = 0;
    QStringList
        kept; ///< of files that are not what the commit says: their only good copy may be the stored one
};
/// Hashes each file of the work tree first. git's index learns that these files are what it thinks, or git would hash them once more, and
/// git-lfs store them once more with that. What is removed stays removed after a cancel (Cancelled).
base::Result<RemovedCopies> removeStoredCopies(const QString &folder, const LfsStore &store,
                                               const std::function<void(qint64, qint64)> &progress,
                                               const base::CancelToken &cancel);

} // namespace weightyard::library
