// Whether a clone that git made holds anything of its user's: for those who are about to delete all of it. Changes nothing. Blocks on the
// disk; worker threads only. Needs a git::Runtime.
#pragma once

#include "base/result.h"

#include <QString>

namespace weightyard::library {

/// Conflict, with what is nowhere else: commits, stashes, changed files, files that git does not know; as git/clone_work.h has it for what
/// git is at. `hashes`: files whose stat data do not tell are read; else they count as unchanged.
base::Result<void> checkNothingOwn(const QString &folder, bool hashes);

/// The same for a clone that git did not finish: Conflict, OwnChanges, with a file that its commit does not have, or a repository inside.
base::Result<void> checkOnlyGits(const QString &folder);

/// The error for one such file, by its path in the folder.
base::Failure ownFile(const QString &path, const QString &folder);

} // namespace weightyard::library
