// The checks of the folder that models go to and of the room there. They block for ever on a dead network mount:
// threads that can be given up only. What is written to find out is gone again at the end.
#pragma once

#include "prerequisites/check.h"

namespace weightyard::prerequisites {

/// Can a folder be made and written there? `library` is absolute and need not exist. `configDir` is where libraries are
/// remembered (store/known_libraries.h); empty: nowhere.
CheckResult checkLibrary(const QString &library, const QString &configDir = {});
/// Is more free than the reserve (store::reserveOf)?
CheckResult checkSpace(const QString &library, const QString &configDir = {});

/// The folder where systems mount other disks, of a path below it: "/media/ann/Disk" of "/media/ann/Disk/Models"; empty
/// for a path elsewhere. Pure.
QString removableRoot(const QString &path);

} // namespace weightyard::prerequisites
