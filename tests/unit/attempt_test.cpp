// How the head of one HTTP exchange's answer is judged.
#include "attempt_bench.h"
#include "test_registry.h"

#include "base/cancel_token.h"

#include <QTest>

namespace attempt_test {

using namespace weightyard;
using namespace weightyard::lfs;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using net::Flow;
using store::Interval;

class AttemptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requests();
    void goodRange();
    void mappedRanges_data();
    void mappedRanges();
    void heads_data();
    void heads();
    void refusalsKeepStatusAndText();
    void onlyOneReadsAWholeBody();
    void givesItsConnectionBack();
};

void AttemptTest::requests()
{
    const auto partial = AttemptBench({0, 10}).partial;
    const AttemptPlan ranged{
        .id = 1, .partial = partial, .range = {100, 200}, .askedForRange = true, .wholeBodyTaken = {}};
    const net::HttpRequest request =
        attemptRequest(QUrl(u"https://h/o"_s), {{"X-A", "1"}, {"range", "bytes=0-"}}, ranged);
    QCOMPARE(request.method, "GET"); // no HEAD: the href is signed for GET
    QCOMPARE(request.headers.value("Range"), std::optional<QByteArray>("bytes=100-199"));
    QCOMPARE(request.headers.all().size(), 2);
    QVERIFY(!request.addConfiguredHeaders);
    const AttemptPlan whole{.id = 1,
                            .partial = partial,
                            .range = {0, kObjectBytes},
                            .askedForRange = false,
                            .wholeBodyTaken = {}};
    QVERIFY(!attemptRequest(QUrl(u"https://h/o"_s), {}, whole).headers.contains("Range"));
}

void AttemptTest::goodRange()
{
    AttemptBench bench({100, 300});
    QCOMPARE(bench.head(206, 200, "bytes 100-299/1000"), Flow::Continue);
    QCOMPARE(bench.body(100, 250), Flow::Continue);
    QCOMPARE(bench.body(250, 300), Flow::Stop);
    const AttemptEnded end = bench.end();
    QVERIFY(end.outcome);
    QCOMPARE(end.attempt, 7U);
    QCOMPARE(end.range, (Interval{100, 300}));
    QCOMPARE(end.written, 200);
    QCOMPARE(bench.received(), std::vector<Interval>({{100, 300}}));
    QCOMPARE(bench.heads.size(), 1);
    QCOMPARE(bench.heads.first().range, (Interval{100, 300}));
    QVERIFY(bench.heads.first().ranges);
}

void AttemptTest::mappedRanges_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("begin");
    for (const int status : {200, 206}) {
        for (const qint64 begin : {100, 50, 0})
            QTest::addRow("%d from %d", status, static_cast<int>(begin)) << status << begin;
    }
}

// Bytes go where Content-Range says, also those before what was asked for.
void AttemptTest::mappedRanges()
{
    QFETCH(int, status);
    QFETCH(qint64, begin);
    AttemptBench bench({100, 300});
    const QByteArray range = "bytes " + QByteArray::number(begin) + "-299/1000";
    QCOMPARE(bench.head(status, 300 - begin, range), Flow::Continue);
    QCOMPARE(bench.body(begin, 300), Flow::Stop);
    QVERIFY(bench.end().outcome);
    QCOMPARE(bench.received(), std::vector<Interval>({{begin, 300}}));
    QByteArray here(300 - begin, '\0');
    QCOMPARE(valueOf(bench.partial->read(begin, here.data(), here.size())), here.size());
    QCOMPARE(here, bench.bytes.sliced(begin, here.size()));
}

