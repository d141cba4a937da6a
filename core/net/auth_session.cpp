#include "net/auth_session.h"

#include "base/error_code.h"
#include "base/log.h"
#include "base/redact.h"
#include "net/status_error.h"

#include <utility>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;
using base::CancelToken;
using base::Credential;
using base::CredentialQuery;
using base::Origin;
using base::Result;

namespace {

constexpr qint64 kErrorBodyCap = 64 * 1024;
constexpr QLatin1StringView kHubUser("hf_user"); // the user that huggingface_hub files a token under

/// The reply behind a refusal; a body that breaks off or is too long is cut, the status is what counts.
HttpReply replyOf(HttpStream &stream)
{
    HttpReply reply{.head = stream.head(), .body = {}};
    QByteArray block(16 * 1024, Qt::Uninitialized);
    while (reply.body.size() < kErrorBodyCap) {
        const Result<qint64> count = stream.read(block.data(), block.size());
        if (!count || *count == 0)
            break;
        reply.body.append(block.constData(), static_cast<qsizetype>(*count));
    }
    return reply;
}

bool isPageOfAnotherHost(const ResponseHead &head, const Origin &asked)
{
    const QByteArray type = head.headers.value("Content-Type"_ba).value_or(QByteArray());
    return head.status < 400 && Origin::of(head.url).host != asked.host
           && type.trimmed().toLower().startsWith("text/html");
}

base::Cause afterRedirect(const Origin &last)
{
    return base::Cause(base::ErrorCode::NotSentAfterRedirect, last.toString());
}

} // namespace

/// Holds the right to look for credentials; empty when cancelled while waiting for it.
class AuthSession::Turn
{
public:
    Turn(AuthSession &session, const CancelToken &cancel) : m_session(session)
    {
        std::unique_lock lock(m_session.m_mutex);
        while (m_session.m_asking && !cancel.isCancelled())
            m_session.m_turnOver.wait_for(lock, std::chrono::milliseconds(50));
        m_mine = !cancel.isCancelled();
        m_session.m_asking = m_session.m_asking || m_mine;
    }
    ~Turn()
    {
        if (!m_mine)
            return;
        const std::lock_guard lock(m_session.m_mutex);
        m_session.m_asking = false;
        m_session.m_turnOver.notify_one();
    }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

    bool isMine() const { return m_mine; }

private:
    AuthSession &m_session;
    bool m_mine = false;
};

AuthSession::AuthSession(HttpClient &client, base::Credentials &credentials, const base::Clock &clock,
                         QString repositoryPath)
    : m_client(client),
      m_credentials(credentials),
      m_clock(clock),
      m_repositoryPath(std::move(repositoryPath))
{}

bool AuthSession::isBearer(const Known &known, const QUrl &url)
{
    const QString path = url.path();
    const bool isApi = path.startsWith("/api/"_L1) || path.contains("/resolve/"_L1);
    return known.bearer.value_or(isApi && known.credential.user == kHubUser);
}

QByteArray AuthSession::headerFor(const Known &known, const QUrl &url)
{
    if (isBearer(known, url))
        return "Bearer " + known.credential.secret.toUtf8();
    const QString user = known.credential.user.isEmpty() ? u"x-access-token"_s : known.credential.user;
    return "Basic " + (user + u':' + known.credential.secret).toUtf8().toBase64();
}

std::optional<AuthSession::Known> AuthSession::knownFor(const Origin &origin) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_working.find(origin);
    if (found == m_working.end())
        return {};
    return found->second;
}

std::optional<QByteArray> AuthSession::authorizationFor(const QUrl &url) const
{
    const std::optional<Known> known = knownFor(Origin::of(url));
    if (!known)
        return {};
    return headerFor(*known, url);
}

base::Failure AuthSession::refusal(const HttpReply &reply, const base::Cause &why, const QString &said) const
{
    base::Error error = errorForStatus(reply, m_clock);
    if (why != base::Cause())
        error.cause = why;
    if (!said.isEmpty())
        error.detail += error.detail.isEmpty() ? said : u"; "_s + said;
    return base::fail(error);
}

AuthSession::Opened AuthSession::judged(std::unique_ptr<HttpStream> stream)
{
    const int status = stream->head().status;
    if (status != 401 && status != 403 && status != 407)
        return stream;
    return refusal(replyOf(*stream), {});
}

