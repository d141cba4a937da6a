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
// http.sslVerify=false and GIT_SSL_NO_VERIFY are not obeyed: checks cannot be switched off; `ignoredSettings` names them for
// the user.
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
    QString setting; ///< the variable or the key of the configuration that has it, redacted
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
    Headers extraHeadersFor(const QUrl &url) const;
    QStringList ignoredSettings() const;

private:
    std::optional<ProxyText> proxyTextFor(const QUrl &url) const;
    QString expanded(const QString &path) const;

    base::ConfigEntries m_config;
    base::Environment m_environment;
};

} // namespace weightyard::net
