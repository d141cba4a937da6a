// Which models of a selection fit, by tables: order, reserve, figures.
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

// 100 GiB, of which 11 are free: 10 with the reserve left.
store::VolumeSpace room(qint64 available = 11 * kGiB)
{
    return {.volume = u"/v"_s, .total = 100 * kGiB, .available = available};
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
    QTest::addColumn<qint64>("free");
    QTest::addColumn<QStringList>("fits");
    QTest::addColumn<QStringList>("tooMuch");
    QTest::addColumn<qint64>("needed");
    QTest::addColumn<qint64>("available");
    const QString a = u"a"_s;
    const QString b = u"b"_s;
    const QString c = u"c"_s;
    const qint64 ten = 10 * kGiB;
    QTest::newRow("nothing asked") << Demands{} << 11 * kGiB << QStringList{} << QStringList{} << qint64(0)
                                   << qint64(0);
    QTest::newRow("to the last byte")
        << Demands{{a, ten}} << 11 * kGiB << QStringList{a} << QStringList{} << ten << ten;
    QTest::newRow("into the reserve")
        << Demands{{a, ten + 1}} << 11 * kGiB << QStringList{} << QStringList{a} << ten + 1 << ten;
    QTest::newRow("each alone, not together") << Demands{{a, 6 * kGiB}, {b, 6 * kGiB}} << 11 * kGiB
                                              << QStringList{a} << QStringList{b} << 12 * kGiB << ten;
    QTest::newRow("a smaller one behind a large one")
        << Demands{{a, 6 * kGiB}, {b, 6 * kGiB}, {c, 4 * kGiB}} << 11 * kGiB << QStringList{a, c}
        << QStringList{b} << 16 * kGiB << ten;
    QTest::newRow("nothing missing on a full volume")
        << Demands{{a, 0}, {b, 1}} << qint64(0) << QStringList{a} << QStringList{b} << qint64(1) << qint64(0);
    QTest::newRow("sizes beyond all reason") << Demands{{a, kMost}, {b, kMost}, {c, kGiB}} << 11 * kGiB
                                             << QStringList{c} << QStringList{a, b} << kMost << ten;
    QTest::newRow("a negative size counts as none")
        << Demands{{a, -5}, {b, ten}} << 11 * kGiB << QStringList{a, b} << QStringList{} << ten << ten;
}

void SpacePlanTest::plans()
{
    QFETCH(Demands, demands);
    QFETCH(qint64, free);
    const SpacePlan plan = planSpace(demands, room(free));
    QTEST(plan.fits, "fits");
    QTEST(plan.tooMuch, "tooMuch");
    QTEST(plan.bytesNeeded, "needed");
    QTEST(plan.bytesAvailable, "available");
    QCOMPARE(plan.allFits(), plan.tooMuch.isEmpty());
}

WEIGHTYARD_TEST(SpacePlanTest)

} // namespace space_plan_test

#include "space_plan_test.moc"
