// label: threads
#include "store/partial.h"

#include "base/error.h"
#include "support/child_process.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::valueOf;

namespace {

constexpr qint64 kSize = 100'000;

struct Fixture {
    test::TempDir dir;
    QByteArray bytes = test::patternBytes(kSize, 1);
    base::Oid oid = test::oidOf(bytes);

    std::shared_ptr<Partial> open(bool preallocate = false) const
    {
        return valueOf(Partial::open(dir.path(), oid, kSize, preallocate));
    }
    QString file(const QString &suffix) const { return dir.path(oid.toString() + suffix); }
    void write(Partial &partial, qint64 begin, qint64 end) const
    {
        valueOf(partial.write(begin, QByteArrayView(bytes).sliced(begin, end - begin)));
    }
    // Every claimed byte must be the object's.
    void checkBytes(const Partial &partial) const
    {
        const QList<Interval> all = partial.received().all();
        for (const Interval &one : all) {
            QByteArray read(one.length(), '\0');
            QCOMPARE(valueOf(partial.read(one.begin, read.data(), read.size())), read.size());
            QCOMPARE(read, bytes.mid(one.begin, one.length()));
        }
    }
};

IntervalSet setOf(const QList<Interval> &intervals)
{
    IntervalSet set;
    for (const Interval &one : intervals)
        set.add(one);
    return set;
}

/// Caps the size of files that this process may write, as a full volume does, while it lives.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_old);
        const rlimit limit{bytes, m_old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_old); }
    FileSizeLimit(const FileSizeLimit &) = delete;
    FileSizeLimit &operator=(const FileSizeLimit &) = delete;

private:
    rlimit m_old = {};
};

} // namespace

class PartialTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyFlushedBytesAreClaimed();
    void flushesCollectInOneJournal();
    void emptyObject();
    void writesBeyondTheEndAreRefused();
    void noJournalBeforeTheFirstFlush();
    void filesAreForTheOwnerOnly();
    void cutJournal();
    void damagedJournalByte_data();
    void damagedJournalByte();
    void overwrittenTailStaysDead();
    void newerJournalIsLeftAlone();
    void journalOfAnotherObject_data();
    void journalOfAnotherObject();
    void shorterFileLosesItsClaims();
    void dropSurvivesReopening();
    void dropBeyondTheEnd();
    void blocksAreClaimedWithTheirBytes();
    void dropForgetsBlocks();
    void finishLeavesOnlyTheObject_data();
    void finishLeavesOnlyTheObject();
    void finishNeedsAllBytes();
    void flushAfterTheEndIsQuiet();
    void removeLeavesNothing();
    void preallocationTakesRoom();
    void fullVolumeKeepsClaims();
    void failedJournalStopsTheObject();
    void linkInPlaceOfTheFile();
    void writersFlusherAndReader();
};

void PartialTest::onlyFlushedBytesAreClaimed()
{
    const Fixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, 1000);
        valueOf(partial->flush());
        f.write(*partial, 5000, 7000);
        QCOMPARE(partial->received(), setOf({{0, 1000}, {5000, 7000}}));
        QCOMPARE(partial->unflushedBytes(), 2000);
    }
    const auto again = f.open();
    QCOMPARE(again->received(), setOf({{0, 1000}}));
    QCOMPARE(again->unflushedBytes(), 0);
    QCOMPARE(QFileInfo(again->path()).size(), 1000);
    f.checkBytes(*again);
}

