// TLS settings with certificates to trust besides the system's, and a client certificate. One thread; reads files on first use and keeps
// the outcome. A file that cannot be used is Tls: to go on without it would hide why a connection is refused later.
#pragma once

#include "base/result.h"
#include "net/network_settings.h"

#include <QSslConfiguration>
#include <QStringList>
#include <map>
#include <tuple>

namespace weightyard::net {

class TlsTrust
{
public:
    base::Result<QSslConfiguration> configurationFor(const NetworkSettings &settings, const QUrl &url);

private:
    using Wanted =
        std::tuple<QStringList, QString, QString, QString>; ///< CA files, certificate, key, version
    std::map<Wanted, QSslConfiguration> m_known;
};

} // namespace weightyard::net
