// AuthSession: the credential rules of one job, shared by git, batch and Hub requests. Anonymous first; on 401 a
// credential is looked up and tried once per origin and realm; the outcome is reported to the source (approve, reject);
// a working credential is sent unasked afterwards, to that origin only. Thread-safe; blocking calls for worker threads.
#pragma once

#include "base/credentials.h"
#include "net/http_stream.h"

#include <map>
#include <mutex>

namespace weightyard::net {

class AuthSession
{
public:
    /// `repositoryPath` is passed to helpers for credential.useHttpPath.
    AuthSession(HttpClient &client, base::Credentials &credentials, const base::Clock &clock,
                QString repositoryPath);

    enum class Trust {
        Ask,       ///< credentials may be looked up for this URL's origin
        Anonymous, ///< never send or ask any (a host that a repository named)
    };

    /// Like HttpStream::open, with credentials. Returns the stream for any status but a final 401/403/407, which become
    /// Auth or Gated errors. With no credential at hand the 401 error says so in detail.
    base::Result<std::unique_ptr<HttpStream>> open(HttpRequest request, Trust trust,
                                                   const base::CancelToken &cancel);
    /// open + readAll(cap).
    base::Result<HttpReply> fetch(const HttpRequest &request, Trust trust, qint64 cap,
                                  const base::CancelToken &cancel);

    /// "Authorization" value that worked for this URL's origin, if any: for same-origin action hrefs.
    std::optional<QByteArray> authorizationFor(const QUrl &url) const;

    HttpClient &client() const { return m_client; }
    const base::Clock &clock() const { return m_clock; }

private:
    struct Known;
    HttpClient &m_client;
    base::Credentials &m_credentials;
    const base::Clock &m_clock;
    QString m_repositoryPath;
    mutable std::mutex m_mutex;
    std::map<base::Origin, QByteArray> m_working;
    std::map<std::pair<base::Origin, QString>, bool> m_tried;
};

} // namespace weightyard::net
