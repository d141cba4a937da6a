// QtHttpClient: HttpClient over Qt Network, HTTP/1.1 on a few lanes. A lane is one I/O thread with a network manager of its own; it
// carries up to six connections to a host (Qt 6.4's cap).
//
// Owns its lanes; the destructor aborts what runs, joins the threads and returns.
// The measured facts it rests on: abort drops unread bytes, so what is readable is delivered first; a body without
// Content-Length that just closes is "success" for Qt, so callers compare byte counts. A seventh exchange with one origin
// on a lane waits its turn; its silence starts when its turn comes. Read buffers are 512 KiB each at most, over https 64 KiB.
// A GET may be sent twice, by Qt, when a connection that was kept alive turns out to be closed.
#pragma once

#include "base/clock.h"
#include "net/http_client.h"

namespace weightyard::net {

/// Qt 6.4's cap for a manager and host; a seventh would wait unseen inside Qt.
constexpr int kConnectionsPerLane = 6;

class QtHttpClient final : public HttpClient
{
public:
    QtHttpClient(NetworkSettings settings, const base::Clock &clock, int lanes);
    ~QtHttpClient() override;

    const NetworkSettings &settings() const override;
    void setRateLimit(qint64 bytesPerSecond) override;
    qint64 rateLimit() const override;
    Exchange start(const HttpRequest &request, std::shared_ptr<ResponseSink> sink) override
    {
        return start(request, std::move(sink), -1);
    }
    /// `lane` < 0 picks the first lane that has fewer than kConnectionsPerLane running, else the one with the fewest.
    Exchange start(const HttpRequest &request, std::shared_ptr<ResponseSink> sink, int lane);
    int laneCount() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace weightyard::net
