// A set of byte intervals [begin, end) of one object. Value type; kept sorted, disjoint and merged.
#pragma once

#include <QtGlobal>
#include <vector>

namespace weightyard::store {

struct Interval {
    qint64 begin = 0;
    qint64 end = 0;
    qint64 length() const { return end - begin; }
    friend bool operator==(const Interval &, const Interval &) = default;
};

class IntervalSet
{
public:
    void add(Interval interval);
    void remove(Interval interval);
    bool contains(Interval interval) const;
    /// First byte not in the set at or after `from` (= `from` itself when it is missing).
    qint64 firstGap(qint64 from) const;
    /// Begin of the first interval that ends after `from`, or `limit`: where a gap that starts at `from` ends.
    qint64 gapEnd(qint64 from, qint64 limit) const;
    /// Bytes [0, prefixEnd) are all here.
    qint64 prefixEnd() const { return firstGap(0); }
    qint64 total() const;
    const std::vector<Interval> &all() const { return m_intervals; }
    friend bool operator==(const IntervalSet &, const IntervalSet &) = default;

private:
    std::vector<Interval> m_intervals; ///< not a QList: copies go to other threads, and may share nothing
};

} // namespace weightyard::store
