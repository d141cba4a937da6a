// label: threads
// What a user does to downloads of a queue: pause, resume, cancel, retry, leave.
#include "few_threads.h"
#include "queue_scene.h"
#include "test_registry.h"
#include "test_volume.h"

#include "base/error_code.h"
#include "store/lock_keeper.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QtTest>
#include <atomic>
#include <new>

namespace queue_control_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::job;
using namespace weightyard::queue;
using namespace weightyard::test;

class QueueControlTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { neutralizeProcess(m_home.path()); }
    void pausesAndResumes();
    void pausedBeforeItBegan();
    void cancelDropsBytes();
    void cancelLeavesSharedBytes();
    void cancelWhereAnotherProcessWorks();
    void cancelWhileTheModelIsWorkedOn();
    void retriesAfterFailure();
    void endsWithinASecond();
    void pauseWhileBytesAreDropped();
    void anotherLibrary();
    void libraryOfOneThatWaitsForItsDisk();
    void exceptionEndsTheJob();
    void noThreadToBeHad();

private:
    TempDir m_home;
};

void QueueControlTest::pausesAndResumes()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 40 * kMiB);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open();
    queue.enqueue(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 10 * kMiB, kPatience);
    QElapsedTimer clock;
    clock.start();
    queue.pause(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Paused, kPatience);
    QVERIFY2(clock.elapsed() < test::patient(1000), qPrintable(QString::number(clock.elapsed())));
    const qint64 kept = queue.job(kA)->bytesHere;
    QVERIFY(kept > 10 * kMiB);
    QVERIFY(!queue.job(kA)->error);
    QVERIFY(QFileInfo::exists(scene.partial(object)));
    QVERIFY(queue.isIdle());

    scene.setSpeed(0);
    scene.hub.log().clear();
    queue.resume(kA);
    QCOMPARE(queue.job(kA)->bytesHere, kept); // the bar stays where it was
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(scene.bytesSent() > 0, kPatience);
    QVERIFY2(clock.elapsed() < test::patient(1000), qPrintable(QString::number(clock.elapsed())));
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QCOMPARE(sha256HexOfFile(scene.fileOf(kA)), object.oid);
    QVERIFY2(scene.bytesSent() <= 40 * kMiB - kept + kMiB, qPrintable(QString::number(scene.bytesSent())));
    QVERIFY(queue.job(kA)->bytesFetched >= 40 * kMiB); // of both runs
}

void QueueControlTest::pausedBeforeItBegan()
{
    QueueScene scene;
    scene.addModel(kA, 100'000);
    scene.addModel(kB, 100'000);
    scene.hub.addFault(Fault::stall(Endpoint::Git, -1).forPath(u"owner/a"_s).always());
    DownloadQueue &queue = scene.open(1);
    queue.enqueue(scene.request(kA));
    queue.enqueue(scene.request(kB));
    queue.pause(kB);
    QCOMPARE(scene.stateOf(kB), JobState::Paused);
    // Told to pause and, before it has stopped, to go on.
    queue.pause(kA);
    queue.resume(kA);
    scene.hub.clearFaults();
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QCOMPARE(scene.stateOf(kB), JobState::Paused);
    queue.cancel(kB);
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle() && scene.stateOf(kB) == JobState::Cancelled, kPatience);
    queue.resume(kB);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kB), JobState::Installed, kPatience);
}

void QueueControlTest::cancelDropsBytes()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 40 * kMiB);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open();
    queue.enqueue(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 5 * kMiB, kPatience);
    QVERIFY(QFileInfo::exists(scene.partial(object)));
    queue.cancel(kA);
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle(), kPatience);
    QCOMPARE(scene.stateOf(kA), JobState::Cancelled);
    QCOMPARE(queue.job(kA)->bytesHere, 0);
    const QDir partials(scene.library() + u"/.weightyard/partials"_s);
    QCOMPARE(partials.entryList(QDir::Files), QStringList{u"CACHEDIR.TAG"_s});
    // Into a folder: nothing of ours stays.
    DownloadRequest into = scene.request(kA);
    into.into = m_home.path(u"into"_s);
    const QString key = queue.enqueue(into);
    QCOMPARE(key, into.into);
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(key)->bytesHere > 5 * kMiB, kPatience);
    queue.cancel(key);
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle(), kPatience);
    QVERIFY(!QFileInfo::exists(into.into));
    QVERIFY(!QFileInfo::exists(m_home.path(u".weightyard-into"_s)));
}

