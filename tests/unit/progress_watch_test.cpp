#include "test_registry.h"

#include "net/progress_watch.h"

#include <QTest>

namespace progress_watch_test {

using namespace weightyard::net;
using namespace std::chrono_literals;

class ProgressWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silenceEnds();
    void slowBodyEnds();
    void fastBodyGoesOn();
    void slowHeadIsOnlySilence();
    void ourOwnWaitDoesNotCount();
};

namespace {

Patience strict()
{
    return {.silence = 30'000ms, .slowestBytes = 60'000, .slowestWindow = 60'000ms};
}

} // namespace

void ProgressWatchTest::silenceEnds()
{
    ProgressWatch watch(strict());
    watch.noteActivity(1000);
    QVERIFY(!watch.stallReason(30'999));
    QVERIFY(watch.stallReason(31'000));
}

void ProgressWatchTest::slowBodyEnds()
{
    ProgressWatch watch(strict());
    watch.beginBody(0);
    for (qint64 now = 1000; now < 60'000; now += 1000) {
        watch.received(900, now);
        QVERIFY(!watch.stallReason(now));
    }
    QVERIFY(watch.stallReason(60'000));
}

void ProgressWatchTest::fastBodyGoesOn()
{
    ProgressWatch watch(strict());
    watch.beginBody(0);
    for (qint64 now = 1000; now < 600'000; now += 1000) {
        watch.received(1100, now);
        QVERIFY(!watch.stallReason(now));
    }
}

void ProgressWatchTest::slowHeadIsOnlySilence()
{
    ProgressWatch watch(strict());
    for (qint64 now = 0; now < 300'000; now += 20'000) {
        watch.noteActivity(now);
        QVERIFY(!watch.stallReason(now + 19'000));
    }
}

void ProgressWatchTest::ourOwnWaitDoesNotCount()
{
    ProgressWatch watch(strict());
    watch.beginBody(0);
    for (qint64 now = 0; now < 600'000; now += 10'000) {
        watch.waitedOurselves(now);
        QVERIFY(!watch.stallReason(now + 9'000));
    }
}

WEIGHTYARD_TEST(ProgressWatchTest)

} // namespace progress_watch_test

#include "progress_watch_test.moc"
