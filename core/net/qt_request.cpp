#include "net/qt_request.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "net/header_rules.h"
#include "net/network_settings.h"

#include <algorithm>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;

namespace {

/// A redirect's body up to this size is read to its end.
constexpr qint64 kSmallBody = 64 * 1024;
constexpr int kProxyAuthentication = 407;

/// OpenSSL's words for bytes that are no record of TLS, as a server sends them that speaks http there.
bool answersWithoutTls(const QString &handshake)
{
    return handshake.contains("wrong version number"_L1) || handshake.contains("http request"_L1)
           || handshake.contains("packet length too long"_L1);
}

/// OpenSSL's words for what a server thinks of the client's certificate, which may come with the handshake or after it.
Cause clientCertificateTrouble(const QString &words)
{
    if (words.contains("does not certify public key"_L1) || words.contains("key values mismatch"_L1))
        return ErrorCode::OtherClientKey;
    for (const QLatin1StringView alert :
         {"alert certificate required"_L1, "alert bad certificate"_L1, "alert unknown ca"_L1,
          "alert certificate expired"_L1, "alert certificate revoked"_L1}) {
        if (words.contains(alert))
            return ErrorCode::ClientCertificateWanted;
    }
    return {};
}

void setHeaders(QNetworkRequest &out, const HttpRequest &request)
{
    Headers joined;
    for (const Header &header : request.headers.all()) {
        if (isOurHeader(header.name))
            continue;
        const auto before = joined.value(header.name);
        joined.set(header.name, before ? *before + ", " + header.value : header.value);
    }
    for (const Header &header : joined.all())
        out.setRawHeader(header.name, header.value);
}

} // namespace

base::Result<void> checkRequest(const HttpRequest &request)
{
    const base::ErrorContext context{.url = base::redacted(request.url)};
    if (!request.url.userInfo().isEmpty())
        return base::fail(ErrorKind::Internal, ErrorCode::UserInfoInUrl, context);
    const QString scheme = request.url.scheme();
    if ((scheme != "http"_L1 && scheme != "https"_L1) || request.url.host().isEmpty()
        || !request.url.isValid())
        return base::fail(ErrorKind::Usage, ErrorCode::NotHttpUrl, context);
    for (const Header &header : request.headers.all()) {
        if (!isSafeHeader(header.name, header.value))
            return base::fail(ErrorKind::Protocol, ErrorCode::UnsafeHeader, context);
    }
    return {};
}

QNetworkProxy qtProxy(const Proxy &proxy)
{
    if (proxy.kind == Proxy::Kind::None)
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const bool socks = proxy.kind == Proxy::Kind::Socks5;
    QNetworkProxy out(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host, proxy.port,
                      proxy.user, proxy.password);
    if (!proxy.resolvesNames)
        out.setCapabilities(out.capabilities()
                            & ~QNetworkProxy::Capabilities(QNetworkProxy::HostNameLookupCapability));
    return out;
}

QNetworkRequest qtRequest(const HttpRequest &request, const QSslConfiguration &tls,
                          const QByteArray &userAgent)
{
    QNetworkRequest out(request.url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::AutoDeleteReplyOnFinishAttribute, false);
    out.setTransferTimeout(0);
    out.setSslConfiguration(tls);
    out.setRawHeader("User-Agent"_ba, userAgent);
    setHeaders(out, request);
    if (!request.body.isEmpty() && !request.headers.contains("Content-Type"_ba))
        out.setRawHeader("Content-Type"_ba, "application/octet-stream"_ba);
    out.setRawHeader("Accept-Encoding"_ba, "identity"_ba);
    return out;
}

OnceBody::OnceBody(QByteArray bytes, QObject *parent) : QIODevice(parent), m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OnceBody::seek(qint64 position)
{
    return position == m_read && QIODevice::seek(position);
}

bool OnceBody::reset()
{
    return m_read == 0;
}

qint64 OnceBody::readData(char *data, qint64 maxSize)
{
    const qint64 count = std::min<qint64>(maxSize, m_bytes.size() - m_read);
    if (count <= 0)
        return -1;
    std::memcpy(data, m_bytes.constData() + m_read, static_cast<size_t>(count));
    m_read += count;
    return count;
}

qint64 OnceBody::writeData(const char *, qint64)
{
    return -1;
}

QNetworkReply *sendThrough(QNetworkAccessManager &manager, const HttpRequest &request,
                           const QNetworkRequest &prepared)
{
    if (request.method == "GET")
        return manager.get(prepared);
    if (request.method == "HEAD")
        return manager.head(prepared);
    auto *body = new OnceBody(request.body, nullptr);
    QNetworkReply *reply = manager.sendCustomRequest(prepared, request.method, body);
    body->setParent(reply);
    return reply;
}

