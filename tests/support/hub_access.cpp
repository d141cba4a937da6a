#include "hub_access.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

AccessDecision needsCredential(const QByteArray &code, const QByteArray &message)
{
    return {401, code, message, {}};
}

} // namespace

bool repositoryExists(const HubState &state, const QString &repository)
{
    return !repository.isEmpty() && !repository.contains(u".."_s)
           && QFileInfo::exists(state.root + u'/' + repository + u"/HEAD"_s);
}

Caller identifyCaller(HubState &state, const HttpRequest &request, int logNumber, quint16 port)
{
    Caller caller;
    const QByteArray authorization = request.header("Authorization");
    if (authorization.isEmpty())
        return caller;
    caller.sentCredential = true;
    CredentialAttempt attempt;
    attempt.request = logNumber;
    attempt.port = port;
    attempt.scheme = authorization.left(authorization.indexOf(' '));
    const QByteArray rest = authorization.mid(attempt.scheme.size()).trimmed();
    const bool basic = attempt.scheme.compare("Basic", Qt::CaseInsensitive) == 0;
    if (basic) {
        const QByteArray pair = QByteArray::fromBase64(rest);
        attempt.user = pair.left(pair.indexOf(':'));
        attempt.secret = pair.mid(pair.indexOf(':') + 1);
    } else {
        attempt.secret = rest;
    }
    const HubSettings settings = state.currentSettings();
    for (const Account &account : settings.accounts) {
        const bool userFits = !basic || !account.strictUser || account.user.toUtf8() == attempt.user;
        if (!caller.known && userFits && account.secret == attempt.secret) {
            caller.known = true;
            caller.user = account.user;
        }
    }
    attempt.accepted = caller.known;
    state.log.appendAttempt(attempt);
    return caller;
}

AccessDecision decideAccess(const HubState &state, const Caller &caller, const QString &repository,
                            Endpoint endpoint)
{
    if (caller.sentCredential && !caller.known)
        return needsCredential({}, "Invalid username or password.");
    const HubSettings settings = state.currentSettings();
    if (!repositoryExists(state, repository)) {
        if (!caller.known && settings.missingLooksPrivate)
            return needsCredential("RepoNotFound", "Repository not found");
        return {404, "RepoNotFound", "Repository not found", {}};
    }
    const AccessRule rule = settings.access.value(repository);
    const bool listed = caller.known && rule.users.contains(caller.user);
    if (rule.visibility == Visibility::Public || listed)
        return {0, {}, {}, caller.user};
    if (rule.visibility == Visibility::Private) {
        if (!caller.known)
            return needsCredential("RepoNotFound", "Repository not found");
        return {404, "RepoNotFound", "Repository not found", {}};
    }
    if (endpoint == Endpoint::Api && rule.apiVisible)
        return {0, {}, {}, caller.user};
    if (!caller.known)
        return needsCredential("GatedRepo",
                               "Access to this model is restricted. You must be authenticated to access it.");
    return {
        403, "GatedRepo", "Access to this model is restricted and you are not in the authorized list.", {}};
}

HttpResponse refusal(const HubState &state, const AccessDecision &decision, Endpoint endpoint)
{
    const QString message = QString::fromUtf8(decision.message);
    HttpResponse response;
    if (endpoint == Endpoint::Batch) {
        response = HttpResponse::ofBytes(
            decision.status, "application/vnd.git-lfs+json",
            QJsonDocument(QJsonObject{{u"message"_s, message}, {u"request_id"_s, u"1"_s}})
                .toJson(QJsonDocument::Compact));
    } else if (endpoint == Endpoint::Api) {
        response = HttpResponse::ofBytes(
            decision.status, "application/json",
            QJsonDocument(QJsonObject{{u"error"_s, message}}).toJson(QJsonDocument::Compact));
    } else {
        response =
            HttpResponse::ofBytes(decision.status, "text/plain; charset=utf-8", decision.message + '\n');
    }
    if (decision.status == 401) {
        const QByteArray challenge = "Basic realm=\"" + state.currentSettings().realm + '"';
        response.headers.append({"WWW-Authenticate", challenge});
        if (endpoint == Endpoint::Batch)
            response.headers.append({"LFS-Authenticate", challenge});
    }
    if (!decision.code.isEmpty())
        response.headers.append({"X-Error-Code", decision.code});
    response.headers.append({"X-Error-Message", decision.message});
    return response;
}

} // namespace weightyard::test
