// Work on threads of its own: answers, owners that go, a system that gives no thread.
#include "test_registry.h"

#include "base/background.h"
#include "support/few_threads.h"

#include <QTest>
#include <atomic>

namespace background_test {

using namespace std::chrono_literals;
using weightyard::base::Background;

class BackgroundTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersOnItsThread();
    void noAnswerOnceItIsGone();
    void waitsForAThread();
};

void BackgroundTest::answersOnItsThread()
{
    Background background;
    const QThread *answered = nullptr;
    std::atomic<const QThread *> worked = nullptr;
    int answer = 0;
    background.run(
        [&worked] {
            worked = QThread::currentThread();
            return 42;
        },
        [&](int value) {
            answer = value;
            answered = QThread::currentThread();
        });
    QTRY_COMPARE(answer, 42);
    QCOMPARE(answered, QThread::currentThread());
    QVERIFY(worked.load() != answered);
    QVERIFY(background.waitForAll(1s));
}

void BackgroundTest::noAnswerOnceItIsGone()
{
    std::atomic<bool> goOn = false;
    std::atomic<bool> ended = false;
    bool answered = false;
    {
        Background background;
        background.run(
            [&] {
                while (!goOn)
                    std::this_thread::sleep_for(1ms);
                ended = true;
                return 1;
            },
            [&](int) { answered = true; });
        QVERIFY(!background.waitForAll(10ms));
    }
    goOn = true;
    QTRY_VERIFY(ended);
    QTest::qWait(20);
    QVERIFY(!answered);
}

void BackgroundTest::waitsForAThread()
{
    Background background;
    int answer = 0;
    {
        const weightyard::test::FewThreads few(0);
        if (!few.isPossible())
            QSKIP("threads cannot be limited here");
        background.run([] { return 7; }, [&](int value) { answer = value; });
        QVERIFY(background.waitForAll(1s)); // what waits for a thread holds nobody up
        QTest::qWait(600);
        QCOMPARE(answer, 0);
    }
    QTRY_COMPARE(answer, 7);
}

WEIGHTYARD_TEST(BackgroundTest)

} // namespace background_test

#include "background_test.moc"
