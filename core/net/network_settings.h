// Proxy, CA and header policy, read once from the git configuration and the environment by a pure function, so that a
// test can enumerate it. Immutable values, any thread.
//
// Rules (git-config(1), git's http.c, git-lfs lfshttp/proxy.go and certs.go): http.<url>.proxy, http.proxy (an empty value
// means "none"), then for https HTTPS_PROXY, then for both HTTP_PROXY, then ALL_PROXY, each in upper case before lower.
// NO_PROXY (no_proxy) exempts hosts from all of them, as in git and git-lfs. Loopback is no exception, as for curl.
// http.<url>.* follows git's longest-match rule (url_match.h). socks5h is socks5 with names resolved by the proxy. A
// proxy without scheme is http, an http proxy without port has 1080 (both curl's). Spaces around a value are dropped. A
// proxy URL that cannot be used (https://, socks4, socks://, no port for socks, a raw '@' in the password) is Usage with the
// variable or setting when it would be used, never silently "no proxy".
// http.sslCAInfo, http.sslCAPath, GIT_SSL_CAINFO and GIT_SSL_CAPATH add to the system's certificates.
// http.sslCert, http.sslKey, GIT_SSL_CERT and GIT_SSL_KEY (which go before them) name a client certificate; without a key it is in the
// same file. http.cookieFile: cookie_file.h. http.followRedirects=false ends a redirect of the remote and its batch API ("initial" is
// taken for true: a redirect never carries a credential on). http.lowSpeedLimit with http.lowSpeedTime (GIT_HTTP_LOW_SPEED_LIMIT,
// GIT_HTTP_LOW_SPEED_TIME) and git-lfs's lfs.activitytimeout (git-lfs-config(5)) say when an exchange is given up.
// What else changes trust or the way is refused: refused_settings.h. http.sslVerify=false and GIT_SSL_NO_VERIFY
// are not obeyed: checks cannot be switched off; `ignoredSettings` names them for the user.
#pragma once

#include "base/config_entries.h"
#include "base/result.h"
#include "net/http_types.h"
#include "net/proxy.h"
#include "net/url_match.h"

#include <QStringList>

namespace weightyard::net {

struct ProxyText {
    QString value;
    QString setting;   ///< the variable or the key of the configuration that has it, redacted
    QString file = {}; ///< that the key stands in
};

struct ClientCertificate {
    QString certificate = {}; ///< path; empty: none
    QString key = {};         ///< path
    QString setting = {};     ///< that names the certificate, with its file
    friend bool operator==(const ClientCertificate &, const ClientCertificate &) = default;
};

struct CookieSource {
    QString path = {};    ///< empty: none
    QString host = {};    ///< of a setting that holds for one host; empty: for all
    QString setting = {}; ///< with its file
};

class NetworkSettings
{
public:
    NetworkSettings() = default; ///< direct, system certificates, no extra headers
    static NetworkSettings from(const base::ConfigEntries &config, const base::Environment &environment);

    base::Result<Proxy> proxyFor(const QUrl &url) const;
    /// Which variable or key names the proxy for this URL; empty for none.
    QString proxySettingFor(const QUrl &url) const;
    /// Files (PEM bundles or folders of them) to trust besides the system's, for this URL.
    QStringList caFilesFor(const QUrl &url) const;
    ClientCertificate clientCertificateFor(const QUrl &url) const;
    CookieSource cookiesFor(const QUrl &url) const;
    /// "tlsv1.2" or "tlsv1.3" when only that is allowed; empty: whatever is safe.
    QString tlsVersionFor(const QUrl &url) const;
    /// The setting that forbids them, with its file; empty: they are followed.
    QString redirectsForbiddenBy(const QUrl &url) const;
    /// Usage for a setting that holds for this URL and cannot be honoured.
    base::Result<void> check(const QUrl &url) const;
    Patience patienceFor(const HttpRequest &request) const;
    Headers extraHeadersFor(const QUrl &url) const;
    QStringList ignoredSettings() const;

private:
    std::optional<ProxyText> proxyTextFor(const QUrl &url) const;
    QString expanded(const QString &path) const;
    std::optional<base::ConfigEntry> lastFor(const QString &key, const QUrl &url) const;
    base::ConfigEntry fileSetting(const QString &key, const QString &variable, const QUrl &url) const;

    base::ConfigEntries m_config;
    base::Environment m_environment;
    bool m_hasRefused = false;
};

} // namespace weightyard::net
