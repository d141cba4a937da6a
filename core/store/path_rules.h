// Which paths a model may have. Pure functions, any thread. Every path of a repository passes here once, before anything
// is written outside staging.
#pragma once

#include "platform/volume_traits.h"
#include "store/tree_source.h"

#include <QStringList>
#include <functional>

namespace weightyard::store {

/// The rule for one path of a repository, for those who read one from a record: what checkTree() lets through passes here.
bool isTreePath(const QString &path);

/// Unsafe: absolute, empty or "." or ".." parts, backslash tricks, any spelling of ".git" (case, trailing dots or spaces,
/// "git~1", "::$INDEX_ALLOCATION", ignorable Unicode as HFS+ folds it), NUL, a file that is another one's parent, duplicates,
/// symlinks whose target leaves the tree or is absolute, or that stand in another path's way.
/// `linkTarget` gives a symlink's target bytes.
base::Result<void> checkTree(const QList<TreeFile> &files,
                             const std::function<base::Result<QByteArray>(const TreeFile &)> &linkTarget);

/// Relative and without empty, "." or ".." parts: a path of a list of our own, which anybody may have edited since, leads
/// nowhere else.
bool staysBelow(const QString &path);

/// What only this volume refuses (Conflict, with the path): reserved names, names equal but for case or normalization,
/// names too long, files over maxFileBytes (DiskFull).
base::Result<void> checkVolume(const QList<TreeFile> &files, const platform::VolumeTraits &traits);

} // namespace weightyard::store
