// From our request values to Qt's and from Qt's outcome to ours. Lane thread only (OnceBody); the rest is pure.
#pragma once

#include "base/result.h"
#include "net/http_types.h"
#include "net/proxy.h"

#include <QIODevice>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>

namespace weightyard::net {

/// Internal for user info in the URL, Usage for a scheme that is not http or https, Protocol for header text that could
/// smuggle in another header.
base::Result<void> checkRequest(const HttpRequest &request);

QNetworkProxy qtProxy(const Proxy &proxy);

QNetworkRequest qtRequest(const HttpRequest &request, const QSslConfiguration &tls,
                          const QByteArray &userAgent);

/// A request body that can be read once: Qt, which repeats a request when a kept connection closes, fails instead.
class OnceBody : public QIODevice
{
public:
    OnceBody(QByteArray bytes, QObject *parent);
    bool isSequential() const override { return false; }
    qint64 size() const override { return m_bytes.size(); }
    bool seek(qint64 position) override;
    bool reset() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_bytes;
    qint64 m_read = 0;
};

/// Hands the request to Qt: GET, HEAD, or any method with the body.
QNetworkReply *sendThrough(QNetworkAccessManager &manager, const HttpRequest &request,
                           const QNetworkRequest &prepared);

/// The head as Qt has it. Protocol for framing that cannot be trusted.
base::Result<ResponseHead> headOf(const QNetworkReply &reply, const QByteArray &method);

/// Lets go of a redirect's reply: read to its end where that is near, so that the connection can be used again. `owner`
/// ends it at the latest.
void leaveBody(QNetworkReply *reply, const ResponseHead &head, QObject *owner);

/// True when the answer's body is encoded, although identity was asked for.
bool isEncoded(const ResponseHead &head);

/// Network when fewer bytes came than the head promised.
std::optional<base::Error> shortBody(const ResponseHead &head, qint64 received);

/// Auth with status 407 when a proxy answered in the server's place that it wants credentials.
std::optional<base::Error> proxyRefusal(const ResponseHead &head, const Proxy &proxy, const QString &setting);

/// The Error for a connection that failed; nothing for success and where Qt only translates `status` (0: none came).
std::optional<base::Error> connectionError(const QNetworkReply &reply, int status, const Proxy &proxy,
                                           const QString &setting);

} // namespace weightyard::net
