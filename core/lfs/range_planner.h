// RangePlanner: which bytes of one object the next attempt is after. Ranges are handed out in file order and never further than
// `window` ahead of the hasher, so that no second pass is needed after the last byte. Pure bookkeeping; the job's thread.
#pragma once

#include "lfs/transfer_options.h"
#include "store/interval_set.h"

#include <QList>
#include <optional>

namespace weightyard::lfs {

class RangePlanner
{
public:
    RangePlanner(qint64 size, RangeLimits limits);

    /// Claims and returns the first missing range that nobody is after; nothing when there is none (yet).
    std::optional<store::Interval> next(const store::IntervalSet &received, qint64 hashedTo);
    /// The attempt that held it ended, however it did.
    void release(store::Interval claim);
    /// An attempt turned out to bring everything up to the end (a server without ranges).
    void extend(store::Interval claim, qint64 newEnd);

private:
    qint64 m_size;
    RangeLimits m_limits;
    QList<store::Interval> m_claims;
};

} // namespace weightyard::lfs