void QueueControlTest::cancelLeavesSharedBytes()
{
    QueueScene scene;
    const ObjectId shared = scene.addModel(kA, 40 * kMiB);
    const ObjectId own = scene.hub.addGenerated(5, 41 * kMiB);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, shared).lfsPointer(u"own.bin"_s, own).commit("1");
    scene.hub.addRepository(kB, repo);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open(1);
    for (const QString &name : {kA, kB}) {
        queue.enqueue(scene.request(name));
        QTRY_VERIFY_WITH_TIMEOUT(queue.job(name)->bytesHere > 5 * kMiB
                                     && scene.stateOf(name) == JobState::Transferring,
                                 kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(name == kA || QFileInfo::exists(scene.partial(own)), kPatience);
        queue.pause(name);
        QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(name), JobState::Paused, kPatience);
    }
    queue.cancel(kB);
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle() && scene.stateOf(kB) == JobState::Cancelled, kPatience);
    QVERIFY(QFileInfo::exists(scene.partial(shared)));
    QVERIFY(!QFileInfo::exists(scene.partial(own)));
    queue.cancel(kA);
    QTRY_VERIFY_WITH_TIMEOUT(queue.isIdle() && scene.stateOf(kA) == JobState::Cancelled, kPatience);
    QVERIFY(!QFileInfo::exists(scene.partial(shared)));
}

// Going back to the version before, an adoption: what is in staging is theirs.
void QueueControlTest::cancelWhileTheModelIsWorkedOn()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 40 * kMiB);
    scene.addModel(kB, kMiB);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open();
    queue.enqueue(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 5 * kMiB, kPatience);
    queue.pause(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Paused, kPatience);
    const QSignalSpy kept(&queue, &DownloadQueue::notDiscarded);
    const auto hold = [&](const QString &model) {
        return scene.services().locks.holdModel(*store::layoutInLibrary(scene.library(), model));
    };
    {
        const auto ours = hold(kA);
        QVERIFY(ours);
        queue.cancel(kA);
        QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, kPatience);
        QCOMPARE(kept.first().at(1).value<base::Error>().cause.code, base::ErrorCode::WorkingHere);
        QVERIFY(QFileInfo::exists(scene.partial(object)));
    }
    const auto other = hold(kB); // is no reason
    QVERIFY(other);
    queue.discard(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(scene.partial(object)), kPatience);
    QCOMPARE(kept.size(), 1);
}

// It may be using these very bytes: they stay, and the user is told so.
void QueueControlTest::cancelWhereAnotherProcessWorks()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 40 * kMiB);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open();
    queue.enqueue(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 5 * kMiB, kPatience);
    queue.pause(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Paused, kPatience);

    ServerProcess other;
    QVERIFY(other.start(u"flock"_s, {u"--no-fork"_s, scene.library() + u"/.weightyard/lock"_s, u"sh"_s,
                                     u"-c"_s, u"echo mine; exec sleep 60"_s}));
    QCOMPARE(other.readLine(std::chrono::seconds(20)), "mine");
    const QSignalSpy kept(&queue, &DownloadQueue::notDiscarded);
    queue.cancel(kA);
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, kPatience);
    QCOMPARE(kept.first().first().toString(), kA);
    QCOMPARE(kept.first().at(1).value<base::Error>().kind, base::ErrorKind::Busy);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Cancelled, kPatience);
    QVERIFY(QFileInfo::exists(scene.partial(object)));

    // Asked for again once the other one is done, it goes on from there.
    other.stop();
    scene.setSpeed(0);
    scene.hub.log().clear();
    queue.resume(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QVERIFY2(scene.bytesSent() < 36 * kMiB, qPrintable(QString::number(scene.bytesSent())));
    QCOMPARE(sha256HexOfFile(scene.fileOf(kA)), object.oid);
}

void QueueControlTest::retriesAfterFailure()
{
    QueueScene scene;
    scene.addModel(kA, 100'000);
    scene.hub.addFault(Fault::statusOf(Endpoint::Batch, 404).always());
    DownloadQueue &queue = scene.open();
    queue.enqueue(scene.request(kA));
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Failed, kPatience);
    QCOMPARE(queue.totals().failed, 1);
    scene.hub.clearFaults();
    queue.resume(kA);
    QVERIFY(!queue.job(kA)->error);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QCOMPARE(queue.totals().failed, 0);
}

void QueueControlTest::endsWithinASecond()
{
    QueueScene scene;
    scene.addModel(kA, 40 * kMiB);
    scene.addModel(kB, 100'000);
    scene.setSpeed(5 * kMiB);
    scene.hub.addFault(Fault::stall(Endpoint::Git, -1).forPath(u"owner/b"_s).always());
    DownloadQueue &queue = scene.open(2);
    const QSignalSpy stopped(&queue, &DownloadQueue::allStopped);
    for (const QString &name : {kA, kB, kC})
        queue.enqueue(scene.request(name));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > kMiB, kPatience);
    QElapsedTimer clock;
    clock.start();
    queue.shutDown();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, kPatience);
    QVERIFY2(clock.elapsed() < test::patient(2000), qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(scene.stateOf(kA), JobState::Paused);
    QCOMPARE(scene.stateOf(kC), JobState::Queued); // never begun
    clock.start();
    scene.open(2).enqueue(scene.request(kA));
    scene.close(); // while it runs
    QVERIFY2(clock.elapsed() < test::patient(2000), qPrintable(QString::number(clock.elapsed())));
}