void AttemptTest::heads_data()
{
    QTest::addColumn<bool>("asked");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, bool asked, int status, qint64 length, const char *range,
                        const char *type, bool good) {
        QTest::newRow(name) << asked << status << length << QByteArray(range) << QByteArray(type) << good;
    };
    row("206", true, 206, 200, "bytes 100-299/1000", "", true);
    row("206, no length", true, 206, -1, "bytes 100-299/1000", "", true);
    row("206, total unknown", true, 206, 200, "bytes 100-299/*", "", true);
    row("206, more than asked", true, 206, 900, "bytes 100-999/1000", "", true);
    row("206, another start", true, 206, 200, "bytes 0-199/1000", "", true);
    row("206, earlier bytes", true, 206, 100, "bytes 0-99/1000", "", false);
    row("206, beyond the object's end", true, 206, 1401, "bytes 100-1500/*", "", false);
    row("206, later start", true, 206, 199, "bytes 101-299/1000", "", false);
    row("206, another object's size", true, 206, 200, "bytes 100-299/1001", "", false);
    row("206, length disagrees", true, 206, 1000, "bytes 100-299/1000", "", false);
    row("206 without Content-Range", true, 206, 200, "", "", false);
    row("206, unreadable range", true, 206, 200, "bytes 100-/1000", "", false);
    row("206, other unit", true, 206, 200, "items 100-299/1000", "", false);
    row("206 that nobody asked for", false, 206, 200, "bytes 100-299/1000", "", true);
    row("200 with its range", true, 200, 200, "bytes 100-299/1000", "", true);
    row("200 with its range, no length", true, 200, -1, "bytes 100-299/1000", "", true);
    row("200 with its range, total unknown", true, 200, 200, "bytes 100-299/*", "", true);
    row("200 with a range from the begin", true, 200, 200, "bytes 0-199/1000", "", true);
    row("200 with the range of the whole", true, 200, 1000, "bytes 0-999/1000", "", true);
    row("200 with the range of the whole, no length", true, 200, -1, "bytes 0-999/1000", "", true);
    row("200 with a range, nobody asked", false, 200, 200, "bytes 100-299/1000", "", true);
    row("200 with later bytes", true, 200, 199, "bytes 101-299/1000", "", false);
    row("200 with a range that is not its length", true, 200, 150, "bytes 100-299/1000", "", false);
    row("200 with a range of another object", true, 200, 200, "bytes 100-299/1001", "", false);
    row("200 with an unreadable range", true, 200, 200, "bytes 100-/1000", "", false);
    row("206 multipart", true, 206, 400, "", "multipart/byteranges; boundary=x", false);
    row("200 of the object's size", true, 200, 1000, "", "", true);
    row("200, not asked for a range", false, 200, 1000, "", "", true);
    row("200 of the range's size", true, 200, 200, "", "", false);
    row("200 of a portal", true, 200, 512, "", "text/html", false);
    row("200, empty", true, 200, 0, "", "", false);
    row("200, one byte more", true, 200, 1001, "", "", false);
    row("200, no length", true, 200, -1, "", "application/octet-stream", true);
    row("200, no length, web page", true, 200, -1, "", "Text/HTML; charset=utf-8", false);
    row("200 of the right size as text/html", true, 200, 1000, "", "text/html", true); // the hash decides
    row("204", true, 204, 0, "", "", false);
    row("203", true, 203, 1000, "", "", false);
    row("304", true, 304, 0, "", "", false);
    row("100", true, 100, -1, "", "", false);
}

void AttemptTest::heads()
{
    QFETCH(bool, asked);
    QFETCH(int, status);
    QFETCH(qint64, length);
    QFETCH(QByteArray, range);
    QFETCH(QByteArray, type);
    QFETCH(bool, good);
    AttemptBench bench({100, 300}, asked);
    QCOMPARE(bench.head(status, length, range, type), good ? Flow::Continue : Flow::Stop);
    const AttemptEnded end = bench.end();
    QVERIFY(!end.outcome); // no byte came
    QCOMPARE(end.outcome.error().kind, good ? ErrorKind::Network : ErrorKind::Protocol);
    QCOMPARE(end.outcome.error().context.httpStatus, good ? 0 : status);
    QVERIFY(!describe(end.outcome.error()).contains("s3cret"_L1));
    QCOMPARE(end.written, 0);
    QVERIFY(bench.received().empty());
    QCOMPARE(bench.heads.size(), good ? 1 : 0);
}

void AttemptTest::refusalsKeepStatusAndText()
{
    AttemptBench bench({100, 300}, true, {{0, 100}});
    QCOMPARE(bench.head(403, -1), Flow::Continue);
    QCOMPARE(bench.attempt->onData(QByteArray(10'000, 'x')), Flow::Continue);
    QCOMPARE(bench.attempt->onData(QByteArray(10'000, 'x')), Flow::Stop); // enough of it
    const AttemptEnded end = bench.end();
    QVERIFY(!end.outcome);
    QCOMPARE(end.outcome.error().context.httpStatus, 403);
    QCOMPARE(end.outcome.error().context.oid, bench.partial->oid().toString());
    QCOMPARE(bench.received(), std::vector<Interval>({{0, 100}}));
    QVERIFY(bench.heads.isEmpty());
}

void AttemptTest::onlyOneReadsAWholeBody()
{
    AttemptBench bench({100, 300});
    bench.taken->store(true); // by another attempt
    QCOMPARE(bench.head(200, kObjectBytes), Flow::Stop);
    QCOMPARE(kindOf(bench.end().outcome), ErrorKind::Cancelled);
    QVERIFY(bench.received().empty());
}

// At its end, not when our job's thread comes to hear of it.
void AttemptTest::givesItsConnectionBack()
{
    const auto budget = std::make_shared<ConnectionBudget>(1);
    ConnectionShare share(budget);
    AttemptBench bench({0, kObjectBytes}, false);
    Attempt attempt({.id = 8,
                     .partial = bench.partial,
                     .range = {0, kObjectBytes},
                     .askedForRange = false,
                     .wholeBodyTaken = {}},
                    bench.clock, bench.disk, bench.events, share.take());
    QVERIFY(!share.mayTake());
    attempt.onEnd(base::fail(base::cancelledError()));
    QVERIFY(share.mayTake());
    std::atomic<bool> told = false;
    bench.disk.then([&] { told = true; });
    QTRY_VERIFY(told);
}

WEIGHTYARD_TEST(AttemptTest)

} // namespace attempt_test

#include "attempt_test.moc"
