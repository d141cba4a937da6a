// ProgressMeter: a smoothed rate and the time left, from byte counts and the steady clock. Pure bookkeeping, one thread.
#pragma once

#include <QtGlobal>
#include <deque>
#include <optional>

namespace weightyard::job {

/// How long that many bytes take: never below 0, never beyond a hundred years. The rate is above 0.
qint64 millisecondsFor(qint64 bytes, double bytesPerSecond);

class ProgressMeter
{
public:
    /// Bytes fetched so far in this run; never counts what was here before. After a gap it begins anew.
    void add(qint64 steadyMs, qint64 bytesFetched);
    /// Bytes/s over the last ten seconds; 0 when nothing moves, or bytes were taken back.
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

/// The mean rate of the last transfer, for what has not begun: only the time counts in which bytes came. After a gap it begins
/// anew.
class MeanRate
{
public:
    void add(qint64 steadyMs,
             qint64 bytesFetched);         ///< as often as one likes: about once a second is looked at
    double rate() const { return m_rate; } ///< bytes/s; 0: nothing has moved yet

private:
    qint64 m_lastMs = -1;
    qint64 m_lastBytes = 0;
    qint64 m_movedAtMs = 0;
    qint64 m_ms = 0;
    qint64 m_bytes = 0;
    double m_rate = 0;
};

} // namespace weightyard::job
