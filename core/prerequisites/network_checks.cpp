#include "prerequisites/network_checks.h"

#include "base/error_code.h"
#include "base/hub_host.h"
#include "base/origin.h"
#include "hub/who_am_i.h"
#include "net/http_stream.h"
#include "prerequisites/check_runner.h"

#include <QStringList>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace weightyard::prerequisites {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::Result;

namespace {

constexpr int kProxyWantsLogin = 407;

Finding findingOf(const base::Error &error)
{
    if (error.kind == ErrorKind::Tls)
        return Finding::TlsTrouble;
    if (error.kind == ErrorKind::Auth || error.context.httpStatus == kProxyWantsLogin)
        return Finding::WantsLogin; // servers' own 401 is an answer, so this is the proxy's
    return Finding::Unreachable;
}

/// The status, or why there is none.
Result<int> statusOf(net::HttpClient &client, const net::HttpRequest &request,
                     const base::CancelToken &cancel)
{
    const auto stream = net::HttpStream::open(client, request, cancel);
    if (!stream)
        return base::fail(stream.error());
    return (*stream)->head().status;
}

// Nothing may be thrown out of a thread.
Result<int> guardedStatusOf(net::HttpClient &client, const net::HttpRequest &request,
                            const base::CancelToken &cancel)
{
    try {
        return statusOf(client, request, cancel);
    } catch (const std::exception &thrown) {
        return base::fail(base::thrownError(thrown));
    }
}

} // namespace

QList<QUrl> knownDataHosts(const QUrl &hub)
{
    if (!base::isHubHost(hub.host()))
        return {};
    // What a client without Xet is sent to.
    QList<QUrl> hosts;
    for (const QString &host : {u"cas-bridge.xethub.hf.co"_s, u"us.aws.cdn.hf.co"_s, u"us.gcp.cdn.hf.co"_s,
                                u"cdn-lfs-us-1.hf.co"_s, u"cdn-lfs-eu-1.hf.co"_s})
        hosts.append(QUrl(u"https://%1/"_s.arg(host)));
    return hosts;
}

CheckResult checkHub(net::HttpClient &client, const QUrl &hub, std::chrono::milliseconds silence,
                     const base::CancelToken &cancel)
{
    CheckResult result{.id = CheckId::Hub, .state = CheckState::Good};
    QUrl url = hub.adjusted(QUrl::RemoveUserInfo);
    result.place = url.authority();
    url.setPath(hub.path() + u"/api/models"_s);
    url.setQuery(u"limit=1"_s);
    const Result<int> status =
        statusOf(client, {.url = url, .addConfiguredHeaders = true, .silence = silence}, cancel);
    if (!status) {
        result.state = CheckState::Failed;
        result.finding = findingOf(status.error());
        result.cause = status.error().cause;
        result.detail = status.error().detail;
    } else if (*status >= 500) {
        result.state = CheckState::Failed;
        result.finding = Finding::ServerTrouble;
        result.cause = base::Cause(base::ErrorCode::ServerAnswered, *status);
    }
    return result;
}

CheckResult checkToken(const CheckResult &answers, const CheckSurroundings &around,
                       const base::CancelToken &cancel)
{
    if (answers.state != CheckState::Good || around.hubTokens == nullptr || around.clock == nullptr)
        return answers;
    const base::Origin origin = base::Origin::of(around.hub);
    const auto token = around.hubTokens->find({.origin = origin, .path = {}, .realm = {}}, cancel);
    if (token && !*token)
        return answers;
    CheckResult refused = answers;
    refused.state = CheckState::Advice; // what is open to all needs none
    refused.finding = Finding::TokenRefused;
    if (!token) { // no header can carry it
        refused.tokenPlace = token.error().cause.values.value(0);
        return token.error().kind == ErrorKind::Auth ? refused : answers;
    }
    refused.tokenPlace = (*token)->source;
    const auto name = hub::whoAmI((*token)->secret, around.hub, *around.client, *around.clock, cancel);
    const bool isRefused = !name && name.error().kind == ErrorKind::Auth;
    return isRefused ? refused : answers;
}

CheckResult checkDataHosts(net::HttpClient &client, const QList<QUrl> &hosts,
                           std::chrono::milliseconds silence, const base::CancelToken &cancel)
{
    std::vector<Result<int>> answers(static_cast<size_t>(hosts.size()), Result<int>(0));
    std::vector<std::thread> threads;
    threads.reserve(answers.size());
    for (size_t i = 0; i < answers.size(); ++i) {
        const net::HttpRequest request{
            .method = "HEAD", .url = hosts[static_cast<qsizetype>(i)], .maxRedirects = 0, .silence = silence};
        const auto ask = [&client, &answer = answers[i], request, cancel] {
            answer = guardedStatusOf(client, request, cancel);
        };
        try {
            threads.emplace_back(ask);
        } catch (const std::system_error &) {
            ask(); // one after the other, then
        }
    }
    for (std::thread &thread : threads)
        thread.join();

    CheckResult result{.id = CheckId::DataHosts, .state = CheckState::Good};
    QStringList reached;
    QStringList missed;
    for (size_t i = 0; i < answers.size(); ++i) {
        const QString host = hosts[static_cast<qsizetype>(i)].authority();
        // A redirect that is not followed, or an answer that makes no sense here, is an answer.
        const bool isThere = answers[i] || answers[i].error().kind == ErrorKind::Protocol;
        (isThere ? reached : missed).append(host);
        if (!isThere && result.finding == Finding::None) {
            result.finding = findingOf(answers[i].error());
            result.cause = answers[i].error().cause;
            result.detail = answers[i].error().detail;
        }
    }
    result.place = (missed.isEmpty() ? reached : missed).join(u", "_s);
    if (!missed.isEmpty())
        result.state = reached.isEmpty() ? CheckState::Failed : CheckState::Advice;
    return result;
}

} // namespace weightyard::prerequisites
