// RateHistory: how fast bytes came in the last minutes, one point a look. While nothing is asked for (paused, idle), and over a time in
// which the machine slept, there is a gap and no zero. Its clock leaves most of such a sleep out, so that a curve has no hole of
// hours. Values; no thread of its own.
#pragma once

#include <QList>
#include <optional>

namespace weightyard::queue {

struct RatePoint {
    double seconds = 0;         ///< on the history's own clock
    std::optional<double> rate; ///< bytes/s, mean since the point before; nothing: a gap
    friend bool operator==(const RatePoint &, const RatePoint &) = default;
};

class RateHistory
{
public:
    static constexpr int kSeconds = 300; ///< what is kept

    /// `bytes`: received so far, never fewer than before; `moving`: more are on their way. Both clocks in ms: the steady one stands
    /// still while some systems sleep, the other one does not.
    void add(qint64 steadyMs, qint64 wallMs, qint64 bytes, bool moving);

    const QList<RatePoint> &points() const { return m_points; } ///< the oldest first
    std::optional<double> peak() const;                         ///< nothing: no byte was asked for
    std::optional<double> mean() const;                         ///< of the time without the gaps
    double seconds() const;                                     ///< from the first point to the last

private:
    struct Look {
        qint64 steadyMs = 0;
        qint64 wallMs = 0;
        qint64 bytes = 0;
    };
    std::optional<Look> m_last;
    QList<RatePoint> m_points;
};

} // namespace weightyard::queue
