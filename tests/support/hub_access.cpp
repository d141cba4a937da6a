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
            caller.readsGated = account.readsGated;
        }
    }
    attempt.accepted = caller.known;
    state.log.appendAttempt(attempt);
    return caller;
}

namespace {

AccessDecision decideGate(const AccessRule &rule, const Caller &caller, const QString &repository)
{
    const QByteArray model = repository.toUtf8();
    if (!caller.known)
        return needsCredential("GatedRepo", "Access to model " + model
                                                + " is restricted. You must have access to it and be "
                                                  "authenticated to access it. Please log in.");
    if (!caller.readsGated)
        return {
            403,
            "GatedRepo",
            "Please enable access to public gated repositories in your fine-grained token settings to view "
            "this repository.",
            {}};
    if (rule.waiting.contains(caller.user))
        return {403,
                "GatedRepo",
                "Your request to access model " + model + " is awaiting a review from the repo authors.",
                {}};
    if (rule.rejected.contains(caller.user))
        return {403,
                "GatedRepo",
                "Your request to access model " + model + " has been rejected by the repo's authors.",
                {}};
    return {403,
            "GatedRepo",
            "Access to model " + model
                + " is restricted and you are not in the authorized list. Visit the model to ask for access.",
            {}};
}

} // namespace

AccessDecision decideAccess(const HubState &state, const Caller &caller, const QString &repository,
                            Endpoint endpoint, bool isWhole)
{
    if (caller.sentCredential && !caller.known)
        return needsCredential({}, endpoint == Endpoint::Api ? "Invalid credentials in Authorization header"
                                                             : "Invalid username or password.");
    const HubSettings settings = state.currentSettings();
    if (!repositoryExists(state, repository)) {
        if (!caller.known && settings.missingLooksPrivate)
            return needsCredential("RepoNotFound", "Repository not found");
        return {404, "RepoNotFound", "Repository not found", {}};
    }
    const AccessRule rule = settings.access.value(repository);
    if (rule.disabled)
        return {403, {}, "Access to this resource is disabled.", {}};
    const bool mayRead = caller.readsGated || rule.visibility != Visibility::Gated;
    const bool listed = mayRead && caller.known && rule.users.contains(caller.user);
    if (rule.visibility == Visibility::Public || listed)
        return {0, {}, {}, caller.user};
    if (rule.visibility == Visibility::Private) {
        if (!caller.known)
            return needsCredential("RepoNotFound", "Repository not found");
        return {404, "RepoNotFound", "Repository not found", {}};
    }
    if (endpoint == Endpoint::Api && rule.apiVisible && !isWhole)
        return {0, {}, {}, caller.user};
    return decideGate(rule, caller, repository);
}

HttpResponse refusal(const HubState &state, const AccessDecision &decision, Endpoint endpoint)
{
    const bool isGit = endpoint == Endpoint::Git || endpoint == Endpoint::Batch;
    const bool isSilent = isGit && !state.currentSettings().gitGivesReasons;
    const QString message = isSilent ? QString() : QString::fromUtf8(decision.message);
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
            HttpResponse::ofBytes(decision.status, "text/plain; charset=utf-8", message.toUtf8() + '\n');
    }
    if (decision.status == 401) {
        const QByteArray challenge = "Basic realm=\"" + state.currentSettings().realm + '"';
        response.headers.append({"WWW-Authenticate", challenge});
        if (endpoint == Endpoint::Batch)
            response.headers.append({"LFS-Authenticate", challenge});
    }
    if (isSilent)
        return response;
    if (!decision.code.isEmpty())
        response.headers.append({"X-Error-Code", decision.code});
    response.headers.append({"X-Error-Message", decision.message});
    return response;
}

} // namespace weightyard::test
