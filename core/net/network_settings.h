// Proxy, CA and header policy, read once from the git configuration and the environment by a pure function, so that a
// test can enumerate it. Immutable values, any thread.
//
// Rules (git-config(1), git-lfs lfshttp/proxy.go and certs.go): http.<url>.proxy, then http.proxy, then HTTPS_PROXY or
// https_proxy, HTTP_PROXY (upper case first), ALL_PROXY; NO_PROXY applies to the variables only, as in git-lfs.
// http.<url>.* follows git's longest-match rule. socks5h is socks5 with names resolved by the proxy. A proxy URL that
// cannot be used (https://, socks4, no port for socks) is an Error when it would be used, never silently "no proxy".
// http.sslCAInfo / GIT_SSL_CAINFO / http.sslCAPath add to the system's certificates. http.sslVerify=false and
// GIT_SSL_NO_VERIFY are not obeyed: checks cannot be switched off; `ignoredSettings` names them for the user.
#pragma once

#include "base/config_entries.h"
#include "base/result.h"
#include "net/http_types.h"

#include <QNetworkProxy>
#include <QStringList>

namespace weightyard::net {

class NetworkSettings
{
public:
    NetworkSettings() = default; ///< direct, system certificates, no extra headers
    static NetworkSettings from(const base::ConfigEntries &config, const base::Environment &environment);

    base::Result<QNetworkProxy> proxyFor(const QUrl &url) const;
    /// Files (PEM bundles or folders of them) to trust besides the system's, for this URL.
    QStringList caFilesFor(const QUrl &url) const;
    Headers extraHeadersFor(const QUrl &url) const;
    QStringList ignoredSettings() const;

private:
    base::ConfigEntries m_config;
    base::Environment m_environment;
};

/// git's `http.<url>.<key>` lookup (git-config(1), "http.<url>.*"): the values of the best-matching subsection, else of
/// plain `http.<key>`.
QStringList configValuesForUrl(const base::ConfigEntries &config, const QString &section, const QString &key, const QUrl &url);

} // namespace weightyard::net
