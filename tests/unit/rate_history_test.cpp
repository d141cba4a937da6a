// The rates of the last minutes: what is a rate, what is a gap, and what is kept.
#include "test_registry.h"

#include "queue/rate_history.h"

#include <QTest>

namespace rate_history_test {

using namespace weightyard::queue;

class RateHistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ratesAreMeans();
    void aPauseIsAGap();
    void aStallIsZero();
    void aSleepIsAGap_data();
    void aSleepIsAGap();
    void minutesAreKept();
    void nothingYet();
};

void RateHistoryTest::ratesAreMeans()
{
    RateHistory history;
    history.add(1000, 50'000, 0, true);
    history.add(2000, 51'000, 4'000, true);
    history.add(4000, 53'000, 4'000 + 12'000, true); // two seconds
    const QList<RatePoint> points{{0, {}}, {1, 4000.0}, {3, 6000.0}};
    QCOMPARE(history.points(), points);
    QCOMPARE(*history.peak(), 6000.0);
    QCOMPARE(*history.mean(), 16'000.0 / 3);
    QCOMPARE(history.seconds(), 3.0);
    history.add(4000, 53'000, 99'000, true); // no time has passed
    QCOMPARE(history.points(), points);
}

void RateHistoryTest::aPauseIsAGap()
{
    RateHistory history;
    history.add(0, 0, 0, true);
    history.add(1000, 1000, 500, true);
    history.add(2000, 2000, 700, false); // the last bytes, and then none are asked for
    history.add(3000, 3000, 700, false);
    history.add(4000, 4000, 700, false);
    history.add(5000, 5000, 800, true);
    const QList<RatePoint> points{{0, {}}, {1, 500.0}, {2, 200.0}, {3, {}}, {4, {}}, {5, 100.0}};
    QCOMPARE(history.points(), points);
    QCOMPARE(*history.mean(), 800.0 / 3); // the pause is no part of it
}

void RateHistoryTest::aStallIsZero()
{
    RateHistory history;
    history.add(0, 0, 0, true);
    history.add(1000, 1000, 0, true);
    QCOMPARE(history.points().last(), (RatePoint{1, 0.0}));
    QCOMPARE(*history.peak(), 0.0);
}

void RateHistoryTest::aSleepIsAGap_data()
{
    QTest::addColumn<qint64>("steady");
    QTest::addColumn<qint64>("wall");
    QTest::newRow("the steady clock stands still") << qint64(1000) << qint64(3'600'000);
    QTest::newRow("the steady clock goes on") << qint64(3'600'000) << qint64(3'600'000);
    QTest::newRow("the wall clock is set back") << qint64(1000) << qint64(-3'600'000);
}

void RateHistoryTest::aSleepIsAGap()
{
    QFETCH(qint64, steady);
    QFETCH(qint64, wall);
    RateHistory history;
    history.add(0, 0, 0, true);
    history.add(1000, 1000, 5000, true);
    history.add(1000 + steady, 1000 + wall, 6000, true);
    history.add(2000 + steady, 2000 + wall, 9000, true);
    const QList<RatePoint> points{{0, {}}, {1, 5000.0}, {6, {}}, {7, 3000.0}}; // no hole of an hour
    QCOMPARE(history.points(), points);
}

void RateHistoryTest::minutesAreKept()
{
    RateHistory history;
    for (qint64 i = 0; i < 1000; ++i)
        history.add(i * 1000, i * 1000, i < 100 ? i * 9000 : 900'000 + i * 1000, true);
    QCOMPARE(history.points().size(), RateHistory::kSeconds + 1);
    QCOMPARE(history.points().last().seconds, 999.0);
    QCOMPARE(*history.peak(), 1000.0); // the fast ones were long ago
}

void RateHistoryTest::nothingYet()
{
    RateHistory history;
    QVERIFY(!history.peak() && !history.mean());
    QCOMPARE(history.seconds(), 0.0);
    history.add(0, 0, 0, false);
    history.add(1000, 1000, 0, false);
    QVERIFY(!history.peak() && !history.mean());
}

WEIGHTYARD_TEST(RateHistoryTest)

} // namespace rate_history_test

#include "rate_history_test.moc"
