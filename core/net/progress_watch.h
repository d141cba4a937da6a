// ProgressWatch: does the server still send, and fast enough to be worth waiting for? Pure; times are of one steady
// clock, in ms. Time that we spend waiting ourselves (paused, rate limit) does not count.
#pragma once

#include "base/error.h"
#include "net/http_types.h"

#include <optional>

namespace weightyard::net {

class ProgressWatch
{
public:
    explicit ProgressWatch(const Patience &patience);

    void noteActivity(qint64 now) { m_lastActivity = now; } ///< of life, body or not
    void beginBody(qint64 now);
    void received(qint64 bytes, qint64 now);
    void waitedOurselves(qint64 now);

    /// Why the exchange should end; nothing: all is well.
    std::optional<base::Cause> stallReason(qint64 now);

private:
    const qint64 m_silence;
    const qint64 m_slowestBytes;
    const qint64 m_slowestWindow;
    qint64 m_lastActivity = 0;
    std::optional<qint64> m_windowBegin; ///< set while a body comes
    qint64 m_windowBytes = 0;
};

} // namespace weightyard::net
