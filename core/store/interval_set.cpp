#include "store/interval_set.h"

#include <algorithm>

namespace weightyard::store {

void IntervalSet::add(Interval interval)
{
    if (interval.begin >= interval.end)
        return;
    // First interval that touches or follows the new one; touching ones are merged.
    const auto first = std::lower_bound(m_intervals.begin(), m_intervals.end(), interval.begin,
                                        [](const Interval &one, qint64 begin) { return one.end < begin; });
    auto last = first;
    while (last != m_intervals.end() && last->begin <= interval.end) {
        interval.begin = std::min(interval.begin, last->begin);
        interval.end = std::max(interval.end, last->end);
        ++last;
    }
    if (first == last) {
        m_intervals.insert(first, interval);
        return;
    }
    *first = interval;
    m_intervals.erase(first + 1, last);
}

void IntervalSet::remove(Interval interval)
{
    if (interval.begin >= interval.end)
        return;
    std::vector<Interval> kept;
    kept.reserve(m_intervals.size() + 1);
    for (const Interval &one : std::as_const(m_intervals)) {
        const Interval before{one.begin, std::min(one.end, interval.begin)};
        const Interval after{std::max(one.begin, interval.end), one.end};
        if (before.length() > 0)
            kept.push_back(before);
        if (after.length() > 0)
            kept.push_back(after);
    }
    m_intervals = std::move(kept);
}

bool IntervalSet::contains(Interval interval) const
{
    return interval.begin >= interval.end || firstGap(interval.begin) >= interval.end;
}

qint64 IntervalSet::firstGap(qint64 from) const
{
    const auto found =
        std::upper_bound(m_intervals.begin(), m_intervals.end(), from,
                         [](qint64 position, const Interval &one) { return position < one.end; });
    return found == m_intervals.end() || found->begin > from ? from : found->end;
}

qint64 IntervalSet::gapEnd(qint64 from, qint64 limit) const
{
    const auto found =
        std::upper_bound(m_intervals.begin(), m_intervals.end(), from,
                         [](qint64 position, const Interval &one) { return position < one.end; });
    return found == m_intervals.end() ? limit : std::min(found->begin, limit);
}

qint64 IntervalSet::total() const
{
    qint64 sum = 0;
    for (const Interval &one : m_intervals)
        sum += one.length();
    return sum;
}

} // namespace weightyard::store
