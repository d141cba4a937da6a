#include "hub/model_answer.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "hub/api_url.h"
#include "hub/refusal.h"
#include "net/auth_session.h"
#include "net/status_error.h"

#include <QJsonDocument>
#include <QUrlQuery>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kCommitLength = 40;

bool isModel(const QJsonObject &model)
{
    const QString commit = model.value("sha"_L1).toString();
    return commit.size() == kCommitLength && model.value("siblings"_L1).isArray()
           && std::all_of(commit.begin(), commit.end(),
                          [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

} // namespace

QUrl modelAnswerUrl(const QUrl &hub, const QString &modelPath, const QString &revision)
{
    const QByteArray encoded = QUrl::toPercentEncoding(revision); // its slashes, too
    QUrl url = apiUrl(hub, modelPath,
                      revision.isEmpty() ? QString() : u"/revision/"_s + QString::fromLatin1(encoded));
    QUrlQuery query;
    query.addQueryItem(u"blobs"_s, u"true"_s);
    url.setQuery(query);
    return url;
}

Result<QJsonObject> modelAnswer(const catalog::ModelLocation &location, const QString &revision,
                                const FactServices &services, const base::CancelToken &cancel)
{
    if (!location.onHub)
        return fail(ErrorKind::Usage, ErrorCode::SizeOnlyFromHub, {.url = base::redacted(location.url)});
    net::AuthSession session(services.client, services.credentials, services.clock, location.modelPath);
    session.setTokens(services.tokens);
    const net::HttpRequest request{.url = modelAnswerUrl(services.hub, location.modelPath, revision),
                                   .headers = {{"Accept", "application/json"}},
                                   .addConfiguredHeaders = true};
    const QString shown = base::redacted(request.url);
    const Result<net::HttpReply> reply =
        session.fetch(request, net::AuthSession::Trust::Ask, net::kJsonCap, cancel);
    if (!reply || reply->head.status >= 400) {
        const base::Error error = reply ? net::errorForStatus(*reply, services.clock) : reply.error();
        return fail(namedRevision(
            namedRefusal(error, location, session.authorizationFor(request.url).has_value()), revision));
    }
    if (reply->head.status != 200)
        return fail(ErrorKind::Protocol, Cause(ErrorCode::HubAnswered, reply->head.status),
                    {.url = shown, .httpStatus = reply->head.status});
    const QJsonObject model = QJsonDocument::fromJson(reply->body).object();
    if (!isModel(model))
        return fail(ErrorKind::Protocol, ErrorCode::HubNotModel, {.url = shown});
    return model;
}

} // namespace weightyard::hub
