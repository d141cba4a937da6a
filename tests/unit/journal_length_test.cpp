// How long a journal gets: of a huge object, and after many flushes.
#include "partial_fixture.h"
#include "test_registry.h"

#include "lfs/range_planner.h"
#include "store/journal.h"

#include <QFileInfo>
#include <QTest>

namespace journal_length_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using test::kPartialSize;
using test::PartialFixture;
using test::setOf;
using test::valueOf;

class JournalLengthTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hugeObject();
    void longJournalGetsShorter();
};

// 200 GiB by sixteen connections, flushed every 8 MiB, begun again now and then: nothing grows with it but the journal, and that
// gets short again.
void JournalLengthTest::hugeObject()
{
    constexpr qint64 kSize = 200LL * 1024 * 1024 * 1024;
    constexpr qint64 kStep = 512LL * 1024;
    constexpr qint64 kRange = 32LL * 1024 * 1024;
    constexpr int kConnections = 16;
    const test::TempDir dir;
    const QString path = dir.path(u"huge.journal"_s);
    const base::Oid oid = test::oidOf("huge");
    lfs::RangePlanner planner(kSize, {});
    IntervalSet received;
    auto journal = std::make_unique<Journal>(path, oid, kSize);
    qint64 longest = 0;
    for (qint64 flushes = 0; received.total() < kSize;) {
        QList<Interval> ranges;
        while (ranges.size() < kConnections) {
            const auto range = planner.next(received, received.prefixEnd());
            if (!range)
                break;
            QVERIFY(range->length() <= kRange);
            ranges.append(*range);
        }
        for (qint64 step = 0; step < kRange; step += kStep, ++flushes) {
            for (const Interval &range : std::as_const(ranges)) {
                const Interval piece{std::min(range.begin + step, range.end),
                                     std::min(range.begin + step + kStep, range.end)};
                received.add(piece);
                journal->addClaim(piece);
            }
            QVERIFY(received.all().size() <= kConnections + 1);
        }
        for (const Interval &range : std::as_const(ranges))
            planner.release(range);
        if (flushes % 4096 != 0)
            continue;
        valueOf(journal->commit());
        longest = std::max(longest, QFileInfo(path).size());
        journal = std::make_unique<Journal>(path, oid, kSize);
        QCOMPARE(valueOf(journal->load()).claimed, received);
        QVERIFY2(QFileInfo(path).size() < 4096, qPrintable(QString::number(QFileInfo(path).size())));
    }
    QVERIFY2(longest < 4LL * 1024 * 1024, qPrintable(QString::number(longest)));
}

void JournalLengthTest::longJournalGetsShorter()
{
    const PartialFixture f;
    {
        const auto partial = f.open();
        f.write(*partial, 0, kPartialSize);
        partial->setBlock(0, 42);
        valueOf(partial->flush());
    }
    {
        Journal journal(f.file(u".journal"_s), f.oid, kPartialSize);
        valueOf(journal.load());
        for (qint64 i = 0; i < 60'000; ++i)
            journal.addClaim({i, i + 1});
        journal.addDrop({5, 6});
        journal.addClaim({5, 6});
        journal.addBlock(0, 43);
        valueOf(journal.commit());
    }
    QVERIFY(QFileInfo(f.file(u".journal"_s)).size() > 1'000'000);
    const auto again = f.open();
    QVERIFY(QFileInfo(f.file(u".journal"_s)).size() < 1'000);
    QVERIFY(again->isComplete());
    QCOMPARE(again->claimedBlock(0), std::optional<quint64>(43));
    valueOf(again->drop({0, 10})); // and goes on from there
    const auto third = f.open();
    QCOMPARE(third->received(), setOf({{10, kPartialSize}}));
}

WEIGHTYARD_TEST(JournalLengthTest)

} // namespace journal_length_test

#include "journal_length_test.moc"
