// What the user chose is written, also when the program is left at once.
#include "ui/workbench/keeper.h"

#include "base/background.h"

#include "test_registry.h"
#include "window_scene.h"

#include <QSignalSpy>
#include <QTest>
#include <atomic>

namespace keeper_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace std::chrono_literals;
using base::Background;
using test::kOne;
using test::WindowScene;
using ui::Keeper;

namespace {

/// A slow disk: writes wait until it is let go.
struct SlowDisk {
    std::mutex mutex;
    std::condition_variable moved;
    bool blocked = true;
    QList<int> written;

    base::Result<void> write(int value)
    {
        std::unique_lock lock(mutex);
        moved.wait(lock, [this] { return !blocked; });
        written.append(value);
        moved.notify_all();
        return {};
    }
    void letGo()
    {
        const std::lock_guard lock(mutex);
        blocked = false;
        moved.notify_all();
    }
};

} // namespace

class KeeperTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLastOfManyIsWritten();
    void waitingIsBounded();
    void failures();
    void readersAreCounted();
    void quitAtOnce_data();
    void quitAtOnce();
    void notKeptIsTold();
};

void KeeperTest::theLastOfManyIsWritten()
{
    const auto disk = std::make_shared<SlowDisk>();
    Keeper keeper;
    for (int i = 1; i <= 5; ++i)
        keeper.keep([disk, i] { return disk->write(i); });
    QVERIFY(!keeper.waitForDone(1ms));
    disk->letGo();
    QVERIFY(keeper.waitForDone(20s)); // and no event loop has run
    QVERIFY(disk->written.size() <= 2);
    QCOMPARE(disk->written.last(), 5);
}

void KeeperTest::waitingIsBounded()
{
    const auto disk = std::make_shared<SlowDisk>();
    {
        Keeper keeper;
        keeper.keep([disk] { return disk->write(1); });
        QVERIFY(!keeper.waitForDone(10ms));
    }
    disk->letGo();
    std::unique_lock lock(disk->mutex); // the thread outlives its keeper, and touches nothing of it
    QVERIFY(disk->moved.wait_for(lock, 20s, [&] { return disk->written.size() == 1; }));
}

void KeeperTest::failures()
{
    Keeper keeper;
    QSignalSpy spy(&keeper, &Keeper::failed);
    keeper.keep([] { return base::Result<void>(base::fail(base::ErrorKind::DiskFull, {}, u"write"_s)); });
    QVERIFY(keeper.waitForDone(20s));
    QCOMPARE(keeper.failure()->kind, base::ErrorKind::DiskFull);
    QTRY_COMPARE(spy.size(), 1);
    keeper.keep([] { return base::Result<void>(); });
    QVERIFY(keeper.waitForDone(20s));
    QVERIFY(!keeper.failure());
}

void KeeperTest::readersAreCounted()
{
    const auto disk = std::make_shared<SlowDisk>();
    Background background;
    QVERIFY(background.waitForAll(0ms));
    int answers = 0;
    background.run([disk] { return disk->write(1).has_value(); }, [&](bool) { ++answers; });
    QVERIFY(!background.waitForAll(10ms));
    disk->letGo();
    QVERIFY(background.waitForAll(20s));
    QCOMPARE(answers, 0); // it comes by the event loop
    QTRY_COMPARE(answers, 1);
}

void KeeperTest::quitAtOnce_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("library") << u"library"_s;
    QTest::newRow("two libraries") << u"two"_s;
    QTest::newRow("all settings") << u"all"_s;
    QTest::newRow("added model") << u"added"_s;
}

void KeeperTest::quitAtOnce()
{
    QFETCH(QString, what);
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.open();
    ui::Workbench &workbench = scene.workbench();
    const QString folder = scene.library() + u"-new"_s;
    if (what == "added"_L1) {
        QVERIFY(workbench.add(u"mine/first"_s) && workbench.add(u"mine/second"_s));
    } else {
        if (what == "two"_L1)
            workbench.setLibrary(folder + u"-first"_s);
        workbench.setLibrary(folder);
        if (what == "all"_L1) {
            const bool on = workbench.settings().removeGit;
            QVERIFY(workbench.preferences().set(u"removeGit"_s, !on));
            QVERIFY(workbench.preferences().set(u"limitRate"_s, 1'000'000));
            QVERIFY(workbench.preferences().set(u"limitRate"_s, 2'000'000));
        }
    }
    const bool removeGit = workbench.settings().removeGit;
    scene.close(); // nothing has run in between
    if (what == "added"_L1) {
        const QByteArray file = test::readFile(scene.configDir() + u"/catalogues/added.json"_s);
        QVERIFY2(file.contains("mine/first") && file.contains("mine/second"), file.constData());
        return;
    }
    const auto settings = settings::readSettings(scene.configDir());
    QVERIFY(settings);
    QCOMPARE(settings->library, folder);
    QCOMPARE(settings->removeGit, removeGit);
    QCOMPARE(settings->limitRate, what == "all"_L1 ? 2'000'000 : 0);
}

void KeeperTest::notKeptIsTold()
{
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.open();
    QVERIFY(QDir().mkpath(scene.configDir() + u"/settings.json"_s)); // nothing can be written over a folder
    scene.workbench().setLibrary(scene.library() + u"-new"_s);
    const ui::Workbench::Leaving left = scene.workbench().leave();
    QVERIFY(left.allEnded);
    QCOMPARE(left.notKept.size(), 1);
    QVERIFY(left.notKept.first().context.path.contains(u"settings.json"_s)
            || left.notKept.first().detail.contains(u"settings.json"_s));
}

WEIGHTYARD_TEST(KeeperTest)

} // namespace keeper_test

#include "keeper_test.moc"
