// When to try again. Pure functions over data, any thread; used by transfers, batch and git alike.
#pragma once

#include "base/cancel_token.h"
#include "base/result.h"

#include <functional>

namespace weightyard::base {

enum class Disposition {
    RetryLater, ///< back off, or wait as long as the server asked
    AskUser,    ///< the user can mend it: credentials, licence, space, permission, conflict
    GiveUp,
};

/// The policy table, one row an ErrorKind; a quota (RateLimited with 402, 403 or 509) is the user's to mend.
Disposition disposition(const Error &error);

struct RetryLimits {
    int attempts = 8;          ///< in a row without progress (git-lfs tries 8 times)
    qint64 firstDelayMs = 250; ///< doubles (git-lfs: 250 ms to 10 s)
    qint64 longestDelayMs = 10'000;
    qint64 longestServerWaitMs = 3'600'000; ///< a Retry-After beyond this is a failure, not a wait
};

/// How long to wait before attempt `failures` + 1, or nothing when it is time to give up. `failures` counts attempts without
/// progress (>= 1). A server's own wish wins. `jitter` in [0, 1) spreads the delay over its upper half.
std::optional<qint64> retryDelayMs(const Error &error, int failures, const RetryLimits &limits,
                                   double jitter);

/// Told before each wait, so that a waiting job can say why and until when.
using WaitFunction = std::function<void(const Error &why, qint64 delayMs)>;

/// Waits as retryDelayMs() says, with real jitter. The reason to stop instead: the error itself, or Cancelled.
Result<void> waitForRetry(const Error &error, int failures, const RetryLimits &limits,
                          const CancelToken &cancel, const WaitFunction &waiting);

/// Calls `attempt` until it succeeds or the policy gives up. Blocks; worker threads only.
template<typename Attempt>
auto retrying(const Attempt &attempt, const RetryLimits &limits, const CancelToken &cancel,
              const WaitFunction &waiting) -> decltype(attempt())
{
    for (int failures = 1;; ++failures) {
        auto result = attempt();
        if (result)
            return result;
        if (const Result<void> again = waitForRetry(result.error(), failures, limits, cancel, waiting);
            !again)
            return fail(again.error());
    }
}

} // namespace weightyard::base
