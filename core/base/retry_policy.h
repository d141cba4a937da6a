// When to try again. Pure functions over data, any thread; used by transfers, batch and git alike.
#pragma once

#include "base/error.h"

namespace weightyard::base {

enum class Disposition {
    RetryLater, ///< back off, or wait as long as the server asked
    AskUser,    ///< the user can mend it: credentials, licence, space, permission, conflict
    GiveUp,
};

/// The policy table, one row an ErrorKind.
Disposition disposition(const Error &error);

struct RetryLimits {
    int attempts = 8;               ///< in a row without progress (git-lfs tries 8 times)
    qint64 firstDelayMs = 250;      ///< doubles (git-lfs: 250 ms to 10 s)
    qint64 longestDelayMs = 10'000;
    qint64 longestServerWaitMs = 3'600'000; ///< a Retry-After beyond this is a failure, not a wait
};

/// How long to wait before attempt `failures` + 1, or nothing when it is time to give up. `failures` counts attempts without
/// progress (>= 1). A server's own wish wins. `jitter` in [0, 1) spreads the delay over its upper half.
std::optional<qint64> retryDelayMs(const Error &error, int failures, const RetryLimits &limits, double jitter);

} // namespace weightyard::base
