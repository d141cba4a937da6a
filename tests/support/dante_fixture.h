// A real dante on loopback: a SOCKS server without authentication.
// One thread; one that does not start throws std::runtime_error.
#pragma once

#include "child_process.h"
#include "temp_dir.h"

#include <QByteArray>
#include <QString>

namespace weightyard::test {

class DanteFixture
{
public:
    DanteFixture();

    static bool available();

    QString url(const QString &scheme) const; // scheme://127.0.0.1:port
    QByteArray log() const;

private:
    TempDir m_folder;
    quint16 m_port = 0;
    ServerProcess m_process;
};

} // namespace weightyard::test
