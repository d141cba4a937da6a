#include "lfs/connection_budget.h"

#include <algorithm>
#include <limits>

namespace weightyard::lfs {

void ConnectionBudget::setMost(int most)
{
    const std::lock_guard lock(m_mutex);
    m_most = most;
}

ConnectionShare::ConnectionShare(std::shared_ptr<ConnectionBudget> budget)
    : m_budget(budget ? std::move(budget)
                      : std::make_shared<ConnectionBudget>(std::numeric_limits<int>::max()))
{
    const std::lock_guard lock(m_budget->m_mutex);
    ++m_budget->m_runs;
}

ConnectionShare::~ConnectionShare()
{
    const std::lock_guard lock(m_budget->m_mutex);
    --m_budget->m_runs;
}

int ConnectionShare::most(int own) const
{
    const std::lock_guard lock(m_budget->m_mutex);
    return std::clamp(m_budget->m_most / m_budget->m_runs, 1, std::max(own, 1));
}

bool ConnectionShare::mayTakeLocked() const
{
    return m_budget->m_taken < m_budget->m_most || (m_taken == 0 && m_budget->m_runs > m_budget->m_most);
}

bool ConnectionShare::mayTake() const
{
    const std::lock_guard lock(m_budget->m_mutex);
    return mayTakeLocked();
}

ConnectionShare::Slot ConnectionShare::take()
{
    const std::lock_guard lock(m_budget->m_mutex);
    if (!mayTakeLocked())
        return {};
    ++m_budget->m_taken;
    ++m_taken;
    return Slot(this);
}

void ConnectionShare::give()
{
    const std::lock_guard lock(m_budget->m_mutex);
    --m_budget->m_taken;
    --m_taken;
}

} // namespace weightyard::lfs