void PartialTest::flushesCollectInOneJournal()
{
    const Fixture f;
    for (qint64 begin = 0; begin < kSize; begin += 10'000) {
        const auto partial = f.open();
        QCOMPARE(partial->received().total(), begin);
        f.write(*partial, begin, begin + 10'000);
        valueOf(partial->flush());
        const QByteArray before = test::readFile(f.file(u".journal"_s));
        valueOf(partial->flush()); // nothing new: nothing written
        QCOMPARE(test::readFile(f.file(u".journal"_s)), before);
    }
    const auto partial = f.open();
    QVERIFY(partial->isComplete());
    f.checkBytes(*partial);
}

void PartialTest::emptyObject()
{
    const test::TempDir dir;
    const base::Oid oid = test::oidOf({});
    const auto partial = valueOf(Partial::open(dir.path(), oid, 0, true));
    QVERIFY(partial->isComplete());
    valueOf(partial->write(0, {}));
    valueOf(partial->flush());
    QCOMPARE(valueOf(partial->finish()), dir.path(oid.toString() + u".object"_s));
    QVERIFY(finishedObject(dir.path(), oid, 0));
    QVERIFY(!finishedObject(dir.path(), oid, 1));
}

void PartialTest::writesBeyondTheEndAreRefused()
{
    const Fixture f;
    const auto partial = f.open();
    QCOMPARE(kindOf(partial->write(kSize - 1, "ab")), ErrorKind::Internal);
    QCOMPARE(kindOf(partial->write(-1, "a")), ErrorKind::Internal);
    QCOMPARE(kindOf(partial->write(std::numeric_limits<qint64>::max(), "a")), ErrorKind::Internal);
    QCOMPARE(partial->received().total(), 0);
    QCOMPARE(QFileInfo(partial->path()).size(), 0);
}

void PartialTest::noJournalBeforeTheFirstFlush()
{
    const Fixture f;
    QVERIFY(!hasPartial(f.dir.path(), f.oid));
    const auto partial = f.open();
    QVERIFY(hasPartial(f.dir.path(), f.oid));
    valueOf(partial->flush());
    f.write(*partial, 0, kSize);
    QVERIFY(!QFileInfo::exists(f.file(u".journal"_s)));
    valueOf(partial->flush());
    QVERIFY(QFileInfo::exists(f.file(u".journal"_s)));
}

void PartialTest::filesAreForTheOwnerOnly()
{
    const Fixture f;
    const auto partial = f.open();
    f.write(*partial, 0, 10);
    valueOf(partial->flush());
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(f.file(u".partial"_s)).permissions() & others));
    QVERIFY(!(QFileInfo(f.file(u".journal"_s)).permissions() & others));
}

// Whatever length of the journal reached the disk: what is claimed is right, and it can be gone on from there.
void PartialTest::cutJournal()
{
    const Fixture f;
    {
        const auto partial = f.open();
        for (qint64 begin = 0; begin < 5000; begin += 1000) {
            f.write(*partial, begin * 2, begin * 2 + 1000);
            valueOf(partial->flush());
        }
        valueOf(partial->drop({2000, 2500}));
    }
    const QByteArray whole = test::readFile(f.file(u".journal"_s));
    const QByteArray data = test::readFile(f.file(u".partial"_s));
    qint64 last = 0;
    for (qsizetype length = 0; length <= whole.size(); ++length) {
        test::writeFile(f.file(u".journal"_s), whole.left(length));
        test::writeFile(f.file(u".partial"_s), data);
        {
            const auto partial = f.open();
            const qint64 claimed = partial->received().total();
            QVERIFY2(claimed == last || claimed == last + 1000 || claimed == last - 500,
                     qPrintable(QString::number(length)));
            last = claimed;
            f.checkBytes(*partial);
            f.write(*partial, 50'000, 50'100);
            valueOf(partial->flush());
        }
        const auto again = f.open();
        QCOMPARE(again->received().total(), last + 100);
    }
    QCOMPARE(last, 4500);
}

void PartialTest::damagedJournalByte_data()
{
    QTest::addColumn<int>("lineNumber");
    QTest::addColumn<QList<Interval>>("left");
    QTest::newRow("header") << 0 << QList<Interval>{};
    QTest::newRow("first claim") << 1 << QList<Interval>{};
    QTest::newRow("second claim") << 2 << QList<Interval>{{0, 1000}};
    QTest::newRow("third claim") << 3 << QList<Interval>{{0, 2000}};
}

