#include "lfs/block_pool.h"

#include <cstring>
#include <mutex>
#include <vector>

namespace weightyard::lfs {

Block::Block(platform::PageMemory memory, qint64 offset)
    : m_offset(offset),
      m_shift(offset % platform::kPastCacheAlign),
      m_memory(std::move(memory))
{}

qint64 Block::room() const
{
    return kBlockMemory - m_shift - m_size;
}

void Block::append(QByteArrayView data)
{
    if (char *place = free().data(); place != data.data())
        std::memcpy(place, data.data(), static_cast<size_t>(data.size()));
    m_size += data.size();
}

struct BlockPool::Shared {
    explicit Shared(size_t most) : blocks(most) {}

    platform::PageMemory memory()
    {
        const std::lock_guard lock(mutex);
        if (spare.empty())
            return platform::newPageMemory(kBlockMemory);
        platform::PageMemory memory = std::move(spare.back());
        spare.pop_back();
        return memory;
    }
    // Kept rather than freed: pages that come fresh from the system have to be cleared and mapped again, one by one.
    void giveBack(platform::PageMemory memory, bool counted)
    {
        const std::lock_guard lock(mutex);
        out -= counted ? 1 : 0;
        if (spare.size() < blocks)
            spare.push_back(std::move(memory));
    }

    const size_t blocks;
    std::mutex mutex;
    size_t out = 0; ///< handed over, and not let go of yet
    std::vector<platform::PageMemory> spare;
};

BlockPool::BlockPool(int blocks) : m_shared(std::make_shared<Shared>(static_cast<size_t>(blocks))) {}

std::shared_ptr<Block> BlockPool::take(qint64 offset)
{
    return {new Block(m_shared->memory(), offset), [shared = m_shared](Block *block) {
                shared->giveBack(block->takeMemory(), block->isCounted());
                delete block;
            }};
}

void BlockPool::handedOver(Block &block)
{
    const std::lock_guard lock(m_shared->mutex);
    block.setCounted();
    ++m_shared->out;
}

bool BlockPool::isShort() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->out >= m_shared->blocks;
}

} // namespace weightyard::lfs
