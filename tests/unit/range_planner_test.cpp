#include "test_registry.h"

#include "lfs/range_planner.h"

#include <QTest>

#include <random>

namespace range_planner_test {

using namespace weightyard;
using lfs::RangeLimits;
using lfs::RangePlanner;
using store::Interval;
using store::IntervalSet;

namespace {

IntervalSet setOf(const QList<Interval> &intervals)
{
    IntervalSet set;
    for (const Interval &one : intervals)
        set.add(one);
    return set;
}

bool overlap(const Interval &a, const Interval &b)
{
    return a.begin < b.end && b.begin < a.end;
}

} // namespace

class RangePlannerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inFileOrder();
    void gapsAreCutToSize_data();
    void gapsAreCutToSize();
    void windowFollowsTheHasher();
    void releasedRangesComeAgain();
    void segmentsFitTheObject_data();
    void segmentsFitTheObject();
    void extendedClaimsBlockTheRest();
    void emptyObject();
    void randomSequences_data();
    void randomSequences();
};

void RangePlannerTest::inFileOrder()
{
    RangePlanner planner(100, {.segment = 30, .window = 1000});
    QCOMPARE(planner.next({}, 0), std::optional(Interval{0, 30}));
    QCOMPARE(planner.next({}, 0), std::optional(Interval{30, 60}));
    QCOMPARE(planner.next({}, 0), std::optional(Interval{60, 90}));
    QCOMPARE(planner.next({}, 0), std::optional(Interval{90, 100}));
    QCOMPARE(planner.next({}, 0), std::nullopt);
}

void RangePlannerTest::gapsAreCutToSize_data()
{
    QTest::addColumn<QList<Interval>>("received");
    QTest::addColumn<QList<Interval>>("expected");
    using List = QList<Interval>;
    QTest::newRow("nothing") << List{} << List{{0, 30}, {30, 60}, {60, 90}, {90, 100}};
    QTest::newRow("a prefix") << List{{0, 45}} << List{{45, 75}, {75, 100}};
    QTest::newRow("holes") << List{{10, 20}, {25, 90}} << List{{0, 10}, {20, 25}, {90, 100}};
    QTest::newRow("a hole larger than a segment") << List{{0, 10}, {50, 100}} << List{{10, 40}, {40, 50}};
    QTest::newRow("one byte") << List{{0, 99}} << List{{99, 100}};
    QTest::newRow("all") << List{{0, 100}} << List{};
}

void RangePlannerTest::gapsAreCutToSize()
{
    QFETCH(QList<Interval>, received);
    RangePlanner planner(100, {.segment = 30, .window = 1000});
    QList<Interval> planned;
    while (const auto next = planner.next(setOf(received), 0))
        planned.append(*next);
    QTEST(planned, "expected");
}

void RangePlannerTest::windowFollowsTheHasher()
{
    RangePlanner planner(1000, {.segment = 10, .window = 25});
    int before = 0;
    while (planner.next({}, 0))
        ++before;
    QCOMPARE(before, 3); // 0, 10, 20; 30 is beyond 25
    QCOMPARE(planner.next({}, 4), std::nullopt);
    QCOMPARE(planner.next({}, 5), std::optional(Interval{30, 40}));
    QCOMPARE(planner.next({}, 5), std::nullopt);
}

void RangePlannerTest::segmentsFitTheObject_data()
{
    constexpr qint64 mib = 1024 * 1024;
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("segment");
    QTest::newRow("nothing") << 0LL << 8 * mib;
    QTest::newRow("200 MiB") << 200 * mib << 8 * mib;
    QTest::newRow("500 MiB and a byte") << 500 * mib + 1 << 16 * mib;
    QTest::newRow("1 GiB") << 1024 * mib << 32 * mib;
    QTest::newRow("200 GiB") << 200 * 1024 * mib << 32 * mib;
}

void RangePlannerTest::segmentsFitTheObject()
{
    QFETCH(qint64, size);
    QTEST(RangeLimits().fitted(size).segment, "segment");
    QCOMPARE((RangeLimits{.segment = 1000, .window = 5000}.fitted(size).segment), 1000);
}

void RangePlannerTest::releasedRangesComeAgain()
{
    RangePlanner planner(100, {.segment = 50, .window = 1000});
    const Interval first = *planner.next({}, 0);
    const Interval second = *planner.next({}, 0);
    planner.release(first);
    QCOMPARE(planner.next(setOf({{0, 20}}), 0), std::optional(Interval{20, 50})); // broke off at 20
    planner.release(second);
    planner.release(second); // twice does no harm
    QCOMPARE(planner.next(setOf({{0, 20}}), 0), std::optional(Interval{50, 100}));
    QCOMPARE(planner.next(setOf({{0, 20}}), 0), std::nullopt);
}

// A server without ranges sends everything up to the end, whatever was asked for.
void RangePlannerTest::extendedClaimsBlockTheRest()
{
    RangePlanner planner(100, {.segment = 10, .window = 1000});
    const Interval first = *planner.next({}, 0);
    planner.extend(first, 100);
    QCOMPARE(planner.next({}, 0), std::nullopt);
    planner.release(first); // known by where it began
    QCOMPARE(planner.next(setOf({{0, 5}}), 0), std::optional(Interval{5, 15}));
}

void RangePlannerTest::emptyObject()
{
    RangePlanner planner(0, {});
    QCOMPARE(planner.next({}, 0), std::nullopt);
}

void RangePlannerTest::randomSequences_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Whatever attempts do, ranges never overlap what is here or claimed, stay within segment and window, and in the end
// all is here.
void RangePlannerTest::randomSequences()
{
    QFETCH(quint32, seed);
    std::mt19937 random(seed);
    const auto below = [&](qint64 limit) {
        return static_cast<qint64>(random() % static_cast<quint64>(limit));
    };
    const qint64 size = 1 + below(5000);
    const RangeLimits limits{.segment = 1 + below(400), .window = below(1500)};
    RangePlanner planner(size, limits);
    IntervalSet received;
    QList<Interval> claims;
    int rounds = 0;
    for (; received.total() < size && rounds < 100'000; ++rounds) {
        const qint64 hashed = below(received.prefixEnd() + 1);
        if (const auto next = planner.next(received, random() % 4 == 0 ? received.prefixEnd() : hashed)) {
            QVERIFY(next->begin >= 0 && next->begin < next->end && next->end <= size);
            QVERIFY(next->length() <= limits.segment);
            QVERIFY(next->begin <= received.prefixEnd() + limits.window);
            for (const Interval &one : received.all())
                QVERIFY(!overlap(one, *next));
            for (const Interval &one : std::as_const(claims))
                QVERIFY(!overlap(one, *next));
            claims.append(*next);
        }
        if (claims.isEmpty() || random() % 3 == 0)
            continue;
        const Interval ended = claims.takeAt(below(claims.size()));
        const qint64 brought = random() % 2 == 0 ? ended.length() : below(ended.length() + 1);
        received.add({ended.begin, ended.begin + brought});
        if (random() % 10 == 0) {
            const qint64 at = below(size); // a damaged block
            received.remove({at, at + 1 + below(100)});
        }
        planner.release(ended);
    }
    QCOMPARE(received.total(), size);
    QVERIFY(rounds < 100'000);
}

WEIGHTYARD_TEST(RangePlannerTest)

} // namespace range_planner_test

#include "range_planner_test.moc"
