// What a status of 400 and above means, as an Error. Pure, any thread.
#pragma once

#include "base/clock.h"
#include "net/http_stream.h"

namespace weightyard::net {

/// The server's clock, ms since the epoch: the answer's Date, else our own. What a server dates is measured against it, so
/// that a clock that is wrong here or there does not matter.
qint64 serverWallMs(const HttpReply &reply, const base::Clock &clock);

/// What a status of 400 or above means, of an answer or of one object in it: 401 and 403 Auth; these and
/// 451 Gated with the code GatedRepo; 403 NotFound for a repository that the host disabled; 404, 410 and 451
/// NotFound; 408 Timeout; 402, 429, 509 and refusals that speak of a quota
/// RateLimited; 511 Protocol (the network wants a sign-in); other 5xx Server; everything else Protocol.
base::ErrorKind kindForStatus(int status, const QString &code, const QString &message);

/// The Error of an answer with such a status, with X-Error-Code / X-Error-Message (the Hub), `message` of an LFS error
/// body, and Retry-After (seconds or date) or RateLimit t= as retryAfterMs.
base::Error errorForStatus(const HttpReply &reply, const base::Clock &clock);

} // namespace weightyard::net
