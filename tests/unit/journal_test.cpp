#include "partial_fixture.h"
#include "said.h"
#include "test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace journal_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::kPartialSize;
using test::PartialFixture;
using test::setOf;
using test::valueOf;

class JournalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutJournal();
    void damagedJournalByte_data();
    void damagedJournalByte();
    void overwrittenTailStaysDead();
    void newerJournalIsLeftAlone();
    void journalOfAnotherObject_data();
    void journalOfAnotherObject();
    void shorterFileLosesItsClaims();
    void zerosOfALongerFileAreNotBelieved();
    void dropSurvivesReopening();
    void dropBeyondTheEnd();
    void blocksAreClaimedWithTheirBytes();
    void dropForgetsBlocks();
};

// Whatever length of the journal reached the disk: what is claimed is right, and it can be gone on from there.
void JournalTest::cutJournal()
{
    const PartialFixture f;
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

void JournalTest::damagedJournalByte_data()
{
    QTest::addColumn<int>("lineNumber");
    QTest::addColumn<QList<Interval>>("left");
    QTest::newRow("header") << 0 << QList<Interval>{};
    QTest::newRow("first claim") << 1 << QList<Interval>{};
    QTest::newRow("second claim") << 2 << QList<Interval>{{0, 1000}};
    QTest::newRow("third claim") << 3 << QList<Interval>{{0, 2000}};
}

void JournalTest::damagedJournalByte()
{
    QFETCH(int, lineNumber);
    QFETCH(QList<Interval>, left);
    const PartialFixture f;
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

// A line counts only behind the very lines that it was written behind: otherwise a claim from before a drop could come
// back when a crash leaves an old tail behind newly written lines.
void JournalTest::overwrittenTailStaysDead()
{
    const PartialFixture f;
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

void JournalTest::newerJournalIsLeftAlone()
{
    const PartialFixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, 1000);
        valueOf(partial->flush());
    }
    QByteArray journal = test::readFile(f.file(u".journal"_s));
    journal.replace("weightyard-journal 1 ", "weightyard-journal 2 ");
    test::writeFile(f.file(u".journal"_s), journal);
    const auto opened = Partial::open(f.dir.path(), f.oid, kPartialSize, false);
    QCOMPARE(kindOf(opened), ErrorKind::Prerequisite);
    QVERIFY(test::said(opened.error()).contains(u"version 2"_s));
    QCOMPARE(test::readFile(f.file(u".journal"_s)), journal);
    QCOMPARE(test::readFile(f.file(u".partial"_s)), f.bytes.left(1000));
}

void JournalTest::journalOfAnotherObject_data()
{
    QTest::addColumn<bool>("otherSize");
    QTest::newRow("other size") << true;
    QTest::newRow("other oid") << false;
}

void JournalTest::journalOfAnotherObject()
{
    QFETCH(bool, otherSize);
    const PartialFixture f;
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
    const qint64 size = otherSize ? kPartialSize + 1 : kPartialSize;
    const auto partial = valueOf(Partial::open(f.dir.path(), oid, size, false));
    QCOMPARE(partial->received().total(), 0);
    valueOf(partial->write(0, "abc"));
    valueOf(partial->flush());
    QCOMPARE(valueOf(Partial::open(f.dir.path(), oid, size, false))->received(), setOf({{0, 3}}));
}

void JournalTest::shorterFileLosesItsClaims()
{
    const PartialFixture f;
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

// A cut file is made longer again by the next run, and that one is killed before the bytes have come.
void JournalTest::zerosOfALongerFileAreNotBelieved()
{
    const PartialFixture f;
    {
        const auto partial = f.open(true);
        f.write(*partial, 0, kPartialSize);
        valueOf(partial->flush());
    }
    QVERIFY(QFile::resize(f.file(u".partial"_s), 40'000));
    QCOMPARE(f.open(true)->received(), setOf({{0, 40'000}}));
    const auto again = f.open(true);
    QCOMPARE(again->received(), setOf({{0, 40'000}}));
    f.checkBytes(*again);
}

void JournalTest::dropSurvivesReopening()
{
    const PartialFixture f;
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

void JournalTest::dropBeyondTheEnd()
{
    const PartialFixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, kPartialSize);
        valueOf(partial->flush());
        valueOf(partial->drop({-5, kPartialSize + 5}));
        QCOMPARE(partial->received().total(), 0);
        f.write(*partial, 0, 10);
        valueOf(partial->flush());
    }
    QCOMPARE(f.open()->received(), setOf({{0, 10}}));
}

void JournalTest::blocksAreClaimedWithTheirBytes()
{
    const PartialFixture f;
    {
        const auto partial = f.open();
        partial->setBlock(0, 42); // not all here: ignored
        f.write(*partial, 0, kPartialSize);
        valueOf(partial->flush());
        QVERIFY(!partial->claimedBlock(0));
        partial->setBlock(0, 43);
        QVERIFY(!partial->claimedBlock(0));
        valueOf(partial->flush());
        QCOMPARE(partial->claimedBlock(0), std::optional<quint64>(43));
    }
    QCOMPARE(f.open()->claimedBlock(0), std::optional<quint64>(43));
    QVERIFY(QFile::resize(f.file(u".partial"_s), kPartialSize - 1));
    QVERIFY(!f.open()->claimedBlock(0));
}

void JournalTest::dropForgetsBlocks()
{
    const PartialFixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, kPartialSize);
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

WEIGHTYARD_TEST(JournalTest)

} // namespace journal_test

#include "journal_test.moc"
