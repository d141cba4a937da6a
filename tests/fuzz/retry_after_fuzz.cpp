#include "net/http_stream.h"
#include "net/status_error.h"
#include "require.h"

using namespace weightyard;

namespace {

class StoppedClock final : public base::Clock
{
public:
    qint64 wallMs() const override { return 1'800'000'000'000; }
    qint64 steadyMs() const override { return 1; }
};

} // namespace

// Lines: Retry-After, RateLimit, X-Error-Message, Date; what follows is the body.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    QList<QByteArray> parts = text.split('\n');
    net::HttpReply reply;
    reply.head.status = 429;
    reply.head.headers.add("Content-Type", "application/json");
    for (const char *name : {"Retry-After", "RateLimit", "X-Error-Message", "Date"}) {
        if (!parts.isEmpty())
            reply.head.headers.add(name, parts.takeFirst());
    }
    reply.body = parts.join('\n');
    const base::Error error = net::errorForStatus(reply, StoppedClock());
    constexpr qint64 kLeapYearMs = 366LL * 24 * 3600 * 1000;
    fuzz::require(error.kind == base::ErrorKind::RateLimited && error.detail.size() < 1000);
    fuzz::require(!error.retryAfterMs || (*error.retryAfterMs >= 0 && *error.retryAfterMs <= kLeapYearMs));
    return 0;
}
