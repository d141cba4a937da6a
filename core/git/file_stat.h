// Stat data as git puts it into its index, by platform. Links are not followed. Any thread.
#pragma once

#include "base/result.h"

#include <cstdint>

namespace weightyard::git {

struct FileTime {
    qint64 seconds = 0;
    uint32_t nanoseconds = 0;
};

struct FileStat {
    FileTime changed; ///< Windows: when it was made
    FileTime modified;
    uint64_t device = 0; ///< device, inode, user and group are 0 on Windows, as in Git for Windows
    uint64_t inode = 0;
    uint32_t user = 0;
    uint32_t group = 0;
    qint64 size = 0;
};

base::Result<FileStat> statFile(const QString &path);

/// Moves the modification time of `path` behind `seconds` (since 1970) if it is not.
base::Result<void> makeNewerThan(const QString &path, qint64 seconds);

} // namespace weightyard::git