AuthSession::Opened AuthSession::openAs(HttpRequest request, const std::optional<Known> &known,
                                        const CancelToken &cancel)
{
    if (known)
        request.headers.set("Authorization"_ba, headerFor(*known, request.url));
    Opened stream = HttpStream::open(m_client, request, cancel);
    // Networks that want a sign-in send every request to their own page.
    if (stream && isPageOfAnotherHost((*stream)->head(), Origin::of(request.url)))
        return base::fail(base::ErrorKind::Protocol, base::ErrorCode::WebPage,
                          {.url = base::redacted((*stream)->head().url),
                           .httpStatus = (*stream)->head().status,
                           .reason = base::ErrorReason::OtherHost});
    return stream;
}

std::optional<AuthSession::Known> AuthSession::tokenFor(const Origin &origin, const CancelToken &cancel)
{
    if (m_tokens == nullptr || m_isTokenRefused)
        return {};
    const Result<std::optional<Credential>> found =
        m_tokens->find({.origin = origin, .path = m_repositoryPath, .realm = {}}, cancel);
    return found && *found ? std::optional(Known{.credential = **found}) : std::nullopt;
}

bool AuthSession::hasToken(const QUrl &url, const CancelToken &cancel)
{
    const Origin origin = Origin::of(url);
    return knownFor(origin) || tokenFor(origin, cancel);
}

// Nothing: there is none, or it was refused.
std::optional<AuthSession::Opened> AuthSession::openWithToken(const HttpRequest &request,
                                                              const CancelToken &cancel)
{
    const Origin origin = Origin::of(request.url);
    const std::optional<Known> token = tokenFor(origin, cancel);
    if (!token)
        return {};
    Opened stream = openAs(request, token, cancel);
    if (stream && (*stream)->head().status == 401) {
        qCDebug(base::lcNet) << "token refused, from" << token->credential.source;
        m_isTokenRefused = true;
        return {};
    }
    if (stream)
        remember(origin, *token, false);
    return stream;
}

AuthSession::Opened AuthSession::open(const HttpRequest &request, Trust trust, const CancelToken &cancel)
{
    const Origin origin = Origin::of(request.url);
    const bool maySend = trust != Trust::Anonymous && !request.headers.contains("Authorization"_ba);
    const std::optional<Known> known = maySend ? knownFor(origin) : std::nullopt;
    const bool mayOffer = maySend && !known && (trust == Trust::Ask || trust == Trust::Token);
    std::optional<Opened> offered;
    if (mayOffer && trust == Trust::Token)
        offered = openWithToken(request, cancel);
    Opened stream = offered ? *std::move(offered) : openAs(request, known, cancel);
    if (mayOffer && stream && (*stream)->head().status == 429 && !knownFor(origin)) {
        if (std::optional<Opened> again = openWithToken(request, cancel)) // the account's own limit
            stream = *std::move(again);
    }
    if (!stream || (*stream)->head().status != 401)
        return stream ? judged(*std::move(stream)) : std::move(stream);
    const HttpReply reply = replyOf(**stream);
    stream->reset(); // frees its connection before a helper is asked
    if (cancel.isCancelled())
        return base::fail(base::cancelledError());
    if (trust == Trust::Anonymous)
        return refusal(reply, base::ErrorCode::AskedAnonymously);
    if (!maySend || trust == Trust::Known)
        return refusal(reply, {});
    if (const Origin last = Origin::of(reply.head.url); last != origin)
        return refusal(reply, afterRedirect(last));
    return openAsking(request, known, reply, cancel);
}

