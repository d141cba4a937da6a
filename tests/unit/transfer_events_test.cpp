// label: threads
#include "test_registry.h"

#include "lfs/transfer_events.h"

#include <QTest>

#include <thread>
#include <vector>

namespace transfer_events_test {

using namespace weightyard;
using namespace weightyard::lfs;
using namespace std::chrono_literals;

class TransferEventsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inOrder();
    void waitsForTheFirst();
    void wakeEndsOneWait();
    void manyWriters();
};

namespace {

const base::Oid kOid = base::Oid::fromDigest(QByteArray(32, 'a'));

AttemptEnded endOf(quint64 attempt)
{
    return {.oid = kOid, .attempt = attempt, .range = {}, .written = 0, .outcome = {}};
}

} // namespace

void TransferEventsTest::inOrder()
{
    EventQueue queue;
    queue.push(HeadSeen{kOid, {0, 5}, true});
    queue.push(endOf(7));
    queue.push(DiskCaughtUp{});
    const auto events = queue.take(0ms);
    QCOMPARE(events.size(), 3U);
    QVERIFY(std::holds_alternative<HeadSeen>(events[0]));
    QCOMPARE(std::get<AttemptEnded>(events[1]).attempt, 7U);
    QVERIFY(std::holds_alternative<DiskCaughtUp>(events[2]));
    QVERIFY(queue.take(0ms).empty());
}

void TransferEventsTest::waitsForTheFirst()
{
    EventQueue queue;
    std::thread writer([&] { queue.push(DiskCaughtUp{}); });
    QCOMPARE(queue.take(1h).size(), 1U);
    writer.join();
    const auto begin = std::chrono::steady_clock::now();
    QVERIFY(queue.take(20ms).empty());
    QVERIFY(std::chrono::steady_clock::now() - begin >= 20ms);
}

void TransferEventsTest::wakeEndsOneWait()
{
    EventQueue queue;
    queue.wake();
    QVERIFY(queue.take(1h).empty());
    std::thread waker([&] { queue.wake(); });
    QVERIFY(queue.take(1h).empty());
    waker.join();
    QVERIFY(queue.take(0ms).empty());
}

void TransferEventsTest::manyWriters()
{
    constexpr quint64 kEach = 500;
    EventQueue queue;
    std::vector<std::thread> writers;
    for (quint64 writer = 0; writer < 4; ++writer) {
        writers.emplace_back([&queue, writer] {
            for (quint64 i = 0; i < kEach; ++i)
                queue.push(endOf(writer * kEach + i));
        });
    }
    std::vector<quint64> lastOf(4, 0);
    quint64 seen = 0;
    while (seen < 4 * kEach) {
        for (const TransferEvent &event : queue.take(1h)) {
            const quint64 attempt = std::get<AttemptEnded>(event).attempt;
            quint64 &last = lastOf[attempt / kEach];
            QVERIFY(last == 0 || attempt > last); // each writer's own order stays
            last = attempt;
            ++seen;
        }
    }
    for (std::thread &writer : writers)
        writer.join();
    QCOMPARE(seen, 4 * kEach);
}

WEIGHTYARD_TEST(TransferEventsTest)

} // namespace transfer_events_test

#include "transfer_events_test.moc"
