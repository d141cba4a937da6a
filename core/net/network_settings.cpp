#include "net/network_settings.h"

#include "base/control_characters.h"
#include "base/error_code.h"
#include "base/home_folder.h"
#include "base/redact.h"
#include "net/no_proxy.h"
#include "net/refused_settings.h"

#include <algorithm>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;

namespace {

// What a user may ask for in seconds and bytes a second: beyond these nobody can tell the difference, and sums stay exact.
constexpr qint64 kLongest = 30LL * 24 * 3600;
constexpr qint64 kFastest = 1LL << 40;

/// Spaces around a value are nobody's intention; a value of nothing else is unset.
std::optional<ProxyText> firstSet(const base::Environment &environment, const QStringList &names)
{
    for (const QString &name : names) {
        const QString value = environment.value(name).value_or(QString()).trimmed();
        if (!value.isEmpty())
            return ProxyText{.value = value, .setting = name};
    }
    return {};
}

base::Result<Proxy> parsedProxy(const ProxyText &text)
{
    const auto unusable = [&](const base::Cause &why) {
        const QString where = text.file.isEmpty() ? text.setting : u"%1 (%2)"_s.arg(text.setting, text.file);
        return base::fail(ErrorKind::Usage, why, {.path = where});
    };
    const QString full = text.value.contains("://"_L1) ? text.value : u"http://"_s + text.value;
    const QUrl url(full, QUrl::StrictMode);
    const QString behindHost = url.path() + url.query() + url.fragment();
    if (full.count(u'@') > 1 || behindHost.contains(u'@'))
        return unusable(ErrorCode::ProxyUser);
    if (!url.isValid() || url.host().isEmpty())
        return unusable(ErrorCode::ProxyNotUrl);
    const QString scheme = url.scheme().toLower();
    const bool socks = scheme == "socks5"_L1 || scheme == "socks5h"_L1;
    if (scheme == "socks"_L1)
        return unusable(ErrorCode::ProxySocksKind);
    if (!socks && scheme != "http"_L1)
        return unusable(base::Cause(ErrorCode::ProxyScheme, scheme));
    if (socks && url.port() <= 0)
        return unusable(ErrorCode::ProxyNoPort);
    return Proxy{.kind = socks ? Proxy::Kind::Socks5 : Proxy::Kind::Http,
                 .host = url.host(QUrl::FullyEncoded),
                 .port = static_cast<quint16>(url.port(1080)),
                 .user = url.userName(QUrl::FullyDecoded),
                 .password = url.password(QUrl::FullyDecoded),
                 .resolvesNames = scheme != "socks5"_L1};
}

} // namespace

NetworkSettings NetworkSettings::from(const base::ConfigEntries &config, const base::Environment &environment)
{
    NetworkSettings settings;
    settings.m_config = config;
    settings.m_environment = environment;
    settings.m_hasRefused = hasRefusedSettings(config, environment);
    return settings;
}

std::optional<ProxyText> NetworkSettings::proxyTextFor(const QUrl &url) const
{
    if (const auto entry = lastFor(u"proxy"_s, url))
        return ProxyText{
            .value = entry->value.trimmed(), .setting = base::redactedText(entry->key), .file = entry->file};
    QStringList names;
    if (url.scheme() == "https"_L1)
        names << u"HTTPS_PROXY"_s << u"https_proxy"_s;
    names << u"HTTP_PROXY"_s << u"http_proxy"_s << u"ALL_PROXY"_s << u"all_proxy"_s;
    return firstSet(m_environment, names);
}

base::Result<Proxy> NetworkSettings::proxyFor(const QUrl &url) const
{
    const std::optional<ProxyText> text = proxyTextFor(url);
    const auto exempt = firstSet(m_environment, {u"NO_PROXY"_s, u"no_proxy"_s});
    if (!text || text->value.isEmpty() || bypassesProxy(exempt ? exempt->value : QString(), url))
        return Proxy();
    return parsedProxy(*text);
}

QString NetworkSettings::proxySettingFor(const QUrl &url) const
{
    const std::optional<ProxyText> text = proxyTextFor(url);
    return text ? text->setting : QString();
}

QString NetworkSettings::expanded(const QString &path) const
{
    const QString home = path.startsWith("~/"_L1) ? base::homeForGit(m_environment) : QString();
    return home.isEmpty() ? path : home + path.mid(1);
}

