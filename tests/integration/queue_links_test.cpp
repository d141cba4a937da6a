// label: threads
// Links and clocks that change under a running queue: a model joins, the user sets a limit, the clock is set back.
#include "queue_scene.h"
#include "test_registry.h"

#include <QElapsedTimer>
#include <QtTest>
#include <atomic>

namespace queue_links_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::job;
using namespace weightyard::queue;
using namespace weightyard::test;

namespace {

/// The machine's, until somebody sets it.
class WallClock final : public base::Clock
{
public:
    qint64 wallMs() const override { return m_clock.wallMs() + offMs; }
    qint64 steadyMs() const override { return m_clock.steadyMs(); }
    std::atomic<qint64> offMs = 0;

private:
    base::SystemClock m_clock;
};

} // namespace

class QueueLinksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { neutralizeProcess(m_home.path()); }
    void connectionsAreGivenBack();
    void limitWhileItRuns();
    void clockIsSet_data();
    void clockIsSet();

private:
    TempDir m_home;
};

// On a slow link ranges last minutes: who joins does not wait for their end.
void QueueLinksTest::connectionsAreGivenBack()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 400 * kMiB);
    scene.addModel(kB, 2 * kMiB);
    scene.setSpeed(kMiB);
    DownloadQueue &queue = scene.open();
    queue.enqueue(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(scene.hub.log().underWay(Endpoint::Storage) == base::kMostConnections,
                             kPatience);
    queue.enqueue(scene.request(kB));
    QElapsedTimer clock;
    clock.start();
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kB), JobState::Installed, kPatience);
    QVERIFY2(clock.elapsed() < test::patient(15'000),
             qPrintable(QString::number(clock.elapsed()))); // a range of A lasts 30 s
    QVERIFY(scene.hub.log().peak(Endpoint::Storage) <= base::kMostConnections);
    scene.setSpeed(0);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QCOMPARE(sha256HexOfFile(scene.fileOf(kA)), object.oid);
    QVERIFY2(queue.job(kA)->bytesFetched < 400 * kMiB + 8 * kMiB,
             qPrintable(QString::number(queue.job(kA)->bytesFetched)));
}

void QueueLinksTest::limitWhileItRuns()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 60 * kMiB);
    DownloadQueue &queue = scene.open();
    net::HttpClient &client = scene.services().client;
    client.setRateLimit(20'000'000);
    queue.enqueue(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 5 * kMiB, kPatience);
    client.setRateLimit(1'000'000);
    QTest::qWait(2000); // what was on its way to the disk, some of it in blocks that wait for a bit more
    const qint64 before = queue.job(kA)->bytesHere;
    QElapsedTimer clock;
    clock.start();
    QTest::qWait(3000);
    const qint64 rate = (queue.job(kA)->bytesHere - before) * 1000 / clock.elapsed();
    QVERIFY2(rate > 500'000 && rate < 1'300'000, qPrintable(QString::number(rate)));
    client.setRateLimit(0); // at 1 MB/s the rest would take half a minute and more
    clock.start();
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QVERIFY2(clock.elapsed() < test::patient(15'000), qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(sha256HexOfFile(scene.fileOf(kA)), object.oid);
}

void QueueLinksTest::clockIsSet_data()
{
    QTest::addColumn<int>("hours");
    QTest::newRow("back") << -30;
    QTest::newRow("ahead") << 30;
}

// Nothing waits for a day, no address of an object seems to have expired, and no progress goes back.
void QueueLinksTest::clockIsSet()
{
    QFETCH(int, hours);
    QueueScene scene;
    scene.hub.update([](HubSettings &settings) { settings.expiryStyle = ExpiryStyle::ExpiresAt; });
    const ObjectId object = scene.addModel(kA, 24 * kMiB);
    scene.setSpeed(4 * kMiB);
    WallClock clock;
    const JobServices usual = scene.services();
    const JobServices services{.client = usual.client,
                               .credentials = usual.credentials,
                               .clock = clock,
                               .userConfig = usual.userConfig,
                               .space = usual.space,
                               .locks = usual.locks,
                               .claims = usual.claims,
                               .configDir = usual.configDir};
    DownloadQueue queue(services, {.parallelJobs = 1});
    qint64 last = 0;
    bool wentBack = false;
    connect(&queue, &DownloadQueue::jobChanged, &queue, [&](const QString &, const JobSnapshot &job) {
        wentBack = wentBack || job.bytesHere < last;
        last = job.bytesHere;
    });
    DownloadRequest request = scene.request(kA);
    request.retries = {}; // the scene's give up after two
    queue.enqueue(request);
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 4 * kMiB, kPatience);
    clock.offMs = qint64{hours} * 3'600'000;
    scene.hub.addFault(Fault::statusOf(Endpoint::Storage, 503).withHeader("Retry-After", "1").forTimes(2));
    scene.hub.dropConnections(); // each range is asked for again
    QElapsedTimer passed;
    passed.start();
    QTRY_VERIFY_WITH_TIMEOUT(isFinal(queue.job(kA)->state), kPatience);
    QVERIFY2(!queue.job(kA)->error, qPrintable(base::describe(queue.job(kA)->error.value_or(base::Error()))));
    QCOMPARE(queue.job(kA)->state, JobState::Installed);
    QVERIFY2(passed.elapsed() < test::patient(30'000), qPrintable(QString::number(passed.elapsed())));
    QCOMPARE(sha256HexOfFile(scene.fileOf(kA)), object.oid);
    QVERIFY(!wentBack);
    QCOMPARE(scene.hub.log().count(Endpoint::Batch), 1);
}

WEIGHTYARD_TEST(QueueLinksTest)

} // namespace queue_links_test

#include "queue_links_test.moc"
