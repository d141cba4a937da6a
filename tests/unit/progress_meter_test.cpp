#include "test_registry.h"

#include "job/progress_meter.h"

#include <QTest>
#include <limits>

namespace progress_meter_test {

using weightyard::job::MeanRate;
using weightyard::job::ProgressMeter;

namespace {

// `bytesPerSecond` for `ms`, a sample each 100 ms; where it ended.
qint64 run(ProgressMeter &meter, qint64 fromMs, qint64 fromBytes, qint64 ms, qint64 bytesPerSecond)
{
    qint64 bytes = fromBytes;
    for (qint64 at = 0; at <= ms; at += 100) {
        bytes = fromBytes + bytesPerSecond * at / 1000;
        meter.add(fromMs + at, bytes);
    }
    return bytes;
}

} // namespace

class ProgressMeterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingYet();
    void steadyRate();
    void silentForTwoSeconds();
    void followsTheLastTenSeconds();
    void stallGoesToZero();
    void manyCallsAreOneSample();
    void bytesThatGoBack();
    void longPauseBetweenSamples();
    void gapBeginsAnew();
    void timeLeftHasAnEnd();
    void meanRateIsThatOfTheTransfer();
    void meanRateOfTheNextTransfer();
};

void ProgressMeterTest::nothingYet()
{
    ProgressMeter meter;
    QCOMPARE(meter.rate(), 0.0);
    QCOMPARE(meter.timeLeftMs(1000), std::nullopt);
    meter.add(5000, 0);
    QCOMPARE(meter.rate(), 0.0);
    QCOMPARE(meter.timeLeftMs(1000), std::nullopt);
}

void ProgressMeterTest::steadyRate()
{
    ProgressMeter meter;
    run(meter, 1'000'000, 0, 5000, 2'000'000);
    QCOMPARE(meter.rate(), 2'000'000.0);
    QCOMPARE(meter.timeLeftMs(20'000'000), std::optional<qint64>(10'000));
    QCOMPARE(meter.timeLeftMs(0), std::optional<qint64>(0));
}

void ProgressMeterTest::silentForTwoSeconds()
{
    ProgressMeter meter;
    run(meter, 0, 0, 1900, 1000);
    QVERIFY(meter.rate() > 0);
    QCOMPARE(meter.timeLeftMs(1000), std::nullopt);
    meter.add(2000, 2000);
    QVERIFY(meter.timeLeftMs(1000));
}

void ProgressMeterTest::followsTheLastTenSeconds()
{
    ProgressMeter meter;
    const qint64 bytes = run(meter, 0, 0, 60'000, 10'000'000);
    run(meter, 60'000, bytes, 5'000, 0);
    QVERIFY(meter.rate() > 4'500'000 && meter.rate() < 5'500'000);
    run(meter, 65'000, bytes, 10'000, 1'000'000);
    QCOMPARE(meter.rate(), 1'000'000.0);
}

void ProgressMeterTest::stallGoesToZero()
{
    ProgressMeter meter;
    const qint64 bytes = run(meter, 0, 0, 5000, 1'000'000);
    run(meter, 5000, bytes, 11'000, 0);
    QCOMPARE(meter.rate(), 0.0);
    QCOMPARE(meter.timeLeftMs(1000), std::nullopt);
}

void ProgressMeterTest::manyCallsAreOneSample()
{
    ProgressMeter meter;
    meter.add(0, 0);
    for (qint64 ms = 0; ms < 100; ++ms)
        meter.add(ms, 1'000'000'000);
    QCOMPARE(meter.rate(), 0.0); // not a gigabyte in no time
    meter.add(100, 100);
    QCOMPARE(meter.rate(), 1000.0);
}

// Bytes that proved corrupt are fetched again.
void ProgressMeterTest::bytesThatGoBack()
{
    ProgressMeter meter;
    const qint64 bytes = run(meter, 0, 0, 3000, 1'000'000);
    meter.add(3100, bytes - 2'999'000);
    meter.add(3200, 0);
    QCOMPARE(meter.rate(), 0.0); // never negative
    QCOMPARE(meter.timeLeftMs(1000), std::nullopt);
}

void ProgressMeterTest::longPauseBetweenSamples()
{
    ProgressMeter meter;
    const qint64 bytes = run(meter, 0, 0, 3000, 1'000'000);
    meter.add(600'000, bytes);
    meter.add(600'100, bytes);
    QCOMPARE(meter.rate(), 0.0);
}

// Nothing was said for a while (paused, idle): what was before says nothing about now.
void ProgressMeterTest::gapBeginsAnew()
{
    ProgressMeter meter;
    const qint64 bytes = run(meter, 0, 0, 3000, 1'000'000);
    run(meter, 60'000, bytes, 1'000, 5'000'000);
    QCOMPARE(meter.rate(), 5'000'000.0);
    QCOMPARE(meter.timeLeftMs(1000), std::nullopt); // two seconds first, as at the beginning
}

void ProgressMeterTest::timeLeftHasAnEnd()
{
    ProgressMeter meter;
    run(meter, 0, 0, 5000, 2);
    const std::optional<qint64> left = meter.timeLeftMs(std::numeric_limits<qint64>::max());
    QVERIFY(left && *left > 0 && *left < 4'000'000'000'000);
    QCOMPARE(meter.timeLeftMs(-5), std::optional<qint64>(0));
}

void ProgressMeterTest::meanRateIsThatOfTheTransfer()
{
    MeanRate mean;
    QCOMPARE(mean.rate(), 0.0);
    qint64 bytes = 0;
    for (qint64 second = 0; second <= 60; ++second) {
        bytes = second * 10'000'000;
        mean.add(second * 1000, bytes);
    }
    QCOMPARE(mean.rate(), 10'000'000.0);
    for (qint64 second = 61; second <= 90; ++second) // done: the ten-second rate goes to nothing
        mean.add(second * 1000, bytes);
    QCOMPARE(mean.rate(), 10'000'000.0);
}

void ProgressMeterTest::meanRateOfTheNextTransfer()
{
    MeanRate mean;
    for (qint64 second = 0; second <= 5; ++second)
        mean.add(second * 1000, second * 10'000'000);
    mean.add(100'000, 50'000'000); // idle in between
    QCOMPARE(mean.rate(), 10'000'000.0);
    for (qint64 second = 1; second <= 5; ++second)
        mean.add(100'000 + second * 1000, 50'000'000 + second * 3'000'000);
    QCOMPARE(mean.rate(), 3'000'000.0);
    mean.add(106'000, 0); // bytes were taken back
    QCOMPARE(mean.rate(), 3'000'000.0);
}

WEIGHTYARD_TEST(ProgressMeterTest)

} // namespace progress_meter_test

#include "progress_meter_test.moc"
