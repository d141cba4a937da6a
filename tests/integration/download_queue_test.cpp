// label: threads
// The queue over a real hub: order, turns, independence, shared objects, totals. What users do to it: queue_control_test.
#include "queue_scene.h"
#include "test_registry.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QtTest>

namespace download_queue_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::job;
using namespace weightyard::queue;
using namespace weightyard::test;
using base::ErrorKind;

class DownloadQueueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { neutralizeProcess(m_home.path()); }
    void oneAfterTheOther();
    void asManyAsAllowed();
    void orderIsChanged();
    void startsNow();
    void failuresStayAlone();
    void sharedObjectIsFetchedOnce();
    void ownerOfSharedObjectFails();
    void totalsOnlyGrow();
    void askedTwice();
    void filesAreTold();

private:
    TempDir m_home;
};

void DownloadQueueTest::oneAfterTheOther()
{
    QueueScene scene;
    for (const QString &name : {kA, kB, kC})
        scene.addModel(name, 200'000);
    DownloadQueue &queue = scene.open(1);
    const QSignalSpy idle(&queue, &DownloadQueue::becameIdle);
    int most = 0;
    connect(&queue, &DownloadQueue::jobChanged, &queue,
            [&] { most = std::max(most, queue.totals().running); });
    QVERIFY(queue.isIdle());
    for (const QString &name : {kA, kB, kC})
        QCOMPARE(queue.enqueue(scene.request(name)), name);
    QVERIFY(!queue.isIdle());
    QCOMPARE(queue.keys(), (QStringList{kA, kB, kC}));
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle(), kPatience);
    QTRY_COMPARE(idle.size(), 1);
    QCOMPARE(most, 1);
    const QStringList told = scene.told();
    for (const QString &name : {kA, kB, kC}) {
        QCOMPARE(scene.stateOf(name), JobState::Installed);
        QVERIFY(QFileInfo::exists(scene.fileOf(name)));
        for (const char *state : {"queued", "resolving", "transferring", "publishing", "installed"})
            QVERIFY2(told.contains(name + u':' + QLatin1StringView(state)), qPrintable(told.join(u' ')));
    }
    QVERIFY(told.indexOf(kA + u":installed"_s) < told.indexOf(kB + u":resolving"_s));
    QVERIFY(told.indexOf(kB + u":installed"_s) < told.indexOf(kC + u":resolving"_s));
    queue.forget(kB);
    QCOMPARE(queue.keys(), (QStringList{kA, kC}));
    QVERIFY(!queue.job(kB));
}

void DownloadQueueTest::asManyAsAllowed()
{
    QueueScene scene;
    QStringList names;
    for (int i = 0; i < 6; ++i) {
        names.append(u"owner/m%1"_s.arg(i));
        scene.addModel(names.last(), kMiB);
    }
    scene.setSpeed(2 * kMiB);
    DownloadQueue &queue = scene.open(3);
    int most = 0;
    connect(&queue, &DownloadQueue::jobChanged, &queue,
            [&] { most = std::max(most, queue.totals().running); });
    for (const QString &name : names)
        queue.enqueue(scene.request(name));
    QCOMPARE(queue.totals().queued, 6); // nothing begins, and nothing is told, inside of the call
    QCOMPARE(most, 0);
    QTRY_COMPARE(queue.totals().running, 3);
    QCOMPARE(queue.totals().queued, 3);
    queue.setParallelJobs(4);
    QTRY_COMPARE(queue.totals().running, 4);
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle(), kPatience);
    QCOMPARE(queue.totals().installed, 6);
    QCOMPARE(most, 4);
}

void DownloadQueueTest::orderIsChanged()
{
    QueueScene scene;
    for (const QString &name : {kA, kB, kC})
        scene.addModel(name, 100'000);
    const int stalled = scene.hub.addFault(Fault::stall(Endpoint::Git, -1).forPath(u"owner/a"_s).always());
    DownloadQueue &queue = scene.open(1);
    const QSignalSpy order(&queue, &DownloadQueue::orderChanged);
    for (const QString &name : {kA, kB, kC})
        queue.enqueue(scene.request(name));
    QTRY_COMPARE(queue.totals().running, 1);
    QCOMPARE(order.size(), 1); // of three at once
    queue.place({kC}, kB);
    QCOMPARE(queue.keys(), (QStringList{kA, kC, kB}));
    QTRY_COMPARE(order.size(), 2);
    QTRY_VERIFY(scene.hub.log().count(Endpoint::Git) > 0);
    scene.hub.removeFault(stalled);
    queue.pause(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kB), JobState::Installed, kPatience);
    QVERIFY(scene.told().indexOf(kC + u":installed"_s) < scene.told().indexOf(kB + u":resolving"_s));
    QCOMPARE(scene.stateOf(kA), JobState::Paused);
    QVERIFY(queue.isIdle());
}

