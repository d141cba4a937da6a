#include "lfs/object_transfer.h"

#include "base/error_code.h"
#include "base/log.h"

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {
constexpr int kProtocolAttempts = 3; // an odd answer is often a passing proxy or portal
constexpr int kBadRanges = 2;        // then one request without a range
constexpr int kRangeRefused = 416;
} // namespace

ObjectTransfer::ObjectTransfer(Pointer pointer, std::shared_ptr<store::Partial> partial, RangeLimits limits)
    : m_pointer(std::move(pointer)),
      m_partial(std::move(partial)),
      m_planner(m_pointer.size, limits),
      m_segment(limits.segment)
{}

bool ObjectTransfer::mayStart(qint64 steadyNowMs) const
{
    return steadyNowMs >= m_notBeforeMs && (m_running.isEmpty() || (m_rangesKnown && mayAskForRanges()));
}

bool ObjectTransfer::mayAskForRanges() const
{
    return m_badRanges % (kBadRanges + 1) < kBadRanges;
}

std::optional<AttemptPlan> ObjectTransfer::plan(quint64 id, qint64 hashedTo)
{
    const auto range = m_planner.next(m_partial->received(), hashedTo);
    if (!range)
        return {};
    if (m_running.isEmpty())
        m_wholeBodyTaken->store(false);
    m_running.insert(id);
    const bool small = range->begin == 0 && range->end == m_pointer.size && m_pointer.size <= m_segment;
    return AttemptPlan{.id = id,
                       .partial = m_partial,
                       .range = *range,
                       .askedForRange = !small && mayAskForRanges(),
                       .wholeBodyTaken = m_wholeBodyTaken};
}

void ObjectTransfer::headSeen(const HeadSeen &event)
{
    m_rangesKnown = event.ranges;
    if (!event.ranges)
        m_planner.extend(event.range, m_pointer.size);
}

ObjectTransfer::Verdict ObjectTransfer::ended(const AttemptEnded &event, const base::RetryLimits &limits,
                                              qint64 steadyNowMs, double jitter)
{
    m_running.remove(event.attempt);
    const bool stale = m_stale.remove(event.attempt);
    m_planner.release(event.range);
    if (event.written > 0) {
        m_failures = 0;
        m_refusals = 0;
        m_badRanges = 0;
    }
    if (event.outcome)
        return {};
    const base::Error &error = event.outcome.error();
    const int status = error.context.httpStatus;
    const bool isRefusal = status == 401 || status == 403 || status == 404 || status == 410;
    if ((isRefusal || status == kRangeRefused) && stale)
        return {}; // says nothing about the fresh action
    if (isRefusal)
        return refused(error);
    if (error.kind == ErrorKind::Cancelled) {
        m_rangesKnown = false; // another attempt has got the whole object
        return {};
    }
    return backOff(error, limits, steadyNowMs, jitter);
}

ObjectTransfer::Verdict ObjectTransfer::refused(const base::Error &error)
{
    m_refused = true;
    m_stale = m_running;
    if (++m_refusals < 2)
        return {};
    return {.failed = error, .waiting = {}};
}

ObjectTransfer::Verdict ObjectTransfer::backOff(const base::Error &original, const base::RetryLimits &limits,
                                                qint64 steadyNowMs, double jitter)
{
    if (m_failures == 0 || steadyNowMs >= m_notBeforeMs)
        ++m_failures;
    base::Error error = original;
    const bool rangeRefused = error.context.httpStatus == kRangeRefused;
    if (error.kind == ErrorKind::Protocol || rangeRefused) {
        m_refused = true;
        ++m_badRanges;
    }
    if (rangeRefused) {
        m_stale = m_running;
        error.kind = ErrorKind::Server; // it says that it has no such bytes, and has
        error.cause = ErrorCode::RangeRefused;
    }
    base::Error tried = error;
    if (error.kind == ErrorKind::Protocol && m_failures < kProtocolAttempts)
        tried.kind = ErrorKind::Server; // retried like one
    const std::optional<qint64> delay = base::retryDelayMs(tried, m_failures, limits, jitter);
    if (!delay)
        return {.failed = error, .waiting = {}};
    qCDebug(base::lcLfs).noquote() << base::describe(original) << "- next attempt in" << *delay << "ms";
    m_notBeforeMs = std::max(m_notBeforeMs, steadyNowMs + *delay);
    return {.failed = {}, .waiting = error, .waitMs = *delay};
}

Result<void> ObjectTransfer::mismatched(bool elsewhere)
{
    m_isAgain = true;
    if (!elsewhere && (++m_mismatches >= 2 || m_pointer.size == 0))
        return fail(ErrorKind::Corrupt, ErrorCode::WrongHash, {.oid = m_pointer.oid.toString()});
    m_refused = true;
    return m_partial->drop({0, m_pointer.size});
}

} // namespace weightyard::lfs
