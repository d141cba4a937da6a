#include "hub/who_am_i.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "net/auth_session.h"
#include "net/status_error.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

/// The token is in the request: nobody else is asked.
class NoCredentials final : public base::Credentials
{
public:
    Result<std::optional<base::Credential>> find(const base::CredentialQuery &,
                                                 const base::CancelToken &) override
    {
        return std::optional<base::Credential>();
    }
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
};

} // namespace

Result<QString> whoAmI(const QString &token, const QUrl &hub, net::HttpClient &client,
                       const base::Clock &clock, const base::CancelToken &cancel)
{
    NoCredentials none;
    net::AuthSession session(client, none, clock, {});
    QUrl url = hub.adjusted(QUrl::StripTrailingSlash);
    url.setPath(url.path() + u"/api/whoami-v2"_s);
    const net::HttpRequest request{
        .url = url,
        .headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + token.toUtf8()}},
        .addConfiguredHeaders = true,
        .maxRedirects = 0}; // a token goes nowhere else
    const Result<net::HttpReply> reply =
        session.fetch(request, net::AuthSession::Trust::Ask, net::kJsonCap, cancel);
    if (!reply)
        return fail(reply.error());
    if (reply->head.status >= 400)
        return fail(net::errorForStatus(*reply, clock));
    const QString name = QJsonDocument::fromJson(reply->body).object().value("name"_L1).toString();
    if (reply->head.status != 200 || name.isEmpty())
        return fail(ErrorKind::Protocol, ErrorCode::NotAccount,
                    {.url = base::redacted(url), .httpStatus = reply->head.status});
    return name;
}

} // namespace weightyard::hub
