// Folders that come from files which anybody may have edited: records, a queue's state. Files have store::isTreePath().
#pragma once

#include "store/record.h"

namespace weightyard::queue {

/// Pure. A model's folder below the library: relative, '/'-separated, without empty, "." or ".." parts, and none of them .git or
/// .weightyard at the top.
bool isSafeModelPath(const QString &path);

/// Recorded files that are missing or short, or were found damaged; so many at most. What has grown was changed by the user
/// and is theirs, and so are small files of records that know no more than their names. Blocks on the disk.
QStringList gapsOf(const store::Record &record, const QString &folder, qsizetype most);

} // namespace weightyard::queue