base::Result<ResponseHead> headOf(const QNetworkReply &reply, const QByteArray &method)
{
    ResponseHead head{.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                      .url = reply.url()};
    const base::ErrorContext context{.url = base::redacted(head.url), .httpStatus = head.status};
    const auto &pairs = reply.rawHeaderPairs();
    for (const auto &pair : pairs)
        head.headers.add(pair.first, pair.second);
    if (head.status < 100)
        return base::fail(ErrorKind::Protocol, ErrorCode::NotHttp, context);
    const bool chunked =
        head.headers.value("Transfer-Encoding"_ba).value_or(QByteArray()).toLower().contains("chunked");
    const bool bodyless = method == "HEAD" || head.status == 204 || head.status == 304;
    const std::optional<QByteArray> length = head.headers.value("Content-Length"_ba);
    if (!length || chunked)
        return head;
    // Qt joins repeated headers with a comma and acts on the first.
    bool ok = false;
    const qint64 value = length->trimmed().toLongLong(&ok);
    if (!ok || value < 0
        || !std::all_of(length->begin(), length->end(), [](char c) { return c >= '0' && c <= '9'; }))
        return base::fail(ErrorKind::Protocol, ErrorCode::ContentLength, context);
    head.contentLength = bodyless ? 0 : value;
    return head;
}

bool isEncoded(const ResponseHead &head)
{
    const QByteArray encoding =
        head.headers.value("Content-Encoding"_ba).value_or(QByteArray()).trimmed().toLower();
    return !encoding.isEmpty() && encoding != "identity";
}

void leaveBody(QNetworkReply *reply, const ResponseHead &head, QObject *owner)
{
    if (reply->isFinished() || head.contentLength < 0 || head.contentLength > kSmallBody) {
        reply->deleteLater();
        return;
    }
    reply->setParent(owner);
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

std::optional<base::Error> proxyRefusal(const ResponseHead &head, const Proxy &proxy, const QString &setting)
{
    if (head.status != kProxyAuthentication)
        return {};
    const bool none = proxy.kind == Proxy::Kind::None;
    const QString who = none ? head.url.host() : proxyName(proxy, setting);
    return base::Error{.kind = ErrorKind::Auth,
                       .cause = Cause(ErrorCode::ProxyWantsLogin, who),
                       .context = {.url = base::redacted(head.url), .httpStatus = head.status}};
}

std::optional<base::Error> shortBody(const ResponseHead &head, qint64 received)
{
    if (head.contentLength < 0 || received >= head.contentLength)
        return {};
    return base::Error{.kind = ErrorKind::Network,
                       .cause = Cause(ErrorCode::BodyShort, received, head.contentLength),
                       .context = {.url = base::redacted(head.url), .httpStatus = head.status}};
}

std::optional<base::Error> connectionError(const QNetworkReply &reply, int status, const Proxy &proxy,
                                           const QString &setting)
{
    const QNetworkReply::NetworkError code = reply.error();
    const bool proxied = proxy.kind != Proxy::Kind::None;
    const Cause through = proxied ? Cause(ErrorCode::ThroughProxy, proxyName(proxy, setting)) : Cause();
    const QString plain = base::redactedText(reply.errorString());
    const auto error = [&](ErrorKind kind, const Cause &cause, const QString &said = {}) {
        return base::Error{.kind = kind,
                           .cause = cause,
                           .detail = said,
                           .context = {.url = base::redacted(reply.url()), .httpStatus = status}};
    };
    if (code == QNetworkReply::NoError)
        return {};
    if (code == QNetworkReply::ContentReSendError)
        return error(ErrorKind::Network, ErrorCode::LostWhileSending);
    // Qt's codes above 100 are its names for statuses once a status has come.
    if (status >= 400 && code > 100)
        return {};
    if (const Cause client = clientCertificateTrouble(plain); client != Cause())
        return error(ErrorKind::Tls, client, plain);
    if (code == QNetworkReply::SslHandshakeFailedError) {
        base::Error refused = error(ErrorKind::Tls, through, plain);
        if (answersWithoutTls(plain))
            refused.context.reason = base::ErrorReason::PlainHttp;
        return refused;
    }
    if (code == QNetworkReply::TimeoutError)
        return error(ErrorKind::Timeout, ErrorCode::NoConnectionInTime);
    if (code == QNetworkReply::ProxyAuthenticationRequiredError)
        return proxyRefusal({.status = kProxyAuthentication, .url = reply.url()}, proxy, setting);
    if (code > 300 && code < 400)
        return error(ErrorKind::Protocol, through, plain);
    return error(ErrorKind::Network, through, plain);
}

} // namespace weightyard::net
