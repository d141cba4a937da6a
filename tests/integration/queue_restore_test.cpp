// label: threads
// A queue outlives its program: closed and opened again, killed and started again; and no credential is in what it keeps.
#include "queue_scene.h"
#include "test_registry.h"

#include "support/store_results.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFileInfo>
#include <QtTest>

namespace queue_restore_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::job;
using namespace weightyard::queue;
using namespace weightyard::test;

class QueueRestoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { neutralizeProcess(m_home.path()); }
    void goesOnAfterClosing();
    void goesOnAtAnotherHub();
    void staysPausedWhenAsked();
    void newWishesStandBehind();
    void nothingIsLostByLeavingEarly_data();
    void nothingIsLostByLeavingEarly();
    void noCredentialIsKept();
    void pageOfBranch();
    void goesOnAfterKill();

private:
    TempDir m_home;
};

void QueueRestoreTest::goesOnAfterClosing()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 30 * kMiB);
    scene.addModel(kB, 100'000);
    scene.setSpeed(10 * kMiB);
    scene.hub.addFault(Fault::statusOf(Endpoint::Git, 404).forPath(u"owner/none"_s).always());
    {
        DownloadQueue &queue = scene.open(1, true);
        queue.enqueue(scene.request(u"owner/none"_s));
        QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(u"owner/none"_s), JobState::Failed, kPatience);
        for (const QString &name : {kA, kB, kC})
            queue.enqueue(scene.request(name));
        queue.pause(kC);
        QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 5 * kMiB, kPatience);
        scene.close();
    }
    scene.setSpeed(0);
    DownloadQueue &queue = scene.open(1, true);
    const QSignalSpy restored(&queue, &DownloadQueue::restored);
    queue.restore(true);
    QTRY_COMPARE(restored.size(), 1);
    QCOMPARE(queue.keys(), (QStringList{u"owner/none"_s, kA, kB, kC}));
    QCOMPARE(scene.stateOf(u"owner/none"_s), JobState::Failed);
    QCOMPARE(queue.job(u"owner/none"_s)->error->kind, base::ErrorKind::NotFound);
    QCOMPARE(scene.stateOf(kC), JobState::Paused);
    QVERIFY(queue.job(kA)->bytesHere > 5 * kMiB); // before it begins
    QCOMPARE(queue.job(kA)->bytesTotal, 30 * kMiB);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kB), JobState::Installed, kPatience);
    QCOMPARE(sha256HexOfFile(scene.fileOf(kA)), object.oid);
    QVERIFY(queue.job(kA)->bytesFetched < 25 * kMiB);
    scene.close();

    // What was done is not asked for again.
    DownloadQueue &last = scene.open(1, true);
    const QSignalSpy again(&last, &DownloadQueue::restored);
    last.restore(true);
    QTRY_COMPARE(again.size(), 1);
    QCOMPARE(last.keys(), (QStringList{u"owner/none"_s, kC}));
}

// HF_ENDPOINT names another hub now, and the first one answers nobody any more.
void QueueRestoreTest::goesOnAtAnotherHub()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 30 * kMiB);
    scene.setSpeed(10 * kMiB);
    const Listener mirror = scene.hub.addListener({.address = u"127.0.0.2"_s});
    scene.hubNow = mirror.baseUrl;
    {
        DownloadQueue &queue = scene.open(1, true);
        queue.enqueue(scene.request(kA));
        QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > 5 * kMiB, kPatience);
        scene.close();
    }
    QVERIFY(readFile(scene.stateFile()).contains("127.0.0.2"));
    scene.hub.closeListener(mirror.id);
    scene.hub.dropConnections();
    scene.setSpeed(0);
    scene.hubNow = scene.hub.baseUrl();
    DownloadQueue &queue = scene.open(1, true);
    queue.restore(true);
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA) && queue.job(kA)->state == JobState::Installed, kPatience);
    QVERIFY(queue.job(kA)->bytesFetched < 25 * kMiB);
    QCOMPARE(queue.request(kA)->location.url, scene.hub.repositoryUrl(kA));
    QCOMPARE(sha256HexOfFile(scene.fileOf(kA)), object.oid);
}

