#include "lfs/write_queue.h"

namespace weightyard::lfs {

using base::Result;

namespace {
Result<void> guardedWrite(store::Partial &partial, qint64 at, QByteArrayView bytes)
{
    try {
        return partial.write(at, bytes);
    } catch (const std::exception &thrown) { // no memory for the bookkeeping
        return base::fail(base::thrownError(thrown));
    }
}
} // namespace

WriteQueue::WriteQueue(std::function<void(qint64)> wrote)
    : m_wrote(std::move(wrote)),
      m_thread([this] { loop(); })
{}

WriteQueue::~WriteQueue()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void WriteQueue::submit(std::shared_ptr<store::Partial> partial, std::shared_ptr<Block> block,
                        std::shared_ptr<Tally> tally)
{
    push({.partial = std::move(partial), .block = std::move(block), .tally = std::move(tally), .action = {}});
}

void WriteQueue::then(std::function<void()> action)
{
    push({.partial = {}, .block = {}, .tally = {}, .action = std::move(action)});
}

void WriteQueue::push(Item item)
{
    // Notified under the lock: once the item is done, the queue may be gone.
    const std::lock_guard lock(m_mutex);
    m_queue.push_back(std::move(item));
    m_changed.notify_all();
}

void WriteQueue::loop()
{
    for (;;) {
        Item item;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stop || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            item = std::move(m_queue.front());
            m_queue.pop_front();
        }
        if (!item.block) {
            item.action();
            continue;
        }
        const qint64 written = write(*item.partial, *item.block, *item.tally);
        item.block->decide(written == item.block->size() ? Block::Fate::Written : Block::Fate::Skipped);
        item = {};
        m_wrote(written);
    }
}

qint64 WriteQueue::write(store::Partial &partial, const Block &block, Tally &tally)
{
    if (tally.hasFailed())
        return 0;
    const store::IntervalSet received = partial.received();
    qint64 written = 0;
    for (qint64 at = received.firstGap(block.offset()); at < block.end();) {
        const qint64 gapEnd = received.gapEnd(at, block.end());
        const QByteArrayView bytes = block.bytes().sliced(at - block.offset(), gapEnd - at);
        if (const Result<void> wrote = guardedWrite(partial, at, bytes); !wrote) {
            tally.m_error = wrote.error();
            tally.m_failed = true;
            break;
        }
        tally.m_intervals.append({at, gapEnd});
        written += gapEnd - at;
        at = received.firstGap(gapEnd);
    }
    tally.m_written += written;
    return written;
}

} // namespace weightyard::lfs
