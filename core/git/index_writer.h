// The index of a published model: blob ids of the commit (for LFS files: of the pointers) with the stat data of the files as
// they lie there, so that git sees nothing to do without reading them. For this folder only.
#pragma once

#include "git/repository.h"
#include "git/sparse_checkout.h"

#include <QSet>

namespace weightyard::git {

/// Nothing may touch the files afterwards. Internal when one is missing. Files in `unclean` get no stat data: git looks at them. What is
/// not among `chosen` is left out of the work tree.
base::Result<void> writeIndex(const QString &gitDir, const QString &worktree, const QList<TreeEntry> &entries,
                              const QSet<QString> &unclean = {}, const CheckedOut &chosen = {});

/// A file's size as an index has it.
uint32_t indexSize(qint64 size);

/// The stat data of these paths in an index that git wrote, where it has them with the blob of `entries`; everything else in it stays.
/// Without an index, writeIndex().
base::Result<void> updateIndex(const QString &gitDir, const QString &worktree,
                               const QList<TreeEntry> &entries, const QSet<QString> &paths);

} // namespace weightyard::git
