// The graph of the rate: its axis, what it reads under the pointer and by keys, and what a screen reader hears.
#include "test_registry.h"

#include "ui/text/format.h"
#include "ui/widgets/rate_graph.h"

#include <QMouseEvent>
#include <QTest>

namespace rate_graph_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::ui;

namespace {

/// A look a second: MB/s; less than 0: a pause.
queue::RateHistory historyOf(const QList<double> &rates)
{
    queue::RateHistory history;
    double bytes = 0;
    history.add(0, 0, 0, false);
    for (qsizetype i = 0; i < rates.size(); ++i) {
        bytes += std::max(rates[i], 0.0) * 1e6;
        const qint64 now = 1000 * (i + 1);
        history.add(now, now, static_cast<qint64>(bytes), rates[i] >= 0);
    }
    return history;
}

} // namespace

class RateGraphTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void axisIsNice_data();
    void axisIsNice();
    void axisShrinksLate();
    void readByKeys_data();
    void readByKeys();
    void readUnderThePointer();
    void figuresAreSpoken();
};

void RateGraphTest::axisIsNice_data()
{
    QTest::addColumn<double>("most");
    QTest::addColumn<double>("top");
    QTest::newRow("nothing") << 0.0 << 1e3;
    QTest::newRow("little") << 300.0 << 1e3;
    QTest::newRow("as much") << 2e6 << 2e6;
    QTest::newRow("a little more") << 2.1e6 << 5e6;
    QTest::newRow("above five") << 51e6 << 100e6;
    QTest::newRow("a gigabyte") << 999e6 << 1e9;
}

void RateGraphTest::axisIsNice()
{
    QFETCH(double, most);
    QTEST(RateScale::niceAbove(most), "top");
}

void RateGraphTest::axisShrinksLate()
{
    RateScale scale;
    scale.fit(90e6);
    QCOMPARE(scale.top(), 100e6);
    scale.fit(110e6);
    QCOMPARE(scale.top(), 200e6); // at once
    for (int i = 0; i < 50; ++i)
        scale.fit(i % 2 == 0 ? 99e6 : 101e6);
    QCOMPARE(scale.top(), 200e6); // no flutter
    for (int i = 0; i < 4; ++i)
        scale.fit(40e6);
    QCOMPARE(scale.top(), 200e6);
    scale.fit(99e6); // it was no longer than that
    for (int i = 0; i < 4; ++i)
        scale.fit(39e6);
    QCOMPARE(scale.top(), 200e6);
    scale.fit(39e6);
    QCOMPARE(scale.top(), 50e6);
}

void RateGraphTest::readByKeys_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("ltr") << Qt::LeftToRight;
    QTest::newRow("rtl") << Qt::RightToLeft;
}

void RateGraphTest::readByKeys()
{
    QFETCH(Qt::LayoutDirection, direction);
    RatePlot plot;
    plot.setLayoutDirection(direction);
    plot.resize(400, 100);
    plot.setHistory(historyOf({50, 60, -1, 80}));
    const bool mirrored = direction == Qt::RightToLeft;
    const Qt::Key earlier = mirrored ? Qt::Key_Right : Qt::Key_Left;
    QCOMPARE(plot.reading(), QString());
    QTest::keyClick(&plot, earlier);
    QCOMPARE(plot.reading(), text::formatRate(80e6) + u" · now"_s);
    QTest::keyClick(&plot, earlier);
    QCOMPARE(plot.reading(), u"paused · 1 s ago"_s);
    QTest::keyClick(&plot, earlier);
    QCOMPARE(plot.reading(), text::formatRate(60e6) + u" · 2 s ago"_s);
    plot.setHistory(historyOf({50, 60, -1, 80, 70})); // the moment that is read stays the same
    QCOMPARE(plot.reading(), text::formatRate(60e6) + u" · 3 s ago"_s);
    QTest::keyClick(&plot, Qt::Key_End);
    QCOMPARE(plot.reading(), text::formatRate(70e6) + u" · now"_s);
    QTest::keyClick(&plot, mirrored ? Qt::Key_Left : Qt::Key_Right);
    QCOMPARE(plot.reading(), text::formatRate(70e6) + u" · now"_s);
    QTest::keyClick(&plot, Qt::Key_Escape);
    QCOMPARE(plot.reading(), QString());
}

void RateGraphTest::readUnderThePointer()
{
    RatePlot plot;
    plot.resize(400, 100);
    plot.setHistory(historyOf(QList<double>(59, 50) + QList<double>{70}));
    const auto move = [&](const QPointF &place) {
        QMouseEvent event(QEvent::MouseMove, place, plot.mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(&plot, &event);
    };
    move({200, 50});
    QVERIFY(plot.reading().startsWith(text::formatRate(50e6)));
    move({394, 50});
    QCOMPARE(plot.reading(), text::formatRate(70e6) + u" · now"_s);
    move({2, 50}); // on the axis
    QCOMPARE(plot.reading(), QString());
}

void RateGraphTest::figuresAreSpoken()
{
    const queue::RateHistory history = historyOf({60, 100, -1, 80});
    QCOMPARE(RateGraph::figures(history, 84e6),
             u"%1 now, peak %2, mean %3, last 1 minute"_s.arg(text::formatRate(84e6), text::formatRate(100e6),
                                                              text::formatRate(80e6)));
    QCOMPARE(RateGraph::figures({}, {}), u"Nothing moves"_s);
    RateGraph graph;
    graph.setHistory(history, 84e6);
    QVERIFY(graph.findChild<RatePlot *>()->accessibleDescription().contains(u"peak"_s));
}

WEIGHTYARD_TEST(RateGraphTest)

} // namespace rate_graph_test

#include "rate_graph_test.moc"
