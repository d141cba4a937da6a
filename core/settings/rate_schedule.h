// The hours of a week in which downloads go at full speed, whatever the limit is: "00:00-07:00", "mon-fri 22:00-06:00, sun 00:00-24:00".
// Hours that end before they begin end on the day after; hours without days are those of every day. Pure, any thread.
#pragma once

#include "settings/settings.h"

#include <QDateTime>
#include <QList>
#include <optional>

namespace weightyard::settings {

struct RateHours {
    int firstDay = 1; ///< 1: Monday, as QDate counts
    int lastDay = 7;  ///< may be less than firstDay: over the end of the week
    int begin = 0;    ///< minutes of the day
    int end = 0;      ///< up to 24 hours
    friend bool operator==(const RateHours &, const RateHours &) = default;
};
using RateSchedule = QList<RateHours>; ///< empty: no such hours

/// Nothing: not understood. An empty text is an empty schedule.
std::optional<RateSchedule> parseSchedule(const QString &text);
QString scheduleText(const RateSchedule &schedule); ///< as parseSchedule() reads it, in one spelling

bool isFullSpeed(const RateSchedule &schedule, int dayOfWeek, int minuteOfDay);
/// What holds at that moment of the user's own clock, in bytes/s; 0: no limit.
qint64 rateLimitAt(const Settings &settings, const QDateTime &local);

} // namespace weightyard::settings
