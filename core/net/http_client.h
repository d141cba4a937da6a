// The one way to the network: HTTP/1.1 over Qt Network on a few lanes. A lane is one I/O thread with a network manager
// of its own; it carries up to six connections to a host (Qt 6.4's cap).
//
// Owns its lanes; the destructor aborts what runs, joins the threads and returns. start() may be called from any thread.
// The rules that every request obeys (redirects, proxies, CA, identity encoding, no cookies, no cached authentication,
// HTTP/2 off, own silence timer, byte counts) live here and nowhere else; see design notes in http_types.h and the
// measured facts it rests on: abort drops unread bytes, so what is readable is delivered first; a body without
// Content-Length that just closes is "success" for Qt, so callers compare byte counts. A seventh exchange with one origin
// on a lane waits its turn; its silence starts when its turn comes. Read buffers are 512 KiB each at most, over https 64 KiB.
// 407 ends as Auth, a Content-Encoding that nobody asked for as Protocol (with a status of 400 and above the head is
// delivered and the unreadable body is left out), two Content-Lengths as Protocol. User-Agent is weightyard/<version of
// the application> unless the request brings one. A POST is never sent twice; a GET may be, by Qt, when a connection
// that was kept alive turns out to be closed.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "net/http_types.h"
#include "net/network_settings.h"

#include <memory>
#include <span>

namespace weightyard::net {

constexpr int kConnectionsPerLane =
    6; ///< Qt 6.4's cap for a manager and host; a seventh would wait unseen inside Qt

enum class Flow {
    Continue,
    Pause, ///< the bytes given were taken; nothing more until Exchange::resume()
    Stop, ///< ends the exchange; onEnd() gets success. After the last byte that was announced the connection is kept
};

/// Receives one exchange. All calls come from the lane's thread, in order: onHead, onData*, onEnd, or just onEnd.
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

/// Handle to a running exchange. Copyable, any thread; calls after the end do nothing. Dropping it does not abort.
class Exchange
{
public:
    Exchange() = default;
    void abort() const;
    void resume() const;

private:
    friend class HttpClient;
    struct Shared;
    explicit Exchange(std::shared_ptr<Shared> shared);
    std::shared_ptr<Shared> m_shared;
};

class HttpClient
{
public:
    HttpClient(NetworkSettings settings, const base::Clock &clock, int lanes);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    const NetworkSettings &settings() const;
    int laneCount() const;
    /// Of all exchanges together, from now on; 0: none.
    void setRateLimit(qint64 bytesPerSecond);
    qint64 rateLimit() const;

    /// `lane` < 0 picks the first lane that has fewer than kConnectionsPerLane running, else the one with the fewest.
    Exchange start(const HttpRequest &request, std::shared_ptr<ResponseSink> sink, int lane = -1);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace weightyard::net
