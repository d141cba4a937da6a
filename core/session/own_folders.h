// Models of ours in folders of the user's, outside of the libraries (`get --into`, `adopt` in place), by the records in the
// configuration folder. Blocks on the disks: worker threads, or a terminal's main thread. Needs a git::Runtime.
#pragma once

#include "library/library_scan.h"
#include "store/record.h"

namespace weightyard::session {

struct OwnFolder {
    store::Record record;
    library::ModelOnDisk disk; ///< Absent where the folder is away
    bool hasPrevious = false;  ///< an update has kept the version before
    QString awayIn = {};       ///< not connected: where its disk was mounted
};

struct OwnFolders {
    QList<OwnFolder> models; ///< by model path; those whose folder the user moved or deleted are left out
    QList<base::Error> unreadable; ///< records
};

OwnFolders ownFolders(const QString &configDir, const base::CancelToken &cancel);

} // namespace weightyard::session
