// SpaceLedger: free bytes per volume minus what running jobs have reserved and not yet written. Thread-safe.
#pragma once

#include "base/result.h"

#include <map>
#include <memory>
#include <mutex>

namespace weightyard::store {

struct VolumeSpace {
    QString volume; ///< mount point: the ledger's key
    qint64 total = 0;
    qint64 available = 0; ///< to this user (f_bavail)
    friend bool operator==(const VolumeSpace &, const VolumeSpace &) = default;
};
/// Of the nearest existing parent. Must not be called on the GUI thread (statfs on a dead mount never returns).
base::Result<VolumeSpace> spaceAt(const QString &path);

/// What is kept free of a volume: 1 GiB, or 2 % of one below 50 GiB. Pure.
qint64 reserveOf(const VolumeSpace &space);

/// Bytes a file occupies on disk now (a preallocated or sparse file differs from its size); 0 when it is not there.
qint64 bytesOnDisk(const QString &path);

class SpaceLedger
{
public:
    /// Gives its bytes back when destroyed. release() takes a negative number too: what left the disk again has to be written
    /// once more, and is reserved again.
    class Reservation
    {
    public:
        Reservation() = default;
        Reservation(Reservation &&) noexcept;
        Reservation &operator=(Reservation &&) noexcept;
        ~Reservation();
        void release(qint64 bytes); ///< these are on disk now and no longer reserved

    private:
        friend class SpaceLedger;
        SpaceLedger *m_ledger = nullptr;
        QString m_volume;
        qint64 m_bytes = 0;
    };
    /// DiskFull with bytesNeeded and bytesFree when it does not fit with the volume's reserve left free.
    base::Result<Reservation> reserve(const QString &path, qint64 bytes);

private:
    std::mutex m_mutex;
    std::map<QString, qint64> m_reserved;
};

} // namespace weightyard::store
