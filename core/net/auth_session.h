// AuthSession: the credential rules of one job, shared by git, batch and Hub requests. Anonymous first, but for Trust::Token, which
// sends the Hub's token at once; on 401 a credential is looked up and tried once per origin and realm; the outcome is reported to the
// source (approve, reject); a working credential is sent unasked afterwards, to that origin only. Thread-safe; blocking calls for
// worker threads.
//
// When a credential is refused, the next one that the sources have is tried, each once. A 401 that came after a redirect
// to another origin is final: credentials do not follow redirects. Basic is used unless the server names only Bearer (or,
// for a Hub token, under /api/ and for .../resolve/...). With Basic, an empty user is sent as "x-access-token",
// which GitHub, GitLab, Gitea and the like accept beside a token.
#pragma once

#include "base/clock.h"
#include "base/credentials.h"
#include "net/challenge.h"
#include "net/http_stream.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

namespace weightyard::net {

class AuthSession
{
public:
    /// `repositoryPath` is passed to helpers for credential.useHttpPath.
    AuthSession(HttpClient &client, base::Credentials &credentials, const base::Clock &clock,
                QString repositoryPath);

    /// The Hub's token, of a source that asks nobody and outlives the session. It is sent, to the origin that it is for, where a
    /// request without a credential is answered with 429, and at first with Trust::Token. One that is refused is not sent again: the
    /// answer without it counts. Before the first request.
    void setTokens(base::Credentials *tokens) { m_tokens = tokens; }
    /// A request with Trust::Token to this URL would carry a credential at first.
    bool hasToken(const QUrl &url, const base::CancelToken &cancel);

    enum class Trust {
        Token,     ///< as Ask; the answer depends on who asks, also where nobody has to sign in
        Ask,       ///< credentials may be looked up for this URL's origin
        Known,     ///< what has worked for its origin is sent; nobody is asked for another
        Anonymous, ///< never send or ask any (a host that a repository named)
    };

    /// Like HttpStream::open, with credentials. Returns the stream for any status but a final 401/403/407, which become
    /// Auth or Gated errors. With no credential at hand the 401 error says so in its cause. A request that brings its own
    /// Authorization is sent as it is.
    base::Result<std::unique_ptr<HttpStream>> open(const HttpRequest &request, Trust trust,
                                                   const base::CancelToken &cancel);
    /// open + readAll(cap).
    base::Result<HttpReply> fetch(const HttpRequest &request, Trust trust, qint64 cap,
                                  const base::CancelToken &cancel);

    /// "Authorization" value that worked for this URL's origin, if any: for same-origin action hrefs.
    std::optional<QByteArray> authorizationFor(const QUrl &url) const;

    HttpClient &client() const { return m_client; }
    const base::Clock &clock() const { return m_clock; }

private:
    using Opened = base::Result<std::unique_ptr<HttpStream>>;
    struct Known {
        base::Credential credential;
        std::optional<bool> bearer = {}; ///< unset: Basic, but for a Hub token under /api/ or .../resolve/...
        bool approved = false;           ///< its source was told
    };

    static bool isBearer(const Known &known, const QUrl &url);
    static QByteArray headerFor(const Known &known, const QUrl &url);
    std::optional<Known> knownFor(const base::Origin &origin) const;
    Opened openAs(HttpRequest request, const std::optional<Known> &known, const base::CancelToken &cancel);
    std::optional<Known> tokenFor(const base::Origin &origin, const base::CancelToken &cancel);
    std::optional<Opened> openWithToken(const HttpRequest &request, const base::CancelToken &cancel);
    Opened openAsking(const HttpRequest &request, const std::optional<Known> &refused, HttpReply reply,
                      const base::CancelToken &cancel);
    base::Result<std::optional<Known>> nextCandidate(const base::CredentialQuery &query,
                                                     const Challenge &challenge,
                                                     const base::CancelToken &cancel);
    bool remember(const base::Origin &origin, const Known &known, bool isGood);
    Opened accepted(std::unique_ptr<HttpStream> stream, const base::CredentialQuery &query,
                    const Known &known, const base::CancelToken &cancel);
    Opened judged(std::unique_ptr<HttpStream> stream);
    base::Failure refusal(const HttpReply &reply, const base::Cause &why, const QString &said = {}) const;

    class Turn;

    HttpClient &m_client;
    base::Credentials &m_credentials;
    const base::Clock &m_clock;
    QString m_repositoryPath;
    mutable std::mutex m_mutex;
    std::condition_variable m_turnOver;
    base::Credentials *m_tokens = nullptr;
    std::atomic<bool> m_isTokenRefused = false;
    bool m_asking = false; ///< one thread at a time looks for credentials
    std::map<base::Origin, Known> m_working;
    std::set<std::tuple<base::Origin, QString, QString, QString>> m_tried; ///< origin, realm, user, secret
};

} // namespace weightyard::net
