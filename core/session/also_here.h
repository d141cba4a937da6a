// Models that are here, or on a disk that is not connected, and that nothing on offer names: of the libraries, and of folders of the
// user's outside of them. Pure.
#pragma once

#include "session/known_model.h"
#include "session/own_folders.h"
#include "session/scan_libraries.h"

#include <QSet>

namespace weightyard::session {

struct AlsoHere {
    QString key; ///< its path in the library; of a folder of the user's: that folder
    KnownModel model;
    bool isOwnFolder = false;
    bool hasPrevious = false; ///< of a folder of the user's
};

/// By key, those of the libraries first. `listed`: paths of models that have a row, and folders of scripts that have one.
QList<AlsoHere> alsoHere(const LibrariesOnDisk &disk, const OwnFolders &own, const QSet<QString> &listed);

} // namespace weightyard::session
