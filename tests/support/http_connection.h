// One TCP (or TLS) connection of the hub: takes requests one after the other, writes answers with back-pressure and
// with everything an HttpResponse asks of the wire. Lives on the hub's thread, deletes itself when closed.
#pragma once

#include "http_message.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <memory>

namespace weightyard::test {

struct HubState;

class HttpConnection : public QObject
{
public:
    struct Info {
        int number = 0;
        quint16 port = 0;
        bool tls = false;
        QString baseUrl; // of the listener
    };
    using Handler = std::function<void(HttpConnection &, const HttpRequest &)>;

    HttpConnection(QTcpSocket *socket, const Info &info, std::shared_ptr<HubState> state, Handler handler);
    ~HttpConnection() override;

    const Info &info() const { return m_info; }
    void setLogNumber(int number) { m_logNumber = number; }
    void setPending(std::shared_ptr<void> work)
    {
        m_pending = std::move(work);
    } // kept until the answer is sent or the client is gone
    void send(HttpResponse response);
    void resetNow();

private:
    void receive();
    void handleNext();
    void begin();
    void writeHead();
    void pump();
    void pumpPieces();
    bool reachedFault();
    qint64 allowance();
    QByteArray nextPiece(qint64 maximum);
    bool bodyAtEnd() const;
    void writePiece(QByteArray piece);
    void finish();
    void close(bool reset);
    void written();
    qint64 queued() const;
    Framing framing() const;
    void note();

    QTcpSocket *m_socket;
    Info m_info;
    std::shared_ptr<HubState> m_state;
    Handler m_handler;
    RequestParser m_parser;
    std::shared_ptr<void> m_pending;
    QTimer m_timer;
    QElapsedTimer m_clock;
    HttpResponse m_response;
    HttpRequest m_request;
    int m_logNumber = 0;
    int m_served = 0;
    qint64 m_sent = 0;      // body bytes of this answer, faults' extra ones included
    qint64 m_fromBody = 0;  // of them, from the body itself
    bool m_busy = false;    // a request is being answered
    bool m_sending = false; // head is out, body is under way
    bool m_pumping = false;
    bool m_stallOver = false;
    bool m_resetWhenWritten = false;
};

} // namespace weightyard::test
