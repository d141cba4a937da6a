// FolderMove: brings a folder to another place, on whichever volume: by one rename, or by a copy that is complete and checked before it
// appears there, and before anything of the old folder goes. At every moment one of the two places has all of it. A move that was
// killed goes on when it is begun again. Blocks on the disk; worker threads only, the locks of both places held.
#pragma once

#include "store/tree_copy.h"

namespace weightyard::store {

struct FolderMove {
    QString from;  ///< absolute
    QString to;    ///< absolute: free, an empty folder, or one that has all of it already
    QString work;  ///< on the volume of `to`: the copy is made in this folder
    QString aside; ///< on the volume of `from`: the old folder goes through this one when it is deleted
    QHash<QString, base::Oid> oids = {}; ///< by path below the folder, as far as they are known
    /// Called with the folder that is about to get its new name.
    std::function<base::Result<void>(const QString &folder)> beforeItAppears = {};
};

enum class FolderMoved {
    Absent,  ///< there is nothing to move
    Renamed, ///< in one step
    Copied,
    WasThere, ///< the new place had all of it, and the old folder is gone
};

/// Conflict (InTheWay) when something else is at the new place. Cancelled: the copy is kept for the next time.
base::Result<FolderMoved> moveFolder(const FolderMove &move, const CopyProgress &progress,
                                     const base::CancelToken &cancel);

} // namespace weightyard::store
