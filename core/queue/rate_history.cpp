#include "queue/rate_history.h"

#include <algorithm>
#include <cmath>

namespace weightyard::queue {

namespace {
constexpr double kLongestStep = 5; // seconds: a longer one is a sleep, or a program that was stopped
} // namespace

void RateHistory::add(qint64 steadyMs, qint64 wallMs, qint64 bytes, bool moving)
{
    const Look now{.steadyMs = steadyMs, .wallMs = wallMs, .bytes = bytes};
    if (!m_last) {
        m_last = now;
        m_points = {RatePoint{}};
        return;
    }
    const double step = static_cast<double>(steadyMs - m_last->steadyMs) / 1000.0;
    if (step <= 0)
        return;
    const double slept = static_cast<double>(wallMs - m_last->wallMs) / 1000.0 - step; // or the clock was set
    const bool whole = step <= kLongestStep && std::abs(slept) <= kLongestStep;
    const qint64 more = std::max<qint64>(bytes - m_last->bytes, 0);
    RatePoint point{.seconds = m_points.last().seconds + (whole ? step : kLongestStep)};
    if (whole && (moving || more > 0))
        point.rate = static_cast<double>(more) / step;
    m_last = now;
    m_points.append(point);
    while (point.seconds - m_points.first().seconds > kSeconds)
        m_points.removeFirst();
}

std::optional<double> RateHistory::peak() const
{
    std::optional<double> most;
    for (const RatePoint &point : m_points) {
        if (point.rate)
            most = std::max(most.value_or(0), *point.rate);
    }
    return most;
}

std::optional<double> RateHistory::mean() const
{
    double bytes = 0;
    double seconds = 0;
    for (qsizetype i = 1; i < m_points.size(); ++i) {
        if (!m_points[i].rate)
            continue;
        const double step = m_points[i].seconds - m_points[i - 1].seconds;
        bytes += *m_points[i].rate * step;
        seconds += step;
    }
    return seconds > 0 ? std::optional(bytes / seconds) : std::nullopt;
}

double RateHistory::seconds() const
{
    return m_points.isEmpty() ? 0 : m_points.last().seconds - m_points.first().seconds;
}

} // namespace weightyard::queue
