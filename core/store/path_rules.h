// Which paths a model may have. Pure functions, any thread. Every path of a repository passes here once, before anything
// is written outside staging.
#pragma once

#include "store/tree_source.h"

#include <QStringList>
#include <functional>

namespace weightyard::store {

/// What the target volume can hold, found by probing it (probeVolume() of publisher.h), never by the operating system's name.
struct VolumeTraits {
    bool caseSensitive = true;
    bool normalizesUnicode = false; ///< or treats NFC and NFD as one name
    bool symlinks = true;
    bool executableBit = true;
    bool reservedNames =
        false; ///< con, nul, aux, com1...; trailing dot or space; < > : " | ? * and control characters
    qint64 maxFileBytes = -1; ///< -1: no limit that matters. FAT32: 2^32 - 1
    int maxNameBytes = 255;
};

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
base::Result<void> checkVolume(const QList<TreeFile> &files, const VolumeTraits &traits);

} // namespace weightyard::store
