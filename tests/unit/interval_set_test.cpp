#include "test_registry.h"

#include "store/interval_set.h"

#include <QBitArray>
#include <QRandomGenerator>
#include <QTest>

namespace interval_set_test {

using weightyard::store::Interval;
using weightyard::store::IntervalSet;

class IntervalSetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mergesWhatTouches();
    void removesFromTheMiddle();
    void findsGaps();
    void emptyIntervalsChangeNothing();
    void agreesWithABitmap_data();
    void agreesWithABitmap();
};

void IntervalSetTest::mergesWhatTouches()
{
    IntervalSet set;
    set.add({10, 20});
    set.add({30, 40});
    set.add({20, 25});
    QCOMPARE(set.all(), (std::vector<Interval>{{10, 25}, {30, 40}}));
    set.add({24, 31});
    QCOMPARE(set.all(), (std::vector<Interval>{{10, 40}}));
    QCOMPARE(set.total(), 30);
}

void IntervalSetTest::removesFromTheMiddle()
{
    IntervalSet set;
    set.add({0, 100});
    set.remove({40, 60});
    QCOMPARE(set.all(), (std::vector<Interval>{{0, 40}, {60, 100}}));
    set.remove({0, 40});
    set.remove({99, 1000});
    QCOMPARE(set.all(), (std::vector<Interval>{{60, 99}}));
}

void IntervalSetTest::findsGaps()
{
    IntervalSet set;
    set.add({0, 10});
    set.add({20, 30});
    QCOMPARE(set.firstGap(0), 10);
    QCOMPARE(set.firstGap(5), 10);
    QCOMPARE(set.firstGap(10), 10);
    QCOMPARE(set.firstGap(15), 15);
    QCOMPARE(set.firstGap(20), 30);
    QCOMPARE(set.gapEnd(10, 100), 20);
    QCOMPARE(set.gapEnd(10, 15), 15);
    QCOMPARE(set.gapEnd(30, 100), 100);
    QCOMPARE(set.prefixEnd(), 10);
    QVERIFY(set.contains({20, 30}));
    QVERIFY(!set.contains({19, 30}));
    QVERIFY(!set.contains({20, 31}));
}

void IntervalSetTest::emptyIntervalsChangeNothing()
{
    IntervalSet set;
    set.add({5, 5});
    QCOMPARE(set, IntervalSet());
    set.add({0, 10});
    set.add({3, 3});
    set.remove({5, 5});
    QCOMPARE(set.all(), (std::vector<Interval>{{0, 10}}));
    QVERIFY(set.contains({7, 7}));
}

void IntervalSetTest::agreesWithABitmap_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void IntervalSetTest::agreesWithABitmap()
{
    QFETCH(quint32, seed);
    constexpr int kSize = 64;
    QRandomGenerator random(seed);
    IntervalSet set;
    QBitArray bits(kSize);
    for (int step = 0; step < 300; ++step) {
        const int begin = random.bounded(kSize);
        const int end = begin + random.bounded(kSize - begin + 1);
        const bool adding = random.bounded(2) == 0;
        adding ? set.add({begin, end}) : set.remove({begin, end});
        bits.fill(adding, begin, end);
        QCOMPARE(set.total(), bits.count(true));
        for (int i = 0; i < kSize; ++i) {
            QCOMPARE(set.contains({i, i + 1}), bits.testBit(i));
            int gap = i;
            while (gap < kSize && bits.testBit(gap))
                ++gap;
            QCOMPARE(set.firstGap(i), gap);
        }
        for (size_t j = 1; j < set.all().size(); ++j)
            QVERIFY(set.all()[j - 1].end < set.all()[j].begin);
    }
}

WEIGHTYARD_TEST(IntervalSetTest)

} // namespace interval_set_test

#include "interval_set_test.moc"
