// When something that is asked about by itself is asked about again. Pure.
#pragma once

#include <QtGlobal>

namespace weightyard::session {

/// A day has passed since, or the clock was set back. Wall clocks, ms; 0: never asked yet.
constexpr bool isDailyCheckDue(qint64 checkedMs, qint64 nowMs)
{
    constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;
    return nowMs - checkedMs >= kDayMs || nowMs < checkedMs;
}

} // namespace weightyard::session
