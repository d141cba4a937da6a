// label: threads
// What lies behind the receivers: blocks, writing past the cache, hashing from memory and from the file.
#include "test_registry.h"

#include "lfs/disk_worker.h"

#include "support/few_threads.h"
#include "support/object_source.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <random>

namespace disk_worker_test {

using namespace weightyard;
using namespace weightyard::lfs;
using namespace weightyard::test;

namespace {

constexpr qint64 kMiB = 1024 * 1024;

struct Scene {
    explicit Scene(qint64 size)
        : bytes(generatedBytes(5, size)),
          partial(
              valueOf(store::Partial::open(dir.path(), *base::Oid::fromHex(sha256Hex(bytes)), size, true)))
    {}

    // As a receiver does it: block by block.
    void bring(qint64 begin, qint64 end)
    {
        while (begin < end) {
            const auto block = disk.takeBlock(begin);
            const qint64 length = std::min(block->room(), end - begin);
            block->append(QByteArrayView(bytes).sliced(begin, length));
            disk.submit(partial, block, tally);
            begin += length;
        }
    }

    std::optional<Hashed> waitForHash()
    {
        std::optional<Hashed> hashed;
        QElapsedTimer timer;
        timer.start();
        while (!hashed && timer.elapsed() < test::patient(20'000)) {
            for (const TransferEvent &event : events.take(std::chrono::milliseconds(20))) {
                if (const auto *one = std::get_if<Hashed>(&event))
                    hashed = *one;
                caughtUp = caughtUp || std::holds_alternative<DiskCaughtUp>(event);
            }
        }
        return hashed;
    }

    TempDir dir;
    QByteArray bytes;
    std::shared_ptr<store::Partial> partial;
    std::shared_ptr<Tally> tally = std::make_shared<Tally>();
    EventQueue events;
    DiskWorker disk{events, 2};
    bool caughtUp = false;
};

} // namespace

class DiskWorkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksKeepThePlaceInThePage();
    void writesAndHashes_data();
    void writesAndHashes();
    void bytesThatAreHereStay();
    void hashesWhatIsOnTheDisk();
    void saysWhenItIsBehindAndWhenNot();
    void aFailedFlushIsRemembered();
    void goesBackAndOn();
    void hashesTheBlockThatWasWritten();
    void hashesWithFewerThreads();
    void failureEndsTheTally();
    void thenComesBehindWhatWasSubmitted();
};

void DiskWorkerTest::hashesWithFewerThreads()
{
    const TempDir dir;
    const QByteArray bytes = generatedBytes(5, 3 * kMiB);
    const auto partial =
        valueOf(store::Partial::open(dir.path(), *base::Oid::fromHex(sha256Hex(bytes)), bytes.size(), false));
    valueOf(partial->write(0, bytes));
    EventQueue events;
    std::unique_ptr<HashWorker> worker;
    {
        const FewThreads few(1);
        if (!few.isPossible())
            QSKIP("threads cannot be limited here");
        worker = std::make_unique<HashWorker>(events, 4, [] {});
        QVERIFY_THROWS_EXCEPTION(std::system_error, HashWorker(events, 4, [] {}));
    }
    worker->add(partial);
    QTRY_COMPARE_WITH_TIMEOUT(worker->hashedTo(partial->oid()), bytes.size(), 20'000);
}

void DiskWorkerTest::blocksKeepThePlaceInThePage()
{
    BlockPool pool(2);
    for (const qint64 offset : {0LL, 1LL, 4095LL, 4096LL, 5'000'000'123LL}) {
        const auto block = pool.take(offset);
        QCOMPARE(block->room(), kBlockMemory - offset % platform::kPastCacheAlign);
        block->append("abc");
        QCOMPARE(reinterpret_cast<quintptr>(block->bytes().data()) % platform::kPastCacheAlign,
                 static_cast<quintptr>(offset % platform::kPastCacheAlign));
        QCOMPARE(block->end(), offset + 3);
    }
    // Those that are being filled do not count.
    const auto first = pool.take(0);
    auto second = pool.take(0);
    const auto third = pool.take(0);
    QVERIFY(!pool.isShort());
    pool.handedOver(*first);
    QVERIFY(!pool.isShort());
    pool.handedOver(*second);
    QVERIFY(pool.isShort());
    second.reset();
    QVERIFY(!pool.isShort());
}

void DiskWorkerTest::writesAndHashes_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QList<qint64>>("cuts"); // pieces, brought in the order of the list's odd and even parts
    QTest::newRow("in order") << 20 * kMiB << QList<qint64>{0, 20 * kMiB};
    QTest::newRow("an odd size") << 20 * kMiB + 777 << QList<qint64>{0, 20 * kMiB + 777};
    QTest::newRow("odd pieces") << 20 * kMiB + 1
                                << QList<qint64>{0, 4095, 4097, 3 * kMiB + 17, 20 * kMiB + 1};
    QTest::newRow("smaller than the threshold") << 3 * kMiB + 5 << QList<qint64>{0, 100, 3 * kMiB + 5};
    QTest::newRow("several blocks of the journal") << 130 * kMiB << QList<qint64>{0, 65 * kMiB, 130 * kMiB};
}

void DiskWorkerTest::writesAndHashes()
{
    QFETCH(qint64, size);
    QFETCH(QList<qint64>, cuts);
    for (const bool backwards : {false, true}) {
        Scene scene(size);
        scene.disk.add(scene.partial);
        QList<qsizetype> order;
        for (qsizetype i = 0; i + 1 < cuts.size(); ++i)
            order.append(i);
        if (backwards)
            std::reverse(order.begin(), order.end());
        for (const qsizetype i : std::as_const(order))
            scene.bring(cuts[i], cuts[i + 1]);
        const std::optional<Hashed> hashed = scene.waitForHash();
        QVERIFY(hashed);
        QVERIFY(hashed->matches);
        QCOMPARE(scene.tally->written(), size);
        QVERIFY(!scene.tally->hasFailed());
        const QString object = valueOf(scene.partial->finish());
        QCOMPARE(sha256HexOfFile(object), sha256Hex(scene.bytes)); // what the disk says, not what memory had
    }
}

void DiskWorkerTest::bytesThatAreHereStay()
{
    Scene scene(9 * kMiB);
    const QByteArray mine(kMiB, 'm');
    valueOf(scene.partial->write(2 * kMiB + 11, mine));
    scene.bring(0, 9 * kMiB);
    std::atomic<bool> written = false;
    scene.disk.then([&] { written = true; });
    QTRY_VERIFY(written);
    QCOMPARE(scene.tally->written(), 8 * kMiB);
    QByteArray back(kMiB, '\0');
    QCOMPARE(valueOf(scene.partial->read(2 * kMiB + 11, back.data(), kMiB)), kMiB);
    QCOMPARE(back, mine);
}

// A server that ignores ranges sends again what is here. That its bytes are right says nothing about those on the disk.
void DiskWorkerTest::hashesWhatIsOnTheDisk()
{
    Scene scene(9 * kMiB);
    valueOf(scene.partial->write(kMiB, QByteArray(2 * kMiB, 'x')));
    scene.disk.add(scene.partial);
    scene.bring(0, 9 * kMiB);
    const std::optional<Hashed> hashed = scene.waitForHash();
    QVERIFY(hashed);
    QVERIFY(!hashed->matches);
}

void DiskWorkerTest::saysWhenItIsBehindAndWhenNot()
{
    Scene scene(64 * kMiB);
    scene.disk.add(scene.partial);
    QVERIFY(!scene.disk.mustPause());
    // However many receivers have begun a block, none of them waits for the others.
    std::vector<std::shared_ptr<Block>> begun;
    begun.reserve(100);
    for (int i = 0; i < 100; ++i)
        begun.push_back(scene.disk.takeBlock(0));
    QVERIFY(!scene.disk.mustPause());
    begun.clear();
    std::atomic<bool> go = false;
    scene.disk.then([&] {
        while (!go)
            std::this_thread::yield();
    });
    scene.bring(0, 64 * kMiB);
    QVERIFY(scene.disk.mustPause());
    go = true;
    QVERIFY(scene.disk.takeWasBehind());
    QVERIFY(!scene.disk.takeWasBehind());
    QVERIFY(scene.waitForHash());
    QVERIFY(scene.caughtUp);
    QTRY_VERIFY(!scene.disk.mustPause());
}

// The system may call the next sync a success although the bytes are lost.
void DiskWorkerTest::aFailedFlushIsRemembered()
{
    Scene scene(kMiB);
    valueOf(scene.disk.flushAll());
    scene.disk.addFinished(scene.dir.path() + QStringLiteral("/gone"));
    valueOf(scene.disk.flushPartials());
    QVERIFY(!scene.disk.flushAll());
    QVERIFY(!scene.disk.flushAll());
    QVERIFY(!scene.disk.flushPartials());
    QVERIFY(!QFileInfo::exists(scene.dir.path(QStringLiteral("gone"))));
}

// What was hashed and then dropped is hashed again, though nothing more is ever written.
void DiskWorkerTest::goesBackAndOn()
{
    constexpr qint64 size = 30 * kMiB + 500'000;
    constexpr qint64 dropped = 30 * kMiB;
    Scene scene(size);
    scene.disk.add(scene.partial);
    scene.bring(0, dropped + 300'000);
    QTRY_COMPARE(scene.disk.hashedTo(scene.partial->oid()), dropped + 300'000);
    scene.disk.then([&] { valueOf(scene.partial->drop({dropped, dropped + 300'000})); });
    scene.bring(dropped, size);
    const std::optional<Hashed> hashed = scene.waitForHash();
    QVERIFY(hashed);
    QVERIFY(hashed->matches);
}

// Two attempts bring the same bytes, and differ: the one that came second to the hash was first on the disk.
void DiskWorkerTest::hashesTheBlockThatWasWritten()
{
    Scene scene(kMiB);
    BlockPool pool(2);
    HashWorker hash(scene.events, 1, [] {});
    hash.add(scene.partial);
    const auto other = pool.take(0);
    other->append(QByteArray(other->room(), 'x'));
    hash.offer(scene.partial->oid(), other);
    valueOf(scene.partial->write(0, scene.bytes));
    hash.wrote();
    QTest::qWait(50);
    QCOMPARE(hash.hashedTo(scene.partial->oid()), 0); // what becomes of it is not known yet
    other->decide(Block::Fate::Skipped);
    hash.wrote();
    const std::optional<Hashed> hashed = scene.waitForHash();
    QVERIFY(hashed);
    QVERIFY(hashed->matches);
}

void DiskWorkerTest::failureEndsTheTally()
{
    Scene scene(9 * kMiB);
    const auto block = scene.disk.takeBlock(9 * kMiB - 1); // goes on behind the object's end
    block->append(QByteArray(100, 'x'));
    scene.disk.submit(scene.partial, block, scene.tally);
    scene.bring(0, kMiB);
    std::atomic<bool> written = false;
    scene.disk.then([&] { written = true; });
    QTRY_VERIFY(written);
    QVERIFY(scene.tally->hasFailed());
    QCOMPARE(scene.tally->error()->kind, base::ErrorKind::Internal);
    QCOMPARE(scene.tally->written(), 0);
    QCOMPARE(scene.partial->received().total(), 0);
}

void DiskWorkerTest::thenComesBehindWhatWasSubmitted()
{
    Scene scene(20 * kMiB);
    scene.bring(0, 20 * kMiB);
    std::atomic<qint64> seen = -1;
    scene.disk.then([&] { seen = scene.partial->received().total(); });
    QTRY_COMPARE(seen.load(), 20 * kMiB);
}

WEIGHTYARD_TEST(DiskWorkerTest)

} // namespace disk_worker_test

#include "disk_worker_test.moc"
