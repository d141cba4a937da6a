// What of a body reaches the partial, and what of it is believed in the end.
#include "attempt_bench.h"
#include "test_registry.h"

#include <QTest>

namespace attempt_body_test {

using namespace weightyard;
using namespace weightyard::lfs;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using net::Flow;
using store::Interval;

namespace {

const base::Result<void> kCut = base::fail(ErrorKind::Network, {}, u"reset"_s);

} // namespace

class AttemptBodyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeBodyIsReadPastWhatIsHere();
    void moreThanTheRangeIsLeftOut();
    void shorterRangeIsFine();
    void breakKeepsWhatCame();
    void endWithoutEverythingIsABreak();
    void bytesAlreadyHereStay();
    void unknownLength_data();
    void unknownLength();
    void disbelievedBytesAreHashedAgain();
    void endBehindTheVerifiedObjectChangesNothing();
};

void AttemptBodyTest::wholeBodyIsReadPastWhatIsHere()
{
    AttemptBench bench({400, 600}, true, {{0, 400}, {700, 800}});
    QCOMPARE(bench.head(200, kObjectBytes), Flow::Continue);
    QCOMPARE(bench.body(0, 450), Flow::Continue);
    QCOMPARE(bench.body(450, kObjectBytes), Flow::Stop);
    const AttemptEnded end = bench.end();
    QVERIFY(end.outcome);
    QCOMPARE(end.written, 500); // 300 between, 200 behind
    QVERIFY(bench.partial->isComplete());
    QVERIFY(!bench.heads.first().ranges);
    QCOMPARE(bench.heads.first().range.begin, 400); // by which the claim is known
}

void AttemptBodyTest::moreThanTheRangeIsLeftOut()
{
    AttemptBench bench({100, 300});
    QCOMPARE(bench.head(206, 900, "bytes 100-999/1000"), Flow::Continue);
    QCOMPARE(bench.body(100, 1000), Flow::Stop);
    const AttemptEnded end = bench.end();
    QVERIFY(end.outcome);
    QCOMPARE(bench.received(), std::vector<Interval>({{100, 300}})); // the rest is somebody else's
}

void AttemptBodyTest::shorterRangeIsFine()
{
    AttemptBench bench({100, 300});
    QCOMPARE(bench.head(206, 50, "bytes 100-149/1000"), Flow::Continue);
    QCOMPARE(bench.body(100, 150), Flow::Stop);
    QVERIFY(bench.end().outcome);
    QCOMPARE(bench.received(), std::vector<Interval>({{100, 150}}));
}

void AttemptBodyTest::breakKeepsWhatCame()
{
    AttemptBench bench({100, 300});
    bench.head(206, 200, "bytes 100-299/1000");
    bench.body(100, 180);
    const AttemptEnded end = bench.end(kCut);
    QCOMPARE(kindOf(end.outcome), ErrorKind::Network);
    QCOMPARE(end.outcome.error().context.oid, bench.partial->oid().toString());
    QCOMPARE(end.written, 80);
    QCOMPARE(bench.received(), std::vector<Interval>({{100, 180}}));
}

void AttemptBodyTest::endWithoutEverythingIsABreak()
{
    AttemptBench bench({100, 300});
    bench.head(206, -1, "bytes 100-299/1000");
    bench.body(100, 299);
    const AttemptEnded end = bench.end();
    QCOMPARE(kindOf(end.outcome), ErrorKind::Network);
    QCOMPARE(end.written, 199);
}

void AttemptBodyTest::bytesAlreadyHereStay()
{
    AttemptBench bench({0, kObjectBytes}, false, {{200, 400}});
    bench.head(200, kObjectBytes);
    bench.attempt->onData(QByteArray(kObjectBytes, '\0')); // another body than the one before
    QCOMPARE(bench.end().written, 800);
    QByteArray read(200, 'x');
    QCOMPARE(valueOf(bench.partial->read(200, read.data(), 200)), 200);
    QCOMPARE(read, bench.bytes.mid(200, 200));
}

