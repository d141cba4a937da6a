// Which models of a selection fit, by tables: order, reserve, volumes, figures.
#include "test_registry.h"

#include "session/space_plan.h"

#include <QTest>
#include <limits>

namespace space_plan_test {

using namespace weightyard;
using namespace weightyard::session;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kGiB = 1LL << 30;
constexpr qint64 kMost = std::numeric_limits<qint64>::max();

using Demands = QList<SpaceDemand>;
using Rooms = QList<VolumeRoom>;

// 100 GiB, of which 11 are free: 10 with the reserve left.
VolumeRoom room(const QString &volume, qint64 available = 11 * kGiB)
{
    return {.volume = volume, .total = 100 * kGiB, .available = available};
}

} // namespace

class SpacePlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reserve_data();
    void reserve();
    void plans_data();
    void plans();
};

void SpacePlanTest::reserve_data()
{
    QTest::addColumn<qint64>("total");
    QTest::addColumn<qint64>("kept");
    QTest::newRow("nothing") << qint64(0) << qint64(0);
    QTest::newRow("tiny") << qint64(40'000'000) << qint64(800'000);
    QTest::newRow("a card of 16 GiB") << 16 * kGiB << 16 * kGiB / 50;
    QTest::newRow("50 GiB") << 50 * kGiB << kGiB;
    QTest::newRow("a large disk") << 20'000 * kGiB << kGiB;
}

void SpacePlanTest::reserve()
{
    QFETCH(qint64, total);
    QFETCH(qint64, kept);
    QCOMPARE(store::reserveOf({.volume = u"/"_s, .total = total, .available = total}), kept);
}

void SpacePlanTest::plans_data()
{
    QTest::addColumn<Demands>("demands");
    QTest::addColumn<Rooms>("rooms");
    QTest::addColumn<QStringList>("fits");
    QTest::addColumn<QStringList>("tooMuch");
    QTest::addColumn<qint64>("needed");
    QTest::addColumn<qint64>("available");
    const QString a = u"a"_s;
    const QString b = u"b"_s;
    const QString c = u"c"_s;
    const QString v = u"/v"_s;
    const QString w = u"/w"_s;
    const qint64 ten = 10 * kGiB;
    QTest::newRow("nothing asked") << Demands{} << Rooms{room(v)} << QStringList{} << QStringList{}
                                   << qint64(0) << qint64(0);
    QTest::newRow("to the last byte")
        << Demands{{a, v, ten}} << Rooms{room(v)} << QStringList{a} << QStringList{} << ten << ten;
    QTest::newRow("into the reserve")
        << Demands{{a, v, ten + 1}} << Rooms{room(v)} << QStringList{} << QStringList{a} << ten + 1 << ten;
    QTest::newRow("each alone, not together") << Demands{{a, v, 6 * kGiB}, {b, v, 6 * kGiB}} << Rooms{room(v)}
                                              << QStringList{a} << QStringList{b} << 12 * kGiB << ten;
    QTest::newRow("a smaller one behind a large one")
        << Demands{{a, v, 6 * kGiB}, {b, v, 6 * kGiB}, {c, v, 4 * kGiB}} << Rooms{room(v)}
        << QStringList{a, c} << QStringList{b} << 16 * kGiB << ten;
    QTest::newRow("a volume each") << Demands{{a, v, ten}, {b, w, ten}} << Rooms{room(v), room(w)}
                                   << QStringList{a, b} << QStringList{} << 2 * ten << 2 * ten;
    QTest::newRow("only volumes concerned")
        << Demands{{a, v, ten}} << Rooms{room(v), room(w)} << QStringList{a} << QStringList{} << ten << ten;
    QTest::newRow("volume not there")
        << Demands{{a, w, 1}} << Rooms{room(v)} << QStringList{} << QStringList{a} << qint64(1) << qint64(0);
    QTest::newRow("nothing missing on a full volume")
        << Demands{{a, v, 0}, {b, v, 1}} << Rooms{room(v, 0)} << QStringList{a} << QStringList{b} << qint64(1)
        << qint64(0);
    QTest::newRow("sizes beyond all reason")
        << Demands{{a, v, kMost}, {b, v, kMost}, {c, v, kGiB}} << Rooms{room(v)} << QStringList{c}
        << QStringList{a, b} << kMost << ten;
    QTest::newRow("a negative size counts as none") << Demands{{a, v, -5}, {b, v, ten}} << Rooms{room(v)}
                                                    << QStringList{a, b} << QStringList{} << ten << ten;
}

void SpacePlanTest::plans()
{
    QFETCH(Demands, demands);
    QFETCH(Rooms, rooms);
    const SpacePlan plan = planSpace(demands, rooms);
    QTEST(plan.fits, "fits");
    QTEST(plan.tooMuch, "tooMuch");
    QTEST(plan.bytesNeeded, "needed");
    QTEST(plan.bytesAvailable, "available");
    QCOMPARE(plan.allFits(), plan.tooMuch.isEmpty());
}

WEIGHTYARD_TEST(SpacePlanTest)

} // namespace space_plan_test

#include "space_plan_test.moc"