AuthSession::Opened AuthSession::openAsking(const HttpRequest &request, const std::optional<Known> &refused,
                                            HttpReply reply, const CancelToken &cancel)
{
    // A refused credential may be answered without the reason for which one was asked for.
    const HttpReply first = reply;
    const bool isGated = errorForStatus(first, m_clock).kind == base::ErrorKind::Gated;
    const Turn turn(*this, cancel);
    if (!turn.isMine())
        return base::fail(base::cancelledError());
    CredentialQuery query{.origin = Origin::of(request.url), .path = m_repositoryPath, .realm = {}};
    base::Cause why = refused ? base::Cause(base::ErrorCode::CredentialRefused, refused->credential.source)
                              : base::ErrorCode::NoCredential;
    if (const base::Cause said = errorForStatus(first, m_clock).cause;
        !refused && said.code == base::ErrorCode::InvalidCredential) // of git's http.extraHeader
        why = said;
    // Another thread may have found one while this one waited; or the same one is wanted under the other scheme.
    std::optional<Known> candidate = knownFor(query.origin);
    if (candidate && refused && candidate->credential == refused->credential) {
        const Challenge asked = challengeOf(reply.head.headers);
        const bool wantsBearer = asked.bearer && !asked.basic;
        if (asked.basic == asked.bearer || isBearer(*refused, request.url) == wantsBearer)
            candidate.reset();
        else
            candidate->bearer = wantsBearer;
    }
    while (true) {
        const Challenge challenge = challengeOf(reply.head.headers);
        query.realm = challenge.realm;
        if (!candidate) {
            Result<std::optional<Known>> next = nextCandidate(query, challenge, cancel);
            if (!next && next.error().kind == base::ErrorKind::Auth)
                return refusal(isGated ? first : reply, next.error().cause, next.error().detail);
            if (!next)
                return base::fail(next.error());
            if (!*next)
                return refusal(isGated ? first : reply, why);
            candidate = *std::move(next);
        }
        Opened stream = openAs(request, candidate, cancel);
        if (!stream)
            return stream;
        if ((*stream)->head().status != 401)
            return accepted(*std::move(stream), query, *candidate, cancel);
        reply = replyOf(**stream);
        if (cancel.isCancelled())
            return base::fail(base::cancelledError());
        if (const Origin last = Origin::of(reply.head.url); last != query.origin) {
            remember(query.origin, *candidate, false); // it led to the redirect
            return refusal(reply, afterRedirect(last));
        }
        qCDebug(base::lcNet) << "credential refused, from" << candidate->credential.source;
        why = base::Cause(base::ErrorCode::CredentialRefused, candidate->credential.source);
        const std::optional<Known> working = knownFor(query.origin);
        if (!working || working->credential != candidate->credential) // else it is good, but not for this
            m_credentials.reject(query, candidate->credential, cancel);
        candidate.reset();
    }
}

Result<std::optional<AuthSession::Known>> AuthSession::nextCandidate(const CredentialQuery &query,
                                                                     const Challenge &challenge,
                                                                     const CancelToken &cancel)
{
    const Result<std::optional<Credential>> found = m_credentials.find(query, cancel);
    if (!found)
        return base::fail(found.error());
    if (!*found)
        return std::optional<Known>();
    const std::lock_guard lock(m_mutex);
    const Credential &credential = **found;
    if (!m_tried.emplace(query.origin, query.realm, credential.user, credential.secret).second)
        return std::optional<Known>();
    Known known{.credential = credential, .bearer = {}};
    if (challenge.bearer && !challenge.basic)
        known.bearer = true;
    return std::optional<Known>(known);
}

/// True when the source has not yet heard that this credential is good, and should.
bool AuthSession::remember(const Origin &origin, const Known &known, bool isGood)
{
    const std::lock_guard lock(m_mutex);
    const auto [place, isNew] = m_working.try_emplace(origin, known);
    if (!isNew && place->second.credential != known.credential)
        place->second = known;
    return isGood && !std::exchange(place->second.approved, true);
}

AuthSession::Opened AuthSession::accepted(std::unique_ptr<HttpStream> stream, const CredentialQuery &query,
                                          const Known &known, const CancelToken &cancel)
{
    // A 403 or 404 says nothing about the secret itself, what another origin says after a redirect neither.
    const bool isGood = stream->head().status < 400 && Origin::of(stream->head().url) == query.origin;
    if (remember(query.origin, known, isGood))
        m_credentials.approve(query, known.credential, cancel);
    return judged(std::move(stream));
}

Result<HttpReply> AuthSession::fetch(const HttpRequest &request, Trust trust, qint64 cap,
                                     const CancelToken &cancel)
{
    const Opened stream = open(request, trust, cancel);
    if (!stream)
        return base::fail(stream.error());
    Result<QByteArray> body = (*stream)->readAll(cap);
    if (!body)
        return base::fail(body.error());
    return HttpReply{.head = (*stream)->head(), .body = *std::move(body)};
}

} // namespace weightyard::net
