// Claims: which bytes and block checksums of one partial are here, and which of them the journal vouches for. Pure
// bookkeeping; the Partial guards it.
#pragma once

#include "store/interval_set.h"

#include <QHash>
#include <optional>

namespace weightyard::store {

constexpr qint64 kBlockBytes = 64LL * 1024 * 1024;

class Claims
{
public:
    explicit Claims(qint64 size) : m_size(size) {}

    /// What the journal says, as far as the file goes.
    void load(const IntervalSet &claimed, const QHash<qint64, quint64> &blocks, qint64 fileSize);
    /// End of the last byte that is vouched for.
    qint64 end() const;

    const IntervalSet &received() const { return m_received; }
    qint64 unclaimedBytes() const { return m_received.total() - m_claimed.total(); }
    void receive(Interval interval) { m_received.add(interval); }

    /// What the journal has yet to be told.
    struct News {
        IntervalSet received; ///< all of it
        std::vector<Interval> fresh;
        QHash<qint64, quint64> blocks;
        bool isEmpty() const { return fresh.empty() && blocks.isEmpty(); }
    };
    News news() const;
    void markClaimed(const News &news);

    /// True when the journal vouched for some of it.
    bool drop(Interval interval);
    /// The lowest byte dropped since it was last taken.
    std::optional<qint64> droppedFrom() const { return m_droppedFrom; }
    std::optional<qint64> takeDropped();

    std::optional<quint64> claimedBlock(qint64 index) const;
    /// For blocks that are here as a whole.
    void setBlock(qint64 index, quint64 xxh3);

private:
    Interval block(qint64 index) const;

    qint64 m_size;
    IntervalSet m_received;
    IntervalSet m_claimed;
    QHash<qint64, quint64> m_claimedBlocks;
    QHash<qint64, quint64> m_newBlocks;
    std::optional<qint64> m_droppedFrom;
};

} // namespace weightyard::store
