// The exit codes of weightyard-cli: stable, documented in docs/for-scripts.md, one row an ErrorKind. Pure.
#pragma once

#include "base/error.h"

namespace weightyard::app {

enum class ExitCode {
    Done = 0,
    SeveralFailures = 1, ///< models failed for different reasons
    Usage = 2,
    Network = 3,     ///< network, TLS, server, rate limit or time-out
    Credentials = 4, ///< credentials, gated, or "missing or private"
    NotFound = 5,
    Disk = 6,    ///< disk full, does not fit, not connected, or no permission
    Corrupt = 7, ///< corrupt, protocol or unsafe
    Prerequisite = 8,
    Busy = 9,
    Conflict = 10,
    Internal = 70,
    Interrupted = 130,
};

ExitCode exitCodeFor(base::ErrorKind kind);

/// One code for a run: that of all failures when they agree, else SeveralFailures. Interrupted wins over everything.
ExitCode exitCodeFor(const QList<base::ErrorKind> &failures);

} // namespace weightyard::app
