#include "hub/refusal.h"

#include "base/error_code.h"
#include "base/log.h"
#include "base/origin.h"
#include "hub/api_url.h"
#include "net/status_error.h"

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::Error;
using base::ErrorCode;
using base::ErrorKind;
using net::AuthSession;

namespace {

constexpr std::chrono::milliseconds kPatience{10'000}; // it only makes a failure clearer
constexpr QLatin1StringView kGated("GatedRepo: ");     // as net/status_error.h puts X-Error-Code in front

bool says(const Error &error, QLatin1StringView words)
{
    return error.detail.contains(words, Qt::CaseInsensitive);
}

// The Hub has one code for all gates; its words differ.
ErrorCode gateOf(const Error &error, bool sentCredential)
{
    if (!sentCredential)
        return ErrorCode::GatedNoToken;
    if (says(error, "fine-grained"_L1) || says(error, "gated repositories in your"_L1))
        return ErrorCode::GatedTokenScope;
    if (says(error, "rejected"_L1))
        return ErrorCode::GatedRejected;
    if (says(error, "awaiting"_L1) || says(error, "pending"_L1))
        return ErrorCode::GatedWaiting;
    return ErrorCode::GatedTerms;
}

bool isTokenScope(const Error &error)
{
    return error.context.httpStatus == 403 && says(error, "gated repositories in your"_L1);
}

bool isOpen(const Error &error)
{
    const int status = error.context.httpStatus;
    const bool refused = error.kind == ErrorKind::Auth && (status == 401 || status == 403);
    const bool missing = error.kind == ErrorKind::NotFound && status == 404 && error.context.oid.isEmpty()
                         && error.context.reason == base::ErrorReason::None;
    const ErrorCode code = error.cause.code;
    const bool known = code == ErrorCode::CredentialRefused || code == ErrorCode::InvalidCredential
                       || code == ErrorCode::NotSentAfterRedirect || code == ErrorCode::AskedAnonymously;
    return (refused || missing) && !known;
}

} // namespace

Error namedRevision(const Error &original, const QString &revision)
{
    Error error = original;
    if (error.kind == ErrorKind::NotFound && error.detail.startsWith("RevisionNotFound"_L1)) {
        error.cause = Cause(ErrorCode::NoSuchRevision, revision);
        error.detail.clear();
    }
    return error;
}

Error namedRefusal(const Error &original, const catalog::ModelLocation &location, bool sentCredential)
{
    Error error = original;
    const QString page = location.url.toString();
    if (error.kind == ErrorKind::Gated || isTokenScope(error)) {
        if (error.detail.startsWith(kGated))
            error.detail = error.detail.mid(kGated.size());
        if (error.cause.code == ErrorCode::CredentialRefused) { // of a gated model; that comes first
            error.kind = ErrorKind::Auth;
            return error;
        }
        const ErrorCode code = gateOf(error, sentCredential);
        const QString tokens = base::Origin::of(location.url).toString() + u"/settings/tokens"_s;
        error.kind = ErrorKind::Gated;
        error.cause = Cause(code, code == ErrorCode::GatedTokenScope ? tokens : page);
        error.context.url.clear(); // the page is what helps
        return error;
    }
    if (!isOpen(error) || !error.detail.startsWith("RepoNotFound"_L1))
        return error;
    error.detail.clear(); // "Repository not found", which it may be
    error.context.url.clear();
    if (!sentCredential && error.kind == ErrorKind::Auth)
        error.cause = Cause(ErrorCode::PrivateOrMissing, page);
    else if (sentCredential)
        error.cause = Cause(ErrorCode::AccountSeesNone, page);
    else
        return original;
    return error;
}

Error explainedRefusal(const Error &original, const catalog::ModelLocation &location, const QUrl &hub,
                       AuthSession &session, const base::CancelToken &cancel)
{
    if (!location.onHub)
        return original;
    const QUrl url = apiUrl(hub, location.modelPath, u"/auth-check"_s);
    const bool sentCredential = session.authorizationFor(url).has_value();
    const Error named = namedRefusal(original, location, sentCredential);
    if (original.kind == ErrorKind::NotFound && !sentCredential) // the Hub says 401 to nobody in particular
        return named;
    if (named.cause != original.cause || !isOpen(original)
        || base::Origin::of(location.url) != base::Origin::of(hub))
        return named;
    const net::HttpRequest request{.url = url,
                                   .headers = {{"Accept", "application/json"}},
                                   .addConfiguredHeaders = true,
                                   .silence = kPatience};
    const base::Result<net::HttpReply> reply =
        session.fetch(request, AuthSession::Trust::Known, net::kJsonCap, cancel);
    if (reply && reply->head.status < 400)
        return original; // it may be read: what failed is something else
    const Error told = reply ? net::errorForStatus(*reply, session.clock()) : reply.error();
    qCDebug(base::lcHub).noquote() << "auth-check:" << base::describe(told);
    // Some mirrors send their callers on to the Hub itself, which knows nothing of the mirror's token.
    const bool isHubs = base::Origin::of(QUrl(told.context.url)) == base::Origin::of(hub);
    const bool isAnswer = told.context.httpStatus >= 400 && isHubs;
    const bool isDisabled = told.context.reason == base::ErrorReason::Disabled;
    if (!isAnswer)
        return original;
    if (isDisabled || told.cause.code == ErrorCode::InvalidCredential)
        return told;
    const Error exact = namedRefusal(told, location, sentCredential);
    return exact.cause == told.cause ? original : exact;
}

} // namespace weightyard::hub
