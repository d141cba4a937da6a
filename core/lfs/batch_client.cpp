#include "lfs/batch_client.h"

#include "base/error_code.h"
#include "base/log.h"
#include "base/redact.h"
#include "net/status_error.h"

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kTooLarge = 413;

BatchTime timeOf(const net::HttpReply &reply, const base::Clock &clock)
{
    return {.steadyMs = clock.steadyMs(), .serverWallMs = net::serverWallMs(reply, clock)};
}

} // namespace

BatchClient::BatchClient(net::AuthSession &session, Endpoint endpoint, QString refName,
                         base::RetryLimits limits)
    : m_session(session),
      m_endpoint(std::move(endpoint)),
      m_refName(std::move(refName)),
      m_limits(limits)
{}

Result<QList<BatchObject>> BatchClient::actions(const QList<Pointer> &objects,
                                                const base::CancelToken &cancel,
                                                const base::WaitFunction &waiting)
{
    QList<BatchObject> all;
    while (all.size() < objects.size()) {
        const QList<Pointer> some = objects.mid(all.size(), m_batchSize);
        const auto answer = base::retrying([&] { return ask(some, cancel); }, m_limits, cancel, waiting);
        if (answer) {
            all += *answer;
        } else if (answer.error().context.httpStatus == kTooLarge && some.size() > 1) {
            m_batchSize = std::max<qsizetype>(some.size() / 2, 1);
            qCDebug(base::lcLfs) << "batch too large; asking for" << m_batchSize << "objects at a time";
        } else {
            return fail(answer.error());
        }
    }
    return all;
}

Result<QList<BatchObject>> BatchClient::ask(const QList<Pointer> &objects, const base::CancelToken &cancel)
{
    net::HttpRequest request;
    request.method = "POST";
    request.url = m_endpoint.batchUrl;
    request.headers = {{"Accept", "application/vnd.git-lfs+json"},
                       {"Content-Type", "application/vnd.git-lfs+json"}};
    request.body = batchRequestBody(objects, m_refName);
    request.addConfiguredHeaders = m_endpoint.trust == net::AuthSession::Trust::Ask;
    request.keepMethod = true;
    const Result<net::HttpReply> reply = m_session.fetch(request, m_endpoint.trust, net::kJsonCap, cancel);
    if (!reply)
        return fail(reply.error());
    if (reply->head.status != 200) {
        if (reply->head.status >= 400)
            return fail(net::errorForStatus(*reply, m_session.clock()));
        return fail(ErrorKind::Protocol, Cause(ErrorCode::LfsAnswered, reply->head.status),
                    {.url = base::redacted(reply->head.url), .httpStatus = reply->head.status});
    }
    Result<QList<BatchObject>> answer =
        parseBatchAnswer(reply->body, objects, timeOf(*reply, m_session.clock()));
    if (!answer) {
        base::Error error = answer.error();
        error.context.url = base::redacted(reply->head.url);
        return fail(error);
    }
    for (const BatchObject &object : *answer) {
        if (!object.action && base::disposition(object.action.error()) == base::Disposition::RetryLater)
            return fail(object.action.error());
    }
    return answer;
}

} // namespace weightyard::lfs
