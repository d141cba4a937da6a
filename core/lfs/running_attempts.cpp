#include "lfs/running_attempts.h"

#include "base/origin.h"

namespace weightyard::lfs {

namespace {
constexpr qint64 kGraceMs = 1000;
}

RunningAttempts::RunningAttempts(const BatchClient &batch, DiskWorker &disk, EventQueue &events)
    : m_batch(batch),
      m_disk(disk),
      m_events(events)
{}

void RunningAttempts::start(const Action &action, const AttemptPlan &plan, ConnectionShare::Slot slot)
{
    net::AuthSession &session = m_batch.session();
    net::HttpRequest request = attemptRequest(action.href, action.headers, plan);
    const bool sameOrigin = base::Origin::of(action.href) == base::Origin::of(m_batch.url());
    const bool mayAuthorize = sameOrigin && m_batch.trust() == net::AuthSession::Trust::Ask
                              && !action.headers.contains("Authorization");
    if (mayAuthorize) {
        if (const auto authorization = session.authorizationFor(action.href);
            authorization && !action.authenticated)
            request.headers.set("Authorization", *authorization);
        else
            request.addConfiguredHeaders = true;
    }
    auto sink = std::make_shared<Attempt>(plan, session.clock(), m_disk, m_events, std::move(slot));
    m_running.emplace(plan.id, Running{.exchange = session.client().start(request, std::move(sink))});
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
