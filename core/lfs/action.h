// Action: one answer of the batch API: where an object is, which headers to send, until when it holds. Value.
// Source: git-lfs docs/api/batch.md. expires_in (seconds from now) wins over expires_at; five seconds early counts as expired,
// as in git-lfs. expires_at is measured against the server's own Date header, so that a wrong clock here does not matter.
#pragma once

#include "base/result.h"
#include "lfs/pointer.h"
#include "net/http_types.h"

namespace weightyard::lfs {

struct Action {
    QUrl href;
    net::Headers headers;
    bool authenticated = false;              ///< no further credentials for this href
    std::optional<qint64> expiresAtSteadyMs; ///< on Clock::steadyMs()

    bool isExpired(qint64 steadyNowMs) const
    {
        return expiresAtSteadyMs && steadyNowMs >= *expiresAtSteadyMs;
    }
};

struct BatchObject {
    base::Oid oid;
    base::Result<Action>
        action; ///< or the per-object error: NotFound (404, 410), Protocol (409, 422), Server...
};

} // namespace weightyard::lfs
