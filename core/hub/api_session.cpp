#include "hub/api_session.h"

#include "base/error_code.h"
#include "base/log.h"
#include "base/origin.h"
#include "base/redact.h"
#include "hub/quota.h"
#include "hub/refusal.h"
#include "net/status_error.h"

#include <QDateTime>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using net::AuthSession;

namespace {

constexpr auto kJson = "application/json";

// Of one part of a Link header: <address>; rel="next"
bool isNextRelation(const QByteArray &parameters)
{
    const QByteArrayList list = parameters.split(';');
    return std::any_of(list.begin(), list.end(), [](const QByteArray &one) {
        const QByteArray text = one.trimmed().toLower();
        return text == "rel=\"next\"" || text == "rel=next";
    });
}

} // namespace

QUrl nextPage(const QByteArray &link, const QUrl &base)
{
    for (qsizetype at = 0; at >= 0 && at < link.size();) {
        const qsizetype begin = link.indexOf('<', at);
        const qsizetype end = link.indexOf('>', begin + 1);
        if (begin < 0 || end < 0)
            return {};
        const qsizetype following = link.indexOf('<', end);
        const QByteArray parameters = link.mid(end + 1, following < 0 ? -1 : following - end - 1);
        at = following;
        if (!isNextRelation(parameters.split(',').first()))
            continue;
        const QUrl url =
            base.resolved(QUrl::fromEncoded(link.mid(begin + 1, end - begin - 1), QUrl::StrictMode));
        const bool isWeb =
            url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && base.scheme() == "http"_L1);
        const bool isOwn = url.isValid() && isWeb && !url.host().isEmpty() && url.userInfo().isEmpty();
        return isOwn ? url : QUrl();
    }
    return {};
}

bool lacksEndpoint(const base::Error &error)
{
    const int status = error.context.httpStatus;
    // With a reason ("RepoNotFound: ...") it is the model that is not there, not the endpoint.
    const bool hasReason = error.cause.code == base::ErrorCode::NoSuchRevision
                           || error.detail.contains("NotFound: "_L1) || error.detail.endsWith("NotFound"_L1)
                           || error.context.reason == base::ErrorReason::Disabled;
    return status == 405 || status == 501 || (status == 404 && !hasReason);
}

ApiSession::ApiSession(const FactServices &services, const std::optional<catalog::ModelLocation> &location)
    : m_services(services),
      m_location(location),
      m_session(services.client, services.credentials, services.clock,
                location ? location->modelPath : QString()),
      m_patienceMs(services.patience.count())
{
    m_session.setTokens(services.tokens);
}

Result<ApiReply> ApiSession::get(const QUrl &url, const base::CancelToken &cancel)
{
    Result<net::HttpReply> reply = fetch(url, kJson, net::kJsonCap, cancel);
    if (!reply)
        return fail(reply.error());
    const QString shown = base::redacted(url);
    if (reply->head.status != 200)
        return fail(ErrorKind::Protocol, Cause(ErrorCode::HubAnswered, reply->head.status),
                    {.url = shown, .httpStatus = reply->head.status});
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(reply->body, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorKind::Protocol, ErrorCode::HubNotJson, {.url = shown});
    return ApiReply{.json = json,
                    .next =
                        nextPage(reply->head.headers.value("Link").value_or(QByteArray()), reply->head.url)};
}

Result<QByteArray> ApiSession::file(const QUrl &url, qint64 cap, const base::CancelToken &cancel)
{
    const Result<net::HttpReply> reply = fetch(url, "*/*", cap, cancel);
    if (!reply)
        return fail(reply.error());
    if (reply->head.status != 200)
        return fail(ErrorKind::Protocol, Cause(ErrorCode::HubAnswered, reply->head.status),
                    {.url = base::redacted(url), .httpStatus = reply->head.status});
    return reply->body;
}

Result<void> ApiSession::ask(const QUrl &url, const base::CancelToken &cancel)
{
    const Result<net::HttpReply> reply = fetch(url, kJson, net::kJsonCap, cancel);
    return reply ? Result<void>() : fail(reply.error());
}

Result<net::HttpReply> ApiSession::fetch(const QUrl &url, const QByteArray &accept, qint64 cap,
                                         const base::CancelToken &cancel)
{
    const bool isHubs = base::Origin::of(url) == base::Origin::of(m_services.hub);
    const net::HttpRequest request{
        .url = url, .headers = {{"Accept", accept}}, .addConfiguredHeaders = isHubs};
    const bool isCounted = m_services.quota != nullptr && isHubs;
    while (true) {
        const auto trust = trustFor(url, cancel);
        const bool signsIn = trust == AuthSession::Trust::Token && m_session.hasToken(url, cancel);
        const qint64 now = m_services.clock.steadyMs();
        if (const qint64 ms = isCounted ? m_services.quota->waitMs(now, signsIn) : 0; ms > 0) {
            if (const Result<void> waited = wait(ms, url, cancel); !waited)
                return fail(waited.error());
        }
        Result<net::HttpReply> reply = m_session.fetch(request, trust, cap, cancel);
        if (reply && isCounted)
            m_services.quota->note(reply->head.headers, m_services.clock.steadyMs(),
                                   m_session.authorizationFor(url).has_value());
        if (reply && reply->head.status < 400)
            return reply;
        base::Error error = reply ? net::errorForStatus(*reply, m_services.clock) : reply.error();
        if (error.kind == ErrorKind::RateLimited && error.retryAfterMs) {
            if (const Result<void> waited = wait(*error.retryAfterMs, url, cancel); !waited)
                return fail(waited.error());
            continue;
        }
        if (m_location)
            error = namedRefusal(error, *m_location, m_session.authorizationFor(url).has_value());
        return fail(error);
    }
}

// What is found depends on who asks. A model is asked about anonymously, as long as that is answered.
AuthSession::Trust ApiSession::trustFor(const QUrl &url, const base::CancelToken &cancel)
{
    if (base::Origin::of(url) != base::Origin::of(m_services.hub))
        return AuthSession::Trust::Anonymous;
    const bool isUsedUp =
        m_services.quota != nullptr && m_services.quota->waitMs(m_services.clock.steadyMs()) > 0;
    const bool isKnown = m_session.authorizationFor(url).has_value();
    const bool signsIn = !m_location || isKnown || (isUsedUp && m_session.hasToken(url, cancel));
    return signsIn ? AuthSession::Trust::Token : AuthSession::Trust::Ask;
}

Result<void> ApiSession::wait(qint64 ms, const QUrl &url, const base::CancelToken &cancel)
{
    const qint64 least =
        std::max<qint64>(ms, 100); // a host that says "0 s" again and again is asked no faster
    if (least > m_patienceMs) {
        const QDateTime until = QDateTime::fromMSecsSinceEpoch(m_services.clock.wallMs() + least);
        base::Error error{.kind = ErrorKind::RateLimited,
                          .cause = Cause(m_session.authorizationFor(url) ? ErrorCode::HubQuotaOfAccount
                                                                         : ErrorCode::HubQuota,
                                         url.host(), until.toString(u"HH:mm:ss"_s)),
                          .context = {.httpStatus = 429}};
        error.retryAfterMs = least;
        return fail(error);
    }
    qCDebug(base::lcHub) << "the Hub wants a wait of" << least << "ms";
    m_patienceMs -= least;
    if (!cancel.waitFor(std::chrono::milliseconds(least)))
        return fail(base::cancelledError());
    return {};
}

} // namespace weightyard::hub
