#include "store/lock_keeper.h"

#include <utility>

namespace weightyard::store {

using base::fail;
using base::Result;

LockKeeper::Hold::Hold(Hold &&other) noexcept
    : m_keeper(std::exchange(other.m_keeper, nullptr)),
      m_lockFile(std::move(other.m_lockFile))
{}

LockKeeper::Hold &LockKeeper::Hold::operator=(Hold &&other) noexcept
{
    std::swap(m_keeper, other.m_keeper);
    std::swap(m_lockFile, other.m_lockFile);
    return *this;
}

LockKeeper::Hold::~Hold()
{
    if (m_keeper != nullptr)
        m_keeper->release(m_lockFile);
}

// Entries stay: there are as many as libraries and folders that this process worked in.
std::shared_ptr<LockKeeper::Entry> LockKeeper::entryOf(const QString &lockFile)
{
    const std::lock_guard guard(m_mutex);
    std::shared_ptr<Entry> &entry = m_entries[lockFile];
    if (!entry)
        entry = std::make_shared<Entry>();
    return entry;
}

Result<LockKeeper::Hold> LockKeeper::hold(const QString &lockFile)
{
    const std::shared_ptr<Entry> entry = entryOf(lockFile);
    const std::lock_guard guard(entry->mutex);
    return holdLocked(lockFile, *entry);
}

Result<LockKeeper::Hold> LockKeeper::prepareAndHold(const DownloadLayout &place)
{
    const std::shared_ptr<Entry> entry = entryOf(place.lockFile);
    const std::lock_guard guard(entry->mutex);
    if (const Result<void> prepared = prepare(place); !prepared)
        return fail(prepared.error());
    return holdLocked(place.lockFile, *entry);
}

// The lock is taken and given back with the entry's mutex held: who finds no lock there finds none of this process.
Result<LockKeeper::Hold> LockKeeper::holdLocked(const QString &lockFile, Entry &entry)
{
    if (!entry.lock) {
        Result<StoreLock> lock = StoreLock::acquire(lockFile);
        if (!lock)
            return fail(lock.error());
        entry.lock = std::move(*lock);
    }
    ++entry.holds;
    Hold hold;
    hold.m_keeper = this;
    hold.m_lockFile = lockFile;
    return hold;
}

void LockKeeper::release(const QString &lockFile)
{
    const std::shared_ptr<Entry> entry = entryOf(lockFile);
    const std::lock_guard guard(entry->mutex);
    if (--entry->holds == 0)
        entry->lock.reset();
}

} // namespace weightyard::store
