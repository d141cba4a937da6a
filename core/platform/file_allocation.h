// What deleting a file would give back to its volume. Blocks on the disk; any thread. POSIX in file_allocation_posix.cpp, Windows in
// file_allocation_windows.cpp.
#pragma once

#include <QString>

namespace weightyard::platform {

struct FileAllocation {
    qint64 bytes = 0; ///< of the file, as allocated on the volume
    qint64 freed = 0; ///< of these, what no other name and no other file (a reflink) shares
};

/// Zeroes for what is not there, or no file. Where the volume does not tell what is shared (FIEMAP, Linux), nothing is.
FileAllocation allocationOf(const QString &path);

} // namespace weightyard::platform
