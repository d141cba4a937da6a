#include "queue/progress_meter.h"

namespace weightyard::queue {

namespace {
constexpr qint64 kWindowMs = 10'000;
constexpr qint64 kSettleMs = 2'000;
constexpr qint64 kSampleMs = 100;
} // namespace

void ProgressMeter::add(qint64 steadyMs, qint64 bytesFetched)
{
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
    return static_cast<double>(last.bytes - first.bytes) * 1000.0 / static_cast<double>(last.ms - first.ms);
}

std::optional<qint64> ProgressMeter::timeLeftMs(qint64 bytesMissing) const
{
    const double bytesPerSecond = rate();
    if (bytesPerSecond < 1.0 || m_samples.back().ms - m_firstMs < kSettleMs)
        return {};
    return static_cast<qint64>(static_cast<double>(bytesMissing) / bytesPerSecond * 1000.0);
}

} // namespace weightyard::queue
