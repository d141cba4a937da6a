// Waiting for a disk: asks the ledger now and then whether what was refused would fit by now, else lets the caller try
// again. Blocks; the job's thread.
#pragma once

#include "base/cancel_token.h"
#include "store/space.h"

#include <functional>

namespace weightyard::job {

/// `why` is a DiskFull or Disconnected. Returns when its bytesNeeded could be reserved at `path`; where it has no figures
/// (a quota, a write that failed, a disk that is gone), after a delay that grows with `failures` in a row. `waiting` is
/// told before each look. Cancelled.
base::Result<void> waitForRoom(const base::Error &why, const QString &path, int failures,
                               store::SpaceLedger &space, const base::CancelToken &cancel,
                               const std::function<void(const base::Error &why, qint64 delayMs)> &waiting);

} // namespace weightyard::job