void DownloadQueueTest::startsNow()
{
    QueueScene scene;
    for (const QString &name : {kA, kB, kC})
        scene.addModel(name, 100'000);
    scene.hub.addFault(Fault::stall(Endpoint::Git, -1).forPath(u"owner/a"_s).always());
    DownloadQueue &queue = scene.open(1);
    for (const QString &name : {kA, kB, kC})
        queue.enqueue(scene.request(name));
    QTRY_COMPARE(queue.totals().running, 1);
    queue.startNow(kC);
    QTRY_COMPARE(queue.totals().running, 2); // beyond the one that is allowed
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kC), JobState::Installed, kPatience);
    QCOMPARE(scene.stateOf(kB), JobState::Queued);
    queue.pauseAll();
    QCOMPARE(scene.stateOf(kB), JobState::Paused);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Paused, kPatience);
    scene.hub.clearFaults();
    queue.resumeAll();
    QTRY_COMPARE_WITH_TIMEOUT(queue.totals().installed, 3, kPatience);
}

void DownloadQueueTest::failuresStayAlone()
{
    QueueScene scene;
    scene.addModel(kA, 300'000);
    scene.addModel(u"owner/gated"_s, 100'000);
    const ObjectId corrupt = scene.addModel(u"owner/corrupt"_s, 300'000);
    scene.addModel(kB, 300'000);
    scene.hub.setAccess(u"owner/gated"_s, AccessRule::gatedTo({}));
    scene.hub.addFault(Fault::corrupt(200'000).forOid(corrupt.oid));
    scene.hub.addFault(Fault::statusOf(Endpoint::Git, 404).forPath(u"owner/missing"_s).always());
    DownloadQueue &queue = scene.open(2);
    for (const QString &name : {u"owner/missing"_s, kA, u"owner/gated"_s, u"owner/corrupt"_s, kB})
        queue.enqueue(scene.request(name));
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle(), kPatience);
    const auto errorOf = [&](const QString &key) { return queue.job(key)->error->kind; };
    QCOMPARE(errorOf(u"owner/missing"_s), ErrorKind::NotFound);
    QVERIFY(errorOf(u"owner/gated"_s) == ErrorKind::Auth || errorOf(u"owner/gated"_s) == ErrorKind::Gated);
    QCOMPARE(errorOf(u"owner/corrupt"_s), ErrorKind::Corrupt);
    QCOMPARE(scene.stateOf(kA), JobState::Installed);
    QCOMPARE(scene.stateOf(kB), JobState::Installed);
    QCOMPARE(queue.totals().failed, 3);
    QVERIFY(!QFileInfo::exists(scene.fileOf(u"owner/corrupt"_s)));
}

void DownloadQueueTest::sharedObjectIsFetchedOnce()
{
    QueueScene scene;
    const ObjectId shared = scene.addModel(kA, 20 * kMiB);
    const ObjectId own = scene.hub.addGenerated(5, kMiB);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, shared).lfsPointer(u"own.bin"_s, own).commit("1");
    scene.hub.addRepository(kB, repo);
    scene.setSpeed(20 * kMiB);
    DownloadQueue &queue = scene.open(2);
    queue.enqueue(scene.request(kA));
    queue.enqueue(scene.request(kB));
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle(), kPatience);
    for (const QString &name : {kA, kB}) {
        QCOMPARE(scene.stateOf(name), JobState::Installed);
        QCOMPARE(sha256HexOfFile(scene.fileOf(name)), shared.oid);
        QCOMPARE(queue.job(name)->bytesHere, queue.job(name)->bytesTotal);
    }
    QCOMPARE(scene.bytesSent(), 21 * kMiB);
    // Two files: what is done to one model is not done to the other.
    QVERIFY(QFile::resize(scene.fileOf(kA), 10));
    QCOMPARE(sha256HexOfFile(scene.fileOf(kB)), shared.oid);
}

void DownloadQueueTest::ownerOfSharedObjectFails()
{
    QueueScene scene;
    const ObjectId shared = scene.addModel(kA, 30 * kMiB);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).file(u"b"_s, "b").lfsPointer(u"model.bin"_s, shared).commit("1");
    scene.hub.addRepository(kB, repo);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open(2);
    queue.enqueue(scene.request(kA));
    queue.enqueue(scene.request(kB));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere + queue.job(kB)->bytesHere > 5 * kMiB, kPatience);
    const QString owner = queue.job(kA)->bytesHere > 0 ? kA : kB;
    const QString other = owner == kA ? kB : kA;
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(other), JobState::Waiting, kPatience);
    QCOMPARE(queue.job(other)->bytesHere, 0);
    QCOMPARE(queue.job(other)->error->context.oid, QString::fromLatin1(shared.oid)); // why
    QCOMPARE(queue.job(other)->waitUntilMs, 0);
    queue.pause(owner);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(owner), JobState::Paused, kPatience);
    scene.setSpeed(0);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(other), JobState::Installed, kPatience);
    QVERIFY(queue.job(other)->bytesFetched < 30 * kMiB); // it went on with the partial
    queue.resume(owner);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(owner), JobState::Installed, kPatience);
    QCOMPARE(sha256HexOfFile(scene.fileOf(owner)), shared.oid);
    QVERIFY(scene.bytesSent() < 45 * kMiB); // not twice; what was on the wire at the pause is lost
}

