#include "net/exchange_run.h"

#include "base/error_code.h"
#include "base/log.h"
#include "base/redact.h"
#include "net/redirect.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;

namespace {
constexpr qint64 kLongestEndMs = 1000; // between a body's last byte and its end
constexpr int kMostLogins = 2;         // at one proxy: a digest's nonce may have been too old
} // namespace

// Memory may run out in a sink or in Qt, and nothing may be thrown through Qt's loop: the exchange fails, the lane goes on.
template<typename Call>
void ExchangeRun::guarded(const Call &call)
{
    try {
        call();
    } catch (const std::exception &thrown) {
        finish(base::fail(base::thrownError(thrown)));
    }
}

ExchangeRun::ExchangeRun(LaneHost &host, HttpRequest request, std::shared_ptr<ResponseSink> sink)
    : m_host(host),
      m_request(std::move(request)),
      m_sink(std::move(sink)),
      m_watch(host.kit().settings.patienceFor(m_request))
{}

ExchangeRun::~ExchangeRun()
{
    dropReply();
}

void ExchangeRun::begin()
{
    guarded([this] {
        if (m_request.addConfiguredHeaders)
            m_request.headers.addMissing(m_host.kit().settings.extraHeadersFor(m_request.url));
        startHop();
    });
}

void ExchangeRun::startHop()
{
    if (const auto checked = checkRequest(m_request); !checked)
        return finish(checked);
    m_slot = base::Origin::of(m_request.url);
    m_hasSlot = true;
    if (m_host.takeSlot(m_slot, *this))
        send();
}

void ExchangeRun::send()
{
    guarded([this] { sendNow(); });
}

void ExchangeRun::sendNow()
{
    base::Result<Hop> hop = planHop(m_host.kit(), m_request);
    if (!hop)
        return finish(base::fail(hop.error()));
    m_hop = *std::move(hop);
    m_watch.noteActivity(m_host.steadyMs());
    m_tlsErrors.clear();
    m_replyFinished = false;
    m_answered = false;
    m_manager = m_host.manager();
    m_reply = sendThrough(*m_manager, m_request, m_hop.request);
    qCDebug(base::lcNet) << m_request.method << base::redacted(m_request.url);
    connectReply();
}

void ExchangeRun::connectReply()
{
    m_bufferSize = wantedBuffer();
    m_reply->setReadBufferSize(m_bufferSize);
    const auto note = [this] { m_watch.noteActivity(m_host.steadyMs()); };
    connect(m_reply, &QNetworkReply::encrypted, this, note);
    connect(m_reply, &QNetworkReply::requestSent, this, note);
    connect(m_reply, &QNetworkReply::uploadProgress, this, note);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { guarded([this] { onMetaData(); }); });
    connect(m_reply, &QNetworkReply::readyRead, this, [this] { guarded([this] { pump(); }); });
    connect(m_reply, &QNetworkReply::finished, this, [this] { guarded([this] { onFinished(); }); });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsErrors.append(error.errorString());
    });
    if (m_reply->isFinished())
        onFinished();
}

void ExchangeRun::onMetaData()
{
    if (m_headDone || m_done || !m_reply)
        return;
    m_watch.noteActivity(m_host.steadyMs());
    m_answered = true;
    const base::Result<ResponseHead> head = headOf(*m_reply, m_request.method);
    if (!head)
        return finish(base::fail(head.error()));
    m_head = *head;
    if (sendsAgain())
        return;
    if (const auto refused = proxyRefusal(*head, m_hop.proxy, proxySetting()))
        return finish(base::fail(*refused));
    if (isRedirect(head->status))
        return followRedirect(head->status, head->headers.value("Location"_ba).value_or(QByteArray()));
    m_watch.beginBody(m_host.steadyMs());
    m_headDone = true;
    if (refusesBody(*head))
        return;
    const Flow flow = m_sink->onHead(m_head);
    if (flow == Flow::Stop)
        return finish({});
    m_paused = flow == Flow::Pause;
}

void ExchangeRun::leaveReply()
{
    QNetworkReply *old = std::exchange(m_reply, nullptr);
    old->disconnect(this);
    leaveBody(old, m_head, this);
    m_head = {};
}

/// A proxy that wants a login has passed nothing on.
bool ExchangeRun::sendsAgain()
{
    if (m_logins >= kMostLogins || !learnedLogin(m_host.kit(), m_hop, m_request, m_head))
        return false;
    ++m_logins;
    leaveReply();
    sendNow();
    return true;
}

/// Deals with bodies that came encoded in spite of "identity".
bool ExchangeRun::refusesBody(const ResponseHead &head)
{
    if (!isEncoded(head))
        return false;
    if (head.status < 400) {
        finish(base::fail(ErrorKind::Protocol, ErrorCode::BodyEncoded, context()));
        return true;
    }
    m_discard = true;
    return false;
}

void ExchangeRun::followRedirect(int status, const QByteArray &location)
{
    base::Result<HttpRequest> next = planRedirect(m_host.kit().settings, m_request, status, location);
    if (!next)
        return finish(base::fail(next.error()));
    leaveReply();
    m_host.giveSlotBack(m_slot, *this);
    m_hasSlot = false;
    m_request = *std::move(next);
    startHop();
}

