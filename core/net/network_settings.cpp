#include "net/network_settings.h"

#include "net/no_proxy.h"

#include <algorithm>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

std::optional<QString> firstSet(const base::Environment &environment, const QStringList &names)
{
    for (const QString &name : names) {
        if (const auto value = environment.value(name))
            return value;
    }
    return {};
}

base::Failure unusable(const QString &why)
{
    return base::fail(ErrorKind::Network, u"the configured proxy cannot be used: "_s + why);
}

base::Result<QNetworkProxy> parsedProxy(const QString &text)
{
    const QString full = text.contains("://"_L1) ? text : u"http://"_s + text;
    const QUrl url(full, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return unusable(u"it is not a URL"_s);
    const QString scheme = url.scheme().toLower();
    const bool socks = scheme == "socks5"_L1 || scheme == "socks5h"_L1;
    if (!socks && scheme != "http"_L1)
        return unusable(scheme + u" proxies are not supported (http, socks5 and socks5h are)"_s);
    if (socks && url.port() <= 0)
        return unusable(u"it names no port"_s);
    QNetworkProxy proxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                        url.host(QUrl::FullyEncoded), static_cast<quint16>(url.port(1080)),
                        url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
    if (scheme == "socks5"_L1)
        proxy.setCapabilities(proxy.capabilities()
                              & ~QNetworkProxy::Capabilities(QNetworkProxy::HostNameLookupCapability));
    return proxy;
}

bool isPlain(QChar c)
{
    return c >= u' ' && c != QChar(0x7f);
}

} // namespace

NetworkSettings NetworkSettings::from(const base::ConfigEntries &config, const base::Environment &environment)
{
    NetworkSettings settings;
    settings.m_config = config;
    settings.m_environment = environment;
    return settings;
}

QString NetworkSettings::proxyTextFor(const QUrl &url) const
{
    const QStringList configured = configValuesForUrl(m_config, u"http"_s, u"proxy"_s, url);
    if (!configured.isEmpty())
        return configured.last();
    QStringList names;
    if (url.scheme() == "https"_L1)
        names << u"HTTPS_PROXY"_s << u"https_proxy"_s;
    names << u"HTTP_PROXY"_s << u"http_proxy"_s << u"ALL_PROXY"_s << u"all_proxy"_s;
    return firstSet(m_environment, names).value_or(QString());
}

base::Result<QNetworkProxy> NetworkSettings::proxyFor(const QUrl &url) const
{
    const QString text = proxyTextFor(url);
    const QString exempt = firstSet(m_environment, {u"NO_PROXY"_s, u"no_proxy"_s}).value_or(QString());
    if (text.isEmpty() || bypassesProxy(exempt, url))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    return parsedProxy(text);
}

QString NetworkSettings::expanded(const QString &path) const
{
    if (path.startsWith("~/"_L1))
        return m_environment.value(u"HOME"_s).value_or(u"~"_s) + path.mid(1);
    return path;
}

QStringList NetworkSettings::caFilesFor(const QUrl &url) const
{
    QStringList files;
    const auto add = [&](const QString &path) {
        if (!path.isEmpty() && !files.contains(path))
            files.append(path);
    };
    for (const QString &key : {u"sslcainfo"_s, u"sslcapath"_s}) {
        const QStringList values = configValuesForUrl(m_config, u"http"_s, key, url);
        if (!values.isEmpty())
            add(expanded(values.last()));
    }
    for (const QString &name : {u"GIT_SSL_CAINFO"_s, u"GIT_SSL_CAPATH"_s})
        add(m_environment.value(name).value_or(QString()));
    return files;
}

Headers NetworkSettings::extraHeadersFor(const QUrl &url) const
{
    Headers headers;
    const QStringList lines = configValuesForUrl(m_config, u"http"_s, u"extraheader"_s, url);
    for (const QString &line : lines) {
        if (line.isEmpty()) {
            headers = {};
            continue;
        }
        const qsizetype colon = line.indexOf(u':');
        if (colon <= 0 || !std::all_of(line.begin(), line.end(), isPlain))
            continue;
        headers.add(line.left(colon).trimmed().toUtf8(), line.mid(colon + 1).trimmed().toUtf8());
    }
    return headers;
}

QStringList NetworkSettings::ignoredSettings() const
{
    QStringList ignored;
    const auto add = [&](const QString &name) {
        if (!ignored.contains(name))
            ignored.append(name);
    };
    for (const base::ConfigEntry &entry : m_config.all()) {
        if (!entry.key.startsWith("http."_L1))
            continue;
        const QString last = entry.key.section(u'.', -1);
        const base::ConfigEntries alone({{.key = last, .value = entry.value}});
        if (last == "sslverify"_L1 && !alone.boolean(last, true))
            add(entry.key);
    }
    if (m_environment.value(u"GIT_SSL_NO_VERIFY"_s))
        add(u"GIT_SSL_NO_VERIFY"_s);
    return ignored;
}

QString proxyName(const QNetworkProxy &proxy)
{
    return u"%1:%2"_s.arg(proxy.hostName()).arg(proxy.port());
}

} // namespace weightyard::net
