// ProgressMeter: a smoothed rate and the time left, from byte counts and the steady clock. Pure bookkeeping, one thread.
#pragma once

#include <QtGlobal>
#include <deque>
#include <optional>

namespace weightyard::queue {

class ProgressMeter
{
public:
    /// Bytes fetched so far in this run; never counts what was here before.
    void add(qint64 steadyMs, qint64 bytesFetched);
    /// Bytes/s over the last ten seconds; 0 when nothing moves.
    double rate() const;
    /// Nothing while there is no rate to go by (the first two seconds, or nothing moves).
    std::optional<qint64> timeLeftMs(qint64 bytesMissing) const;

private:
    struct Sample {
        qint64 ms;
        qint64 bytes;
    };
    std::deque<Sample> m_samples;
    qint64 m_firstMs = -1;
};

} // namespace weightyard::queue
