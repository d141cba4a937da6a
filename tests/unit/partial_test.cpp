// label: threads
#include "partial_fixture.h"
#include "test_registry.h"

#include "store/partial_files.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <thread>
#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

namespace partial_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::kPartialSize;
using test::PartialFixture;
using test::setOf;
using test::valueOf;

namespace {

#ifdef Q_OS_UNIX
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
#else
struct FileSizeLimit {
    explicit FileSizeLimit(quint64) {}
};
#endif

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
    const PartialFixture f;
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
    const PartialFixture f;
    for (qint64 begin = 0; begin < kPartialSize; begin += 10'000) {
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
    const PartialFixture f;
    const auto partial = f.open();
    QCOMPARE(kindOf(partial->write(kPartialSize - 1, "ab")), ErrorKind::Internal);
    QCOMPARE(kindOf(partial->write(-1, "a")), ErrorKind::Internal);
    QCOMPARE(kindOf(partial->write(std::numeric_limits<qint64>::max(), "a")), ErrorKind::Internal);
    QCOMPARE(partial->received().total(), 0);
    QCOMPARE(QFileInfo(partial->path()).size(), 0);
}

void PartialTest::noJournalBeforeTheFirstFlush()
{
    const PartialFixture f;
    QVERIFY(!hasPartial(f.dir.path(), f.oid));
    const auto partial = f.open();
    QVERIFY(hasPartial(f.dir.path(), f.oid));
    valueOf(partial->flush());
    f.write(*partial, 0, kPartialSize);
    QVERIFY(!QFileInfo::exists(f.file(u".journal"_s)));
    valueOf(partial->flush());
    QVERIFY(QFileInfo::exists(f.file(u".journal"_s)));
}

void PartialTest::filesAreForTheOwnerOnly()
{
    const PartialFixture f;
    const auto partial = f.open();
    f.write(*partial, 0, 10);
    valueOf(partial->flush());
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(f.file(u".partial"_s)).permissions() & others));
    QVERIFY(!(QFileInfo(f.file(u".journal"_s)).permissions() & others));
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
    const PartialFixture f;
    const auto partial = f.open();
    f.write(*partial, 0, kPartialSize);
    if (flushed)
        valueOf(partial->flush());
    QCOMPARE(valueOf(partial->finish()), f.file(u".object"_s));
    QCOMPARE(QDir(f.dir.path()).entryList(QDir::Files), QStringList{f.oid.toString() + u".object"_s});
    QCOMPARE(test::readFile(f.file(u".object"_s)), f.bytes);
    QCOMPARE(finishedObject(f.dir.path(), f.oid, kPartialSize), std::optional(f.file(u".object"_s)));
    QVERIFY(!finishedObject(f.dir.path(), f.oid, kPartialSize - 1));
}

void PartialTest::finishNeedsAllBytes()
{
    const PartialFixture f;
    const auto partial = f.open();
    f.write(*partial, 0, kPartialSize - 1);
    QCOMPARE(kindOf(partial->finish()), ErrorKind::Internal);
    f.write(*partial, kPartialSize - 1, kPartialSize);
    valueOf(partial->finish());
}

void PartialTest::flushAfterTheEndIsQuiet()
{
    const PartialFixture f;
    const auto partial = f.open();
    f.write(*partial, 0, kPartialSize);
    valueOf(partial->finish());
    valueOf(partial->flush());
    QCOMPARE(kindOf(partial->write(0, "a")), ErrorKind::Internal);
    QVERIFY(!QFileInfo::exists(f.file(u".journal"_s)));
}

void PartialTest::removeLeavesNothing()
{
    const PartialFixture f;
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
    const PartialFixture f;
    const auto partial = f.open();
    f.write(*partial, 0, 10'000);
    valueOf(partial->flush());
    {
        const FileSizeLimit limit(20'000);
        QCOMPARE(kindOf(partial->write(15'000, QByteArrayView(f.bytes).sliced(15'000, 10'000))),
                 ErrorKind::DiskFull);
    }
    QCOMPARE(partial->received(), setOf({{0, 10'000}}));
    f.write(*partial, 10'000, kPartialSize); // room again: goes on
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
    const PartialFixture f;
    const QString victim = f.dir.writeFile(u"victim"_s, "precious");
    QVERIFY(QFile::link(victim, f.file(u".partial"_s)));
    QVERIFY(!Partial::open(f.dir.path(), f.oid, kPartialSize, false));
    QCOMPARE(test::readFile(victim), "precious");
}

void PartialTest::writersFlusherAndReader()
{
    const PartialFixture f;
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
    constexpr qint64 kPart = kPartialSize / 4;
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

WEIGHTYARD_TEST(PartialTest)

} // namespace partial_test

#include "partial_test.moc"

#include "store/partial_files.h"
