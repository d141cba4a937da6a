// DiskWorker: the two threads behind the receivers. One hashes each partial's contiguous prefix as it grows; the other makes what
// was received durable every 32 MiB, so that a crash costs at most 64 MiB and the end costs no pause. Lanes ask mustPause() after
// each write and stop reading while the disk is behind.
// add, remove and sync from the job's thread; wrote() and mustPause() from any. Reports through the EventQueue.
#pragma once

#include "lfs/transfer_events.h"
#include "store/prefix_hasher.h"

#include <QHash>
#include <QStringList>
#include <atomic>
#include <thread>

namespace weightyard::lfs {

class DiskWorker
{
public:
    explicit DiskWorker(EventQueue &events);
    ~DiskWorker(); ///< stops and joins; does not flush

    void add(const std::shared_ptr<store::Partial> &partial);
    void remove(const base::Oid &oid);
    qint64 hashedTo(const base::Oid &oid) const;

    /// A finished object that was never flushed: counts towards the next flush.
    void addFinished(const QString &path, qint64 bytes);

    void wrote(qint64 bytes);
    bool mustPause() const;

    /// Flushes everything now, on the caller's thread.
    base::Result<void> flushAll();

private:
    struct Followed;
    void hashLoop();
    void flushLoop();
    bool hashSome(Followed &followed);
    std::vector<std::shared_ptr<Followed>> followed() const;

    EventQueue &m_events;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QHash<base::Oid, std::shared_ptr<Followed>> m_followed;
    QStringList m_finished;
    qint64 m_pendingBytes = 0;
    quint64 m_writes = 0;
    bool m_stop = false;
    std::thread m_hashThread;
    std::thread m_flushThread;
};

} // namespace weightyard::lfs
