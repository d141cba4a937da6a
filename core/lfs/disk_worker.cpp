#include "lfs/disk_worker.h"

#include "platform/tree_sync.h"

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

void DiskWorker::addFinished(const QString &path)
{
    const std::lock_guard lock(m_mutex);
    m_finished.append(path);
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
    // What it dropped has to be let go of.
    m_writes.then([this, run = std::move(action)] {
        run();
        m_hash.wrote();
    });
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
        if (const Result<void> flushed = guardedFlush(); !flushed) {
            m_events.push(DiskFailed{flushed.error()});
            return;
        }
        tellWhenCaughtUp();
    }
}

Result<void> DiskWorker::guardedFlush()
{
    try {
        return flushAll();
    } catch (const std::exception &thrown) {
        return base::fail(base::thrownError(thrown));
    }
}

Result<void> DiskWorker::flushAll()
{
    return flush(true);
}

Result<void> DiskWorker::flushPartials()
{
    return flush(false);
}

Result<void> DiskWorker::flush(bool finishedToo)
{
    const std::lock_guard flushLock(m_flushMutex);
    if (m_flushError)
        return base::fail(*m_flushError);
    qint64 covered = 0;
    {
        const std::lock_guard lock(m_mutex);
        covered = m_unflushed;
    }
    // Before the finished ones: what leaves the first list has come into the second.
    const auto partials = m_hash.partials();
    QStringList finished;
    if (finishedToo) {
        const std::lock_guard lock(m_mutex);
        finished.swap(m_finished);
    }
    Result<void> flushed = platform::syncFiles(finished);
    for (const auto &partial : partials) {
        if (flushed)
            flushed = partial->flush();
    }
    if (!flushed) {
        m_flushError = flushed.error();
        return flushed;
    }
    const std::lock_guard lock(m_mutex);
    m_unflushed -= covered;
    return {};
}

} // namespace weightyard::lfs
