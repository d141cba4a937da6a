#include "base/clock.h"

#include <chrono>

namespace weightyard::base {

namespace {
template<typename ClockType>
qint64 nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(ClockType::now().time_since_epoch()).count();
}
} // namespace

qint64 SystemClock::wallMs() const
{
    return nowMs<std::chrono::system_clock>();
}

qint64 SystemClock::steadyMs() const
{
    return nowMs<std::chrono::steady_clock>();
}

} // namespace weightyard::base
