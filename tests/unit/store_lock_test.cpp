#include "said.h"
#include "test_registry.h"

#include "base/error_code.h"
#include "store/store_lock.h"

#include "support/child_process.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace store_lock_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::valueOf;

namespace {

const QString kProgram = QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/store_trace");

} // namespace

class StoreLockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secondIsBusy();
    void freeAfterwards();
    void otherProcessIsNamed();
    void killedProcessFreesIt();
    void removedFileIsNoLock();
    void missingFolder();
    void linkIsNotFollowed();
};

void StoreLockTest::secondIsBusy()
{
    const test::TempDir dir;
    const StoreLock first = valueOf(StoreLock::acquire(dir.path(u"lock"_s)));
    const auto second = StoreLock::acquire(dir.path(u"lock"_s));
    QCOMPARE(kindOf(second), ErrorKind::Busy);
    QCOMPARE(second.error().cause.code, base::ErrorCode::WorkingHere); // no other program is to blame
    QCOMPARE(second.error().context.path, dir.path(u"lock"_s));
}

void StoreLockTest::freeAfterwards()
{
    const test::TempDir dir;
    {
        StoreLock first = valueOf(StoreLock::acquire(dir.path(u"lock"_s)));
        const StoreLock moved = std::move(first);
        QCOMPARE(kindOf(StoreLock::acquire(dir.path(u"lock"_s))), ErrorKind::Busy);
    }
    valueOf(StoreLock::acquire(dir.path(u"lock"_s)));
}

void StoreLockTest::otherProcessIsNamed()
{
    const test::TempDir dir;
    test::ServerProcess other;
    QVERIFY(other.start(kProgram, {u"lock"_s, dir.path(u"lock"_s)}));
    QCOMPARE(other.readLine(std::chrono::seconds(20)), "locked");
    const auto mine = StoreLock::acquire(dir.path(u"lock"_s));
    QCOMPARE(kindOf(mine), ErrorKind::Busy);
    QVERIFY(test::said(mine.error()).contains(u"process %1 "_s.arg(other.processId())));
    QVERIFY(test::said(mine.error()).contains(QSysInfo::machineHostName()));
}

void StoreLockTest::killedProcessFreesIt()
{
    const test::TempDir dir;
    test::ServerProcess other;
    QVERIFY(other.start(kProgram, {u"lock"_s, dir.path(u"lock"_s)}));
    QCOMPARE(other.readLine(std::chrono::seconds(20)), "locked");
    QCOMPARE(kindOf(StoreLock::acquire(dir.path(u"lock"_s))), ErrorKind::Busy);
    other.kill();
    valueOf(StoreLock::acquire(dir.path(u"lock"_s)));
}

// The holder removes its state folder at the end. Whoever comes then locks a file that has a name.
void StoreLockTest::removedFileIsNoLock()
{
    const test::TempDir dir;
    const StoreLock first = valueOf(StoreLock::acquire(dir.path(u"lock"_s)));
    QVERIFY(QFile::remove(dir.path(u"lock"_s)));
    const StoreLock second = valueOf(StoreLock::acquire(dir.path(u"lock"_s)));
    QVERIFY(QFileInfo::exists(dir.path(u"lock"_s)));
    QCOMPARE(kindOf(StoreLock::acquire(dir.path(u"lock"_s))), ErrorKind::Busy);
}

void StoreLockTest::missingFolder()
{
    const test::TempDir dir;
    const auto lock = StoreLock::acquire(dir.path(u"none/lock"_s));
    QCOMPARE(kindOf(lock), ErrorKind::Busy);
    QVERIFY(!QFileInfo::exists(dir.path(u"none"_s)));
}

void StoreLockTest::linkIsNotFollowed()
{
    const test::TempDir dir;
    const QString victim = dir.writeFile(u"victim"_s, "precious");
    QVERIFY(QFile::link(victim, dir.path(u"lock"_s)));
    QVERIFY(!StoreLock::acquire(dir.path(u"lock"_s)));
    QCOMPARE(test::readFile(victim), "precious");
}

WEIGHTYARD_TEST(StoreLockTest)

} // namespace store_lock_test

#include "store_lock_test.moc"