std::optional<base::ConfigEntry> NetworkSettings::lastFor(const QString &key, const QUrl &url) const
{
    const QList<base::ConfigEntry> entries = configEntriesForUrl(m_config, u"http"_s, key, url);
    return entries.isEmpty() ? std::nullopt : std::optional(entries.last());
}

// A path; the variable goes before the configuration, as in git's http.c.
base::ConfigEntry NetworkSettings::fileSetting(const QString &key, const QString &variable,
                                               const QUrl &url) const
{
    if (const auto value = m_environment.value(variable))
        return {.key = variable, .value = *value};
    base::ConfigEntry entry = lastFor(key, url).value_or(base::ConfigEntry());
    entry.value = expanded(entry.value);
    return entry;
}

ClientCertificate NetworkSettings::clientCertificateFor(const QUrl &url) const
{
    const base::ConfigEntry certificate = fileSetting(u"sslcert"_s, u"GIT_SSL_CERT"_s, url);
    if (certificate.value.isEmpty())
        return {};
    const base::ConfigEntry key = fileSetting(u"sslkey"_s, u"GIT_SSL_KEY"_s, url);
    return {.certificate = certificate.value,
            .key = key.value.isEmpty() ? certificate.value : key.value,
            .setting = settingName(certificate)};
}

CookieSource NetworkSettings::cookiesFor(const QUrl &url) const
{
    const auto entry = lastFor(u"cookiefile"_s, url);
    if (!entry || entry->value.isEmpty())
        return {};
    const bool isForHost = entry->key.count(u'.') > 1; // http.<url>.cookieFile
    return {.path = expanded(entry->value),
            .host = isForHost ? url.host(QUrl::FullyEncoded).toLower() : QString(),
            .setting = settingName(*entry)};
}

QString NetworkSettings::tlsVersionFor(const QUrl &url) const
{
    const auto entry = lastFor(u"sslversion"_s, url);
    const QString value =
        m_environment.value(u"GIT_SSL_VERSION"_s).value_or(entry ? entry->value : QString()).toLower();
    return value == "tlsv1.2"_L1 || value == "tlsv1.3"_L1 ? value : QString();
}

QString NetworkSettings::redirectsForbiddenBy(const QUrl &url) const
{
    const auto entry = lastFor(u"followredirects"_s, url);
    if (!entry || entry->value.compare("initial"_L1, Qt::CaseInsensitive) == 0)
        return {};
    const bool follows = base::ConfigEntries({{u"a.b"_s, entry->value}}).boolean(u"a.b"_s, true);
    return follows ? QString() : settingName(*entry);
}

base::Result<void> NetworkSettings::check(const QUrl &url) const
{
    return m_hasRefused ? checkSettings(m_config, m_environment, url) : base::Result<void>();
}

Patience NetworkSettings::patienceFor(const HttpRequest &request) const
{
    Patience patience{.slowestBytes = request.slowestBytes, .slowestWindow = request.slowestWindow};
    const auto number = [&](const base::ConfigEntry &entry) { return base::configInteger(entry.value); };
    const qint64 limit =
        number(fileSetting(u"lowspeedlimit"_s, u"GIT_HTTP_LOW_SPEED_LIMIT"_s, request.url)).value_or(0);
    const qint64 seconds =
        number(fileSetting(u"lowspeedtime"_s, u"GIT_HTTP_LOW_SPEED_TIME"_s, request.url)).value_or(0);
    if (limit > 0 && seconds > 0) { // one alone means nothing, as for curl
        patience.slowestWindow = std::chrono::seconds(std::min(seconds, kLongest));
        patience.slowestBytes = std::min(limit, kFastest) * std::min(seconds, kLongest);
    }
    const QStringList timeouts = configValuesForUrl(m_config, u"lfs"_s, u"activitytimeout"_s, request.url);
    if (request.silence)
        patience.silence = *request.silence;
    else if (const auto value = timeouts.isEmpty() ? std::nullopt : base::configInteger(timeouts.last()))
        patience.silence = std::chrono::seconds(std::clamp(*value, 0LL, kLongest));
    return patience;
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
        if (colon <= 0 || base::hasControls(line))
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

} // namespace weightyard::net
