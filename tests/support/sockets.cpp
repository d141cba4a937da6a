#include "sockets.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>
#include <stdexcept>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

QUrl loopbackUrl(const QString &address, quint16 port, const QString &path)
{
    return QUrl(u"http://%1:%2%3"_s.arg(address, QString::number(port), path));
}

} // namespace

quint16 freePort(const QString &address)
{
    QTcpServer server;
    server.setProxy(QNetworkProxy::NoProxy);
    if (!server.listen(QHostAddress(address), 0))
        throw std::runtime_error("no free port: " + server.errorString().toStdString());
    return server.serverPort();
}

class SilentListenerThread
{
public:
    explicit SilentListenerThread(const QString &address) : m_address(address)
    {
        m_server = std::make_unique<QTcpServer>();
        m_server->setProxy(QNetworkProxy::NoProxy);
        if (!m_server->listen(QHostAddress(address), 0))
            throw std::runtime_error("cannot listen: " + m_server->errorString().toStdString());
        m_port = m_server->serverPort();
        QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this] { take(); });
        m_server->moveToThread(&m_thread);
        m_thread.start();
    }

    ~SilentListenerThread()
    {
        QTcpServer *server = m_server.release();
        QMetaObject::invokeMethod(
            server, [server] { delete server; }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    void take()
    {
        while (QTcpSocket *socket = m_server->nextPendingConnection()) {
            ++accepted;
            ++open;
            QObject::connect(socket, &QTcpSocket::readyRead, socket,
                             [this, socket] { bytes += socket->readAll().size(); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, [this, socket] {
                --open;
                socket->deleteLater();
            });
        }
    }

    quint16 port() const { return m_port; }
    QString address() const { return m_address; }

    std::atomic<int> accepted{0};
    std::atomic<int> open{0};
    std::atomic<qint64> bytes{0};

private:
    QString m_address;
    quint16 m_port = 0;
    QThread m_thread;
    std::unique_ptr<QTcpServer> m_server;
};

SilentListener::SilentListener(const QString &address)
    : m_thread(std::make_unique<SilentListenerThread>(address))
{}

SilentListener::~SilentListener() = default;

quint16 SilentListener::port() const
{
    return m_thread->port();
}

QUrl SilentListener::url(const QString &path) const
{
    return loopbackUrl(m_thread->address(), port(), path);
}

int SilentListener::accepted() const
{
    return m_thread->accepted;
}

int SilentListener::open() const
{
    return m_thread->open;
}

qint64 SilentListener::bytesReceived() const
{
    return m_thread->bytes;
}

BlackHole::BlackHole() : m_server(std::make_unique<QTcpServer>())
{
    m_server->setProxy(QNetworkProxy::NoProxy);
    m_server->setListenBacklogSize(1);
    if (!m_server->listen(QHostAddress(QHostAddress::LocalHost), 0))
        throw std::runtime_error("cannot listen: " + m_server->errorString().toStdString());
    // Nothing is ever accepted: once the kernel's queue is full, one more connect hangs.
    m_server->pauseAccepting();
    for (int attempt = 0; attempt < 64; ++attempt) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setProxy(QNetworkProxy::NoProxy);
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_server->serverPort());
        const bool connected = socket->waitForConnected(300);
        m_fillers.push_back(std::move(socket));
        if (!connected)
            return;
    }
    throw std::runtime_error("connects to a full queue do not hang on this system");
}

BlackHole::~BlackHole() = default;

quint16 BlackHole::port() const
{
    return m_server->serverPort();
}

QUrl BlackHole::url(const QString &path) const
{
    return loopbackUrl(u"127.0.0.1"_s, port(), path);
}

} // namespace weightyard::test
