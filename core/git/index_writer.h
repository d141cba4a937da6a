// The index of a published model: blob ids of the commit (for LFS files: of the pointers) with the stat data of the files as
// they lie there, so that git sees nothing to do without reading them. For this folder only.
#pragma once

#include "git/repository.h"

namespace weightyard::git {

/// Nothing may touch the files afterwards. Internal when one is missing.
base::Result<void> writeIndex(const QString &gitDir, const QString &worktree,
                              const QList<TreeEntry> &entries);

/// The stat data of these paths in an index that git wrote, where it has them with the blob of `entries`; everything else in it stays.
/// Without an index, writeIndex().
base::Result<void> updateIndex(const QString &gitDir, const QString &worktree,
                               const QList<TreeEntry> &entries, const QSet<QString> &paths);

} // namespace weightyard::git
