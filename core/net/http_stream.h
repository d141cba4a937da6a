// HTTP for worker threads that may block: git's subtransport, the batch client, the Hub's API. Never on the GUI thread or a
// lane. Each wait ends within milliseconds of a cancel.
#pragma once

#include "base/cancel_token.h"
#include "base/clock.h"
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

constexpr qint64 kJsonCap = 16 * 1024 * 1024;

} // namespace weightyard::net
