#include "lfs/basic_adapter.h"

#include "base/error_code.h"
#include "base/origin.h"

#include <exception>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {
// An action that lives for seconds counts as expired when it comes: it is good for the request that it was asked for.
constexpr qint64 kFreshMs = 1000;
} // namespace

BasicAdapter::BasicAdapter(BatchClient &batch) : m_batch(batch) {}

BasicAdapter::~BasicAdapter()
{
    stop();
}

bool BasicAdapter::isReady(const base::Oid &oid) const
{
    const std::lock_guard lock(m_mutex);
    const auto held = m_actions.constFind(oid);
    if (held == m_actions.cend())
        return false;
    const qint64 now = clock().steadyMs();
    return !held->action.isExpired(now) || (!held->used && now - held->cameMs < kFreshMs);
}

void BasicAdapter::forget(const base::Oid &oid)
{
    const std::lock_guard lock(m_mutex);
    m_actions.remove(oid);
}

void BasicAdapter::prepare(const QList<Pointer> &objects)
{
    if (m_asking.exchange(true))
        return;
    if (m_thread.joinable())
        m_thread.join(); // it has told its end
    const auto work = [this, objects] {
        Result<void> asked;
        try {
            asked = ask(objects);
        } catch (const std::exception &thrown) {
            asked = fail(base::thrownError(thrown));
        }
        m_asking = false;
        m_events->push(asked ? TransferEvent(Prepared{}) : TransferEvent(PrepareFailed{asked.error()}));
    };
    try {
        m_thread = std::thread(work);
    } catch (const std::exception &) {
        work(); // no thread to be had: the others wait meanwhile
    }
}

Result<void> BasicAdapter::ask(const QList<Pointer> &objects)
{
    const auto waiting = [this](const base::Error &why, qint64 delayMs) {
        m_events->push(PreparationWaits{.why = why, .delayMs = delayMs});
    };
    const auto answer = m_batch.actions(objects, m_stop, waiting);
    if (!answer)
        return fail(answer.error());
    const base::Oid &first = objects.first().oid;
    bool hasFirst = false;
    const std::lock_guard lock(m_mutex);
    for (const BatchObject &object : *answer) {
        if (!object.action)
            return fail(object.action.error());
        hasFirst = hasFirst || object.oid == first;
        m_actions.insert(object.oid, {.action = *object.action, .cameMs = clock().steadyMs()});
    }
    if (!hasFirst)
        return fail(ErrorKind::Protocol, ErrorCode::ObjectLeftOut, {.oid = first.toString()});
    return {};
}

net::Exchange BasicAdapter::start(const AttemptPlan &plan, std::shared_ptr<Attempt> attempt)
{
    Action action;
    {
        const std::lock_guard lock(m_mutex);
        Held &held = m_actions[plan.partial->oid()];
        held.used = true;
        action = held.action;
    }
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
    return session.client().start(request, std::move(attempt));
}

void BasicAdapter::stop()
{
    m_stop.cancel();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace weightyard::lfs
