#include "http_connection.h"

#include "hub_state.h"

#include <QSslSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace weightyard::test {

namespace {

// With a zero linger time, close() sends RST in place of FIN.
void lingerZero(qintptr descriptor)
{
#ifdef Q_OS_WIN
    const LINGER option{1, 0};
    setsockopt(static_cast<SOCKET>(descriptor), SOL_SOCKET, SO_LINGER,
               reinterpret_cast<const char *>(&option), sizeof option);
#else
    const linger option{1, 0};
    setsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_LINGER, &option, sizeof option);
#endif
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const Info &info, std::shared_ptr<HubState> state,
                               Handler handler)
    : m_socket(socket),
      m_info(info),
      m_state(std::move(state)),
      m_handler(std::move(handler))
{
    m_socket->setParent(this);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_state->connectionOpened();
    connect(m_socket, &QTcpSocket::readyRead, this, [this] { receive(); });
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] { written(); });
    connect(m_socket, &QTcpSocket::disconnected, this, [this] { deleteLater(); });
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this] { deleteLater(); });
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_sending)
            pump();
        else
            begin();
    });
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, [this] { written(); });
}

HttpConnection::~HttpConnection()
{
    if (m_response.body)
        m_response.body->onReadable = nullptr;
    m_socket->disconnect(this);
    m_state->log.update(m_logNumber, [now = m_state->elapsedMs()](LoggedRequest &request) {
        if (request.endMilliseconds == -1)
            request.endMilliseconds = now;
    });
    m_state->connectionClosed();
}

void HttpConnection::receive()
{
    m_parser.feed(m_socket->readAll());
    handleNext();
}

void HttpConnection::handleNext()
{
    if (m_busy)
        return;
    const RequestParser::State state = m_parser.next();
    if (m_parser.takeContinueWanted() && state == RequestParser::State::NeedMore)
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (state == RequestParser::State::NeedMore)
        return;
    m_busy = true;
    m_logNumber = 0;
    if (state == RequestParser::State::Bad) {
        HttpResponse bad = HttpResponse::ofBytes(400, "text/plain", "bad request\n");
        bad.close = true;
        send(std::move(bad));
        return;
    }
    m_request = m_parser.take();
    m_handler(*this, m_request);
}

void HttpConnection::send(HttpResponse response)
{
    const HubSettings settings = m_state->currentSettings();
    m_response = std::move(response);
    m_pending.reset();
    m_sent = 0;
    m_fromBody = 0;
    m_stallOver = false;
    m_sending = false;
    ++m_served;
    if (m_response.bytesPerSecond == 0)
        m_response.bytesPerSecond = settings.bytesPerSecond;
    if (settings.keepAliveRequests > 0 && m_served >= settings.keepAliveRequests)
        m_response.close = true;
    if (m_request.wantsClose() || m_response.bytesAfterEnd > 0 || framing() == Framing::UntilClose)
        m_response.close = true;
    if (m_response.body)
        m_response.body->onReadable = [this] { pump(); };
    if (m_response.delayMilliseconds > 0)
        m_timer.start(static_cast<int>(m_response.delayMilliseconds));
    else
        begin();
}

void HttpConnection::begin()
{
    if (m_response.cutAt == -1) {
        close(m_response.reset);
        return;
    }
    if (m_response.stallAt == -1 && !m_stallOver) {
        m_stallOver = true;
        if (m_response.stallMilliseconds > 0)
            m_timer.start(static_cast<int>(m_response.stallMilliseconds));
        return;
    }
    m_sending = true;
    m_clock.start();
    if (m_response.raw) {
        m_socket->write(*m_response.raw);
        note();
        close(false);
        return;
    }
    writeHead();
    note();
    pump();
}

void HttpConnection::note()
{
    const qint64 sent = m_sent;
    const int status = m_response.raw ? 0 : m_response.status;
    m_state->log.update(m_logNumber, [sent, status](LoggedRequest &request) {
        request.status = status;
        request.bytesSent = sent;
    });
}

void HttpConnection::finish()
{
    m_sending = false;
    if (framing() == Framing::Chunked && m_request.method != "HEAD")
        m_socket->write("0\r\n\r\n");
    m_state->log.update(m_logNumber, [now = m_state->elapsedMs()](LoggedRequest &request) {
        request.complete = true;
        request.endMilliseconds = now;
    });
    if (m_response.body)
        m_response.body->onReadable = nullptr;
    const bool closing = m_response.close;
    m_response = {};
    if (closing) {
        close(false);
        return;
    }
    m_busy = false;
    // From the event loop: a client that sends requests ahead must not make this recurse.
    QTimer::singleShot(0, this, [this] { handleNext(); });
}

void HttpConnection::close(bool reset)
{
    m_sending = false;
    if (!reset) {
        m_socket->disconnectFromHost();
        return;
    }
    m_resetWhenWritten = true;
    written();
}

void HttpConnection::resetNow()
{
    lingerZero(m_socket->socketDescriptor());
    m_socket->abort();
}

void HttpConnection::written()
{
    if (m_resetWhenWritten && queued() == 0) {
        m_resetWhenWritten = false;
        resetNow();
        return;
    }
    pump();
}

} // namespace weightyard::test
