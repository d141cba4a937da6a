// A clone of some of a model's files that its user has made whole: `git sparse-checkout disable`, and `git lfs pull`. Blocks on the disk;
// worker threads only. Needs a git::Runtime.
#pragma once

#include "lfs/selection.h"
#include "store/record.h"

namespace weightyard::library {

/// A record of chosen files in a clone that leaves nothing out any more.
bool isWholeByNow(const store::Record &record, const QString &folder);

/// The record of all files of such a clone's commit; any other record as it is. Conflict (CloneIsPointers) while files of it are pointers
/// that git-lfs has not replaced; else as filesOfClone().
base::Result<store::Record> asCheckedOut(const store::Record &record, const QString &folder,
                                         const lfs::Selection &selection);

/// Paths of that commit that are not in the record, of files that are there as git or git-lfs checks them out: by their size, or as
/// pointers. Any other record, or a clone that cannot be read: none.
QSet<QString> filesAddedByGit(const store::Record &record, const QString &folder);

/// Without the files that git has left out, which a user's own sparse checkout is; those that were taken are then what is chosen.
store::Record withoutLeftOut(const store::Record &record, const QString &gitDir, const QString &folder);

} // namespace weightyard::library
