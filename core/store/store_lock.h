// One lock per state folder, held only while something is done there: a job, a removal, cleaning up, a move, going back, sharing
// (flock / LockFileEx: the kernel releases it at death). LockKeeper takes it for all that one process does at a time. Not a proof of
// exclusiveness on network file systems: correctness rests on oid-named partials that are verified before use.
#pragma once

#include "base/result.h"

#include <memory>

namespace weightyard::store {

class StoreLock
{
public:
    /// Busy at once when another process has it, with its pid, host and age in the cause; WorkingHere when this one has. Never waits,
    /// never breaks a lock.
    static base::Result<StoreLock> acquire(const QString &lockFile);
    StoreLock(StoreLock &&) noexcept;
    StoreLock &operator=(StoreLock &&) noexcept;
    ~StoreLock();

private:
    StoreLock();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace weightyard::store
