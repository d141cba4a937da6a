// How an answer goes over the wire: the head, pieces with back-pressure, pace, and the bytes that faults ask for.
#include "http_connection.h"

#include "hub_state.h"

#include <QDateTime>
#include <QLocale>
#include <QSslSocket>

namespace weightyard::test {

namespace {

constexpr qint64 kSendPiece = 128 * 1024;
constexpr qint64 kHighWater = 1024 * 1024;
constexpr int kTickMilliseconds = 10;

} // namespace

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
    const QDateTime now =
        QDateTime::currentDateTimeUtc().addSecs(m_state->currentSettings().clockOffsetSeconds);
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_response.status) + ' '
                      + reasonPhrase(m_response.status) + "\r\nServer: LocalHub\r\nDate: "
                      + QLocale::c().toString(now, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1() + "\r\n";
    for (const auto &[name, value] : m_response.headers)
        head += name + ": " + value + "\r\n";
    if (framing() == Framing::Chunked)
        head += "Transfer-Encoding: chunked\r\n";
    if (framing() == Framing::Length) {
        const qint64 length =
            m_response.bodyLimit ? qMin(*m_response.bodyLimit, m_response.length) : m_response.length;
        if (m_response.secondLengthOff)
            head += "Content-Length: " + QByteArray::number(length + *m_response.secondLengthOff) + "\r\n";
        head += "Content-Length: " + QByteArray::number(length + m_response.extraBytes) + "\r\n";
    }
    head += m_response.close ? "Connection: close\r\n\r\n" : "\r\n";
    m_socket->write(head);
}

qint64 HttpConnection::queued() const
{
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (tls != nullptr ? tls->encryptedBytesToWrite() : 0);
}

qint64 HttpConnection::allowance()
{
    qint64 allowed = kSendPiece;
    if (m_response.bytesPerSecond > 0)
        allowed = qMin(allowed, m_response.bytesPerSecond * m_clock.elapsed() / 1000 - m_sent);
    if (m_response.dripBytes > 0)
        allowed = qMin(allowed,
                       (m_clock.elapsed() / m_response.dripMilliseconds + 1) * m_response.dripBytes - m_sent);
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

} // namespace weightyard::test
