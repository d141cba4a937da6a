#include "test_registry.h"

#include "store/space.h"

#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QFile>
#include <QTest>
#include <filesystem>

namespace space_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::valueOf;

class SpaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asTheSystemSays();
    void ofTheNearestParent();
    void reservationsAddUp();
    void writtenBytesAreGivenBack();
    void movedReservationCountsOnce();
    void bytesOnDiskAreNotTheSize();
    void reserve_data();
    void reserve();
};

void SpaceTest::asTheSystemSays()
{
    const test::TempDir dir;
    const VolumeSpace space = valueOf(spaceAt(dir.path()));
    const std::filesystem::space_info known = std::filesystem::space(dir.path().toStdString());
    QCOMPARE(space.total, static_cast<qint64>(known.capacity));
    // Not by the table of mounts: in a chroot that has no entry for its root.
    QVERIFY2(space.volume.endsWith(u'/') || dir.path().startsWith(space.volume + u'/'),
             qPrintable(space.volume));
    // Others write to this volume at the same time.
    QVERIFY(qAbs(space.available - static_cast<qint64>(known.available)) < 4LL * 1024 * 1024 * 1024);
    QVERIFY(space.available > 0 && space.available <= space.total);
}

void SpaceTest::ofTheNearestParent()
{
    const test::TempDir dir;
    QCOMPARE(valueOf(spaceAt(dir.path(u"not/there/yet"_s))).volume, valueOf(spaceAt(dir.path())).volume);
}

void SpaceTest::reservationsAddUp()
{
    const test::TempDir dir;
    SpaceLedger ledger;
    const qint64 available = valueOf(spaceAt(dir.path())).available;
    const qint64 most = available * 3 / 4;
    {
        const auto first = valueOf(ledger.reserve(dir.path(), most));
        const auto second = ledger.reserve(dir.path(u"below"_s), most);
        QCOMPARE(kindOf(second), ErrorKind::DiskFull);
        QCOMPARE(second.error().context.bytesNeeded, most);
        QVERIFY(second.error().context.bytesFree < most);
        SpaceLedger other;
        valueOf(other.reserve(dir.path(), most));
    }
    valueOf(ledger.reserve(dir.path(), most));
}

void SpaceTest::writtenBytesAreGivenBack()
{
    const test::TempDir dir;
    SpaceLedger ledger;
    const qint64 most = valueOf(spaceAt(dir.path())).available * 3 / 4;
    auto first = valueOf(ledger.reserve(dir.path(), most));
    QCOMPARE(kindOf(ledger.reserve(dir.path(), most)), ErrorKind::DiskFull);
    first.release(most - 1000);
    first.release(5000); // more than was reserved
    valueOf(ledger.reserve(dir.path(), most));
    first.release(-most); // it left the disk again, and has to be written once more
    QCOMPARE(kindOf(ledger.reserve(dir.path(), most)), ErrorKind::DiskFull);
}

void SpaceTest::movedReservationCountsOnce()
{
    const test::TempDir dir;
    SpaceLedger ledger;
    const qint64 most = valueOf(spaceAt(dir.path())).available * 3 / 4;
    SpaceLedger::Reservation kept;
    {
        auto first = valueOf(ledger.reserve(dir.path(), most));
        kept = std::move(first);
    }
    QCOMPARE(kindOf(ledger.reserve(dir.path(), most)), ErrorKind::DiskFull);
    kept = SpaceLedger::Reservation();
    valueOf(ledger.reserve(dir.path(), most));
}

void SpaceTest::bytesOnDiskAreNotTheSize()
{
    const test::TempDir dir;
    QFile sparse(dir.path(u"sparse"_s));
    QVERIFY(sparse.open(QIODevice::WriteOnly));
    QVERIFY(sparse.resize(100 * 1024 * 1024));
    QVERIFY(bytesOnDisk(sparse.fileName()) < 1024 * 1024);
    QCOMPARE(bytesOnDisk(dir.path(u"none"_s)), 0);
}

void SpaceTest::reserve_data()
{
    QTest::addColumn<qint64>("total");
    QTest::addColumn<qint64>("reserve");
    constexpr qint64 gib = 1024 * 1024 * 1024;
    QTest::newRow("nothing known") << qint64{0} << qint64{0};
    QTest::newRow("32 GB stick") << qint64{32'000'000'000} << qint64{640'000'000};
    QTest::newRow("just below the border") << 50 * gib - 50 << gib - 1;
    QTest::newRow("at the border") << 50 * gib << gib;
    QTest::newRow("large") << 4000 * gib << gib;
}

void SpaceTest::reserve()
{
    QFETCH(qint64, total);
    QTEST(reserveOf({.volume = u"/"_s, .total = total, .available = 1}), "reserve");
}

WEIGHTYARD_TEST(SpaceTest)

} // namespace space_test

#include "space_test.moc"
