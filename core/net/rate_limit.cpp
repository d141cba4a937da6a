#include "net/rate_limit.h"

#include <algorithm>

namespace weightyard::net {

namespace {
// What may be saved up while nothing was taken: enough for the lanes' tick, too little to be seen as a burst.
constexpr qint64 kSavedMs = 250;
} // namespace

void RateLimit::set(qint64 bytesPerSecond)
{
    const std::lock_guard lock(m_mutex);
    m_limit = std::max<qint64>(bytesPerSecond, 0);
    m_available = 0;
    m_lastMs = -1;
}

qint64 RateLimit::bytesPerSecond() const
{
    const std::lock_guard lock(m_mutex);
    return m_limit;
}

qint64 RateLimit::take(qint64 wanted, qint64 steadyMs)
{
    const std::lock_guard lock(m_mutex);
    if (m_limit == 0)
        return wanted;
    if (m_lastMs >= 0) {
        const qint64 passed = std::min(steadyMs - m_lastMs, kSavedMs);
        const qint64 most = std::max<qint64>(kSavedMs * m_limit, 1000); // a byte at least
        m_available = std::min(m_available + passed * m_limit, most);
    }
    m_lastMs = steadyMs;
    const qint64 granted = std::clamp<qint64>(m_available / 1000, 0, wanted);
    m_available -= granted * 1000;
    return granted;
}

void RateLimit::giveBack(qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_available += bytes * 1000;
}

} // namespace weightyard::net
