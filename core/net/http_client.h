// The one way to the network: HttpClient is what the rest of core asks, QtHttpClient (qt_http_client.h) answers it. What every
// implementation owes: start() from any thread; redirects, proxies, certificates and headers by net/network_settings.h; identity
// encoding; of cookies those of git's http.cookieFile, and none that a server sets; no cached authentication; a silence of its own kind
// ends an exchange (Patience); 407 ends as Auth, a Content-Encoding that nobody asked for as Protocol (with a status of 400 and above
// the head is delivered and the unreadable body is left out), two Content-Lengths as Protocol. User-Agent is weightyard/<version of the
// application> unless the request brings one. A POST is never sent twice.
#pragma once

#include "base/result.h"
#include "net/http_types.h"
#include "net/network_settings.h"

#include <memory>
#include <span>

namespace weightyard::net {

enum class Flow {
    Continue,
    Pause, ///< the bytes given were taken; nothing more until Exchange::resume()
    Stop, ///< ends the exchange; onEnd() gets success. After the last byte that was announced the connection is kept
};

/// Receives one exchange. All calls come from one thread of the client's, in order: onHead, onData*, onEnd, or just onEnd.
/// onEnd comes exactly once and is the last call. Implementations may write to a file but must not wait for anything else.
class ResponseSink
{
public:
    virtual ~ResponseSink() = default;
    /// Any status that is not a followed redirect, 4xx and 5xx included. Their body follows as data too.
    virtual Flow onHead(const ResponseHead &head) = 0;
    virtual Flow onData(QByteArrayView data) = 0;
    /// Memory of the sink's own that the next bytes may be put into, so that they need not be copied: onData() then gets a view
    /// of its begin. Empty: it has none.
    virtual std::span<char> room() { return {}; }
    /// Asked now and then while paused: true is as good as Exchange::resume().
    virtual bool mayGoOn() { return false; }
    /// Success when the body ended as the server announced (Content-Length reached, last chunk seen, or closed without
    /// either) or after Flow::Stop. Error Network when it was cut short; Cancelled after abort(). A chunked body that was cut
    /// may pass for complete: Qt 6.4 reports it as success whenever it sees the closed connection before it has looked for
    /// the next chunk, and nothing tells the cases apart. What comes chunked needs an end of its own, as JSON and git have.
    virtual void onEnd(const base::Result<void> &outcome) = 0;
};

/// What an implementation gives out for an exchange. Any thread; calls after the end do nothing.
class ExchangeControl
{
public:
    virtual ~ExchangeControl() = default;
    virtual void abort() = 0;
    virtual void resume() = 0;
};

/// Handle to a running exchange. Copyable, any thread; calls after the end do nothing. Dropping it does not abort.
class Exchange
{
public:
    Exchange() = default;
    explicit Exchange(std::shared_ptr<ExchangeControl> control) : m_control(std::move(control)) {}
    void abort() const
    {
        if (m_control)
            m_control->abort();
    }
    void resume() const
    {
        if (m_control)
            m_control->resume();
    }

private:
    std::shared_ptr<ExchangeControl> m_control;
};

class HttpClient
{
public:
    HttpClient() = default;
    virtual ~HttpClient() = default; ///< aborts what runs; no sink is called any more when it returns
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    virtual const NetworkSettings &settings() const = 0;
    /// Of all exchanges together, from now on; 0: none.
    virtual void setRateLimit(qint64 bytesPerSecond) = 0;
    virtual qint64 rateLimit() const = 0;

    virtual Exchange start(const HttpRequest &request, std::shared_ptr<ResponseSink> sink) = 0;
};

} // namespace weightyard::net