void DownloadQueueTest::totalsOnlyGrow()
{
    QueueScene scene;
    scene.addModel(kA, 10 * kMiB);
    scene.addModel(kB, 30 * kMiB);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open(2);
    qint64 total = 0;
    qint64 here = 0;
    bool wentBack = false;
    double bestRate = 0;
    connect(&queue, &DownloadQueue::jobChanged, &queue, [&] {
        const QueueTotals totals = queue.totals();
        wentBack = wentBack || totals.bytesTotal < total || totals.bytesHere < here;
        total = totals.bytesTotal;
        here = totals.bytesHere;
        bestRate = std::max(bestRate, totals.rate);
    });
    queue.enqueue(scene.request(kA));
    queue.enqueue(scene.request(kB));
    QTRY_VERIFY_WITH_TIMEOUT(queue.totals().bytesHere > 8 * kMiB, kPatience);
    queue.pause(kB);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kB), JobState::Paused, kPatience);
    queue.resume(kB);
    QTRY_COMPARE_WITH_TIMEOUT(queue.totals().installed, 2, kPatience);
    QVERIFY(!wentBack);
    QCOMPARE(queue.totals().bytesTotal, 40 * kMiB);
    QCOMPARE(queue.totals().bytesHere, 40 * kMiB);
    QVERIFY(bestRate > 0);
    QCOMPARE(queue.totals().rate, 0.0); // nothing runs
}

void DownloadQueueTest::askedTwice()
{
    QueueScene scene;
    scene.addModel(kA, 100'000);
    DownloadQueue &queue = scene.open();
    queue.enqueue(scene.request(kA));
    queue.enqueue(scene.request(kA));
    QCOMPARE(queue.keys(), QStringList{kA});
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QVERIFY(!queue.job(kA)->alreadyInstalled);
    const int asked = scene.hub.log().count(Endpoint::Git);
    queue.enqueue(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle() && queue.job(kA)->alreadyInstalled, kPatience);
    QCOMPARE(scene.hub.log().count(Endpoint::Git), asked);
}

void DownloadQueueTest::filesAreTold()
{
    QueueScene scene;
    scene.addModel(kA, 20 * kMiB);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open();
    bool between = false;
    int told = 0;
    connect(&queue, &DownloadQueue::jobChanged, &queue, [&](const QString &, const JobSnapshot &job) {
        ++told;
        const FileProgress file = job.files.value(0);
        between = between || (file.here > kMiB && file.here < 20 * kMiB && !file.verified);
    });
    QElapsedTimer clock;
    clock.start();
    queue.enqueue(scene.request(kA));
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QVERIFY(between);
    QVERIFY2(told <= clock.elapsed() / 100 + 20, qPrintable(QString::number(told)));
    const QList<FileProgress> files = queue.job(kA)->files;
    QCOMPARE(files.value(0), (FileProgress{u"model.bin"_s, 20 * kMiB, 20 * kMiB, true}));
    QCOMPARE(queue.job(kA)->filesTotal, 2); // and README.md; .gitattributes goes with the history
    QCOMPARE(files.size(), 2);
}

WEIGHTYARD_TEST(DownloadQueueTest)

} // namespace download_queue_test

#include "download_queue_test.moc"