// Cancelled, asked for again, paused: all before the bytes are gone.
void QueueControlTest::pauseWhileBytesAreDropped()
{
    QueueScene scene;
    scene.addModel(kA, 40 * kMiB);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open();
    queue.enqueue(scene.request(kA));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > kMiB, kPatience);
    queue.pause(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Paused, kPatience);
    scene.hub.log().clear();
    queue.cancel(kA); // of a paused one: dropping begins at once
    queue.enqueue(scene.request(kA));
    queue.pause(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Paused, kPatience);
    QVERIFY(queue.isIdle());
    QCOMPARE(scene.hub.log().count(Endpoint::Git), 0);
}

// What is kept stays where it is; the new library gets it from the beginning.
void QueueControlTest::anotherLibrary()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 20 * kMiB);
    scene.setSpeed(10 * kMiB);
    DownloadQueue &queue = scene.open();
    DownloadRequest request = scene.request(kA);
    queue.enqueue(request);
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 5 * kMiB, kPatience);
    queue.pause(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Paused, kPatience);
    scene.setSpeed(0);
    request.library = m_home.path(u"elsewhere"_s);
    queue.enqueue(request);
    QCOMPARE(queue.job(kA)->bytesHere, 0);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QCOMPARE(sha256HexOfFile(request.library + u"/owner/a/model.bin"_s), object.oid);
    QVERIFY(!QFileInfo::exists(scene.fileOf(kA)));
    QVERIFY(QFileInfo::exists(scene.partial(object)));
}

// The disk is gone, and the user has had enough of waiting for it.
void QueueControlTest::libraryOfOneThatWaitsForItsDisk()
{
    TestVolume volume(u"ext4"_s, 64, {u"-q"_s, u"-m"_s, u"0"_s});
    SKIP_WITHOUT(volume);
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, kMiB);
    scene.addModel(kB, kMiB);
    DownloadQueue &queue = scene.open();
    DownloadRequest request = scene.request(kB);
    request.library = volume.path() + u"/models"_s;
    queue.enqueue(request);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kB), JobState::Installed, kPatience);
    QTRY_VERIFY(queue.isIdle());
    QVERIFY(volume.unplug());

    request.location = scene.request(kA).location;
    queue.enqueue(request);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Waiting, kPatience);
    QCOMPARE(queue.job(kA)->error->kind, base::ErrorKind::Disconnected);
    const QString elsewhere = m_home.path(u"another library"_s);
    queue.setLibrary(elsewhere);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    QCOMPARE(sha256HexOfFile(elsewhere + u"/owner/a/model.bin"_s), object.oid);
    QVERIFY(QDir(volume.path()).isEmpty());
}

namespace {

/// Throws on the threads that work, as a container does when there is no memory.
class ThrowingClock final : public base::Clock
{
public:
    qint64 wallMs() const override { return look(m_clock.wallMs()); }
    qint64 steadyMs() const override { return look(m_clock.steadyMs()); }
    std::atomic_bool throws = true;

private:
    qint64 look(qint64 ms) const
    {
        if (throws && QThread::currentThread() != QCoreApplication::instance()->thread())
            throw std::bad_alloc();
        return ms;
    }
    base::SystemClock m_clock;
};

} // namespace

void QueueControlTest::exceptionEndsTheJob()
{
    QueueScene scene;
    scene.addModel(kA, 100'000);
    ThrowingClock clock;
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
    queue.enqueue(scene.request(kA));
    QTRY_COMPARE_WITH_TIMEOUT(queue.job(kA)->state, JobState::Failed, kPatience);
    QCOMPARE(queue.job(kA)->error->kind, base::ErrorKind::Internal);
    QVERIFY(queue.isIdle());
    clock.throws = false;
    queue.resume(kA);
    QTRY_COMPARE_WITH_TIMEOUT(queue.job(kA)->state, JobState::Installed, kPatience);
}

// A download that could not even begin does not look as if it ran, for ever.
void QueueControlTest::noThreadToBeHad()
{
    QueueScene scene;
    scene.addModel(kA, 100'000);
    DownloadQueue &queue = scene.open();
    {
        const FewThreads none(0);
        if (!none.isPossible())
            QSKIP("the number of threads cannot be limited here");
        queue.enqueue(scene.request(kA));
        QTRY_COMPARE_WITH_TIMEOUT(queue.job(kA)->state, JobState::Failed, kPatience);
    }
    QVERIFY(queue.job(kA)->error);
    QVERIFY(queue.isIdle());
    queue.resume(kA);
    QTRY_COMPARE_WITH_TIMEOUT(queue.job(kA)->state, JobState::Installed, kPatience);
}

WEIGHTYARD_TEST(QueueControlTest)

} // namespace queue_control_test

#include "queue_control_test.moc"
