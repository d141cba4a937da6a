// A real squid on loopback that caches nothing: a proxy for http, and for https by CONNECT, which may want user and password by Basic or
// by Digest. Its log proves that requests went through it. One thread; one that does not start throws std::runtime_error.
#pragma once

#include "child_process.h"
#include "temp_dir.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace weightyard::test {

class SquidFixture
{
public:
    enum class Login { None, Basic, Digest };
    explicit SquidFixture(Login login, const QString &user = QStringLiteral("carol"),
                          const QString &password = QStringLiteral("pr0xy:p@ss"));

    static bool available();

    quint16 port() const { return m_port; }
    QUrl url(bool withCredential = true) const; // http://[user:password@]127.0.0.1:port
    QByteArray log() const;                     // a line a request: status, method, URL, user
    bool carried(const QString &hostAndPort, const QString &user = QStringLiteral("-")) const;

private:
    QByteArray configuration(Login login) const;
    void writeSecrets(Login login);

    QString m_user;
    QString m_password;
    TempDir m_folder;
    quint16 m_port = 0;
    ServerProcess m_process;
};

} // namespace weightyard::test
