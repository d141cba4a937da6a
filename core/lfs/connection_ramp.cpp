#include "lfs/connection_ramp.h"

#include <algorithm>
#include <utility>

namespace weightyard::lfs {

namespace {

constexpr qint64 kFirstMs = 200; // a fast link has filled our buffers by then
constexpr qint64 kHoldMs = 500;
constexpr qint64 kWindowMs = 1000;
/// New connections bring a burst first, where servers limit each, or begin slowly.
constexpr qint64 kSettleMs = 250;
constexpr qint64 kForgetMs = 120'000; // how long it holds that fewer brought less
constexpr int kHolds = 30;            // windows: links change
constexpr int kDips = 2;              // windows in a row: a disk's pause is shorter
constexpr double kGain = 1.15;        // steady windows vary by 5 %
constexpr double kLoss = 0.9;
constexpr double kDip = 0.7;
constexpr double kBurst = 0.5;  // what follows one that was taken for a rate
constexpr double kBehind = 0.5; // of a window: what comes in bursts waits for the disk, too
/// bytes/ms of one connection that nobody holds back: storage services give 40 to 100 MB/s where they limit each.
constexpr double kUnlimited = 150'000;

} // namespace

ConnectionRamp::ConnectionRamp(Limits limits, qint64 nowMs)
    : m_limits(limits),
      m_target(std::clamp(std::max(limits.first, limits.least), 1, std::max(limits.most, 1))),
      m_lastMs(nowMs),
      m_beginMs(nowMs),
      m_wentMs(nowMs - kSettleMs) // the first window is short as it is
{}

int ConnectionRamp::most() const
{
    const int wanted = m_refusedAt ? std::min(*m_refusedAt / 2, m_limits.most) : m_limits.most;
    return std::max(wanted, 1);
}

void ConnectionRamp::setMost(int limit)
{
    limit = std::max(limit, 1);
    const int before = std::exchange(m_limits.most, limit);
    if (limit != before)
        m_tooFew = 0; // another run has joined, or gone: what was found does not hold
    if (m_target > most())
        go(Phase::Hold, most());
    if (limit > before && m_phase == Phase::Hold)
        m_holds = kHolds; // looks again at the end of this window
}

void ConnectionRamp::refused()
{
    m_refusedAt = m_target;
    m_tooFew = 0;
    go(Phase::Hold, most());
}

void ConnectionRamp::beginWindow(qint64 bytes, qint64 nowMs)
{
    m_beginMs = nowMs;
    m_beginBytes = bytes;
    m_diskBoundMs = 0;
}

qint64 ConnectionRamp::windowMs() const
{
    switch (m_phase) {
    case Phase::First:
        return kFirstMs;
    case Phase::Hold:
        return kHoldMs;
    case Phase::Base:
    case Phase::Down:
    case Phase::Up:
        return kWindowMs;
    }
    Q_UNREACHABLE();
}

void ConnectionRamp::observe(qint64 bytes, int running, bool wasDiskBound, qint64 nowMs)
{
    const qint64 since = nowMs - std::exchange(m_lastMs, nowMs);
    const bool connecting = m_phase == Phase::First && bytes == m_beginBytes;
    if (running == 0)
        m_settled = false; // nothing comes, for a reason that is not the number
    if (!m_settled || connecting) {
        // Too many end by themselves, range by range; too few means that there is no work for more.
        m_settled = running >= 1 && running <= m_target && nowMs - m_wentMs >= kSettleMs;
        beginWindow(bytes, nowMs);
        return;
    }
    m_diskBoundMs += wasDiskBound ? since : 0;
    const qint64 passed = nowMs - m_beginMs;
    if (passed < windowMs())
        return;
    const double rate = static_cast<double>(bytes - m_beginBytes) / static_cast<double>(passed);
    judge(rate, static_cast<double>(m_diskBoundMs) > kBehind * static_cast<double>(passed));
    beginWindow(bytes, nowMs);
}

void ConnectionRamp::go(Phase phase, int target)
{
    target = std::clamp(target, std::min(m_limits.least, most()), most());
    m_settled = target == m_target;
    m_wentMs = m_lastMs;
    m_target = target;
    m_phase = phase;
    m_holds = 0;
    m_dips = 0;
}

void ConnectionRamp::judge(double rate, bool diskBound)
{
    // Behind: nothing that comes faster would get to the disk faster. Fewer may do as well, more will not.
    switch (m_phase) {
    case Phase::First:
        if (!diskBound && !isUnlimited(rate) && isUnlimited(2 * rate) && !std::exchange(m_lookedTwice, true))
            return; // not by much: it may be that it has only begun
        accept(rate);
        if (diskBound)
            return goDown();
        if (isUnlimited(rate))
            return go(Phase::Hold, m_target);
        return go(Phase::Base, std::max(m_limits.several, m_target));
    case Phase::Base: {
        const bool more = m_target > m_bestTarget;
        if (more && !improves(rate))
            return go(Phase::Hold, m_bestTarget);
        accept(rate);
        if (!diskBound)
            return go(Phase::Up, m_target * 2);
        return more ? go(Phase::Hold, m_target) : goDown();
    }
    case Phase::Up:
        if (!improves(rate))
            return goDown();
        accept(rate);
        return m_target < most() && !diskBound ? go(Phase::Up, m_target * 2) : go(Phase::Hold, m_target);
    case Phase::Down:
        if (rate >= m_bestRate * kLoss) {
            accept(rate);
            return goDown();
        }
        m_tooFew = m_target;
        m_tooFewMs = m_lastMs;
        return go(Phase::Hold, m_bestTarget);
    case Phase::Hold:
        return hold(rate, diskBound);
    }
}

/// From the best; where fewer are out of the question it stays there.
void ConnectionRamp::goDown()
{
    if (m_lastMs - m_tooFewMs > kForgetMs)
        m_tooFew = 0;
    const int best = std::min(m_bestTarget, most());
    const int fewer = std::max(best / 2, m_limits.least);
    return fewer < best && fewer > m_tooFew ? go(Phase::Down, fewer) : go(Phase::Hold, best);
}

bool ConnectionRamp::isUnlimited(double rate) const
{
    return rate >= kUnlimited * m_target;
}

bool ConnectionRamp::improves(double rate) const
{
    return m_target > m_bestTarget && rate >= m_bestRate * kGain;
}

void ConnectionRamp::accept(double rate)
{
    m_bestTarget = m_target;
    m_bestRate = rate;
}

void ConnectionRamp::hold(double rate, bool diskBound)
{
    if (diskBound) {
        m_proven = true;
        return accept(rate);
    }
    m_dips = rate < m_bestRate * kDip ? m_dips + 1 : 0;
    m_proven = m_proven || m_dips == 0;
    ++m_holds;
    const bool wasBurst = !m_proven && rate < m_bestRate * kBurst && !isUnlimited(rate);
    const bool dipped = wasBurst || m_dips >= kDips;
    if (!dipped && m_holds < kHolds)
        return;
    accept(rate);
    go(dipped ? Phase::Base : Phase::Up, dipped ? std::max(m_limits.several, m_target) : m_target * 2);
}

} // namespace weightyard::lfs
