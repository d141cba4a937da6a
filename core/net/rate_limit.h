// RateLimit: how many bytes a second all lanes together may take from the network: a token bucket. Thread-safe; may be
// changed at any moment and holds from then on. 0: no limit.
#pragma once

#include <QtGlobal>
#include <mutex>

namespace weightyard::net {

class RateLimit
{
public:
    void set(qint64 bytesPerSecond);
    qint64 bytesPerSecond() const;

    /// How many of `wanted` bytes may be taken now; they count as taken. `steadyMs` is of one clock and never goes back.
    qint64 take(qint64 wanted, qint64 steadyMs);
    /// Of what take() allowed, this much did not come.
    void giveBack(qint64 bytes);

private:
    mutable std::mutex m_mutex;
    qint64 m_limit = 0;
    qint64 m_available = 0; ///< thousandths of bytes, so that small limits lose nothing to rounding
    qint64 m_lastMs = -1;
};

} // namespace weightyard::net
