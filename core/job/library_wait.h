// Waiting for a folder that another process works in: a library whose lock it has, a clone that git may still fill. Looks now and then.
// Blocks; the job's thread.
#pragma once

#include "base/cancel_token.h"
#include "base/clock.h"
#include "library/script_folder.h"
#include "store/lock_keeper.h"

namespace weightyard::job {

/// Returns when the lock could be had a moment ago, and gives it back: what is in the library is to be looked at again before it
/// is taken for work. What else keeps the lock from being taken; Cancelled.
base::Result<void> waitForLibrary(const store::DownloadLayout &place, store::LockKeeper &locks,
                                  const base::CancelToken &cancel);

/// Until library::cloneAtWork() sees no sign of git any more. Makes nothing in the folder, for that would look like work. Cancelled.
base::Result<void> waitForClone(const library::ScriptFolder &place, const base::Clock &clock,
                                const base::CancelToken &cancel);

} // namespace weightyard::job
