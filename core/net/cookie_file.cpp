#include "net/cookie_file.h"

#include "base/error_code.h"
#include "net/header_rules.h"
#include "net/http_types.h"

#include <QFile>
#include <QHostAddress>
#include <algorithm>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 4 * 1024 * 1024;
constexpr QByteArrayView kHttpOnly("#HttpOnly_");
constexpr QByteArrayView kSetCookie("set-cookie:");

QString domainOf(QByteArray text)
{
    while (text.startsWith('.'))
        text.remove(0, 1);
    return QString::fromUtf8(text).toLower();
}

bool isUsable(const Cookie &cookie)
{
    return !cookie.domain.isEmpty() && !cookie.name.isEmpty() && !cookie.name.contains(';')
           && !cookie.value.contains(';') && isSafeHeader("Cookie", cookie.name + '=' + cookie.value);
}

// domain, subdomains, path, secure, expires, name, value; separated by tabs.
std::optional<Cookie> netscapeCookie(QByteArray line)
{
    if (line.startsWith(kHttpOnly))
        line.remove(0, kHttpOnly.size());
    else if (line.startsWith('#'))
        return {};
    QList<QByteArray> fields = line.split('\t');
    if (fields.size() == 6)
        fields.append(QByteArray()); // an empty value
    if (fields.size() != 7)
        return {};
    return Cookie{.domain = domainOf(fields.at(0)),
                  .withSubdomains = fields.at(1).compare("TRUE", Qt::CaseInsensitive) == 0,
                  .path = fields.at(2).startsWith('/') ? QString::fromUtf8(fields.at(2)) : u"/"_s,
                  .secure = fields.at(3).compare("TRUE", Qt::CaseInsensitive) == 0,
                  .expires = std::max<qint64>(fields.at(4).toLongLong(), 0),
                  .name = fields.at(5),
                  .value = fields.at(6)};
}

std::optional<Cookie> headerCookie(const QByteArray &line, const QString &host)
{
    const QList<QByteArray> parts = line.mid(kSetCookie.size()).split(';');
    const QByteArray pair = parts.first().trimmed();
    const qsizetype equals = pair.indexOf('=');
    if (equals <= 0)
        return {};
    Cookie cookie{.domain = host,
                  .withSubdomains = false,
                  .path = u"/"_s,
                  .secure = false,
                  .expires = 0,
                  .name = pair.left(equals),
                  .value = pair.mid(equals + 1)};
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const QByteArray attribute = parts.at(i).trimmed();
        const qsizetype at = attribute.indexOf('=');
        const QByteArray name = attribute.left(at < 0 ? attribute.size() : at).trimmed().toLower();
        const QByteArray value = at < 0 ? QByteArray() : attribute.mid(at + 1).trimmed();
        if (name == "secure")
            cookie.secure = true;
        else if (name == "path" && value.startsWith('/'))
            cookie.path = QString::fromUtf8(value);
        else if (name == "expires")
            cookie.expires = std::max<qint64>(parseHttpDate(value).value_or(0) / 1000, 0);
        else if (name == "domain" && !domainOf(value).isEmpty()) {
            cookie.domain = domainOf(value);
            cookie.withSubdomains = true;
        }
    }
    return cookie;
}

bool isFor(const Cookie &cookie, const QString &host)
{
    if (cookie.domain == host)
        return true;
    return cookie.withSubdomains && host.endsWith(u'.' + cookie.domain) && QHostAddress(host).isNull();
}

bool isBelow(const Cookie &cookie, const QString &path)
{
    if (!path.startsWith(cookie.path))
        return false;
    return cookie.path.endsWith(u'/') || path.size() == cookie.path.size()
           || path.at(cookie.path.size()) == u'/';
}

} // namespace

QList<Cookie> parseCookies(QByteArrayView text, const QString &host)
{
    QList<Cookie> cookies;
    const QList<QByteArray> lines = text.toByteArray().split('\n');
    for (const QByteArray &one : lines) {
        const QByteArray line = one.endsWith('\r') ? one.chopped(1) : one;
        const bool isHeader = line.left(kSetCookie.size()).toLower() == kSetCookie;
        const std::optional<Cookie> cookie = isHeader ? headerCookie(line, host) : netscapeCookie(line);
        if (cookie && isUsable(*cookie))
            cookies.append(*cookie);
    }
    return cookies;
}

QByteArray cookieHeader(const QList<Cookie> &cookies, const QUrl &url, qint64 nowSeconds)
{
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    const QString path = url.path(QUrl::FullyEncoded).isEmpty() ? u"/"_s : url.path(QUrl::FullyEncoded);
    QList<Cookie> sent;
    for (const Cookie &cookie : cookies) {
        const bool mayGo = !cookie.secure || url.scheme() == "https"_L1;
        const bool isCurrent = cookie.expires == 0 || cookie.expires > nowSeconds;
        if (!mayGo || !isCurrent || !isFor(cookie, host) || !isBelow(cookie, path))
            continue;
        // The last one of a name, domain and path counts.
        sent.removeIf([&](const Cookie &one) {
            return one.name == cookie.name && one.domain == cookie.domain && one.path == cookie.path;
        });
        sent.append(cookie);
    }
    std::stable_sort(sent.begin(), sent.end(),
                     [](const Cookie &a, const Cookie &b) { return a.path.size() > b.path.size(); });
    QByteArray header;
    for (const Cookie &cookie : std::as_const(sent))
        header += (header.isEmpty() ? "" : "; ") + cookie.name + '=' + cookie.value;
    return header;
}

base::Result<QList<Cookie>> CookieFiles::of(const QString &path, const QString &host, const QString &setting)
{
    const std::pair key(path, host);
    if (const auto known = m_known.find(key); known != m_known.end())
        return known->second;
    QFile file(path);
    QList<Cookie> cookies;
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return base::fail(base::ErrorKind::Usage, base::ErrorCode::CookiesUnreadable, file.errorString(),
                              {.path = setting});
        cookies = parseCookies(file.read(kLargestFile), host);
    }
    m_known.emplace(key, cookies);
    return cookies;
}

} // namespace weightyard::net
