// DiskWorker: everything behind the receivers: blocks of memory, the thread that writes them, the one that hashes each
// partial's contiguous prefix, and the one that makes what was written durable. Receivers ask mustPause() after each
// block and stop reading while the disk or the hash is behind; a DiskCaughtUp event says when they may go on. What a
// crash costs: what waits for the flush, the blocks handed over, the one that each connection fills, and what the lanes
// hold (see lane_loop.cpp): together within the promised 64 MiB. add, remove and addFinished from the job's thread; the
// others from any.
#pragma once

#include "lfs/hash_worker.h"
#include "lfs/write_queue.h"

#include <QStringList>

namespace weightyard::lfs {

class DiskWorker
{
public:
    DiskWorker(EventQueue &events, int hashThreads);
    ~DiskWorker(); ///< stops and joins; writes what is queued, does not flush

    void add(const std::shared_ptr<store::Partial> &partial);
    void remove(const base::Oid &oid);
    qint64 hashedTo(const base::Oid &oid) const;

    /// A finished object with bytes that were not flushed: part of the next flush. Before its remove(), so that each flush
    /// meets it as the one or as the other.
    void addFinished(const QString &path);

    std::shared_ptr<Block> takeBlock(qint64 offset);
    void submit(const std::shared_ptr<store::Partial> &partial, const std::shared_ptr<Block> &block,
                const std::shared_ptr<Tally> &tally);
    /// Runs after all that was submitted before is written.
    void then(std::function<void()> action);
    bool mustPause();
    /// Somebody had to since this was last asked.
    bool takeWasBehind() { return m_wasBehind.exchange(false); }

    /// Flushes everything now, on the caller's thread. Once a flush has failed, so does every later one: what it was about
    /// may be lost although the system calls the next one a success.
    base::Result<void> flushAll();
    /// The same without finished objects: a cancel must not wait for thousands, and the next run hashes them anyway.
    base::Result<void> flushPartials();

private:
    void flushLoop();
    base::Result<void> guardedFlush();
    base::Result<void> flush(bool finishedToo);
    void wrote(qint64 bytes);
    bool isBehind() const;
    void tellWhenCaughtUp();

    EventQueue &m_events;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QStringList m_finished;
    qint64 m_unflushed = 0;
    bool m_stop = false;
    std::mutex m_flushMutex;                 ///< one flush at a time; taken before m_mutex
    std::optional<base::Error> m_flushError; ///< under m_flushMutex
    std::atomic<bool> m_told = true;         ///< nobody waits for a DiskCaughtUp
    std::atomic<bool> m_wasBehind = false;
    BlockPool m_pool;
    HashWorker m_hash;
    WriteQueue m_writes;
    std::thread m_flushThread;
};

} // namespace weightyard::lfs
