// What a volume can hold, found by trying it, never by the operating system's name. Blocks on the disk: worker threads only.
#pragma once

#include "base/result.h"

#include <QString>

namespace weightyard::platform {

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

/// Probes the volume of an existing folder by making and removing small files in it.
base::Result<VolumeTraits> probeVolume(const QString &folder);

} // namespace weightyard::platform
