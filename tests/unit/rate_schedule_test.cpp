// The hours of full speed: how they are written, and what limit holds when.
#include "test_registry.h"

#include "settings/rate_schedule.h"

#include <QTest>

namespace rate_schedule_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::settings;

class RateScheduleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void holds_data();
    void holds();
};

void RateScheduleTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept"); // "!": not understood
    const auto row = [](const char *text, const char *kept) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(kept);
    };
    row("", "");
    row("  ", "");
    row("00:00-07:00", "00:00-07:00");
    row("mon-sun 1:00-7:05", "01:00-07:05");
    row("Sat 22:00 - 24:00 , tue-thu 9:00-17:30", "sat 22:00-24:00, tue-thu 09:00-17:30");
    row("sat-mon 00:00-24:00", "sat-mon 00:00-24:00");
    for (const char *bad : {"7", "00:00", "00:00-", "7:00-7:00", "24:00-07:00", "00:00-24:01", "00:00-25:00",
                            "00:60-07:00", "abc 00:00-07:00", "mon-xyz 00:00-07:00", "00:00-07:00,",
                            ",00:00-07:00", "mon 00:00-07:00 tue", "-1:00-07:00", "00:00-07:00 00:00-07:00"})
        row(bad, "!");
}

void RateScheduleTest::reads()
{
    QFETCH(QString, text);
    QFETCH(QString, kept);
    const auto schedule = parseSchedule(text);
    QCOMPARE(schedule ? scheduleText(*schedule) : u"!"_s, kept);
    if (schedule)
        QCOMPARE(parseSchedule(kept), schedule);
}

void RateScheduleTest::holds_data()
{
    QTest::addColumn<QString>("hours");
    QTest::addColumn<QString>("moment"); // 2024-01-01 was a Monday
    QTest::addColumn<bool>("fullSpeed");
    const auto row = [](const char *hours, const char *moment, bool full) {
        QTest::addRow("%s at %s", hours, moment)
            << QString::fromLatin1(hours) << QString::fromLatin1(moment) << full;
    };
    row("", "2024-01-01T03:00", false);
    row("00:00-07:00", "2024-01-01T00:00", true);
    row("00:00-07:00", "2024-01-01T06:59", true);
    row("00:00-07:00", "2024-01-01T07:00", false);
    row("22:00-06:00", "2024-01-03T23:00", true);
    row("22:00-06:00", "2024-01-03T05:59", true);
    row("22:00-06:00", "2024-01-03T12:00", false);
    row("mon-fri 22:00-06:00", "2024-01-06T05:00", true); // Saturday: begun on Friday
    row("mon-fri 22:00-06:00", "2024-01-06T23:00", false);
    row("mon-fri 22:00-06:00", "2024-01-01T05:00", false); // Monday: Sunday has none
    row("sun 22:00-06:00", "2024-01-08T05:00", true);      // over the end of the week
    row("sat-mon 00:00-24:00", "2024-01-07T23:59", true);
    row("sat-mon 00:00-24:00", "2024-01-02T00:00", false);
    row("mon 01:00-02:00, wed 03:00-04:00", "2024-01-03T03:30", true);
    row("not understood", "2024-01-01T03:00", false);
}

void RateScheduleTest::holds()
{
    QFETCH(QString, hours);
    QFETCH(QString, moment);
    QFETCH(bool, fullSpeed);
    Settings settings;
    settings.limitRate = 5000;
    settings.fullSpeed = hours;
    const QDateTime local = QDateTime::fromString(moment, Qt::ISODate);
    QVERIFY(local.isValid());
    QCOMPARE(rateLimitAt(settings, local), fullSpeed ? 0 : 5000);
    settings.limitRate = 0;
    QCOMPARE(rateLimitAt(settings, local), 0); // no limit is none at any hour
}

WEIGHTYARD_TEST(RateScheduleTest)

} // namespace rate_schedule_test

#include "rate_schedule_test.moc"
