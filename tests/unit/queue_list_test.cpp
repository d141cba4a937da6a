// Order and turns of a queue, by tables. Lists are written "a:q b:r c:p d:e" (queued, running, paused, ended; q! is urgent).
#include "test_registry.h"

#include "queue/queue_list.h"

#include <QTest>

namespace queue_list_test {

using namespace weightyard::queue;
using namespace Qt::Literals::StringLiterals;

namespace {

QueuePhase phaseOf(QChar letter)
{
    return letter == u'q'   ? QueuePhase::Queued
           : letter == u'r' ? QueuePhase::Running
           : letter == u'p' ? QueuePhase::Paused
                            : QueuePhase::Ended;
}

QueueList listOf(const QString &text)
{
    QueueList list;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QString key = word.section(u':', 0, 0);
        list.append(key, phaseOf(word.section(u':', 1, 1).front()));
        if (word.endsWith(u'!'))
            list.makeUrgent(key);
    }
    return list;
}

} // namespace

class QueueListTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void starts_data();
    void starts();
    void moves_data();
    void moves();
    void placed_data();
    void placed();
    void places();
    void urgency();
};

void QueueListTest::starts_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<int>("parallel");
    QTest::addColumn<QString>("started");
    QTest::newRow("nothing") << u""_s << 2 << u""_s;
    QTest::newRow("in order") << u"a:q b:q c:q"_s << 2 << u"a b"_s;
    QTest::newRow("a place left") << u"a:r b:q c:q"_s << 2 << u"b"_s;
    QTest::newRow("full") << u"a:r b:r c:q"_s << 2 << u""_s;
    QTest::newRow("fewer allowed than run") << u"a:r b:r c:q"_s << 1 << u""_s;
    QTest::newRow("paused and ended are passed over") << u"a:p b:e c:q d:q"_s << 1 << u"c"_s;
    QTest::newRow("urgent beyond the limit") << u"a:r b:r c:q d:q!"_s << 2 << u"d"_s;
    QTest::newRow("urgent counts") << u"a:q b:q c:q!"_s << 2 << u"c a"_s;
}

void QueueListTest::starts()
{
    QFETCH(QString, list);
    QFETCH(int, parallel);
    QFETCH(QString, started);
    QCOMPARE(listOf(list).toStart(parallel), started.split(u' ', Qt::SkipEmptyParts));
}

void QueueListTest::moves_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("order");
    const QString mixed = u"a:r b:q c:p d:q e:q"_s;
    QTest::newRow("to the front") << mixed << u"e"_s << 0 << u"a e c b d"_s;
    QTest::newRow("to the middle") << mixed << u"b"_s << 1 << u"a d c b e"_s;
    QTest::newRow("beyond the end") << mixed << u"b"_s << 9 << u"a d c e b"_s;
    QTest::newRow("before the front") << mixed << u"d"_s << -3 << u"a d c b e"_s;
    QTest::newRow("a running one stays") << mixed << u"a"_s << 2 << u"a b c d e"_s;
    QTest::newRow("an unknown one") << mixed << u"x"_s << 0 << u"a b c d e"_s;
}

void QueueListTest::moves()
{
    QFETCH(QString, list);
    QFETCH(QString, key);
    QFETCH(int, position);
    QFETCH(QString, order);
    QueueList moved = listOf(list);
    moved.moveTo(key, position);
    QCOMPARE(moved.keys().join(u' '), order);
}

void QueueListTest::placed_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("order");
    QTest::newRow("one to the front") << u"e"_s << u"a"_s << u"e a b c d"_s;
    QTest::newRow("one behind all others") << u"b"_s << QString() << u"a c d e b"_s;
    QTest::newRow("several in their order") << u"e c"_s << u"b"_s << u"a e c b d"_s;
    QTest::newRow("downwards") << u"a b"_s << u"e"_s << u"c d a b e"_s;
    QTest::newRow("in front of itself") << u"b"_s << u"b"_s << u"a b c d e"_s;
    QTest::newRow("in front of none of the list") << u"a"_s << u"x"_s << u"b c d e a"_s;
    QTest::newRow("none of the list") << u"x"_s << u"a"_s << u"a b c d e"_s;
    QTest::newRow("twice the same") << u"e e"_s << u"a"_s << u"e a b c d"_s;
}

// Whatever they do: a paused one keeps its place until it is resumed.
void QueueListTest::placed()
{
    QFETCH(QString, keys);
    QFETCH(QString, before);
    QFETCH(QString, order);
    QueueList list = listOf(u"a:r b:q! c:p d:q e:e"_s);
    list.place(keys.split(u' '), before);
    QCOMPARE(list.keys().join(u' '), order);
    QCOMPARE(list.phaseOf(u"c"_s), QueuePhase::Paused);
    QCOMPARE(list.toStart(1), QStringList{u"b"_s}); // still urgent
}

void QueueListTest::places()
{
    QueueList list = listOf(u"a:q b:e c:p"_s);
    QCOMPARE(list.phaseOf(u"b"_s), QueuePhase::Ended);
    QVERIFY(!list.phaseOf(u"x"_s));
    list.moveToEnd(u"a"_s);
    QCOMPARE(list.keys().join(u' '), u"b c a"_s);
    list.append(u"b"_s, QueuePhase::Queued); // never twice
    QCOMPARE(list.keys().join(u' '), u"c a b"_s);
    list.prepend({{.key = u"x"_s}, {.key = u"a"_s, .phase = QueuePhase::Ended}, {.key = u"y"_s}});
    QCOMPARE(list.keys().join(u' '), u"x y c a b"_s);
    QCOMPARE(list.phaseOf(u"a"_s), QueuePhase::Queued);
    list.remove(u"c"_s);
    QCOMPARE(list.keys().join(u' '), u"x y a b"_s);
    QCOMPARE(list.count(QueuePhase::Queued), 4);
}

void QueueListTest::urgency()
{
    QueueList list = listOf(u"a:r b:q! c:p"_s);
    list.makeUrgent(u"c"_s); // only what is queued
    QVERIFY(!list.entries()[2].urgent);
    list.setPhase(u"b"_s, QueuePhase::Running);
    list.setPhase(u"b"_s, QueuePhase::Queued); // stopped meanwhile: it was urgent once
    QCOMPARE(list.toStart(1), QStringList());
}

WEIGHTYARD_TEST(QueueListTest)

} // namespace queue_list_test

#include "queue_list_test.moc"
