// What a clone that git made should hold, by the commit that it has checked out: offline, from its own objects. Blocks on the disk;
// worker threads only. Needs a git::Runtime.
#pragma once

#include "base/cancel_token.h"
#include "git/clone.h"
#include "library/commit_files.h"

namespace weightyard::library {

/// Conflict for a clone without a commit; Corrupt when its own objects are missing or damaged; Unsafe as git/tree_walk.h has it.
base::Result<CommitFiles> filesOfClone(const git::Clone &clone, const lfs::Selection &selection,
                                       const base::CancelToken &cancel);

/// Of its LFS files; nothing where the folder is no clone, or one that cannot be read.
QHash<QString, qint64> sizesInClone(const QString &folder, const base::CancelToken &cancel);

} // namespace weightyard::library
