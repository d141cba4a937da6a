// WriteQueue: the thread that writes what the lanes received, in the order in which it came. A disk that stalls thereby
// never stalls a lane, whose other connections go on. submit() and then() from any thread; the destructor writes what
// is queued and joins.
#pragma once

#include "lfs/block_pool.h"
#include "store/partial.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <thread>

namespace weightyard::lfs {

/// What became of an attempt's bytes. Written by the queue's thread.
class Tally
{
public:
    /// Bytes that were not here before.
    qint64 written() const { return m_written.load(); }
    bool hasFailed() const { return m_failed.load(); }
    /// For the queue's thread, and for WriteQueue::then().
    const std::optional<base::Error> &error() const { return m_error; }
    const QList<store::Interval> &intervals() const { return m_intervals; }

private:
    friend class WriteQueue;
    std::atomic<qint64> m_written = 0;
    std::atomic<bool> m_failed = false;
    std::optional<base::Error> m_error;
    QList<store::Interval> m_intervals;
};

class WriteQueue
{
public:
    /// `wrote` gets each block's number of new bytes when the block has been let go of, on the queue's thread.
    explicit WriteQueue(std::function<void(qint64)> wrote);
    ~WriteQueue();

    /// Bytes that are here already stay as they are: they are claimed, perhaps hashed. After the first failure of a
    /// tally the rest of it is left out. Decides each block's fate before `wrote` is called.
    void submit(std::shared_ptr<store::Partial> partial, std::shared_ptr<Block> block,
                std::shared_ptr<Tally> tally);
    /// Runs on the queue's thread after all that was submitted before.
    void then(std::function<void()> action);

private:
    /// A block to write, or something to do.
    struct Item {
        std::shared_ptr<store::Partial> partial;
        std::shared_ptr<Block> block;
        std::shared_ptr<Tally> tally;
        std::function<void()> action;
    };
    void push(Item item);
    void loop();
    static qint64 write(store::Partial &partial, const Block &block, Tally &tally);

    const std::function<void(qint64)> m_wrote;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Item> m_queue;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace weightyard::lfs
