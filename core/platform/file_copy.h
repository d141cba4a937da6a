// Copies of files. Blocking; any thread. Errors as in file_io.h.
#pragma once

#include "base/cancel_token.h"
#include "base/result.h"

#include <QString>
#include <functional>

namespace weightyard::platform {

/// A new file with the bytes of `from`, 0600: by reflink where the volume can, else inside the kernel, else by hand.
/// Not synced. `to` must not exist; after a failure it does not. `copied` hears now and then how many bytes stand there.
base::Result<void> copyFile(const QString &from, const QString &to, const base::CancelToken &cancel,
                            const std::function<void(qint64 bytes)> &copied = {});

/// A new file, 0600, that shares the bytes of `from` on the volume (reflink) until one of the two is written to: it takes no room.
/// False, and `to` is not there: this volume or this pair cannot. Conflict when `to` exists.
base::Result<bool> cloneFile(const QString &from, const QString &to);

} // namespace weightyard::platform