void ExchangeRun::onFinished()
{
    if (m_done || !m_reply)
        return;
    if (!m_headDone && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        onMetaData();
    if (m_done || !m_reply || !m_reply->isFinished())
        return;
    m_watch.noteActivity(m_host.steadyMs());
    m_replyFinished = true;
    pump();
}

/// Reads until the reply is empty: only then Qt takes more from the socket.
void ExchangeRun::pump()
{
    if (m_pumping || m_done || m_paused || !m_reply)
        return;
    if (!m_headDone && !m_replyFinished)
        return;
    m_pumping = true;
    while (!m_paused && !m_done && readSome() > 0) {
    }
    m_pumping = false;
    if (m_replyFinished && !m_paused && !m_starved && !m_done)
        conclude();
}

/// 0: nothing is there, or the rate limit allows nothing now.
qint64 ExchangeRun::readSome()
{
    const qint64 now = m_host.steadyMs();
    const std::span<char> own = m_discard ? std::span<char>() : m_sink->room();
    const std::span<char> buffer = own.empty() ? std::span<char>(m_host.readBlock()) : own;
    const qint64 wanted = std::min(static_cast<qint64>(buffer.size()), kReadBlock);
    // Where nothing is, no token is asked for, so that silence is seen as that. The read itself has to be: only one that finds
    // the reply empty makes Qt take more from the socket.
    const bool isEmpty = m_reply->bytesAvailable() == 0;
    const qint64 allowed = isEmpty ? wanted : m_host.rateLimit().take(wanted, now);
    m_starved = allowed <= 0;
    if (m_starved) {
        m_watch.waitedOurselves(now);
        return 0;
    }
    const qint64 count = std::max<qint64>(m_reply->read(buffer.data(), allowed), 0);
    if (!isEmpty && count < allowed)
        m_host.rateLimit().giveBack(allowed - count);
    if (count == 0)
        return 0;
    m_watch.received(count, now);
    m_received += count;
    if (!m_discard)
        deliver({buffer.data(), count});
    return count;
}

bool ExchangeRun::deliver(QByteArrayView data)
{
    switch (m_sink->onData(data)) {
    case Flow::Continue:
        return true;
    case Flow::Pause:
        m_paused = true;
        return true;
    case Flow::Stop:
        stop();
        return false;
    }
    Q_UNREACHABLE();
}

// When the whole body is here, Qt sees its end in a moment and keeps the connection; who hangs up needs a new one for the
// next request.
void ExchangeRun::stop()
{
    if (m_replyFinished || m_head.contentLength < 0 || m_received < m_head.contentLength)
        return finish({});
    m_discard = true;
    m_stoppedMs = m_host.steadyMs();
}

void ExchangeRun::conclude()
{
    if (m_stoppedMs)
        return finish({});
    std::optional<base::Error> error = connectionError(*m_reply, m_head.status, m_hop.proxy, proxySetting());
    if (error && error->kind == ErrorKind::Tls && !m_tlsErrors.isEmpty())
        error->detail = m_tlsErrors.join(u"; "_s);
    if (!error && !m_headDone)
        error = base::Error{.kind = ErrorKind::Protocol, .cause = ErrorCode::NotHttp, .context = context()};
    if (m_headDone && (!error || error->kind == ErrorKind::Network)) {
        if (const auto cut = shortBody(m_head, m_received))
            error = cut;
    }
    if (error)
        return finish(base::fail(*error));
    finish({});
}

void ExchangeRun::resume()
{
    if (m_done || !m_paused)
        return;
    m_paused = false;
    m_watch.waitedOurselves(m_host.steadyMs());
    guarded([this] { pump(); });
}

void ExchangeRun::abort(const base::Error &why)
{
    if (m_done)
        return;
    if (m_stoppedMs)
        return finish({});
    if (m_headDone && !m_paused) {
        guarded([this] { pump(); }); // what is readable would be lost
    }
    finish(base::fail(why));
}

void ExchangeRun::onTick()
{
    if (m_done || !m_reply)
        return;
    if (m_stoppedMs) {
        if (m_host.steadyMs() - *m_stoppedMs >= kLongestEndMs)
            finish({});
        return;
    }
    if (const qint64 size = wantedBuffer(); size != m_bufferSize && !m_replyFinished) {
        m_bufferSize = size;
        m_reply->setReadBufferSize(size);
    }
    if (m_paused && m_sink->mayGoOn())
        resume();
    if (m_starved)
        guarded([this] { pump(); });
    if (m_done || m_paused)
        return;
    if (const std::optional<base::Cause> stall = m_watch.stallReason(m_host.steadyMs()))
        abort({.kind = ErrorKind::Timeout, .cause = *stall, .context = context()});
}

// QNetworkReply::abort() would only add an error to the one there is; deleting hangs up just as well.
void ExchangeRun::dropReply()
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    if (!reply)
        return;
    const bool gaveUpWaiting = !m_answered && !reply->isFinished();
    reply->disconnect(this);
    reply->deleteLater();
    if (gaveUpWaiting)
        m_host.retireManager(*m_manager);
}

void ExchangeRun::finish(const base::Result<void> &outcome)
{
    if (std::exchange(m_done, true))
        return;
    dropReply();
    if (std::exchange(m_hasSlot, false))
        m_host.giveSlotBack(m_slot, *this);
    try {
        m_sink->onEnd(outcome);
    } catch (const std::exception &thrown) {
        qCCritical(base::lcNet) << "an exchange's end was lost:" << thrown.what();
    }
    m_sink.reset();
    m_host.ended(*this);
}

} // namespace weightyard::net
