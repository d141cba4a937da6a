// ConnectionRamp: finds the number of connections with the highest total rate. Starts with Limits::first: one, or several where the
// objects are small (transfer_run.cpp). While these are as fast as the network seems to be, it stays there, because more connections
// only put bytes out of order. Else it goes to several at once, then doubles while the total rate grows, or halves while it does not
// fall. While the disk or hasher is the bottleneck, it tries fewer and keeps the lower count if throughput stays within 10 %. When the
// rate falls for good it searches again. Servers that limit each connection allow a burst first (nginx: a second's worth): measuring
// begins after it. Pure bookkeeping; the job's thread; times in ms of a steady clock.
#pragma once

#include <QtGlobal>
#include <optional>

namespace weightyard::lfs {

class ConnectionRamp
{
public:
    struct Limits {
        int first = 1;   ///< to begin with
        int least = 1;   ///< never fewer
        int several = 8; ///< where more than the first seem worth it
        int most = 16;
    };
    ConnectionRamp(Limits limits, qint64 nowMs);

    int target() const { return m_target; }
    /// As few as the limits allow.
    bool isAtLeast() const { return m_target <= m_limits.least; }
    /// Now and then: the bytes received so far, the attempts that run, and whether receivers had to wait for disk or
    /// hash since the last call.
    void observe(qint64 bytes, int running, bool wasDiskBound, qint64 nowMs);
    void setMost(int limit);
    /// The server wants fewer requests.
    void refused();

private:
    enum class Phase { First, Base, Down, Up, Hold };
    void beginWindow(qint64 bytes, qint64 nowMs);
    qint64 windowMs() const;
    void judge(double rate, bool diskBound);
    void hold(double rate, bool diskBound);
    bool improves(double rate) const; ///< on what fewer connections reached
    bool isUnlimited(double rate) const;
    void accept(double rate);
    void go(Phase phase, int target);
    void goDown();

    int most() const;

    Limits m_limits;
    std::optional<int> m_refusedAt; ///< the server has said that these were too many
    int m_target;
    Phase m_phase = Phase::First;
    int m_bestTarget = 0;
    double m_bestRate = 0; ///< bytes/ms
    int m_tooFew = 0;      ///< that many brought less; tried again at every look, they would cost too much
    qint64 m_tooFewMs = 0;
    int m_holds = 0;          ///< windows held
    int m_dips = 0;           ///< of them, the last ones that brought much less
    qint64 m_diskBoundMs = 0; ///< of the window, in which receivers had to wait
    qint64 m_lastMs;
    qint64 m_beginMs;
    qint64 m_beginBytes = 0;
    qint64 m_wentMs;            ///< when the target was set
    bool m_lookedTwice = false; ///< at the first window
    bool m_proven = false;  ///< a rate that was found has been held for a window; the first may be a burst
    bool m_settled = false; ///< as many attempts run as are wanted: the window has begun
};

} // namespace weightyard::lfs
