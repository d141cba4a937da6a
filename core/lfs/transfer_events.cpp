#include "lfs/transfer_events.h"

#include <utility>

namespace weightyard::lfs {

void EventQueue::push(TransferEvent event)
{
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(std::move(event));
    }
    m_changed.notify_one();
}

std::deque<TransferEvent> EventQueue::take(std::chrono::milliseconds longest)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, longest, [this] { return m_woken || !m_events.empty(); });
    m_woken = false;
    return std::exchange(m_events, {});
}

void EventQueue::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_changed.notify_one();
}

} // namespace weightyard::lfs
