// label: threads
#include "test_registry.h"

#include "base/cancel_token.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

namespace cancel_token_test {

using namespace weightyard::base;
using namespace std::chrono_literals;

class CancelTokenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void copiesShareOneFlag();
    void callbacksRunOnce();
    void registeringAfterCancelRunsAtOnce();
    void releasedCallbackNeverRuns();
    void movedRegistrationKeepsItsCallback();
    void assignmentReleasesTheOldOne();
    void callbackMayDropItsOwnRegistration();
    void callbackMayUseTheToken();
    void waitForSleepsOrWakes();
    void waitForWakesFromAnotherThread();
    void manyCancellersRunEachCallbackOnce();
    void releaseWaitsForARunningCallback();
    void releaseRacesWithCancel();
    void errorIsCancelled();
};

void CancelTokenTest::copiesShareOneFlag()
{
    const CancelToken token;
    const CancelToken copy = token;
    const CancelToken other;
    QVERIFY(!copy.isCancelled());
    copy.cancel();
    QVERIFY(token.isCancelled());
    QVERIFY(!other.isCancelled());
}

void CancelTokenTest::callbacksRunOnce()
{
    const CancelToken token;
    int first = 0;
    int second = 0;
    const auto a = token.onCancel([&] { ++first; });
    const auto b = token.onCancel([&] { ++second; });
    QCOMPARE(first + second, 0);
    token.cancel();
    token.cancel();
    QCOMPARE(first, 1);
    QCOMPARE(second, 1);
}

void CancelTokenTest::registeringAfterCancelRunsAtOnce()
{
    const CancelToken token;
    token.cancel();
    std::thread::id ranOn;
    const auto registration = token.onCancel([&] { ranOn = std::this_thread::get_id(); });
    QVERIFY(ranOn == std::this_thread::get_id());
}

void CancelTokenTest::releasedCallbackNeverRuns()
{
    const CancelToken token;
    int runs = 0;
    {
        const auto registration = token.onCancel([&] { ++runs; });
    }
    token.cancel();
    QCOMPARE(runs, 0);
}

void CancelTokenTest::movedRegistrationKeepsItsCallback()
{
    const CancelToken token;
    int runs = 0;
    CancelToken::Registration kept;
    {
        auto registration = token.onCancel([&] { ++runs; });
        kept = std::move(registration);
    }
    const CancelToken::Registration moved(std::move(kept));
    token.cancel();
    QCOMPARE(runs, 1);
}

void CancelTokenTest::assignmentReleasesTheOldOne()
{
    const CancelToken token;
    int old = 0;
    int fresh = 0;
    auto registration = token.onCancel([&] { ++old; });
    registration = token.onCancel([&] { ++fresh; });
    token.cancel();
    QCOMPARE(old, 0);
    QCOMPARE(fresh, 1);
}

void CancelTokenTest::callbackMayDropItsOwnRegistration()
{
    const CancelToken token;
    int runs = 0;
    CancelToken::Registration registration;
    registration = token.onCancel([&] {
        ++runs;
        registration = {};
    });
    token.cancel();
    QCOMPARE(runs, 1);
}

void CancelTokenTest::callbackMayUseTheToken()
{
    const CancelToken token;
    bool sawCancelled = false;
    int late = 0;
    CancelToken::Registration inner;
    const auto outer = token.onCancel([&] {
        sawCancelled = token.isCancelled();
        token.cancel();
        inner = token.onCancel([&] { ++late; });
    });
    token.cancel();
    QVERIFY(sawCancelled);
    QCOMPARE(late, 1);
}

void CancelTokenTest::waitForSleepsOrWakes()
{
    const CancelToken token;
    const auto begin = std::chrono::steady_clock::now();
    QVERIFY(token.waitFor(20ms));
    QVERIFY(std::chrono::steady_clock::now() - begin >= 20ms);
    token.cancel();
    QVERIFY(!token.waitFor(1h));
    QVERIFY(!token.waitFor(0ms));
}

void CancelTokenTest::waitForWakesFromAnotherThread()
{
    const CancelToken token;
    std::atomic<bool> uncancelled = true;
    std::thread sleeper([&] { uncancelled = token.waitFor(1h); });
    token.cancel();
    sleeper.join();
    QVERIFY(!uncancelled);
}

void CancelTokenTest::manyCancellersRunEachCallbackOnce()
{
    for (int round = 0; round < 200; ++round) {
        const CancelToken token;
        std::atomic<int> runs = 0;
        std::vector<CancelToken::Registration> registrations;
        for (int i = 0; i < 8; ++i)
            registrations.push_back(token.onCancel([&] { ++runs; }));
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { token.cancel(); });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(runs.load(), 8);
    }
}

// After the destructor returned the callback does not run: what it uses may be gone.
void CancelTokenTest::releaseWaitsForARunningCallback()
{
    const CancelToken token;
    std::atomic<bool> entered = false;
    std::atomic<bool> go = false;
    std::atomic<bool> left = false;
    auto registration = std::make_unique<CancelToken::Registration>(token.onCancel([&] {
        entered = true;
        while (!go)
            std::this_thread::yield();
        left = true;
    }));
    std::thread canceller([&] { token.cancel(); });
    while (!entered)
        std::this_thread::yield();
    std::thread releaser([&] { go = true; });
    registration.reset();
    QVERIFY(left);
    canceller.join();
    releaser.join();
}

void CancelTokenTest::releaseRacesWithCancel()
{
    for (int round = 0; round < 500; ++round) {
        const CancelToken token;
        auto guarded = std::make_unique<int>(0);
        auto registration =
            std::make_unique<CancelToken::Registration>(token.onCancel([&guarded] { ++*guarded; }));
        std::thread canceller([&] { token.cancel(); });
        registration.reset();
        const int seen = *guarded;
        canceller.join();
        QCOMPARE(*guarded, seen);
        QVERIFY(seen == 0 || seen == 1);
    }
}

void CancelTokenTest::errorIsCancelled()
{
    QCOMPARE(cancelledError().kind, ErrorKind::Cancelled);
    QVERIFY(!cancelledError().detail.isEmpty());
}

WEIGHTYARD_TEST(CancelTokenTest)

} // namespace cancel_token_test

#include "cancel_token_test.moc"
