#include "store/claims.h"

#include <algorithm>
#include <utility>

namespace weightyard::store {

Interval Claims::block(qint64 index) const
{
    return {index * kBlockBytes, std::min((index + 1) * kBlockBytes, m_size)};
}

void Claims::load(const IntervalSet &claimed, const QHash<qint64, quint64> &blocks, qint64 fileSize)
{
    m_claimed = claimed;
    m_claimed.remove({fileSize, m_size});
    for (auto one = blocks.cbegin(); one != blocks.cend(); ++one) {
        if (m_claimed.contains(block(one.key())))
            m_claimedBlocks.insert(one.key(), one.value());
    }
    m_received = m_claimed;
}

qint64 Claims::end() const
{
    return m_claimed.all().empty() ? 0 : m_claimed.all().back().end;
}

Claims::News Claims::news() const
{
    IntervalSet fresh = m_received;
    for (const Interval &old : m_claimed.all())
        fresh.remove(old);
    return {.received = m_received, .fresh = fresh.all(), .blocks = m_newBlocks};
}

void Claims::markClaimed(const News &news)
{
    m_claimed = news.received;
    for (auto one = news.blocks.cbegin(); one != news.blocks.cend(); ++one) {
        m_claimedBlocks.insert(one.key(), one.value());
        m_newBlocks.remove(one.key());
    }
}

bool Claims::drop(Interval interval)
{
    const auto touched = [&](const auto &one) {
        const Interval bytes = block(one.key());
        return bytes.begin < interval.end && bytes.end > interval.begin;
    };
    m_claimedBlocks.removeIf(touched);
    m_newBlocks.removeIf(touched);
    const qint64 claimed = m_claimed.total();
    const qint64 here = m_received.total();
    m_claimed.remove(interval);
    m_received.remove(interval);
    if (m_received.total() != here)
        m_droppedFrom = std::min(m_droppedFrom.value_or(m_size), interval.begin);
    return m_claimed.total() != claimed;
}

std::optional<qint64> Claims::takeDropped()
{
    return std::exchange(m_droppedFrom, std::nullopt);
}

std::optional<quint64> Claims::claimedBlock(qint64 index) const
{
    const auto found = m_claimedBlocks.constFind(index);
    return found == m_claimedBlocks.constEnd() ? std::nullopt : std::optional(*found);
}

void Claims::setBlock(qint64 index, quint64 xxh3)
{
    if (m_claimedBlocks.value(index) != xxh3 && m_received.contains(block(index)))
        m_newBlocks.insert(index, xxh3);
}

} // namespace weightyard::store
