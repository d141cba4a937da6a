#include "app/exit_codes.h"

#include <algorithm>

namespace weightyard::app {

using base::ErrorKind;

ExitCode exitCodeFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Tls:
    case ErrorKind::RateLimited:
    case ErrorKind::Server:
        return ExitCode::Network;
    case ErrorKind::Auth:
    case ErrorKind::Gated:
        return ExitCode::Credentials;
    case ErrorKind::NotFound:
        return ExitCode::NotFound;
    case ErrorKind::DiskFull:
    case ErrorKind::Permission:
    case ErrorKind::Disconnected:
    case ErrorKind::DiskFault:
        return ExitCode::Disk;
    case ErrorKind::Protocol:
    case ErrorKind::Corrupt:
    case ErrorKind::Unsafe:
        return ExitCode::Corrupt;
    case ErrorKind::Conflict:
        return ExitCode::Conflict;
    case ErrorKind::Internal:
        return ExitCode::Internal;
    case ErrorKind::Usage:
        return ExitCode::Usage;
    case ErrorKind::Prerequisite:
        return ExitCode::Prerequisite;
    case ErrorKind::Busy:
        return ExitCode::Busy;
    case ErrorKind::Cancelled:
        return ExitCode::Interrupted;
    }
    Q_UNREACHABLE();
}

ExitCode exitCodeFor(const QList<ErrorKind> &failures)
{
    if (failures.isEmpty())
        return ExitCode::Done;
    if (failures.contains(ErrorKind::Cancelled))
        return ExitCode::Interrupted;
    const ExitCode first = exitCodeFor(failures.first());
    const bool same = std::all_of(failures.begin(), failures.end(),
                                  [&](ErrorKind kind) { return exitCodeFor(kind) == first; });
    return same ? first : ExitCode::SeveralFailures;
}

} // namespace weightyard::app
