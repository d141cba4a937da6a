#include "job/progress_meter.h"

#include <algorithm>

namespace weightyard::job {

namespace {
constexpr qint64 kWindowMs = 10'000;
constexpr qint64 kSettleMs = 2'000;
constexpr qint64 kSampleMs = 100;
constexpr qint64 kMeanMs = 900; // a second's tick, whatever comes between
constexpr double kLongestMs = 100.0 * 365 * 24 * 3600 * 1000;
} // namespace

qint64 millisecondsFor(qint64 bytes, double bytesPerSecond)
{
    const double ms = static_cast<double>(bytes) / bytesPerSecond * 1000.0;
    return static_cast<qint64>(std::clamp(ms, 0.0, kLongestMs));
}

void ProgressMeter::add(qint64 steadyMs, qint64 bytesFetched)
{
    if (!m_samples.empty() && steadyMs - m_samples.back().ms >= kWindowMs) {
        m_samples.clear();
        m_firstMs = -1;
    }
    if (m_firstMs < 0)
        m_firstMs = steadyMs;
    if (!m_samples.empty() && steadyMs - m_samples.back().ms < kSampleMs)
        return;
    m_samples.push_back({steadyMs, bytesFetched});
    while (m_samples.size() > 2 && steadyMs - m_samples[1].ms >= kWindowMs)
        m_samples.pop_front();
}

double ProgressMeter::rate() const
{
    if (m_samples.size() < 2)
        return 0;
    const Sample &first = m_samples.front();
    const Sample &last = m_samples.back();
    const double bytes = static_cast<double>(last.bytes) - static_cast<double>(first.bytes);
    return std::max(bytes * 1000.0 / static_cast<double>(last.ms - first.ms), 0.0);
}

std::optional<qint64> ProgressMeter::timeLeftMs(qint64 bytesMissing) const
{
    const double bytesPerSecond = rate();
    if (bytesPerSecond < 1.0 || m_samples.back().ms - m_firstMs < kSettleMs)
        return {};
    return millisecondsFor(bytesMissing, bytesPerSecond);
}

void MeanRate::add(qint64 steadyMs, qint64 bytesFetched)
{
    const qint64 ms = steadyMs - m_lastMs;
    const qint64 bytes = bytesFetched - m_lastBytes;
    const bool known = m_lastMs >= 0 && ms < kWindowMs;
    if (known && ms < kMeanMs)
        return;
    m_lastMs = steadyMs;
    m_lastBytes = bytesFetched;
    if (!known || bytes <= 0)
        return;
    if (steadyMs - m_movedAtMs >= kWindowMs) {
        m_ms = 0;
        m_bytes = 0;
    }
    m_movedAtMs = steadyMs;
    m_ms += ms;
    m_bytes += bytes;
    m_rate = static_cast<double>(m_bytes) * 1000.0 / static_cast<double>(m_ms);
}

} // namespace weightyard::job
