// RunningAttempts: the attempts of one run that are on their way, from start() until their end has been reported. The
// job's thread.
#pragma once

#include "net/http_client.h"

#include <map>
#include <optional>

namespace weightyard::lfs {

class RunningAttempts
{
public:
    void add(quint64 attempt, const net::Exchange &exchange);
    /// AttemptEnded came. Every attempt reports its end exactly once. True where keepAtMost() is why.
    bool ended(quint64 attempt);
    /// Gives connections back when there have been more for a second, the last ones first: ranges of a fast link end by
    /// themselves before, those of a slow one would take minutes.
    void keepAtMost(int most, qint64 steadyNowMs);

    int count() const { return static_cast<int>(m_running.size()); }
    void resumeAll();
    void abortAll();

private:
    struct Running {
        net::Exchange exchange;
        bool givenBack = false;
    };

    std::map<quint64, Running> m_running; ///< by id: in the order they began
    std::optional<qint64> m_tooManySinceMs;
};

} // namespace weightyard::lfs
