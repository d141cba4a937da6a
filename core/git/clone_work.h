// What a clone holds that is nowhere else: commits that its remote does not have, changes that are not committed. For those who are
// about to take its history away. Reads; changes nothing. Blocks on the disk; one thread.
#pragma once

#include "git/clone.h"
#include "git/repository.h"

namespace weightyard::git {

/// Conflict: commits that no remote-tracking branch has (UnpushedCommits), a merge or the like that is not finished, or a lock of git's
/// (GitAtWork), linked work trees and submodules (SharedGitFolder). Permission for a clone of another user's. `known`: commits that the
/// remote is known to have.
base::Result<void> checkAllIsPushed(const Clone &clone, const QStringList &known);

/// The commit that HEAD is or descends from and that the clone's remote is known to have: by its remote-tracking branches, by what git has
/// noted of the clone, and by `known`. The newest one; empty: nothing tells of one. Errors as above, but for SharedGitFolder and GitAtWork.
base::Result<QString> pushedCommit(const Clone &clone, const QStringList &known);

/// Paths of HEAD's files whose names, modes or stat data are not those of the index: git itself would have to read them to know whether
/// they were changed. OwnChanges where that is plain: staged, or deleted. What a sparse
/// checkout leaves out is neither.
base::Result<QStringList> touchedFiles(const Clone &clone, const QString &worktree,
                                       const QList<TreeEntry> &entries);

} // namespace weightyard::git
