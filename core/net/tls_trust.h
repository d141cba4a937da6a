// TLS settings with certificates to trust besides the system's. One thread; reads files on first use and keeps the
// outcome. A file that cannot be used is Tls: to go on without it would hide why a connection is refused later.
#pragma once

#include "base/result.h"

#include <QSslConfiguration>
#include <QStringList>
#include <map>

namespace weightyard::net {

class TlsTrust
{
public:
    base::Result<QSslConfiguration> configurationFor(const QStringList &files);

private:
    std::map<QStringList, QSslConfiguration> m_known;
};

} // namespace weightyard::net