void QueueRestoreTest::staysPausedWhenAsked()
{
    QueueScene scene;
    scene.addModel(kA, 100'000);
    scene.hub.addFault(Fault::stall(Endpoint::Git, -1).always());
    scene.open(1, true).enqueue(scene.request(kA));
    scene.close();
    scene.hub.clearFaults();
    scene.hub.log().clear();
    DownloadQueue &queue = scene.open(1, true);
    const QSignalSpy restored(&queue, &DownloadQueue::restored);
    queue.restore(false);
    QTRY_COMPARE(restored.size(), 1);
    QCOMPARE(scene.stateOf(kA), JobState::Paused);
    QVERIFY(queue.isIdle());
    QCOMPARE(scene.hub.log().count(Endpoint::Git), 0);
    queue.resume(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
}

void QueueRestoreTest::newWishesStandBehind()
{
    QueueScene scene;
    for (const QString &name : {kA, kB})
        scene.addModel(name, 100'000);
    scene.hub.addFault(Fault::stall(Endpoint::Git, -1).always());
    DownloadQueue &first = scene.open(1, true);
    first.enqueue(scene.request(kA));
    first.enqueue(scene.request(kB));
    scene.close();
    DownloadQueue &queue = scene.open(1, true);
    const QSignalSpy restored(&queue, &DownloadQueue::restored);
    queue.restore(true);
    queue.enqueue(scene.request(kC)); // before the file was read
    queue.enqueue(scene.request(kB));
    QTRY_COMPARE(restored.size(), 1);
    QCOMPARE(queue.keys(), (QStringList{kA, kC, kB}));
}

void QueueRestoreTest::nothingIsLostByLeavingEarly_data()
{
    QTest::addColumn<bool>("restores");
    QTest::addColumn<QString>("adds");
    QTest::newRow("closed before anything was read") << false << QString();
    QTest::newRow("a wish before anything was read") << false << kC;
    QTest::newRow("closed while it is read") << true << QString();
    QTest::newRow("a wish while it is read") << true << kC;
}

// The window is closed before the catalogue was read, or all is resumed before the list is there.
void QueueRestoreTest::nothingIsLostByLeavingEarly()
{
    QFETCH(bool, restores);
    QFETCH(QString, adds);
    QueueScene scene;
    for (const QString &name : {kA, kB, kC})
        scene.addModel(name, 100'000);
    scene.hub.addFault(Fault::stall(Endpoint::Git, -1).always());
    DownloadQueue &first = scene.open(1, true);
    first.enqueue(scene.request(kA));
    first.enqueue(scene.request(kB));
    first.pause(kB);
    scene.close();
    DownloadQueue &second = scene.open(1, true);
    if (restores)
        second.restore(true);
    second.pauseAll();
    second.resumeAll();
    if (!adds.isEmpty())
        second.enqueue(scene.request(adds));
    scene.close();
    DownloadQueue &queue = scene.open(1, true);
    const QSignalSpy restored(&queue, &DownloadQueue::restored);
    queue.restore(true);
    QTRY_COMPARE(restored.size(), 1);
    QStringList expected{kA, kB};
    if (!adds.isEmpty())
        expected.append(adds);
    QCOMPARE(queue.keys(), expected);
    QCOMPARE(scene.stateOf(kB), JobState::Paused);
}

void QueueRestoreTest::noCredentialIsKept()
{
    QueueScene scene;
    scene.addModel(kA, 30 * kMiB);
    scene.setSpeed(5 * kMiB);
    scene.hub.addAccount({u"alice"_s, "hush77secret"});
    scene.hub.setAccess(kA, AccessRule::privateTo({u"alice"_s}));
    DownloadRequest request = scene.request(kA);
    request.location.credential =
        base::Credential{.user = u"alice"_s, .secret = u"hush77secret"_s, .source = u"url"_s};
    DownloadQueue &queue = scene.open(1, true);
    queue.enqueue(request);
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(kA)->bytesHere > kMiB, kPatience);
    QTRY_VERIFY(QFileInfo::exists(scene.stateFile()));
    scene.close();
    const QByteArray kept = readFile(scene.stateFile());
    QVERIFY(kept.contains("owner/a"));
    QDirIterator all(QFileInfo(scene.stateFile()).absolutePath() + u"/.."_s, QDir::Files | QDir::Hidden,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        if (path.endsWith(".partial"_L1))
            continue;
        const QByteArray text = readFile(path);
        QVERIFY2(!text.contains("hush77secret") && !text.contains("ticket="), qPrintable(path));
    }
    DownloadQueue &next = scene.open(1, true);
    next.restore(true); // without it, the model cannot be had
    QTRY_VERIFY_WITH_TIMEOUT(!next.keys().isEmpty() && scene.stateOf(kA) == JobState::Failed, kPatience);
    QCOMPARE(next.job(kA)->error->kind, base::ErrorKind::Auth);
}

// The program that is killed: this one, started again.
// Where the branch ends in the address of a page is found out by the job, whichever run it is in.
void QueueRestoreTest::pageOfBranch()
{
    QueueScene scene;
    RepoBuilder repo;
    repo.file(u"README.md"_s, "one\n").commit("main");
    repo.branch(u"feature/x"_s).checkout(u"feature/x"_s);
    repo.file(u"sub/a.txt"_s, "a\n").file(u"sub/b.txt"_s, "b\n").commit("branch");
    scene.hub.addRepository(kA, repo);
    {
        DownloadQueue &queue = scene.open(1, true);
        DownloadRequest request =
            scene.request(scene.hubNow.toString() + u"/owner/a/blob/feature/x/sub/a.txt"_s);
        request.pick = request.location.pick;
        queue.pauseAll();
        queue.enqueue(request);
        queue.pause(kA);
        scene.close();
    }
    DownloadQueue &queue = scene.open(1, true);
    const QSignalSpy restored(&queue, &DownloadQueue::restored);
    queue.restore(true);
    QTRY_COMPARE(restored.size(), 1);
    queue.resume(kA);
    QTRY_COMPARE_WITH_TIMEOUT(scene.stateOf(kA), JobState::Installed, kPatience);
    const QString folder = scene.library() + u'/' + kA;
    QVERIFY(QFileInfo::exists(folder + u"/sub/a.txt"_s));
    QVERIFY(!QFileInfo::exists(folder + u"/sub/b.txt"_s) && !QFileInfo::exists(folder + u"/README.md"_s));
}

void QueueRestoreTest::goesOnAfterKill()
{
    QueueScene scene;
    const ObjectId object = scene.addModel(kA, 150 * kMiB);
    scene.addModel(kB, 100'000);
    scene.setSpeed(30 * kMiB);
    ServerProcess process;
    const QStringList arguments = test::helperCommand(
        u"queue"_s, {scene.hub.baseUrl().toString(), scene.library(), scene.stateFile(), kA, kB});
    QVERIFY(process.start(QCoreApplication::applicationFilePath(), arguments));
    QVERIFY(waitUntil([&] { return scene.bytesSent() > 100 * kMiB; }, std::chrono::seconds(60)));
    process.kill();
    scene.setSpeed(0);
    scene.hub.dropConnections();
    DownloadQueue &queue = scene.open(1, true);
    queue.restore(true);
    QTRY_COMPARE_WITH_TIMEOUT(queue.totals().installed, 2, kPatience);
    QCOMPARE(queue.keys(), (QStringList{kA, kB}));
    QCOMPARE(sha256HexOfFile(scene.fileOf(kA)), object.oid);
    QVERIFY2(queue.job(kA)->bytesFetched < 150 * kMiB - 100 * kMiB + 88 * kMiB,
             qPrintable(QString::number(queue.job(kA)->bytesFetched)));
}

namespace {

int runQueue(const QStringList &arguments)
{
    const auto services =
        valueOf(app::Services::create({.configDir = QFileInfo(arguments[2]).absolutePath()}));
    DownloadQueue queue(services->forJobs(), {.parallelJobs = 1, .stateFile = arguments[2]});
    for (const QString &model : arguments.mid(3)) {
        DownloadRequest request;
        request.location = valueOf(catalog::parseModelLocation(model, QUrl(arguments[0])));
        request.library = arguments[1];
        request.keepHistory = false;
        queue.enqueue(request);
    }
    return QCoreApplication::exec();
}

} // namespace

WEIGHTYARD_TEST_HELPER("queue", runQueue)
WEIGHTYARD_TEST(QueueRestoreTest)

} // namespace queue_restore_test

#include "queue_restore_test.moc"
