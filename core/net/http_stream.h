// HTTP for worker threads that may block: git's subtransport, the batch client, the Hub's API. Never on the GUI thread or a
// lane. Each wait ends within milliseconds of a cancel.
#pragma once

#include "base/cancel_token.h"
#include "net/http_client.h"

namespace weightyard::net {

/// One exchange as a stream with a bounded buffer (back-pressure reaches the server). Destroying it aborts.
class HttpStream
{
public:
    /// Waits for the head. Statuses of 400 and above are not errors here: see errorForStatus().
    static base::Result<std::unique_ptr<HttpStream>> open(HttpClient &client, const HttpRequest &request,
                                                          const base::CancelToken &cancel);
    ~HttpStream();

    const ResponseHead &head() const;
    /// Waits for at least one byte. 0 = end of body.
    base::Result<qint64> read(char *buffer, qint64 size);
    /// The whole rest. Protocol when it is longer than `cap`.
    base::Result<QByteArray> readAll(qint64 cap);

private:
    struct Private;
    explicit HttpStream(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

struct HttpReply {
    ResponseHead head;
    QByteArray body;
};

/// The server's clock, ms since the epoch: the answer's Date, else our own. What a server dates is measured against it, so
/// that a clock that is wrong here or there does not matter.
qint64 serverWallMs(const HttpReply &reply, const base::Clock &clock);

constexpr qint64 kJsonCap = 16 * 1024 * 1024;

/// What a status of 400 or above means, of an answer or of one object in it: 401 Auth; 403 Gated or Auth, NotFound for a
/// repository that the host disabled; 404, 410 and 451 NotFound; 408 Timeout; 402, 429, 509 and refusals that speak of a quota
/// RateLimited; 511 Protocol (the network wants a sign-in); other 5xx Server; everything else Protocol.
base::ErrorKind kindForStatus(int status, const QString &code, const QString &message);

/// The Error of an answer with such a status, with X-Error-Code / X-Error-Message (the Hub), `message` of an LFS error
/// body, and Retry-After (seconds or date) or RateLimit t= as retryAfterMs.
base::Error errorForStatus(const HttpReply &reply, const base::Clock &clock);

} // namespace weightyard::net
