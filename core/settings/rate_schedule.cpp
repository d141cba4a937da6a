#include "settings/rate_schedule.h"

#include <QRegularExpression>
#include <algorithm>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDay = 24 * 60;
constexpr int kWeek = 7;
constexpr qsizetype kMostHours = 50;
constexpr const char *kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

int dayNamed(const QString &name)
{
    const auto day = std::find_if(std::begin(kDays), std::end(kDays),
                                  [&](const char *one) { return name == QLatin1StringView(one); });
    return day == std::end(kDays) ? 0 : static_cast<int>(day - std::begin(kDays)) + 1;
}

std::optional<int> minutesOf(const QString &hour, const QString &minute)
{
    const int minutes = hour.toInt() * 60 + minute.toInt();
    return minute.toInt() < 60 && minutes <= kDay ? std::optional(minutes) : std::nullopt;
}

std::optional<RateHours> parseHours(const QString &text)
{
    static const QRegularExpression form(
        u"^(?:([a-z]{3})(?:\\s*-\\s*([a-z]{3}))?\\s+)?(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})$"_s);
    const QRegularExpressionMatch match = form.match(text.trimmed().toLower());
    if (!match.hasMatch())
        return {};
    RateHours hours;
    if (!match.captured(1).isEmpty()) {
        hours.firstDay = dayNamed(match.captured(1));
        hours.lastDay = match.captured(2).isEmpty() ? hours.firstDay : dayNamed(match.captured(2));
    }
    const std::optional<int> begin = minutesOf(match.captured(3), match.captured(4));
    const std::optional<int> end = minutesOf(match.captured(5), match.captured(6));
    if (hours.firstDay == 0 || hours.lastDay == 0 || !begin || !end || *begin == *end || *begin == kDay)
        return {};
    hours.begin = *begin;
    hours.end = *end;
    return hours;
}

QString timeText(int minutes)
{
    return u"%1:%2"_s.arg(minutes / 60, 2, 10, QLatin1Char('0')).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString dayText(int day)
{
    return QLatin1StringView(kDays[day - 1]);
}

QString daysText(const RateHours &hours)
{
    if (hours.firstDay == 1 && hours.lastDay == kWeek)
        return {};
    return hours.firstDay == hours.lastDay ? dayText(hours.firstDay) + u' '
                                           : dayText(hours.firstDay) + u'-' + dayText(hours.lastDay) + u' ';
}

bool hasDay(const RateHours &hours, int day)
{
    return hours.firstDay <= hours.lastDay ? day >= hours.firstDay && day <= hours.lastDay
                                           : day >= hours.firstDay || day <= hours.lastDay;
}

bool contains(const RateHours &hours, int day, int minute)
{
    if (hours.begin < hours.end)
        return hasDay(hours, day) && minute >= hours.begin && minute < hours.end;
    const int before = day == 1 ? kWeek : day - 1; // begun in the evening, and not over yet
    return (hasDay(hours, day) && minute >= hours.begin) || (hasDay(hours, before) && minute < hours.end);
}

} // namespace

std::optional<RateSchedule> parseSchedule(const QString &text)
{
    RateSchedule schedule;
    const QStringList parts = text.trimmed().isEmpty() ? QStringList() : text.split(u',');
    if (parts.size() > kMostHours)
        return {};
    for (const QString &part : parts) {
        const std::optional<RateHours> hours = parseHours(part);
        if (!hours)
            return {};
        schedule.append(*hours);
    }
    return schedule;
}

QString scheduleText(const RateSchedule &schedule)
{
    QStringList parts;
    for (const RateHours &hours : schedule)
        parts.append(daysText(hours) + timeText(hours.begin) + u'-' + timeText(hours.end));
    return parts.join(u", "_s);
}

bool isFullSpeed(const RateSchedule &schedule, int dayOfWeek, int minuteOfDay)
{
    return std::any_of(schedule.cbegin(), schedule.cend(),
                       [&](const RateHours &hours) { return contains(hours, dayOfWeek, minuteOfDay); });
}

qint64 rateLimitAt(const Settings &settings, const QDateTime &local)
{
    const QTime time = local.time();
    const RateSchedule schedule = parseSchedule(settings.fullSpeed).value_or(RateSchedule());
    return isFullSpeed(schedule, local.date().dayOfWeek(), time.hour() * 60 + time.minute())
               ? 0
               : settings.limitRate;
}

} // namespace weightyard::settings
