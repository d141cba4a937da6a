// A real microsocks on loopback: a SOCKS5 server without authentication.
// One thread; one that does not start throws std::runtime_error.
#pragma once

#include "child_process.h"

#include <QByteArray>
#include <QString>

namespace weightyard::test {

class SocksFixture
{
public:
    SocksFixture();

    static bool available();

    QString url(const QString &scheme) const; // scheme://127.0.0.1:port
    QByteArray log();                         // a line a connection, with "host:port"

private:
    quint16 m_port = 0;
    ServerProcess m_process;
};

} // namespace weightyard::test
