#include "http_connection.h"

#include "hub_state.h"

#include <QDateTime>
#include <QLocale>
#include <QSslSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace weightyard::test {

namespace {

constexpr qint64 kPiece = 128 * 1024;
constexpr qint64 kHighWater = 1024 * 1024;
constexpr int kTickMilliseconds = 10;

// With a zero linger time, close() sends RST in place of FIN.
void lingerZero(qintptr descriptor)
{
#ifdef Q_OS_WIN
    const LINGER option{1, 0};
    setsockopt(static_cast<SOCKET>(descriptor), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&option),
               sizeof option);
#else
    const linger option{1, 0};
    setsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_LINGER, &option, sizeof option);
#endif
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket* socket, const Info& info, std::shared_ptr<HubState> state, Handler handler)
    : m_socket(socket), m_info(info), m_state(std::move(state)), m_handler(std::move(handler))
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
    if (auto* tls = qobject_cast<QSslSocket*>(m_socket))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, [this] { written(); });
}

HttpConnection::~HttpConnection()
{
    if (m_response.body)
        m_response.body->onReadable = nullptr;
    m_socket->disconnect(this);
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

Framing HttpConnection::framing() const
{
    if (m_response.framing)
        return *m_response.framing;
    if (m_response.length >= 0)
        return Framing::Length;
    return m_request.minorVersion == 0 ? Framing::UntilClose : Framing::Chunked;
}

void HttpConnection::writeHead()
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_response.status) + ' ' + reasonPhrase(m_response.status)
                      + "\r\nServer: LocalHub\r\nDate: "
                      + QLocale::c()
                            .toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'")
                            .toLatin1()
                      + "\r\n";
    for (const auto& [name, value] : m_response.headers)
        head += name + ": " + value + "\r\n";
    if (framing() == Framing::Chunked)
        head += "Transfer-Encoding: chunked\r\n";
    if (framing() == Framing::Length) {
        const qint64 length = m_response.bodyLimit ? qMin(*m_response.bodyLimit, m_response.length) : m_response.length;
        if (m_response.secondLengthOff)
            head += "Content-Length: " + QByteArray::number(length + *m_response.secondLengthOff) + "\r\n";
        head += "Content-Length: " + QByteArray::number(length + m_response.extraBytes) + "\r\n";
    }
    head += m_response.close ? "Connection: close\r\n\r\n" : "\r\n";
    m_socket->write(head);
}

qint64 HttpConnection::queued() const
{
    const auto* tls = qobject_cast<const QSslSocket*>(m_socket);
    return m_socket->bytesToWrite() + (tls != nullptr ? tls->encryptedBytesToWrite() : 0);
}

qint64 HttpConnection::allowance()
{
    qint64 allowed = kPiece;
    if (m_response.bytesPerSecond > 0)
        allowed = qMin(allowed, m_response.bytesPerSecond * m_clock.elapsed() / 1000 - m_sent);
    if (m_response.dripBytes > 0)
        allowed = qMin(allowed, (m_clock.elapsed() / m_response.dripMilliseconds + 1) * m_response.dripBytes - m_sent);
    return allowed;
}

bool HttpConnection::reachedFault()
{
    if (m_response.cutAt && m_sent >= *m_response.cutAt) {
        close(m_response.reset);
        return true;
    }
    if (m_response.stallAt && *m_response.stallAt >= 0 && m_sent >= *m_response.stallAt && !m_stallOver) {
        m_stallOver = true;
        if (m_response.stallMilliseconds > 0) {
            m_timer.start(static_cast<int>(m_response.stallMilliseconds));
            return true;
        }
        m_sending = false; // for ever: the client has to leave
        return true;
    }
    return false;
}

void HttpConnection::pump()
{
    // write() may report progress of a TLS socket before it returns: no second loop inside the first.
    if (!m_sending || m_pumping || m_timer.isActive())
        return;
    m_pumping = true;
    pumpPieces();
    m_pumping = false;
}

void HttpConnection::pumpPieces()
{
    if (m_request.method == "HEAD") {
        finish();
        return;
    }
    while (m_sending && queued() < kHighWater) {
        if (reachedFault())
            return;
        if (bodyAtEnd()) {
            finish();
            return;
        }
        qint64 room = allowance();
        if (room <= 0) {
            m_timer.start(kTickMilliseconds);
            return;
        }
        if (m_response.cutAt)
            room = qMin(room, *m_response.cutAt - m_sent);
        if (m_response.stallAt && !m_stallOver)
            room = qMin(room, *m_response.stallAt - m_sent);
        const QByteArray piece = nextPiece(room);
        if (piece.isEmpty() && !bodyAtEnd())
            return; // the body calls onReadable
        if (!piece.isEmpty())
            writePiece(piece);
    }
}

bool HttpConnection::bodyAtEnd() const
{
    const bool ended = !m_response.body || m_response.body->atEnd()
                       || (m_response.bodyLimit && m_fromBody >= *m_response.bodyLimit);
    return ended && m_sent - m_fromBody >= m_response.extraBytes + m_response.bytesAfterEnd;
}

QByteArray HttpConnection::nextPiece(qint64 maximum)
{
    const qint64 limit = m_response.bodyLimit ? *m_response.bodyLimit - m_fromBody : maximum;
    if (m_response.body && !m_response.body->atEnd() && limit > 0) {
        QByteArray piece = m_response.body->read(qMin(maximum, limit));
        for (const qint64 position : std::as_const(m_response.flippedBytes)) {
            if (position >= m_fromBody && position < m_fromBody + piece.size())
                piece[position - m_fromBody] = static_cast<char>(~piece.at(position - m_fromBody));
        }
        m_fromBody += piece.size();
        return piece;
    }
    const qint64 extra = m_response.extraBytes + m_response.bytesAfterEnd - (m_sent - m_fromBody);
    return QByteArray(qMin(maximum, extra), 'x');
}

void HttpConnection::writePiece(QByteArray piece)
{
    m_sent += piece.size();
    if (framing() == Framing::Chunked)
        piece = QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    m_socket->write(piece);
    note();
}

void HttpConnection::note()
{
    const qint64 sent = m_sent;
    const int status = m_response.raw ? 0 : m_response.status;
    m_state->log.update(m_logNumber, [sent, status](LoggedRequest& request) {
        request.status = status;
        request.bytesSent = sent;
    });
}

void HttpConnection::finish()
{
    m_sending = false;
    if (framing() == Framing::Chunked && m_request.method != "HEAD")
        m_socket->write("0\r\n\r\n");
    m_state->log.update(m_logNumber, [](LoggedRequest& request) { request.complete = true; });
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
