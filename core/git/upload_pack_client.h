// git-upload-pack over smart HTTP (gitprotocol-http(5)), version 0: the list of refs, then one POST a round. Everything about
// HTTP, credentials and redirects is net's. One thread; calls block, and end at once when cancelled.
#pragma once

#include "base/origin.h"
#include "git/ref_advertisement.h"
#include "net/auth_session.h"

namespace weightyard::git {

class UploadPackClient
{
public:
    UploadPackClient(QUrl url, net::AuthSession &session, base::CancelToken cancel);

    /// A redirect of this request moves the repository for the requests that follow, as in git.
    /// Errors: those of net; Protocol when no git server answers there.
    base::Result<Advertisement> advertisement(const RefFilter &filter);
    /// The answer's body, of the right content type.
    base::Result<std::unique_ptr<net::HttpStream>> post(const QByteArray &body);

    const QUrl &url() const { return m_url; }
    const base::CancelToken &cancelToken() const { return m_cancel; }

private:
    net::HttpRequest request(const QString &suffix) const;
    base::Result<std::unique_ptr<net::HttpStream>> open(const net::HttpRequest &request,
                                                        QByteArrayView contentType);

    QUrl m_url;                  ///< after the redirect of the list of refs
    const base::Origin m_origin; ///< before
    net::AuthSession &m_session;
    base::CancelToken m_cancel;
};

/// Reads the end behind the last line, so that the connection can carry the next request. What comes instead is left.
void readToEnd(net::HttpStream &stream);

} // namespace weightyard::git
