// Quota: how many requests of its API the Hub still takes, and until when. It says so in the RateLimit header of every answer
// (draft-ietf-httpapi-ratelimit-headers: `"api";r=489;t=189`; hub-docs, rate-limits.md). Thread-safe.
#pragma once

#include "net/http_types.h"

#include <array>
#include <mutex>
#include <optional>

namespace weightyard::hub {

struct QuotaStanding {
    qint64 left = 0;     ///< requests
    qint64 windowMs = 0; ///< until there are more
    friend bool operator==(const QuotaStanding &, const QuotaStanding &) = default;
};

/// The "api" part, or the only one. Nothing: the header says nothing of the kind. Pure.
std::optional<QuotaStanding> parseRateLimit(const QByteArray &value);

class Quota
{
public:
    /// `signedIn`: the request carried a credential; the Hub counts those by themselves.
    void note(const net::Headers &headers, qint64 steadyMs, bool signedIn = false);
    /// 0: the next request may go out.
    qint64 waitMs(qint64 steadyMs, bool signedIn = false) const;

private:
    mutable std::mutex m_mutex;
    std::array<qint64, 2> m_closedUntil = {}; ///< steady clock; without and with a credential
};

} // namespace weightyard::hub
