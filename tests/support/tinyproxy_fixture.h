// A real tinyproxy on loopback. Its log proves that requests went through it. One thread; one that does not start
// throws std::runtime_error.
#pragma once

#include "child_process.h"
#include "temp_dir.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace weightyard::test {

class TinyproxyFixture
{
public:
    // With a user: Basic proxy authentication.
    explicit TinyproxyFixture(const QString &user = {}, const QString &password = {});

    static bool available();

    QString address() const { return QStringLiteral("127.0.0.1"); }
    quint16 port() const { return m_port; }
    QUrl url(bool withCredential = true) const; // http://[user:password@]127.0.0.1:port
    QByteArray log() const;
    bool carried(const QString &hostAndPort) const; // a request or CONNECT for it is in the log

private:
    QString m_user;
    QString m_password;
    TempDir m_folder;
    quint16 m_port = 0;
    ServerProcess m_process;
};

} // namespace weightyard::test
