#include "lfs/object_transfer.h"

#include "base/log.h"

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {
constexpr int kProtocolAttempts = 3; // an odd answer is often a passing proxy or portal
}

ObjectTransfer::ObjectTransfer(Pointer pointer, std::shared_ptr<store::Partial> partial,
                               RangePlanner::Limits limits)
    : m_pointer(std::move(pointer)),
      m_partial(std::move(partial)),
      m_planner(m_pointer.size, limits),
      m_segment(limits.segment)
{}

bool ObjectTransfer::mayStart(qint64 steadyNowMs) const
{
    return steadyNowMs >= m_notBeforeMs && (m_running.isEmpty() || m_rangesKnown);
}

bool ObjectTransfer::needsAction(qint64 steadyNowMs) const
{
    return !m_action || m_action->isExpired(steadyNowMs);
}

void ObjectTransfer::setAction(Action action)
{
    m_action = std::move(action);
}

std::optional<AttemptPlan> ObjectTransfer::plan(quint64 id, qint64 hashedTo)
{
    const auto range = m_planner.next(m_partial->received(), hashedTo);
    if (!range)
        return {};
    if (m_running.isEmpty())
        m_wholeBodyTaken->store(false);
    m_running.insert(id);
    const bool whole = range->begin == 0 && range->end == m_pointer.size && m_pointer.size <= m_segment;
    return AttemptPlan{.id = id,
                       .partial = m_partial,
                       .range = *range,
                       .askedForRange = !whole,
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
    }
    if (event.outcome)
        return {};
    const base::Error &error = event.outcome.error();
    const int status = error.context.httpStatus;
    const bool isRefusal = status == 401 || status == 403 || status == 404 || status == 410 || status == 416;
    if (isRefusal && stale)
        return {}; // says nothing about the fresh action
    if (isRefusal)
        return refused(error, status == 416);
    if (error.kind == ErrorKind::Cancelled) {
        m_rangesKnown = false; // another attempt has got the whole object
        return {};
    }
    return backOff(error, limits, steadyNowMs, jitter);
}

ObjectTransfer::Verdict ObjectTransfer::refused(const base::Error &error, bool wrongRange)
{
    m_action.reset();
    m_stale = m_running;
    if (++m_refusals < 2)
        return {};
    if (!wrongRange || m_droppedForRange)
        return {.failed = error, .waiting = {}};
    m_droppedForRange = true;
    m_refusals = 0;
    if (const Result<void> dropped = m_partial->drop({0, m_pointer.size}); !dropped)
        return {.failed = dropped.error(), .waiting = {}};
    return {};
}

ObjectTransfer::Verdict ObjectTransfer::backOff(const base::Error &original, const base::RetryLimits &limits,
                                                qint64 steadyNowMs, double jitter)
{
    if (m_failures == 0 || steadyNowMs >= m_notBeforeMs)
        ++m_failures;
    base::Error error = original;
    if (error.kind == ErrorKind::Protocol && m_failures < kProtocolAttempts) {
        m_action.reset();
        error.kind = ErrorKind::Server; // retried like one
    }
    const std::optional<qint64> delay = base::retryDelayMs(error, m_failures, limits, jitter);
    if (!delay)
        return {.failed = original, .waiting = {}};
    qCDebug(base::lcLfs).noquote() << base::describe(original) << "- next attempt in" << *delay << "ms";
    m_notBeforeMs = std::max(m_notBeforeMs, steadyNowMs + *delay);
    return {.failed = {}, .waiting = original, .waitMs = *delay};
}

Result<void> ObjectTransfer::mismatched()
{
    if (++m_mismatches >= 2 || m_pointer.size == 0)
        return fail(ErrorKind::Corrupt, u"the bytes received do not have the hash that names the object"_s,
                    {.oid = m_pointer.oid.toString()});
    m_action.reset();
    return m_partial->drop({0, m_pointer.size});
}

} // namespace weightyard::lfs
