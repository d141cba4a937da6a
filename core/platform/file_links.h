// Second names for files, and two names that change places at once. Blocking; any thread. POSIX in file_links_posix.cpp, Windows in
// file_links_windows.cpp. Errors as in file_io.h.
#pragma once

#include "base/result.h"

#include <QString>

namespace weightyard::platform {

/// A hard link: `to` is the same file as `from` (a symbolic link itself, not what it leads to). False: this pair cannot be linked
/// (other volume, a volume without links, too many of them, not allowed). Conflict when `to` exists.
base::Result<bool> hardLink(const QString &from, const QString &to);

/// The names of two folders change places in one step (renameat2 with RENAME_EXCHANGE, renamex_np with RENAME_SWAP). False, and nothing
/// happened: this system or volume cannot.
base::Result<bool> exchangeNames(const QString &one, const QString &other);

} // namespace weightyard::platform
