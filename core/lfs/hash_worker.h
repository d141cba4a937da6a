// HashWorker: the threads that hash each partial's contiguous prefix as it grows: from the received blocks while they
// are at hand, else from the file. One object is on one thread at a time, so as many objects advance together as there
// are threads. add, remove and hashedTo from the job's thread; offer and wrote from any. Reports through the
// EventQueue.
#pragma once

#include "lfs/block_pool.h"
#include "lfs/transfer_events.h"
#include "store/prefix_hasher.h"

#include <QHash>
#include <atomic>
#include <thread>
#include <vector>

namespace weightyard::lfs {

class HashWorker
{
public:
    /// `released` is called when blocks were let go of. Where the system gives fewer threads, fewer do it; std::system_error
    /// when it gives none.
    HashWorker(EventQueue &events, int threads, std::function<void()> released);
    ~HashWorker(); ///< stops and joins

    void add(const std::shared_ptr<store::Partial> &partial);
    void remove(const base::Oid &oid);
    qint64 hashedTo(const base::Oid &oid) const;
    std::vector<std::shared_ptr<store::Partial>> partials() const;

    /// Before the block is queued for writing: kept when it comes next, or when all before it is on its way and the hash
    /// not far behind, so that it need not be read back.
    void offer(const base::Oid &oid, const std::shared_ptr<const Block> &block);
    /// Something was written, or dropped.
    void wrote();

private:
    struct Followed;
    void loop();
    bool hashSome(Followed &followed);
    base::Result<store::PrefixHasher::Step> step(Followed &followed);
    base::Result<store::PrefixHasher::Step> guardedStep(Followed &followed);
    std::shared_ptr<const Block> nextBlock(Followed &followed);
    void forgetBlocks(Followed &followed);
    std::vector<std::shared_ptr<Followed>> followed() const;
    bool claim(Followed &followed);
    void release(Followed &followed);

    EventQueue &m_events;
    const std::function<void()> m_released;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QHash<base::Oid, std::shared_ptr<Followed>> m_followed;
    quint64 m_writes = 0;
    std::atomic<bool> m_stop = false;
    std::vector<std::thread> m_threads;
};

} // namespace weightyard::lfs
