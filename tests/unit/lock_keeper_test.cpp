// label: threads
// One process holds a library's lock as often as it likes; others see one lock, gone with the last hold.
#include "test_registry.h"

#include "store/lock_keeper.h"

#include "base/error_code.h"
#include "store/library_layout.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>
#include <atomic>
#include <thread>
#include <vector>

namespace lock_keeper_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::valueOf;

namespace {

constexpr int kThreads = 4;

/// Models of one library share its lock file.
DownloadLayout modelIn(const test::TempDir &dir, const QString &name)
{
    return valueOf(layoutInLibrary(dir.path(u"lib"_s), name));
}

} // namespace

class LockKeeperTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sharedUntilTheLast();
    void oneLockAFile();
    void takenByAnother();
    void movedHoldCountsOnce();
    void oneTaskAModel();
    void alone();
    void killedRemovalGoes();
    void fromManyThreads();
    void newLibraryFromManyThreads();
};

void LockKeeperTest::sharedUntilTheLast()
{
    const test::TempDir dir;
    const QString file = modelIn(dir, u"o/one"_s).lockFile;
    LockKeeper keeper;
    {
        const LockKeeper::Hold first = valueOf(keeper.prepareAndHold(modelIn(dir, u"o/one"_s)));
        {
            const LockKeeper::Hold second = valueOf(keeper.holdModel(modelIn(dir, u"o/two"_s)));
            QCOMPARE(kindOf(StoreLock::acquire(file)), ErrorKind::Busy);
        }
        QCOMPARE(kindOf(StoreLock::acquire(file)), ErrorKind::Busy);
    }
    valueOf(StoreLock::acquire(file));
}

void LockKeeperTest::oneLockAFile()
{
    const test::TempDir dir;
    LockKeeper keeper;
    const LockKeeper::Hold held = valueOf(keeper.holdAlone(dir.path(u"a"_s)));
    valueOf(StoreLock::acquire(dir.path(u"b"_s)));
}

void LockKeeperTest::takenByAnother()
{
    const test::TempDir dir;
    const QString file = dir.path(u"lock"_s);
    LockKeeper keeper;
    {
        const StoreLock other = valueOf(StoreLock::acquire(file));
        QCOMPARE(kindOf(keeper.holdAlone(file)), ErrorKind::Busy);
    }
    valueOf(keeper.holdAlone(file)); // a failure leaves nothing behind
}

void LockKeeperTest::movedHoldCountsOnce()
{
    const test::TempDir dir;
    const QString file = dir.path(u"lock"_s);
    LockKeeper keeper;
    {
        LockKeeper::Hold kept;
        {
            LockKeeper::Hold first = valueOf(keeper.holdAlone(file));
            kept = std::move(first);
        }
        const LockKeeper::Hold moved = std::move(kept);
        QCOMPARE(kindOf(StoreLock::acquire(file)), ErrorKind::Busy);
    }
    valueOf(StoreLock::acquire(file));
}

void LockKeeperTest::oneTaskAModel()
{
    const test::TempDir dir;
    const DownloadLayout one = modelIn(dir, u"o/one"_s);
    const DownloadLayout two = modelIn(dir, u"o/two"_s);
    LockKeeper keeper;
    {
        const LockKeeper::Hold first = valueOf(keeper.prepareAndHold(one));
        const auto again = keeper.holdModel(one);
        QCOMPARE(kindOf(again), ErrorKind::Busy);
        QCOMPARE(again.error().cause.code, base::ErrorCode::WorkingHere);
        const LockKeeper::Hold other = valueOf(keeper.holdModel(two));
    }
    const LockKeeper::Hold later = valueOf(keeper.holdModel(one));
    QCOMPARE(StoreLock::acquire(one.lockFile).error().cause.code, base::ErrorCode::WorkingHere);
}

void LockKeeperTest::alone()
{
    const test::TempDir dir;
    const DownloadLayout place = modelIn(dir, u"o/one"_s);
    LockKeeper keeper;
    {
        const LockKeeper::Hold job = valueOf(keeper.prepareAndHold(place));
        QCOMPARE(kindOf(keeper.holdAlone(place.lockFile)), ErrorKind::Busy);
    }
    {
        const LockKeeper::Hold alone = valueOf(keeper.holdAlone(place.lockFile));
        QCOMPARE(kindOf(keeper.holdModel(place)), ErrorKind::Busy);
        QCOMPARE(kindOf(keeper.holdAlone(place.lockFile)), ErrorKind::Busy);
    }
    valueOf(keeper.holdModel(place));
}

// Whoever is first knows that nobody is at it; those that come later must not take what another one is removing.
void LockKeeperTest::killedRemovalGoes()
{
    const test::TempDir dir;
    const DownloadLayout place = modelIn(dir, u"o/one"_s);
    const QString left = StateLayout(place.stateDir).removed() + u"/model-1"_s;
    QVERIFY(QDir().mkpath(left));
    LockKeeper keeper;
    const LockKeeper::Hold first = valueOf(keeper.prepareAndHold(place));
    QVERIFY(!QFileInfo::exists(left));
    QVERIFY(QDir().mkpath(left));
    const LockKeeper::Hold second = valueOf(keeper.holdModel(modelIn(dir, u"o/two"_s)));
    valueOf(cleanUp(place));
    QVERIFY(QFileInfo::exists(left));
}

void LockKeeperTest::fromManyThreads()
{
    const test::TempDir dir;
    LockKeeper keeper;
    std::atomic<int> refused = 0;
    valueOf(prepare(modelIn(dir, u"o/m"_s)));
    {
        std::vector<std::jthread> threads;
        threads.reserve(kThreads);
        for (int i = 0; i < kThreads; ++i) {
            threads.emplace_back([&, place = modelIn(dir, u"o/m%1"_s.arg(i))] {
                for (int round = 0; round < 200; ++round)
                    refused += keeper.holdModel(place) ? 0 : 1;
            });
        }
    }
    QCOMPARE(refused.load(), 0);
    valueOf(StoreLock::acquire(modelIn(dir, u"o/m"_s).lockFile));
}

void LockKeeperTest::newLibraryFromManyThreads()
{
    for (int round = 0; round < 10; ++round) {
        const test::TempDir dir;
        LockKeeper keeper;
        std::atomic<int> refused = 0;
        {
            std::vector<std::jthread> threads;
            threads.reserve(kThreads);
            for (int i = 0; i < kThreads; ++i) {
                threads.emplace_back([&, i] {
                    const DownloadLayout place =
                        valueOf(layoutInLibrary(dir.path(u"new"_s), u"owner/m%1"_s.arg(i)));
                    refused += keeper.prepareAndHold(place) ? 0 : 1;
                });
            }
        }
        QCOMPARE(refused.load(), 0);
    }
}

WEIGHTYARD_TEST(LockKeeperTest)

} // namespace lock_keeper_test

#include "lock_keeper_test.moc"
