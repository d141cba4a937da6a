#include "base/retry_policy.h"

#include <QRandomGenerator>
#include <algorithm>

namespace weightyard::base {

Disposition disposition(const Error &error)
{
    const int status = error.context.httpStatus;
    switch (error.kind) {
    case ErrorKind::RateLimited: // a quota is no rate: trying again soon changes nothing
        return status == 402 || status == 403 || status == 509 ? Disposition::AskUser
                                                               : Disposition::RetryLater;
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Server:
        return Disposition::RetryLater;
    case ErrorKind::Auth:
    case ErrorKind::Gated:
    case ErrorKind::DiskFull:
    case ErrorKind::Permission:
    case ErrorKind::Conflict:
    case ErrorKind::Prerequisite:
    case ErrorKind::Busy:
    case ErrorKind::Disconnected:
    case ErrorKind::DiskFault:
        return Disposition::AskUser;
    case ErrorKind::Tls:
    case ErrorKind::NotFound:
    case ErrorKind::Protocol:
    case ErrorKind::Corrupt:
    case ErrorKind::Unsafe:
    case ErrorKind::Internal:
    case ErrorKind::Usage:
    case ErrorKind::Cancelled:
        return Disposition::GiveUp;
    }
    Q_UNREACHABLE();
}

std::optional<qint64> retryDelayMs(const Error &error, int failures, const RetryLimits &limits, double jitter)
{
    if (disposition(error) != Disposition::RetryLater || failures >= limits.attempts)
        return {};
    if (error.retryAfterMs) {
        if (*error.retryAfterMs > limits.longestServerWaitMs)
            return {};
        return std::max<qint64>(*error.retryAfterMs, 0);
    }
    const int doublings = std::clamp(failures - 1, 0, 30);
    const qint64 delay = std::min(limits.firstDelayMs << doublings, limits.longestDelayMs);
    const qint64 certain = delay / 2;
    return certain + static_cast<qint64>(static_cast<double>(delay - certain) * jitter);
}

Result<void> waitForRetry(const Error &error, int failures, const RetryLimits &limits,
                          const CancelToken &cancel, const WaitFunction &waiting)
{
    const double jitter = QRandomGenerator::global()->generateDouble();
    const std::optional<qint64> delay = retryDelayMs(error, failures, limits, jitter);
    if (!delay)
        return fail(error);
    if (waiting)
        waiting(error, *delay);
    if (!cancel.waitFor(std::chrono::milliseconds(*delay)))
        return fail(cancelledError());
    return {};
}

} // namespace weightyard::base
