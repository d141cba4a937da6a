// How a run transfers objects: what its user may choose. Values, any thread.
#pragma once

#include "base/limits.h"
#include "base/retry_policy.h"

namespace weightyard::lfs {

/// Into which ranges large objects are cut; bytes.
struct RangeLimits {
    qint64 segment = 32LL * 1024 * 1024; ///< longest range
    qint64 shortest = 8LL * 1024 * 1024; ///< that a smaller object's segments become
    qint64 window = 256LL * 1024 * 1024; ///< how far the receivers may be ahead of the hasher
    /// For an object of this size: with long ranges several connections would bring all of a smaller one at the same time,
    /// and little of it in order, which is what the journal can vouch for.
    RangeLimits fitted(qint64 size) const;
};

struct TransferOptions {
    int connections = base::kMostConnections; ///< at most; how many are worth it is found out
    int hashThreads = 2;                      ///< objects that are hashed at the same time
    bool preallocate = true;
    RangeLimits ranges;
    base::RetryLimits retries;
};

} // namespace weightyard::lfs
