#include "lfs/range_planner.h"

#include <algorithm>

namespace weightyard::lfs {

using store::Interval;
using store::IntervalSet;

RangePlanner::RangePlanner(qint64 size, RangeLimits limits) : m_size(size), m_limits(limits) {}

std::optional<Interval> RangePlanner::next(const IntervalSet &received, qint64 hashedTo)
{
    IntervalSet busy = received;
    for (const Interval &claim : std::as_const(m_claims))
        busy.add(claim);
    const qint64 begin = busy.firstGap(0);
    if (begin >= m_size || begin > hashedTo + m_limits.window)
        return {};
    const qint64 end = std::min(busy.gapEnd(begin, m_size), begin + m_limits.segment);
    const Interval claim{begin, end};
    m_claims.append(claim);
    return claim;
}

void RangePlanner::release(Interval claim)
{
    m_claims.removeIf([&](const Interval &one) { return one.begin == claim.begin; });
}

void RangePlanner::extend(Interval claim, qint64 newEnd)
{
    for (Interval &held : m_claims) {
        if (held.begin == claim.begin)
            held.end = newEnd;
    }
}

} // namespace weightyard::lfs
