// RangePlanner: which bytes of one object the next attempt is after. Ranges are handed out in file order and never further than
// `window` ahead of the hasher, so that no second pass is needed after the last byte. Pure bookkeeping; the job's thread.
#pragma once

#include "store/interval_set.h"

#include <QList>
#include <optional>

namespace weightyard::lfs {

class RangePlanner
{
public:
    struct Limits {
        qint64 segment = 32LL * 1024 * 1024; ///< longest range
        qint64 shortest = 8LL * 1024 * 1024; ///< that a smaller object's segments become
        qint64 window = 256LL * 1024 * 1024; ///< how far the receivers may be ahead of the hasher
        /// For an object of this size: with long ranges several connections would bring all of a smaller one at the same time,
        /// and little of it in order, which is what the journal can vouch for.
        Limits fitted(qint64 size) const;
    };
    RangePlanner(qint64 size, Limits limits);

    /// Claims and returns the first missing range that nobody is after; nothing when there is none (yet).
    std::optional<store::Interval> next(const store::IntervalSet &received, qint64 hashedTo);
    /// The attempt that held it ended, however it did.
    void release(store::Interval claim);
    /// An attempt turned out to bring everything up to the end (a server without ranges).
    void extend(store::Interval claim, qint64 newEnd);

private:
    qint64 m_size;
    Limits m_limits;
    QList<store::Interval> m_claims;
};

} // namespace weightyard::lfs
