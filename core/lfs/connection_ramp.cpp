#include "lfs/connection_ramp.h"

#include <algorithm>
#include <utility>

namespace weightyard::lfs {

namespace {

constexpr qint64 kFirstMs = 200; // a fast link has filled our buffers by then
constexpr qint64 kWindowMs = 1000;
constexpr qint64 kHoldMs = 15'000; // links change
constexpr double kGain = 1.15;     // steady windows vary by 5 %
constexpr double kLoss = 0.9;
constexpr double kBehind = 0.3; // of a window

} // namespace

ConnectionRamp::ConnectionRamp(Limits limits, qint64 nowMs)
    : m_limits(limits),
      m_target(std::clamp(std::max(limits.first, limits.least), 1, std::max(limits.most, 1))),
      m_lastMs(nowMs),
      m_beginMs(nowMs)
{}

int ConnectionRamp::most() const
{
    const int wanted = m_refusedAt ? std::min(*m_refusedAt / 2, m_limits.most) : m_limits.most;
    return std::max(wanted, 1);
}

void ConnectionRamp::setMost(int limit)
{
    m_limits.most = std::max(limit, 1);
    m_target = std::min(m_target, most());
}

void ConnectionRamp::refused()
{
    m_refusedAt = m_target;
    m_target = most();
}

void ConnectionRamp::beginWindow(qint64 bytes, qint64 nowMs)
{
    m_beginMs = nowMs;
    m_beginBytes = bytes;
    m_behindMs = 0;
}

void ConnectionRamp::observe(qint64 bytes, int running, bool wasBehind, qint64 nowMs)
{
    const qint64 since = nowMs - std::exchange(m_lastMs, nowMs);
    if (!m_settled) {
        // Too many end by themselves, range by range; too few means that there is no work for more.
        m_settled = running >= 1 && running <= m_target;
        beginWindow(bytes, nowMs);
        return;
    }
    m_behindMs += wasBehind ? since : 0;
    const qint64 window = m_phase == Phase::First ? kFirstMs : m_phase == Phase::Hold ? kHoldMs : kWindowMs;
    const qint64 passed = nowMs - m_beginMs;
    if (passed < window)
        return;
    const double rate = static_cast<double>(bytes - m_beginBytes) / static_cast<double>(passed);
    judge(rate, static_cast<double>(m_behindMs) > kBehind * static_cast<double>(passed));
    beginWindow(bytes, nowMs);
}

void ConnectionRamp::go(Phase phase, int target)
{
    target = std::clamp(target, std::min(m_limits.least, most()), most());
    m_settled = target == m_target;
    m_target = target;
    m_phase = phase;
}

void ConnectionRamp::judge(double rate, bool behind)
{
    if (behind) {
        // Nothing that comes faster would get to the disk faster.
        m_bestTarget = std::max(m_target / 2, 1);
        m_bestRate = rate;
        return go(Phase::Hold, m_bestTarget);
    }
    const auto accept = [&] {
        m_bestTarget = m_target;
        m_bestRate = rate;
    };
    switch (m_phase) {
    case Phase::First:
        return go(Phase::Base, std::max(m_limits.several, m_target));
    case Phase::Base:
        accept();
        return go(Phase::Up, m_target * 2);
    case Phase::Up:
        if (m_target > m_bestTarget && rate >= m_bestRate * kGain) {
            accept();
            return m_target < most() ? go(Phase::Up, m_target * 2) : go(Phase::Hold, m_target);
        }
        return go(Phase::Down, m_bestTarget / 2);
    case Phase::Down:
        if (rate >= m_bestRate * kLoss) {
            accept();
            return m_target > m_limits.least ? go(Phase::Down, m_target / 2) : go(Phase::Hold, m_target);
        }
        return go(Phase::Hold, m_bestTarget);
    case Phase::Hold:
        accept();
        return go(Phase::Up, m_target * 2);
    }
}

} // namespace weightyard::lfs
