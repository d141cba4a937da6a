// Folders of models as they stand in files that anybody may have edited: records, a queue's state. Pure, any thread. Files have
// store::isTreePath().
#pragma once

#include <QString>

namespace weightyard::store {

/// A model's folder below the library: relative, '/'-separated, without empty, "." or ".." parts, and none of them .git or
/// .weightyard at the top.
bool isSafeModelPath(const QString &path);

} // namespace weightyard::store
