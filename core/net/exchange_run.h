// One exchange on its way: connection slot, hops over redirects, head, body with back-pressure, silence, end. Lives on a
// lane's thread; every call and signal comes there. Ends by telling the sink once and then its host once.
#pragma once

#include "base/origin.h"
#include "base/redact.h"
#include "net/hop.h"
#include "net/http_client.h"
#include "net/progress_watch.h"
#include "net/rate_limit.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <array>
#include <optional>

namespace weightyard::net {

class ExchangeRun;

constexpr qint64 kReadBlock = 256 * 1024; ///< stays in the processor's cache until it was handed on

/// What a lane offers to the exchanges it carries.
class LaneHost
{
public:
    virtual ~LaneHost() = default;
    /// The manager for new requests. A run keeps the one it uses alive.
    virtual std::shared_ptr<QNetworkAccessManager> manager() = 0;
    /// Nothing new goes over this manager. Qt 6.4 keeps a connection whose request was given up before it was sent, and lets
    /// the next request to that host wait for it: after a handshake that hangs, every retry would hang with it.
    virtual void retireManager(const QNetworkAccessManager &manager) = 0;
    virtual const HopKit &kit() const = 0;
    virtual qint64 steadyMs() const = 0;
    /// For one exchange, of this kind.
    virtual qint64 readBufferSize(bool secure) const = 0;
    virtual RateLimit &rateLimit() = 0;
    /// Memory to read into, for the run that has control.
    virtual std::array<char, kReadBlock> &readBlock() = 0;
    /// True when a connection to this origin is free now; else run.send() is called when one is.
    virtual bool takeSlot(const base::Origin &origin, ExchangeRun &run) = 0;
    virtual void giveSlotBack(const base::Origin &origin, ExchangeRun &run) = 0;
    /// The run may be deleted once control is back in the event loop.
    virtual void ended(ExchangeRun &run) = 0;
};

class ExchangeRun : public QObject
{
public:
    ExchangeRun(LaneHost &host, HttpRequest request, std::shared_ptr<ResponseSink> sink);
    ~ExchangeRun() override;

    void begin();
    void send();
    void resume();
    void abort(const base::Error &why);
    /// Called now and then: ends the exchange when the server was silent for too long, follows the share of buffers.
    void onTick();

private:
    void startHop();
    void sendNow();
    void connectReply();
    void onMetaData();
    void onFinished();
    void followRedirect(int status, const QByteArray &location);
    void pump();
    qint64 readSome();
    qint64 wantedBuffer() const
    {
        if (m_hop.needsRoom)
            return 0; // Qt's word for no limit. Its SOCKS engine keeps whatever comes in any case
        return m_host.readBufferSize(m_request.url.scheme() == u"https");
    }
    bool sendsAgain();
    void leaveReply();
    QString proxySetting() const { return m_host.kit().settings.proxySettingFor(m_request.url); }
    bool deliver(QByteArrayView data);
    bool refusesBody(const ResponseHead &head);
    void stop();
    void conclude();
    template<typename Call>
    void guarded(const Call &call);
    void finish(const base::Result<void> &outcome);
    void dropReply();
    base::ErrorContext context() const
    {
        return {.url = base::redacted(m_request.url), .httpStatus = m_head.status};
    }

    LaneHost &m_host;
    HttpRequest m_request;
    std::shared_ptr<ResponseSink> m_sink;
    std::shared_ptr<QNetworkAccessManager> m_manager;
    QNetworkReply *m_reply = nullptr;
    Hop m_hop;
    int m_logins = 0; ///< tried at proxies
    base::Origin m_slot;
    QStringList m_tlsErrors;
    ResponseHead m_head;
    qint64 m_received = 0;
    ProgressWatch m_watch;
    qint64 m_bufferSize = 0;
    bool m_hasSlot = false;
    bool m_headDone = false;
    bool m_discard = false;
    bool m_paused = false;
    bool m_starved = false; ///< by the rate limit: onTick() goes on
    bool m_pumping = false;
    std::optional<qint64> m_stoppedMs; ///< the sink has all it wants, and the body is at its end
    bool m_replyFinished = false;
    bool m_answered = false; ///< a head came, be it a redirect's
    bool m_done = false;
};

} // namespace weightyard::net
