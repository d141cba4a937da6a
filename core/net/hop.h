// What one request of an exchange needs besides itself: which way it goes, whom it trusts, which cookies and which login of the proxy go
// with it. By the URL of this hop alone: nothing of one host is carried on to the next. Lane thread.
#pragma once

#include "net/cookie_file.h"
#include "net/proxy_login.h"
#include "net/qt_request.h"
#include "net/tls_trust.h"

namespace weightyard::net {

/// What a lane has for all of its hops.
struct HopKit {
    const NetworkSettings &settings;
    TlsTrust &trust;
    CookieFiles &cookies;
    ProxyLogin &proxyLogin;
    const QByteArray &userAgent;
};

struct Hop {
    Proxy proxy;
    QNetworkRequest request;
    bool toldProxy = false; ///< a login went with it
    bool needsRoom = false; ///< its answer must not meet a full buffer
};

/// Usage for a setting that cannot be honoured, Tls for certificates that cannot be used.
base::Result<Hop> planHop(const HopKit &kit, const HttpRequest &request);

/// The proxy refused this hop: whether the same request may be sent again, with another login. It has not passed it on.
bool learnedLogin(const HopKit &kit, const Hop &hop, const HttpRequest &request, const ResponseHead &head);

/// redirectedRequest() (redirect.h); Usage, when http.followRedirects forbids it.
base::Result<HttpRequest> planRedirect(const NetworkSettings &settings, const HttpRequest &from, int status,
                                       const QByteArray &location);

} // namespace weightyard::net
