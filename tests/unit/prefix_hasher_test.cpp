#include "test_registry.h"

#include "store/prefix_hasher.h"

#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QFile>
#include <QTest>

namespace prefix_hasher_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::valueOf;

namespace {

constexpr qint64 kLarge = kBlockBytes + 1000; // a block and a short one

struct LargeObject {
    QByteArray bytes = test::patternBytes(kLarge, 7);
    base::Oid oid = test::oidOf(bytes);
};

const LargeObject &largeObject()
{
    static const LargeObject object;
    return object;
}

void writeAll(Partial &partial, const QByteArray &bytes, Interval range)
{
    constexpr qint64 kPiece = 1024 * 1024;
    for (qint64 at = range.begin; at < range.end; at += kPiece)
        valueOf(partial.write(at, QByteArrayView(bytes).sliced(at, std::min(kPiece, range.end - at))));
}

void flipByte(const QString &path, qint64 at)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(at));
    const char old = file.read(1)[0];
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(QByteArray(1, static_cast<char>(old ^ 1))), 1);
}

// Hashes to the end; what was damaged on the way.
QList<Interval> hashAll(PrefixHasher &hasher, qint64 size)
{
    QList<Interval> damaged;
    while (hasher.hashedTo() < size) {
        hasher.goBackIfDropped();
        const qint64 before = hasher.hashedTo();
        const PrefixHasher::Step step = valueOf(hasher.advance(5'000'000));
        if (step.damaged)
            damaged.append(*step.damaged);
        else if (step.hashedTo == before)
            break;
    }
    return damaged;
}

} // namespace

class PrefixHasherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsThePrefix();
    void knowsTheHashOfSmallObjects_data();
    void knowsTheHashOfSmallObjects();
    void wrongBytesDoNotMatch();
    void hashesAgainAfterAMismatch();
    void droppedBytesAreHashedAgain_data();
    void droppedBytesAreHashedAgain();
    void damagedBlockIsFetchedAgain_data();
    void damagedBlockIsFetchedAgain();
    void verifierTable_data();
    void verifierTable();
    void verifierIsCancelled();
    void verifierWithoutAFile();
};

