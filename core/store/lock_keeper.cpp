#include "store/lock_keeper.h"

#include "base/error_code.h"
#include "platform/file_names.h"
#include "store/library_layout.h"

#include <QFileInfo>
#include <utility>

namespace weightyard::store {

using base::fail;
using base::Result;

LockKeeper::Hold::Hold(Hold &&other) noexcept
    : m_keeper(std::exchange(other.m_keeper, nullptr)),
      m_lockFile(std::move(other.m_lockFile)),
      m_target(std::move(other.m_target))
{}

LockKeeper::Hold &LockKeeper::Hold::operator=(Hold &&other) noexcept
{
    std::swap(m_keeper, other.m_keeper);
    std::swap(m_lockFile, other.m_lockFile);
    std::swap(m_target, other.m_target);
    return *this;
}

LockKeeper::Hold::~Hold()
{
    if (m_keeper != nullptr)
        m_keeper->release(*this);
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

Result<LockKeeper::Hold> LockKeeper::holdModel(const DownloadLayout &place)
{
    const std::shared_ptr<Entry> entry = entryOf(place.lockFile);
    const std::lock_guard guard(entry->mutex);
    return holdLocked(place.lockFile, *entry, place.target);
}

Result<LockKeeper::Hold> LockKeeper::holdInstalled(const DownloadLayout &place)
{
    return place.removeStateDirAfterwards ? Result<Hold>(Hold()) : holdModel(place);
}

Result<LockKeeper::Hold> LockKeeper::holdAlone(const QString &lockFile)
{
    const std::shared_ptr<Entry> entry = entryOf(lockFile);
    const std::lock_guard guard(entry->mutex);
    return holdLocked(lockFile, *entry, {});
}

Result<LockKeeper::Hold> LockKeeper::prepareAndHold(const DownloadLayout &place)
{
    const std::shared_ptr<Entry> entry = entryOf(place.lockFile);
    const std::lock_guard guard(entry->mutex);
    if (const Result<void> prepared = prepare(place); !prepared)
        return fail(prepared.error());
    return holdLocked(place.lockFile, *entry, place.target);
}

// The lock is taken and given back with the entry's mutex held: who finds no lock there finds none of this process.
Result<LockKeeper::Hold> LockKeeper::holdLocked(const QString &lockFile, Entry &entry, const QString &target)
{
    const bool alone = target.isEmpty();
    if (entry.isAlone || (alone && entry.holds > 0) || entry.targets.contains(target))
        return fail(base::ErrorKind::Busy, base::ErrorCode::WorkingHere, {.path = lockFile});
    if (!entry.lock) {
        Result<StoreLock> lock = StoreLock::acquire(lockFile);
        if (!lock)
            return fail(lock.error());
        entry.lock = std::move(*lock);
        // Nobody else is here: what lies there was left by a removal that was killed.
        static_cast<void>(platform::removeTree(StateLayout(QFileInfo(lockFile).absolutePath()).removed()));
    }
    ++entry.holds;
    entry.isAlone = alone;
    if (!alone)
        entry.targets.insert(target);
    Hold hold;
    hold.m_keeper = this;
    hold.m_lockFile = lockFile;
    hold.m_target = target;
    return hold;
}

void LockKeeper::release(const Hold &hold)
{
    const std::shared_ptr<Entry> entry = entryOf(hold.m_lockFile);
    const std::lock_guard guard(entry->mutex);
    entry->targets.remove(hold.m_target);
    if (hold.m_target.isEmpty())
        entry->isAlone = false;
    if (--entry->holds == 0)
        entry->lock.reset();
}

} // namespace weightyard::store
