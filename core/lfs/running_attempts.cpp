#include "lfs/running_attempts.h"

namespace weightyard::lfs {

namespace {
constexpr qint64 kGraceMs = 1000;
}

void RunningAttempts::add(quint64 attempt, const net::Exchange &exchange)
{
    m_running.emplace(attempt, Running{.exchange = exchange});
}

bool RunningAttempts::ended(quint64 attempt)
{
    const auto found = m_running.find(attempt);
    const bool givenBack = found != m_running.end() && found->second.givenBack;
    m_running.erase(attempt);
    return givenBack;
}

void RunningAttempts::keepAtMost(int most, qint64 steadyNowMs)
{
    if (count() <= most) {
        m_tooManySinceMs.reset();
        return;
    }
    if (!m_tooManySinceMs)
        m_tooManySinceMs = steadyNowMs;
    if (steadyNowMs - *m_tooManySinceMs < kGraceMs)
        return;
    int tooMany = count() - most;
    for (auto last = m_running.rbegin(); tooMany > 0; ++last, --tooMany) {
        last->second.givenBack = true;
        last->second.exchange.abort();
    }
}

void RunningAttempts::resumeAll()
{
    for (const auto &[id, running] : m_running)
        running.exchange.resume();
}

void RunningAttempts::abortAll()
{
    for (const auto &[id, running] : m_running)
        running.exchange.abort();
}

} // namespace weightyard::lfs