void AttemptBodyTest::unknownLength_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<std::optional<ErrorKind>>("error");
    QTest::addColumn<bool>("kept");
    using Kind = std::optional<ErrorKind>;
    const Kind good;
    const Kind cut = ErrorKind::Network;
    const Kind cancelled = ErrorKind::Cancelled;
    QTest::newRow("exactly the object") << kObjectBytes << good << true;
    QTest::newRow("ends early") << 900LL << good << false;
    QTest::newRow("one byte short") << kObjectBytes - 1 << good << false;
    QTest::newRow("one byte more") << kObjectBytes + 1 << good << false;
    QTest::newRow("broken off") << 900LL << cut << false;
    QTest::newRow("broken off behind the last byte") << kObjectBytes << cut << false;
    QTest::newRow("cancelled") << 900LL << cancelled << true;
    QTest::newRow("nothing") << 0LL << good << false;
}

// Without a length a portal's page cannot be told from the object until it ends.
void AttemptBodyTest::unknownLength()
{
    QFETCH(qint64, bytes);
    QFETCH(std::optional<ErrorKind>, error);
    QFETCH(bool, kept);
    const std::vector<Interval> before{{300, 400}};
    AttemptBench bench({0, kObjectBytes}, true, before);
    QCOMPARE(bench.head(200, -1), Flow::Continue);
    const QByteArray sent = bench.bytes + 'x';
    bool stopped = false;
    for (qint64 at = 0; at < bytes && !stopped; at += 450)
        stopped = bench.attempt->onData(QByteArrayView(sent).sliced(at, std::min<qint64>(450, bytes - at)))
                  == Flow::Stop;
    QCOMPARE(stopped, bytes > kObjectBytes);
    const AttemptEnded end =
        bench.end(error ? base::Result<void>(base::fail(*error, {}, u"x"_s)) : base::Result<void>());
    QCOMPARE(end.outcome.has_value(), kept && !error);
    if (kept) {
        QCOMPARE(bench.partial->received().total(), bytes);
        QCOMPARE(end.written, bytes - 100);
    } else {
        QCOMPARE(bench.received(), before);
        QCOMPARE(end.written, 0);
    }
}

// The hasher follows what an answer without a length brings; when that is dropped, other bytes must not inherit its hash.
void AttemptBodyTest::disbelievedBytesAreHashedAgain()
{
    AttemptBench bench({0, kObjectBytes});
    bench.disk.add(bench.partial);
    bench.head(200, -1);
    bench.body(0, 500);
    bench.clock.advance(1000); // a slow link
    bench.body(500, 900);
    QTRY_COMPARE(bench.disk.hashedTo(bench.partial->oid()), 900);
    QVERIFY(!bench.end(kCut).outcome);
    QVERIFY(bench.received().empty());

    const QByteArray other(kObjectBytes, 'x');
    valueOf(bench.partial->write(0, QByteArrayView(other).first(900)));
    const auto block = bench.disk.takeBlock(900);
    block->append(QByteArrayView(bench.bytes).sliced(900));
    bench.disk.submit(bench.partial, block, std::make_shared<Tally>());
    std::optional<Hashed> hashed;
    QTRY_VERIFY(hashed || (hashed = bench.takeHashed()));
    QVERIFY(!hashed->matches);
}

void AttemptBodyTest::endBehindTheVerifiedObjectChangesNothing()
{
    AttemptBench bench({0, kObjectBytes});
    bench.disk.add(bench.partial);
    bench.head(200, -1);
    bench.body(0, kObjectBytes);
    std::optional<Hashed> hashed;
    QTRY_VERIFY(hashed || (hashed = bench.takeHashed()));
    QVERIFY(hashed->matches);
    const QString object = valueOf(bench.partial->finish());
    QVERIFY(!bench.end(kCut).outcome); // the last chunk never came
    QCOMPARE(bench.failures, 0);
    QCOMPARE(readFile(object), bench.bytes);
}

WEIGHTYARD_TEST(AttemptBodyTest)

} // namespace attempt_body_test

#include "attempt_body_test.moc"