void PartialTest::damagedJournalByte()
{
    QFETCH(int, lineNumber);
    QFETCH(QList<Interval>, left);
    const Fixture f;
    {
        const auto partial = f.open();
        for (qint64 begin = 0; begin < 3000; begin += 1000) {
            f.write(*partial, begin, begin + 1000);
            valueOf(partial->flush());
        }
    }
    QList<QByteArray> lines = test::readFile(f.file(u".journal"_s)).split('\n');
    QByteArray &line = lines[lineNumber];
    line[line.size() / 2] = line[line.size() / 2] == '1' ? '2' : '1';
    test::writeFile(f.file(u".journal"_s), lines.join('\n'));
    QCOMPARE(f.open()->received(), setOf(left));
}

// A line counts only behind the very lines that it was written behind: otherwise a claim from before a drop could come back when
// a crash leaves an old tail behind newly written lines.
void PartialTest::overwrittenTailStaysDead()
{
    const Fixture f;
    const QString journal = f.file(u".journal"_s);
    {
        const auto partial = f.open();
        f.write(*partial, 0, 1000);
        valueOf(partial->flush());
        f.write(*partial, 1000, 2000);
        valueOf(partial->flush());
        f.write(*partial, 2000, 3000);
        valueOf(partial->flush());
    }
    const QList<QByteArray> old = test::readFile(journal).split('\n');
    test::writeFile(journal, old[0] + '\n' + old[1] + '\n' + "torn");
    {
        const auto partial = f.open();
        f.write(*partial, 4000, 5000);
        valueOf(partial->flush());
    }
    test::writeFile(journal, test::readFile(journal) + old[3] + '\n');
    QCOMPARE(f.open()->received(), setOf({{0, 1000}, {4000, 5000}}));
}

void PartialTest::newerJournalIsLeftAlone()
{
    const Fixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, 1000);
        valueOf(partial->flush());
    }
    QByteArray journal = test::readFile(f.file(u".journal"_s));
    journal.replace("weightyard-journal 1 ", "weightyard-journal 2 ");
    test::writeFile(f.file(u".journal"_s), journal);
    const auto opened = Partial::open(f.dir.path(), f.oid, kSize, false);
    QCOMPARE(kindOf(opened), ErrorKind::Protocol);
    QVERIFY(opened.error().detail.contains(u"version 2"_s));
    QCOMPARE(test::readFile(f.file(u".journal"_s)), journal);
    QCOMPARE(test::readFile(f.file(u".partial"_s)), f.bytes.left(1000));
}

void PartialTest::journalOfAnotherObject_data()
{
    QTest::addColumn<bool>("otherSize");
    QTest::newRow("other size") << true;
    QTest::newRow("other oid") << false;
}

void PartialTest::journalOfAnotherObject()
{
    QFETCH(bool, otherSize);
    const Fixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, 1000);
        valueOf(partial->flush());
    }
    const base::Oid oid = otherSize ? f.oid : test::oidOf("another");
    if (!otherSize) {
        for (const QString &suffix : {u".journal"_s, u".partial"_s})
            QVERIFY(QFile::rename(f.file(suffix), f.dir.path(oid.toString() + suffix)));
    }
    const qint64 size = otherSize ? kSize + 1 : kSize;
    const auto partial = valueOf(Partial::open(f.dir.path(), oid, size, false));
    QCOMPARE(partial->received().total(), 0);
    valueOf(partial->write(0, "abc"));
    valueOf(partial->flush());
    QCOMPARE(valueOf(Partial::open(f.dir.path(), oid, size, false))->received(), setOf({{0, 3}}));
}

