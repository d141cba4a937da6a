// The cookies of git's http.cookieFile: Netscape's format or lines of HTTP headers (git-config(1); curl's "HTTP Cookies"). They are only
// read: nothing that a server sets is kept or written, whatever http.saveCookies says. A cookie goes to the host that it names, below
// its path, and a secure one over https only (RFC 6265 5.4). Pure but for CookieFiles.
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QUrl>
#include <map>

namespace weightyard::net {

struct Cookie {
    QString domain; ///< lower case
    bool withSubdomains = false;
    QString path; ///< "/" for all
    bool secure = false;
    qint64 expires = 0; ///< seconds since the epoch; 0: none
    QByteArray name;
    QByteArray value;
    friend bool operator==(const Cookie &, const Cookie &) = default;
};

/// `host`: whom a header without a domain is for; empty: such a header is left out, it would go to everybody. What is not
/// understood is left out.
QList<Cookie> parseCookies(QByteArrayView text, const QString &host);

/// "a=b; c=d", longest path first; empty: none is for this URL.
QByteArray cookieHeader(const QList<Cookie> &cookies, const QUrl &url, qint64 nowSeconds);

/// Reads each file once. One thread. A file that is not there has no cookies, as for curl; Usage when it cannot be read.
class CookieFiles
{
public:
    base::Result<QList<Cookie>> of(const QString &path, const QString &host, const QString &setting);

private:
    std::map<std::pair<QString, QString>, QList<Cookie>> m_known;
};

} // namespace weightyard::net
