// LockKeeper: the store locks of this process, shared by its jobs. The first hold on a lock file takes the StoreLock, the last one to
// end gives it back, so that several jobs work in one library while other processes find it Busy. Thread-safe; outlives its holds.
#pragma once

#include "store/store_lock.h"

#include <QString>
#include <map>
#include <mutex>

namespace weightyard::store {

class LockKeeper
{
public:
    class Hold
    {
    public:
        Hold() = default;
        Hold(Hold &&other) noexcept;
        Hold &operator=(Hold &&other) noexcept;
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;
        ~Hold();

    private:
        friend class LockKeeper;
        LockKeeper *m_keeper = nullptr;
        QString m_lockFile;
    };

    /// Busy when another process has it, as StoreLock says it.
    base::Result<Hold> hold(const QString &lockFile);

private:
    struct Held {
        StoreLock lock;
        int holds = 0;
    };
    void release(const QString &lockFile);

    std::mutex m_mutex;
    std::map<QString, Held> m_held;
};

} // namespace weightyard::store
