// Waiting for a library that another process works in: looks now and then whether its lock is free. Blocks; the job's thread.
#pragma once

#include "base/cancel_token.h"
#include "store/lock_keeper.h"

namespace weightyard::job {

/// Returns when the lock could be had a moment ago, and gives it back: what is in the library is to be looked at again before it
/// is taken for work. What else keeps the lock from being taken; Cancelled.
base::Result<void> waitForLibrary(const store::DownloadLayout &place, store::LockKeeper &locks,
                                  const base::CancelToken &cancel);

} // namespace weightyard::job
