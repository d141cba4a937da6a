#include "lfs/disk_worker.h"

#include "store/file_io.h"

#include <vector>

namespace weightyard::lfs {

using base::Result;

namespace {
constexpr qint64 kHashStep = 4LL * 1024 * 1024;
constexpr qint64 kFlushBytes = 32LL * 1024 * 1024;
constexpr qint64 kPauseBytes =
    56LL * 1024 * 1024; // + what the lanes hold in hand stays below the promised 64 MiB
} // namespace

struct DiskWorker::Followed {
    explicit Followed(std::shared_ptr<store::Partial> p) : partial(std::move(p)), hasher(partial) {}
    std::shared_ptr<store::Partial> partial;
    store::PrefixHasher hasher; ///< hash thread only
    std::atomic<qint64> hashedTo = 0;
    std::atomic<bool> done = false;
};

DiskWorker::DiskWorker(EventQueue &events)
    : m_events(events),
      m_hashThread([this] { hashLoop(); }),
      m_flushThread([this] { flushLoop(); })
{}

DiskWorker::~DiskWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_hashThread.join();
    m_flushThread.join();
}

void DiskWorker::add(const std::shared_ptr<store::Partial> &partial)
{
    {
        const std::lock_guard lock(m_mutex);
        m_followed.insert(partial->oid(), std::make_shared<Followed>(partial));
        ++m_writes;
    }
    m_changed.notify_all();
}

void DiskWorker::remove(const base::Oid &oid)
{
    const std::lock_guard lock(m_mutex);
    m_followed.remove(oid);
}

qint64 DiskWorker::hashedTo(const base::Oid &oid) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_followed.constFind(oid);
    return found == m_followed.constEnd() ? 0 : (*found)->hashedTo.load();
}

void DiskWorker::addFinished(const QString &path, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_finished.append(path);
    m_pendingBytes += bytes;
}

void DiskWorker::wrote(qint64 bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_pendingBytes += bytes;
        ++m_writes;
    }
    m_changed.notify_all();
}

bool DiskWorker::mustPause() const
{
    const std::lock_guard lock(m_mutex);
    return m_pendingBytes >= kPauseBytes;
}

std::vector<std::shared_ptr<DiskWorker::Followed>> DiskWorker::followed() const
{
    const std::lock_guard lock(m_mutex);
    return {m_followed.cbegin(), m_followed.cend()};
}

void DiskWorker::hashLoop()
{
    quint64 seen = 0;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stop || m_writes != seen; });
            if (m_stop)
                return;
            seen = m_writes;
        }
        for (bool busy = true; busy;) {
            busy = false;
            for (const auto &one : followed())
                busy = hashSome(*one) || busy;
            const std::lock_guard lock(m_mutex);
            if (m_stop)
                return;
        }
    }
}

// True when it got further, so that the caller comes round again.
bool DiskWorker::hashSome(Followed &followed)
{
    if (followed.done)
        return false;
    const qint64 before = followed.hasher.hashedTo();
    const Result<store::PrefixHasher::Step> step = followed.hasher.advance(kHashStep);
    if (!step) {
        followed.done = true;
        m_events.push(DiskFailed{step.error()});
        return false;
    }
    followed.hashedTo = step->hashedTo;
    if (step->damaged) {
        m_events.push(BlockDamaged{followed.partial->oid()});
        return true;
    }
    if (step->hashedTo < followed.partial->size())
        return step->hashedTo > before;
    const bool matches = followed.hasher.matches();
    followed.done = true;
    m_events.push(Hashed{followed.partial->oid(), matches});
    return false;
}

void DiskWorker::flushLoop()
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stop || m_pendingBytes >= kFlushBytes; });
            if (m_stop)
                return;
        }
        if (const Result<void> flushed = flushAll(); !flushed) {
            m_events.push(DiskFailed{flushed.error()});
            return;
        }
        m_events.push(Flushed{});
    }
}

Result<void> DiskWorker::flushAll()
{
    qint64 covered = 0;
    QStringList finished;
    {
        const std::lock_guard lock(m_mutex);
        covered = m_pendingBytes;
        finished.swap(m_finished);
    }
    for (const auto &one : followed()) {
        if (const Result<void> flushed = one->partial->flush(); !flushed)
            return flushed;
    }
    for (const QString &path : std::as_const(finished)) {
        if (const Result<void> synced = store::syncFile(path); !synced)
            return synced;
    }
    const std::lock_guard lock(m_mutex);
    m_pendingBytes -= covered;
    return {};
}

} // namespace weightyard::lfs
