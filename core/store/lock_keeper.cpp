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

Result<LockKeeper::Hold> LockKeeper::hold(const QString &lockFile)
{
    const std::lock_guard guard(m_mutex);
    return holdLocked(lockFile);
}

Result<LockKeeper::Hold> LockKeeper::prepareAndHold(const Workplace &place)
{
    const std::lock_guard guard(m_mutex);
    if (const Result<void> prepared = prepare(place); !prepared)
        return fail(prepared.error());
    return holdLocked(place.lockFile);
}

// The lock is taken and given back with the mutex held: who finds no entry finds no lock of this process either.
Result<LockKeeper::Hold> LockKeeper::holdLocked(const QString &lockFile)
{
    auto held = m_held.find(lockFile);
    if (held == m_held.end()) {
        Result<StoreLock> lock = StoreLock::acquire(lockFile);
        if (!lock)
            return fail(lock.error());
        held = m_held.emplace(lockFile, Held{.lock = std::move(*lock), .holds = 0}).first;
    }
    ++held->second.holds;
    Hold hold;
    hold.m_keeper = this;
    hold.m_lockFile = lockFile;
    return hold;
}

void LockKeeper::release(const QString &lockFile)
{
    const std::lock_guard guard(m_mutex);
    const auto held = m_held.find(lockFile);
    if (held != m_held.end() && --held->second.holds == 0)
        m_held.erase(held);
}

} // namespace weightyard::store
