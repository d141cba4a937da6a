// Ports and peers that do not answer.
//
// freePort: any thread; another program may take the port before it is used.
// SilentListener accepts TCP, reads and never says a word (thread of its own; counts are thread-safe).
// BlackHole: connecting never finishes, because the accept queue of a listening socket is full: the kernel drops
// the SYN and the client sits in connect. Works on loopback alone, needs no route (checked on Linux).
#pragma once

#include <QHostAddress>
#include <QString>
#include <QUrl>

#include <memory>
#include <vector>

class QTcpServer;
class QTcpSocket;

namespace weightyard::test {

quint16 freePort(const QString &address = QStringLiteral("127.0.0.1"));

class SilentListenerThread;

class SilentListener
{
public:
    explicit SilentListener(const QString &address = QStringLiteral("127.0.0.1"));
    ~SilentListener();
    SilentListener(const SilentListener &) = delete;
    SilentListener &operator=(const SilentListener &) = delete;

    quint16 port() const;
    QUrl url(const QString &path = {}) const; // http://127.0.0.1:port<path>
    int accepted() const;                     // connections so far
    int open() const;                         // not yet closed by the client
    qint64 bytesReceived() const;

private:
    std::unique_ptr<SilentListenerThread> m_thread;
};

class BlackHole
{
public:
    BlackHole(); // throws std::runtime_error if connects do not hang here
    ~BlackHole();
    BlackHole(const BlackHole &) = delete;
    BlackHole &operator=(const BlackHole &) = delete;

    quint16 port() const;
    QUrl url(const QString &path = {}) const;

private:
    std::unique_ptr<QTcpServer> m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_fillers;
};

} // namespace weightyard::test
