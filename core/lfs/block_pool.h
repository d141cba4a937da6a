// BlockPool: the memory between the network and the disk. Blocks start at a page's begin in memory wherever their bytes
// start at a page's begin in the file, so that they can be written past the operating system's cache. Thread-safe;
// blocks may outlive the pool.
//
// The pool never refuses: isShort() tells receivers to stop reading, and each keeps the block that it has begun.
#pragma once

#include "platform/page_memory.h"

#include <QByteArrayView>
#include <atomic>
#include <memory>
#include <span>
#include <utility>

namespace weightyard::lfs {

constexpr qint64 kBlockMemory = 1024 * 1024;

class Block
{
public:
    Block(platform::PageMemory memory, qint64 offset);

    qint64 offset() const { return m_offset; } ///< of the first byte, in the object
    qint64 size() const { return m_size; }
    qint64 end() const { return m_offset + m_size; }
    qint64 room() const;
    QByteArrayView bytes() const { return {m_memory.get() + m_shift, m_size}; }
    /// Where the next bytes come to lie.
    std::span<char> free() { return {m_memory.get() + m_shift + m_size, static_cast<size_t>(room())}; }
    /// At most room() bytes; those that are in free() already are only counted.
    void append(QByteArrayView data);
    platform::PageMemory takeMemory() { return std::move(m_memory); }
    bool isCounted() const { return m_counted; }
    void setCounted() { m_counted = true; }

    /// What the writer made of it. Only Written says that the disk has these very bytes: of two attempts that bring the same
    /// range, one is written, and the other may differ.
    enum class Fate { Pending, Written, Skipped };
    Fate fate() const { return m_fate.load(); }
    void decide(Fate fate) { m_fate = fate; }

private:
    qint64 m_offset;
    qint64 m_shift;
    qint64 m_size = 0;
    bool m_counted = false;
    std::atomic<Fate> m_fate = Fate::Pending;
    platform::PageMemory m_memory;
};

class BlockPool
{
public:
    explicit BlockPool(int blocks);

    std::shared_ptr<Block> take(qint64 offset);
    /// The receiver is done with it. Blocks that receivers still fill do not make the pool short: if they did, as many
    /// receivers as there are blocks would wait for each other.
    void handedOver(Block &block);
    bool isShort() const;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace weightyard::lfs
