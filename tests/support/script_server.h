// ScriptServer: raw bytes on a loopback port, for facts about the wire that no real server shows. Each connection runs the
// given function on a thread of its own, with blocking calls; requests() is thread-safe. The destructor closes and joins.
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace weightyard::test {

/// A value that the server's threads write and the test reads.
template<typename T>
class Locked
{
public:
    void set(const T &value)
    {
        const std::lock_guard lock(m_mutex);
        m_value = value;
    }
    T get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }

private:
    mutable std::mutex m_mutex;
    T m_value;
};

class ScriptConnection
{
public:
    ScriptConnection(QTcpSocket &socket, const std::atomic<bool> &stop) : m_socket(socket), m_stop(stop) {}

    /// The next request's head with the empty line, or nothing when the client has gone.
    QByteArray readHead()
    {
        while (!m_buffer.contains("\r\n\r\n")) {
            if (!readMore())
                return {};
        }
        const qsizetype end = m_buffer.indexOf("\r\n\r\n") + 4;
        const QByteArray head = m_buffer.left(end);
        m_buffer.remove(0, end);
        return head;
    }

    QByteArray readBody(qsizetype size)
    {
        while (m_buffer.size() < size) {
            if (!readMore())
                break;
        }
        const QByteArray body = m_buffer.left(size);
        m_buffer.remove(0, size);
        return body;
    }

    /// False when the client has gone. Waits until the bytes are with the kernel.
    bool send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0) {
            if (m_stop || m_socket.state() != QAbstractSocket::ConnectedState)
                return false;
            m_socket.waitForBytesWritten(20);
        }
        return true;
    }

    /// Holds the connection open, saying nothing, until the client or the test ends it.
    void stayUntilClosed()
    {
        while (readMore()) {
        }
    }

private:
    bool readMore()
    {
        while (!m_stop) {
            if (m_socket.bytesAvailable() > 0 || m_socket.waitForReadyRead(20)) {
                m_buffer += m_socket.readAll();
                return true;
            }
            if (m_socket.state() != QAbstractSocket::ConnectedState)
                return false;
        }
        return false;
    }

    QTcpSocket &m_socket;
    const std::atomic<bool> &m_stop;
    QByteArray m_buffer;
};

class ScriptServer
{
public:
    using Script = std::function<void(ScriptConnection &)>;

    explicit ScriptServer(Script script) : m_script(std::move(script)), m_thread([this] { run(); })
    {
        while (m_port == 0)
            std::this_thread::yield();
    }

    /// Answers every request with what `answer` makes of its head, and keeps the connection open.
    static Script answering(std::function<QByteArray(const QByteArray &head)> answer)
    {
        return [answer = std::move(answer)](ScriptConnection &connection) {
            for (QByteArray head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
                if (!connection.send(answer(head)))
                    return;
            }
        };
    }

    ~ScriptServer()
    {
        m_stop = true;
        m_thread.join();
        for (std::thread &thread : m_connections)
            thread.join();
    }
    ScriptServer(const ScriptServer &) = delete;
    ScriptServer &operator=(const ScriptServer &) = delete;

    quint16 port() const { return m_port; }
    QUrl url(const QString &pathAndQuery = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port.load()).arg(pathAndQuery));
    }
    int connections() const { return m_accepted; }

private:
    class Listener : public QTcpServer
    {
    public:
        std::function<void(qintptr)> accepted;

    protected:
        void incomingConnection(qintptr descriptor) override { accepted(descriptor); }
    };

    void run()
    {
        Listener listener;
        listener.accepted = [this](qintptr descriptor) {
            ++m_accepted;
            m_connections.emplace_back([this, descriptor] { serve(descriptor); });
        };
        if (!listener.listen(QHostAddress::LocalHost))
            qFatal("no port to listen on");
        m_port = listener.serverPort();
        while (!m_stop)
            listener.waitForNewConnection(20);
    }

    void serve(qintptr descriptor)
    {
        QTcpSocket socket;
        socket.setReadBufferSize(1024 * 1024);
        if (!socket.setSocketDescriptor(descriptor))
            return;
        ScriptConnection connection(socket, m_stop);
        m_script(connection);
        socket.disconnectFromHost();
        if (socket.state() != QAbstractSocket::UnconnectedState)
            socket.waitForDisconnected(200);
    }

    Script m_script;
    std::atomic<bool> m_stop = false;
    std::atomic<quint16> m_port = 0;
    std::atomic<int> m_accepted = 0;
    std::vector<std::thread> m_connections;
    std::thread m_thread;
};

/// "HTTP/1.1 200 OK", headers, empty line, body. `headers` has no line end at its end.
inline QByteArray httpAnswer(const QByteArray &statusLine, const QByteArray &headers,
                             const QByteArray &body = {})
{
    return "HTTP/1.1 " + statusLine + "\r\n" + headers + (headers.isEmpty() ? "" : "\r\n") + "\r\n" + body;
}

inline QByteArray okAnswer(const QByteArray &body)
{
    return httpAnswer("200 OK", "Content-Length: " + QByteArray::number(body.size()), body);
}

} // namespace weightyard::test
