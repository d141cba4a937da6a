// What the operating system says about the volume that a path is on. Blocks for ever on a dead network mount: never on the GUI
// thread. POSIX in volume_posix.cpp, Windows in volume_windows.cpp. Not QStorageInfo: it knows neither the longest name nor why a
// volume cannot be asked, which tells a pulled disk from a missing permission.
#pragma once

#include "base/result.h"

#include <QString>

namespace weightyard::platform {

struct VolumeFacts {
    qint64 total = 0;
    qint64 available = 0; ///< to this user
    int maxNameBytes = 255;
    qint64 maxFileBytes = -1; ///< -1: none that matters
};

/// Of an existing path.
base::Result<VolumeFacts> volumeFacts(const QString &path);
/// The path itself, or its nearest parent that is there.
QString nearestExisting(const QString &path);
/// Of an existing path.
QString mountPoint(const QString &path);
/// Something is mounted on this very folder, also when it is of the volume that the folder above is on (bind mounts).
bool isMountPoint(const QString &folder);

class File;
/// How far this file could grow as far as the volume tells; -1: farther than matters.
qint64 largestFile(const File &file);

} // namespace weightyard::platform
