// One file of a folder that is replaced by another version of it: tree_swap.h. Blocks on the disk.
#pragma once

#include "base/cancel_token.h"
#include "base/result.h"

#include <QString>

namespace weightyard::store {

/// In the new folder, until all is done: the two have changed places.
QString swapMark(const QString &folder);

/// What git writes to in its folder. Its objects, and those of git-lfs, never change once they are there.
bool isMutableInGit(const QString &path);

/// Locks in git's folder, of programs that ended in the middle of something, and what our own left there: they do not come along.
bool isLeftInGit(const QString &path);

/// A second name where that is wanted and can be; else a copy with permissions and time of the file. `to` must not exist.
base::Result<void> carryFile(const QString &from, const QString &to, bool mayLink,
                             const base::CancelToken &cancel);

/// A file of the old folder when the new one is in place: one that was carried over is removed, one that came or was saved again
/// meanwhile is moved over, and one that came meanwhile with an older time than the new folder's is moved to `aside`.
base::Result<void> keepLater(const QString &old, const QString &now, const QString &aside);

} // namespace weightyard::store
