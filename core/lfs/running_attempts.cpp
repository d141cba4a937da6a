#include "lfs/running_attempts.h"

#include "base/origin.h"

namespace weightyard::lfs {

RunningAttempts::RunningAttempts(const BatchClient &batch, DiskWorker &disk, EventQueue &events)
    : m_batch(batch),
      m_disk(disk),
      m_events(events)
{}

void RunningAttempts::start(const Action &action, const AttemptPlan &plan)
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
    auto sink = std::make_shared<Attempt>(plan, session.clock(), m_disk, m_events);
    m_running.emplace(plan.id, session.client().start(request, std::move(sink)));
}

void RunningAttempts::resumeAll()
{
    for (const auto &[id, exchange] : m_running)
        exchange.resume();
}

void RunningAttempts::abortAll()
{
    for (const auto &[id, exchange] : m_running)
        exchange.abort();
}

} // namespace weightyard::lfs