void PrefixHasherTest::followsThePrefix()
{
    const test::TempDir dir;
    const QByteArray bytes = test::patternBytes(10'000, 1);
    const auto partial = valueOf(Partial::open(dir.path(), test::oidOf(bytes), bytes.size(), false));
    PrefixHasher hasher(partial);
    QCOMPARE(valueOf(hasher.advance(1000)).hashedTo, 0);
    writeAll(*partial, bytes, {5000, 10'000});
    QCOMPARE(valueOf(hasher.advance(1000)).hashedTo, 0);
    writeAll(*partial, bytes, {0, 3000});
    QCOMPARE(valueOf(hasher.advance(1000)).hashedTo, 1000);
    QCOMPARE(valueOf(hasher.advance(5000)).hashedTo, 3000);
    QVERIFY(!hasher.matches());
    writeAll(*partial, bytes, {3000, 5000});
    QCOMPARE(valueOf(hasher.advance(100'000)).hashedTo, 10'000);
    QVERIFY(hasher.matches());
}

void PrefixHasherTest::knowsTheHashOfSmallObjects_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 63, 64, 65, 1'048'575, 1'048'576, 1'048'577, 3'000'000})
        QTest::addRow("%d bytes", size) << size;
}

void PrefixHasherTest::knowsTheHashOfSmallObjects()
{
    QFETCH(int, size);
    const test::TempDir dir;
    const QByteArray bytes = test::patternBytes(size, 2);
    const auto partial = valueOf(Partial::open(dir.path(), test::oidOf(bytes), size, false));
    writeAll(*partial, bytes, {0, size});
    PrefixHasher hasher(partial);
    hashAll(hasher, size);
    QCOMPARE(hasher.hashedTo(), size);
    QVERIFY(hasher.matches());
}

void PrefixHasherTest::wrongBytesDoNotMatch()
{
    const test::TempDir dir;
    QByteArray bytes = test::patternBytes(10'000, 1);
    const base::Oid oid = test::oidOf(bytes);
    bytes[9999] = static_cast<char>(bytes[9999] ^ 1);
    const auto partial = valueOf(Partial::open(dir.path(), oid, bytes.size(), false));
    writeAll(*partial, bytes, {0, 10'000});
    PrefixHasher hasher(partial);
    hashAll(hasher, 10'000);
    QVERIFY(!hasher.matches());
}

void PrefixHasherTest::hashesAgainAfterAMismatch()
{
    const test::TempDir dir;
    const QByteArray bytes = test::patternBytes(10'000, 1);
    const auto partial = valueOf(Partial::open(dir.path(), test::oidOf(bytes), bytes.size(), false));
    writeAll(*partial, QByteArray(10'000, 'x'), {0, 10'000});
    PrefixHasher hasher(partial);
    hashAll(hasher, 10'000);
    QVERIFY(!hasher.matches());
    valueOf(partial->drop({0, 10'000}));
    QVERIFY(hasher.goBackIfDropped());
    QVERIFY(!hasher.goBackIfDropped());
    QCOMPARE(hasher.hashedTo(), 0);
    writeAll(*partial, bytes, {0, 10'000});
    hashAll(hasher, 10'000);
    QVERIFY(hasher.matches());
}

void PrefixHasherTest::droppedBytesAreHashedAgain_data()
{
    QTest::addColumn<bool>("rightAtFirst");
    QTest::newRow("right bytes, then wrong ones") << true;
    QTest::newRow("wrong bytes, then right ones") << false;
}

// A body that breaks off is dropped while the hasher is past it. What counts is what stands on the disk in the end.
void PrefixHasherTest::droppedBytesAreHashedAgain()
{
    QFETCH(bool, rightAtFirst);
    const test::TempDir dir;
    const QByteArray right = test::patternBytes(10'000, 1);
    const QByteArray wrong(10'000, 'x');
    const auto partial = valueOf(Partial::open(dir.path(), test::oidOf(right), right.size(), false));
    PrefixHasher hasher(partial);
    writeAll(*partial, rightAtFirst ? right : wrong, {0, 6'000});
    hashAll(hasher, 6'000);
    valueOf(partial->drop({0, 6'000}));
    QVERIFY(partial->hasDropped());
    writeAll(*partial, rightAtFirst ? wrong : right, {0, 10'000});
    hashAll(hasher, 10'000);
    QVERIFY(!partial->hasDropped());
    QCOMPARE(hasher.matches(), !rightAtFirst);
}

void PrefixHasherTest::damagedBlockIsFetchedAgain_data()
{
    QTest::addColumn<qint64>("at");
    QTest::addColumn<Interval>("block");
    QTest::newRow("first block") << qint64{12345} << Interval{0, kBlockBytes};
    QTest::newRow("first block's last byte") << kBlockBytes - 1 << Interval{0, kBlockBytes};
    QTest::newRow("short last block") << kBlockBytes << Interval{kBlockBytes, kLarge};
}

// A flipped bit on the disk between two runs costs its block, and the object is complete and right in the end.
void PrefixHasherTest::damagedBlockIsFetchedAgain()
{
    QFETCH(qint64, at);
    QFETCH(Interval, block);
    const LargeObject &object = largeObject();
    const test::TempDir dir;
    QString path;
    {
        const auto partial = valueOf(Partial::open(dir.path(), object.oid, kLarge, false));
        path = partial->path();
        writeAll(*partial, object.bytes, {0, kLarge});
        PrefixHasher hasher(partial);
        QVERIFY(hashAll(hasher, kLarge).isEmpty());
        valueOf(partial->flush());
    }
    flipByte(path, at);
    const auto partial = valueOf(Partial::open(dir.path(), object.oid, kLarge, false));
    QVERIFY(partial->isComplete());
    PrefixHasher hasher(partial);
    QCOMPARE(hashAll(hasher, kLarge), QList<Interval>{block});
    QCOMPARE(hasher.hashedTo(), block.begin);
    QCOMPARE(partial->received().total(), kLarge - block.length());
    writeAll(*partial, object.bytes, block);
    QVERIFY(hashAll(hasher, kLarge).isEmpty());
    QVERIFY(hasher.matches());
}

void PrefixHasherTest::verifierTable_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("matches");
    QByteArray other = test::patternBytes(3'000'000, 5);
    QTest::newRow("the object") << other << true;
    QTest::newRow("one byte less") << other.chopped(1) << false;
    QTest::newRow("one byte more") << other + 'x' << false;
    other[2'999'999] = static_cast<char>(other[2'999'999] ^ 1);
    QTest::newRow("one bit differs") << other << false;
}

void PrefixHasherTest::verifierTable()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, matches);
    const test::TempDir dir;
    const base::Oid oid = test::oidOf(test::patternBytes(3'000'000, 5));
    const QString path = dir.writeFile(u"file"_s, content);
    qint64 last = 0;
    const auto progress = [&](qint64 done) {
        const bool grows = done > last;
        last = done;
        return grows;
    };
    QCOMPARE(valueOf(Verifier::matches(path, oid, 3'000'000, progress)), matches);
    QCOMPARE(last, content.size() == 3'000'000 ? 3'000'000 : 0);
}

void PrefixHasherTest::verifierIsCancelled()
{
    const test::TempDir dir;
    const QByteArray bytes = test::patternBytes(3'000'000, 5);
    const QString path = dir.writeFile(u"file"_s, bytes);
    const auto stop = [](qint64) { return false; };
    QCOMPARE(kindOf(Verifier::matches(path, test::oidOf(bytes), bytes.size(), stop)), ErrorKind::Cancelled);
}

void PrefixHasherTest::verifierWithoutAFile()
{
    const test::TempDir dir;
    QCOMPARE(kindOf(Verifier::matches(dir.path(u"none"_s), test::oidOf("x"), 1, {})), ErrorKind::NotFound);
}

WEIGHTYARD_TEST(PrefixHasherTest)

} // namespace prefix_hasher_test

#include "prefix_hasher_test.moc"
