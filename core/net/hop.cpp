#include "net/hop.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "net/redirect.h"

#include <QDateTime>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kProxyAsks = 407;

// Such a request is addressed to the proxy itself; the others go through CONNECT, which is Qt's.
bool isPlainOverProxy(const Proxy &proxy, const HttpRequest &request)
{
    return request.url.scheme() == "http"_L1 && proxy.kind == Proxy::Kind::Http && !proxy.user.isEmpty();
}

// As Qt writes it into the request line.
QByteArray targetThroughProxy(QUrl url)
{
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    return url.toEncoded(QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

base::Result<QByteArray> cookiesFor(const HopKit &kit, const QUrl &url)
{
    const CookieSource source = kit.settings.cookiesFor(url);
    if (source.path.isEmpty())
        return QByteArray();
    const base::Result<QList<Cookie>> cookies = kit.cookies.of(source.path, source.host, source.setting);
    if (!cookies)
        return base::fail(cookies.error());
    return cookieHeader(*cookies, url, QDateTime::currentSecsSinceEpoch());
}

} // namespace

base::Result<Hop> planHop(const HopKit &kit, const HttpRequest &request)
{
    if (const base::Result<void> good = kit.settings.check(request.url); !good)
        return base::fail(good.error());
    const base::Result<Proxy> proxy = kit.settings.proxyFor(request.url);
    if (!proxy)
        return base::fail(proxy.error());
    QSslConfiguration tls;
    if (request.url.scheme() == "https"_L1) {
        const auto trusted = kit.trust.configurationFor(kit.settings, request.url);
        if (!trusted)
            return base::fail(trusted.error());
        tls = *trusted;
    }
    const base::Result<QByteArray> cookies = cookiesFor(kit, request.url);
    if (!cookies)
        return base::fail(cookies.error());
    Hop hop{.proxy = *proxy, .request = qtRequest(request, tls, kit.userAgent)};
    // Qt 6.4's way through SOCKS tells of bytes once: what was left there because a buffer was full is never asked for again, and
    // the exchange stands still until it is given up.
    hop.needsRoom = hop.proxy.kind == Proxy::Kind::Socks5;
    if (!cookies->isEmpty()) {
        const QByteArray own = request.headers.value("Cookie"_ba).value_or(QByteArray());
        hop.request.setRawHeader("Cookie"_ba, own.isEmpty() ? *cookies : own + "; " + *cookies);
    }
    if (isPlainOverProxy(hop.proxy, request)) {
        const QByteArray login =
            kit.proxyLogin.headerFor(hop.proxy, request.method, targetThroughProxy(request.url));
        hop.toldProxy = !login.isEmpty();
        if (hop.toldProxy)
            hop.request.setRawHeader("Proxy-Authorization"_ba, login);
    }
    return hop;
}

bool learnedLogin(const HopKit &kit, const Hop &hop, const HttpRequest &request, const ResponseHead &head)
{
    return head.status == kProxyAsks && isPlainOverProxy(hop.proxy, request)
           && kit.proxyLogin.learn(hop.proxy, head.headers, hop.toldProxy);
}

base::Result<HttpRequest> planRedirect(const NetworkSettings &settings, const HttpRequest &from, int status,
                                       const QByteArray &location)
{
    base::Result<HttpRequest> next = redirectedRequest(from, status, location);
    if (!next || !from.addConfiguredHeaders) // where an object lies is no matter of git's remote
        return next;
    const QString setting = settings.redirectsForbiddenBy(from.url);
    if (setting.isEmpty())
        return next;
    return base::fail(base::ErrorKind::Usage,
                      base::Cause(base::ErrorCode::RedirectsOff, base::redacted(next->url)),
                      {.path = setting});
}

} // namespace weightyard::net
