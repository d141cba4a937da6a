#include "lfs/disk_worker.h"

#include "store/file_io.h"

namespace weightyard::lfs {

using base::Result;

namespace {
constexpr qint64 kFlushBytes = 10LL * 1024 * 1024;
constexpr qint64 kPauseBytes = 20LL * 1024 * 1024;
constexpr int kBlocks = 12;
} // namespace

DiskWorker::DiskWorker(EventQueue &events, int hashThreads)
    : m_events(events),
      m_pool(kBlocks),
      m_hash(events, hashThreads, [this] { tellWhenCaughtUp(); }),
      m_writes([this](qint64 bytes) { wrote(bytes); }),
      m_flushThread([this] { flushLoop(); })
{}

DiskWorker::~DiskWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_flushThread.join();
}

void DiskWorker::add(const std::shared_ptr<store::Partial> &partial)
{
    m_hash.add(partial);
}

void DiskWorker::remove(const base::Oid &oid)
{
    m_hash.remove(oid);
}

qint64 DiskWorker::hashedTo(const base::Oid &oid) const
{
    return m_hash.hashedTo(oid);
}

void DiskWorker::addFinished(const QString &path, qint64 bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_finished.append(path);
        if (m_flushes > 0)
            m_unflushed += bytes; // it may have been missed by the flush that takes them off
    }
    m_changed.notify_all();
}

std::shared_ptr<Block> DiskWorker::takeBlock(qint64 offset)
{
    return m_pool.take(offset);
}

void DiskWorker::submit(const std::shared_ptr<store::Partial> &partial, const std::shared_ptr<Block> &block,
                        const std::shared_ptr<Tally> &tally)
{
    m_pool.handedOver(*block);
    m_hash.offer(partial->oid(), block);
    m_writes.submit(partial, block, tally);
}

void DiskWorker::then(std::function<void()> action)
{
    m_writes.then(std::move(action));
}

void DiskWorker::wrote(qint64 bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_unflushed += bytes;
    }
    m_changed.notify_all();
    m_hash.wrote();
    tellWhenCaughtUp();
}

bool DiskWorker::isBehind() const
{
    const std::lock_guard lock(m_mutex);
    return m_pool.isShort() || m_unflushed >= kPauseBytes;
}

bool DiskWorker::mustPause()
{
    if (!isBehind())
        return false;
    m_wasBehind = true;
    m_told = false;
    tellWhenCaughtUp(); // it may have been the moment before
    return true;
}

void DiskWorker::tellWhenCaughtUp()
{
    if (!m_told && !isBehind() && !m_told.exchange(true))
        m_events.push(DiskCaughtUp{});
}

void DiskWorker::flushLoop()
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stop || m_unflushed >= kFlushBytes; });
            if (m_stop)
                return;
        }
        if (const Result<void> flushed = flushAll(); !flushed) {
            m_events.push(DiskFailed{flushed.error()});
            return;
        }
        tellWhenCaughtUp();
    }
}

Result<void> DiskWorker::flushAll()
{
    qint64 covered = 0;
    QStringList finished;
    {
        const std::lock_guard lock(m_mutex);
        covered = m_unflushed;
        finished.swap(m_finished);
        ++m_flushes;
    }
    const Result<void> flushed = flush(finished);
    const std::lock_guard lock(m_mutex);
    --m_flushes;
    if (flushed)
        m_unflushed -= covered;
    return flushed;
}

Result<void> DiskWorker::flush(const QStringList &finished)
{
    for (const auto &partial : m_hash.partials()) {
        if (const Result<void> flushed = partial->flush(); !flushed)
            return flushed;
    }
    for (const QString &path : finished) {
        if (const Result<void> synced = store::syncFile(path); !synced)
            return synced;
    }
    return {};
}

} // namespace weightyard::lfs
