// LockKeeper: the store locks of this process, shared by its jobs and by what else is done in a library. The first hold on a lock file
// takes the StoreLock, and deletes what a killed removal has left there; the last one to end gives it back, so that several jobs work in
// one library while other processes find it Busy. Among themselves they keep off a model, or the whole library, that one of them has: Busy with WorkingHere. Thread-safe; outlives
// its holds.
#pragma once

#include "store/download_layout.h"
#include "store/store_lock.h"

#include <QSet>
#include <map>
#include <memory>
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
        QString m_target; ///< empty: all of them
    };

    /// The lock, and a model by the folder that it is in. Busy when another process has the lock, as StoreLock says it.
    base::Result<Hold> holdModel(const DownloadLayout &place);
    /// The same of a model that is installed. Outside a library nothing is held: once a download there has ended, no state folder need
    /// be left that a lock could lie in.
    base::Result<Hold> holdInstalled(const DownloadLayout &place);
    /// The lock, and all that it guards.
    base::Result<Hold> holdAlone(const QString &lockFile);
    /// prepare(), then holdModel(): one job at a time, because the first ones of a new library make the same files.
    base::Result<Hold> prepareAndHold(const DownloadLayout &place);

private:
    struct Entry {
        std::mutex mutex; ///< one library that is slow keeps no other one waiting
        std::optional<StoreLock> lock;
        int holds = 0;
        QSet<QString> targets; ///< of models that are held
        bool isAlone = false;  ///< the one that holds it is
    };
    std::shared_ptr<Entry> entryOf(const QString &lockFile);
    base::Result<Hold> holdLocked(const QString &lockFile, Entry &entry,
                                  const QString &target); ///< empty: alone
    void release(const Hold &hold);

    std::mutex m_mutex; ///< of the map only
    std::map<QString, std::shared_ptr<Entry>> m_entries;
};

} // namespace weightyard::store