void PartialTest::shorterFileLosesItsClaims()
{
    const Fixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, 10'000);
        f.write(*partial, 20'000, 30'000);
        valueOf(partial->flush());
    }
    QVERIFY(QFile::resize(f.file(u".partial"_s), 20'500));
    QCOMPARE(f.open()->received(), setOf({{0, 10'000}, {20'000, 20'500}}));
    QVERIFY(QFile::remove(f.file(u".partial"_s)));
    QCOMPARE(f.open()->received().total(), 0);
}

void PartialTest::dropSurvivesReopening()
{
    const Fixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, 10'000);
        valueOf(partial->flush());
        f.write(*partial, 10'000, 20'000);
        valueOf(partial->drop({5000, 15'000})); // claimed and unclaimed bytes alike
        QCOMPARE(partial->received(), setOf({{0, 5000}, {15'000, 20'000}}));
    }
    QCOMPARE(f.open()->received(), setOf({{0, 5000}}));
}

void PartialTest::dropBeyondTheEnd()
{
    const Fixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, kSize);
        valueOf(partial->flush());
        valueOf(partial->drop({-5, kSize + 5}));
        QCOMPARE(partial->received().total(), 0);
        f.write(*partial, 0, 10);
        valueOf(partial->flush());
    }
    QCOMPARE(f.open()->received(), setOf({{0, 10}}));
}

void PartialTest::blocksAreClaimedWithTheirBytes()
{
    const Fixture f;
    {
        const auto partial = f.open();
        partial->setBlock(0, 42); // not all here: ignored
        f.write(*partial, 0, kSize);
        valueOf(partial->flush());
        QVERIFY(!partial->claimedBlock(0));
        partial->setBlock(0, 43);
        QVERIFY(!partial->claimedBlock(0));
        valueOf(partial->flush());
        QCOMPARE(partial->claimedBlock(0), std::optional<quint64>(43));
    }
    QCOMPARE(f.open()->claimedBlock(0), std::optional<quint64>(43));
    QVERIFY(QFile::resize(f.file(u".partial"_s), kSize - 1));
    QVERIFY(!f.open()->claimedBlock(0));
}

void PartialTest::dropForgetsBlocks()
{
    const Fixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, kSize);
        partial->setBlock(0, 42);
        valueOf(partial->flush());
        valueOf(partial->drop({10, 11}));
        QVERIFY(!partial->claimedBlock(0));
        f.write(*partial, 10, 11);
        valueOf(partial->flush());
    }
    const auto again = f.open();
    QVERIFY(again->isComplete());
    QVERIFY(!again->claimedBlock(0));
}

void PartialTest::finishLeavesOnlyTheObject_data()
{
    QTest::addColumn<bool>("flushed");
    QTest::newRow("never flushed") << false;
    QTest::newRow("flushed") << true;
}

void PartialTest::finishLeavesOnlyTheObject()
{
    QFETCH(bool, flushed);
    const Fixture f;
    const auto partial = f.open();
    f.write(*partial, 0, kSize);
    if (flushed)
        valueOf(partial->flush());
    QCOMPARE(valueOf(partial->finish()), f.file(u".object"_s));
    QCOMPARE(QDir(f.dir.path()).entryList(QDir::Files), QStringList{f.oid.toString() + u".object"_s});
    QCOMPARE(test::readFile(f.file(u".object"_s)), f.bytes);
    QCOMPARE(finishedObject(f.dir.path(), f.oid, kSize), std::optional(f.file(u".object"_s)));
    QVERIFY(!finishedObject(f.dir.path(), f.oid, kSize - 1));
}

void PartialTest::finishNeedsAllBytes()
{
    const Fixture f;
    const auto partial = f.open();
    f.write(*partial, 0, kSize - 1);
    QCOMPARE(kindOf(partial->finish()), ErrorKind::Internal);
    f.write(*partial, kSize - 1, kSize);
    valueOf(partial->finish());
}

void PartialTest::flushAfterTheEndIsQuiet()
{
    const Fixture f;
    const auto partial = f.open();
    f.write(*partial, 0, kSize);
    valueOf(partial->finish());
    valueOf(partial->flush());
    QCOMPARE(kindOf(partial->write(0, "a")), ErrorKind::Internal);
    QVERIFY(!QFileInfo::exists(f.file(u".journal"_s)));
}

void PartialTest::removeLeavesNothing()
{
    const Fixture f;
    const auto partial = f.open();
    f.write(*partial, 0, 1000);
    valueOf(partial->flush());
    valueOf(partial->remove());
    QVERIFY(QDir(f.dir.path()).isEmpty());
    valueOf(partial->remove());
}

void PartialTest::preallocationTakesRoom()
{
    const test::TempDir dir;
    constexpr qint64 size = 8 * 1024 * 1024;
    const base::Oid oid = test::oidOf("large");
    {
        const auto partial = valueOf(Partial::open(dir.path(), oid, size, true));
        QCOMPARE(partial->received().total(), 0);
        QCOMPARE(QFileInfo(partial->path()).size(), size);
        valueOf(partial->write(4096, QByteArray(4096, 'x')));
        valueOf(partial->flush());
    }
    const auto again = valueOf(Partial::open(dir.path(), oid, size, true));
    QCOMPARE(again->received(), setOf({{4096, 8192}}));
    QCOMPARE(QFileInfo(again->path()).size(), size);
}

void PartialTest::fullVolumeKeepsClaims()
{
    const Fixture f;
    const auto partial = f.open();
    f.write(*partial, 0, 10'000);
    valueOf(partial->flush());
    {
        const FileSizeLimit limit(20'000);
        QCOMPARE(kindOf(partial->write(15'000, QByteArrayView(f.bytes).sliced(15'000, 10'000))),
                 ErrorKind::DiskFull);
    }
    QCOMPARE(partial->received(), setOf({{0, 10'000}}));
    f.write(*partial, 10'000, kSize); // room again: goes on
    valueOf(partial->flush());
    QVERIFY(f.open()->isComplete());
}

// What a failed flush left on disk is unknown: nothing more is claimed by this run, and the next has what was claimed before.
void PartialTest::failedJournalStopsTheObject()
{
    const test::TempDir dir;
    const QByteArray bytes = test::patternBytes(20, 3);
    const base::Oid oid = test::oidOf(bytes);
    const auto partial = valueOf(Partial::open(dir.path(), oid, 20, false));
    valueOf(partial->write(0, QByteArrayView(bytes).first(10)));
    {
        const FileSizeLimit limit(60); // the header alone is longer
        QCOMPARE(kindOf(partial->flush()), ErrorKind::DiskFull);
    }
    QCOMPARE(kindOf(partial->write(10, QByteArrayView(bytes).sliced(10))), ErrorKind::DiskFull);
    QCOMPARE(kindOf(partial->flush()), ErrorKind::DiskFull);
    QCOMPARE(kindOf(partial->finish()), ErrorKind::DiskFull);
    const auto again = valueOf(Partial::open(dir.path(), oid, 20, false));
    QCOMPARE(again->received().total(), 0);
    valueOf(again->write(0, bytes));
    valueOf(again->flush());
    QVERIFY(valueOf(Partial::open(dir.path(), oid, 20, false))->isComplete());
}

void PartialTest::linkInPlaceOfTheFile()
{
    const Fixture f;
    const QString victim = f.dir.writeFile(u"victim"_s, "precious");
    QVERIFY(QFile::link(victim, f.file(u".partial"_s)));
    QVERIFY(!Partial::open(f.dir.path(), f.oid, kSize, false));
    QCOMPARE(test::readFile(victim), "precious");
}

void PartialTest::writersFlusherAndReader()
{
    const Fixture f;
    const auto partial = f.open();
    std::atomic<bool> done = false;
    std::thread flusher([&] {
        while (!done)
            valueOf(partial->flush());
    });
    std::thread reader([&] {
        while (!done) {
            const qint64 end = partial->received().prefixEnd();
            QByteArray read(end, '\0');
            valueOf(partial->read(0, read.data(), end));
            if (read != f.bytes.left(end))
                qFatal("read other bytes than were written");
        }
    });
    std::vector<std::thread> writers;
    constexpr qint64 kPart = kSize / 4;
    for (qint64 i = 0; i < 4; ++i) {
        writers.emplace_back([&, i] {
            for (qint64 at = i * kPart; at < (i + 1) * kPart; at += 100)
                f.write(*partial, at, at + 100);
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    done = true;
    flusher.join();
    reader.join();
    QVERIFY(partial->isComplete());
    valueOf(partial->flush());
    const auto again = f.open();
    QVERIFY(again->isComplete());
    f.checkBytes(*again);
}

QTEST_GUILESS_MAIN(PartialTest)
#include "partial_test.moc"
