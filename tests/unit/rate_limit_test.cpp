#include "test_registry.h"

#include "net/rate_limit.h"

#include <QTest>

namespace rate_limit_test {

using namespace weightyard::net;

class RateLimitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutOneEverythingGoes();
    void holdsWithinFivePercent_data();
    void holdsWithinFivePercent();
    void smallestOne();
    void savesUpLittle();
    void givenBackIsThereAgain();
    void changesAtOnce();
};

void RateLimitTest::withoutOneEverythingGoes()
{
    RateLimit limit;
    QCOMPARE(limit.take(1'000'000'000'000, 0), 1'000'000'000'000);
}

void RateLimitTest::holdsWithinFivePercent_data()
{
    QTest::addColumn<qint64>("bytesPerSecond");
    QTest::addColumn<qint64>("stepMs");
    for (const qint64 rate : {100LL, 1'000LL, 5'000'000LL, 1'000'000'000LL}) {
        for (const qint64 step : {1LL, 7LL, 50LL, 200LL})
            QTest::addRow("%lld bytes/s, asked every %lld ms", rate, step) << rate << step;
    }
}

void RateLimitTest::holdsWithinFivePercent()
{
    QFETCH(qint64, bytesPerSecond);
    QFETCH(qint64, stepMs);
    RateLimit limit;
    limit.set(bytesPerSecond);
    qint64 taken = 0;
    for (qint64 now = 0; now <= 10'000; now += stepMs)
        taken += limit.take(256 * 1024 * 1024, now);
    const double ratio = static_cast<double>(taken) / (10.0 * static_cast<double>(bytesPerSecond));
    QVERIFY2(ratio > 0.95 && ratio < 1.05, qPrintable(QString::number(ratio)));
}

// An hour of silence is no credit.
// Nobody wants it, but a download that stands still for ever is something else.
void RateLimitTest::smallestOne()
{
    RateLimit limit;
    limit.set(1);
    qint64 taken = 0;
    for (qint64 now = 0; now <= 100'000; now += 50)
        taken += limit.take(1000, now);
    QVERIFY2(taken >= 99 && taken <= 100, qPrintable(QString::number(taken)));
}

void RateLimitTest::savesUpLittle()
{
    RateLimit limit;
    limit.set(1'000'000);
    QCOMPARE(limit.take(1'000'000'000, 0), 0);
    QVERIFY(limit.take(1'000'000'000, 3'600'000) <= 250'000);
}

void RateLimitTest::givenBackIsThereAgain()
{
    RateLimit limit;
    limit.set(1'000);
    limit.take(1, 0);
    QCOMPARE(limit.take(100, 100), 100);
    limit.giveBack(60);
    QCOMPARE(limit.take(100, 100), 60);
}

void RateLimitTest::changesAtOnce()
{
    RateLimit limit;
    limit.set(1'000);
    limit.take(1'000, 0);
    limit.take(1'000, 10'000);
    limit.set(0);
    QCOMPARE(limit.take(5'000, 10'000), 5'000);
    limit.set(10'000);
    QCOMPARE(limit.take(5'000, 10'000), 0);
    QCOMPARE(limit.take(5'000, 10'100), 1'000);
    QCOMPARE(limit.bytesPerSecond(), 10'000);
}

WEIGHTYARD_TEST(RateLimitTest)

} // namespace rate_limit_test

#include "rate_limit_test.moc"
