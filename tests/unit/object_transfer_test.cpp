// What each end of an attempt means for an object: when to go on, when to ask for a fresh action, when to give up.
#include "test_registry.h"

#include "lfs/object_transfer.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QTest>

namespace object_transfer_test {

using namespace weightyard;
using namespace weightyard::lfs;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using store::Interval;

namespace {

constexpr base::RetryLimits kLimits{.attempts = 4, .firstDelayMs = 1000, .longestDelayMs = 60'000};

struct Bench {

    AttemptPlan start(qint64 hashedTo = 0)
    {
        const auto plan = transfer.plan(++id, hashedTo);
        if (!plan)
            throw std::runtime_error("nothing to fetch");
        return *plan;
    }
    ObjectTransfer::Verdict end(const AttemptPlan &plan, qint64 written, const base::Result<void> &outcome,
                                qint64 now = 0)
    {
        if (written > 0)
            valueOf(
                partial->write(plan.range.begin, QByteArrayView(bytes).sliced(plan.range.begin, written)));
        return transfer.ended({.oid = partial->oid(),
                               .attempt = plan.id,
                               .range = plan.range,
                               .written = written,
                               .outcome = outcome},
                              kLimits, now, 0.0);
    }
    ObjectTransfer::Verdict failOnce(ErrorKind kind, int status = 0, qint64 written = 0)
    {
        return end(start(), written, base::fail(kind, {}, u"x"_s, {.httpStatus = status}),
                   transfer.notBeforeMs());
    }
    bool asksAnew() { return transfer.takeRefusal(); }

    TempDir dir;
    QByteArray bytes = patternBytes(1000, 5);
    std::shared_ptr<store::Partial> partial =
        valueOf(store::Partial::open(dir.path(), oidOf(bytes), 1000, false));
    ObjectTransfer transfer{{partial->oid(), 1000}, partial, {.segment = 300, .window = 10'000}};
    quint64 id = 0;
};

} // namespace

class ObjectTransferTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneAttemptUntilRangesAreKnown();
    void serverWithoutRanges();
    void smallObjectsAreAskedForWhole();
    void refusalsNeedAFreshAction_data();
    void refusalsNeedAFreshAction();
    void refusedRangesKeepWhatIsHere();
    void theThirdTryAsksForTheWhole_data();
    void theThirdTryAsksForTheWhole();
    void breaksBackOff();
    void progressStartsTheCountAnew();
    void serverWish();
    void attemptsSideBySideFailTogether();
    void attemptsSideBySideAreRefusedTogether();
    void oddAnswersAreTriedThreeTimes();
    void tlsGivesUp();
    void cancelledCostsNothing();
    void mismatchDropsOnce();
};

void ObjectTransferTest::oneAttemptUntilRangesAreKnown()
{
    Bench bench;
    QVERIFY(bench.transfer.mayStart(0));
    const AttemptPlan first = bench.start();
    QCOMPARE(first.range, (Interval{0, 300}));
    QVERIFY(first.askedForRange);
    QVERIFY(!bench.transfer.mayStart(0)); // it may turn out to bring everything
    bench.transfer.headSeen({bench.partial->oid(), first.range, true});
    QVERIFY(bench.transfer.mayStart(0));
    QCOMPARE(bench.start().range, (Interval{300, 600}));
    QCOMPARE(bench.start().range, (Interval{600, 900}));
    QCOMPARE(bench.start().range, (Interval{900, 1000}));
    QVERIFY(!bench.transfer.plan(99, 0));
    QCOMPARE(bench.transfer.running(), 4);
}

void ObjectTransferTest::serverWithoutRanges()
{
    Bench bench;
    const AttemptPlan first = bench.start();
    bench.transfer.headSeen({bench.partial->oid(), first.range, false});
    QVERIFY(!bench.transfer.mayStart(0));
    QVERIFY(!bench.transfer.plan(99, 0)); // everything is claimed
    bench.end(first, 400, base::fail(ErrorKind::Network, {}, u"cut"_s));
    QVERIFY(bench.transfer.mayStart(2000));
    QCOMPARE(bench.start().range, (Interval{400, 700}));
}

void ObjectTransferTest::smallObjectsAreAskedForWhole()
{
    const TempDir dir;
    const QByteArray bytes = patternBytes(300, 5);
    const auto partial = valueOf(store::Partial::open(dir.path(), oidOf(bytes), 300, false));
    ObjectTransfer whole({partial->oid(), 300}, partial, {.segment = 300, .window = 1000});
    QVERIFY(!whole.plan(1, 0)->askedForRange);
    valueOf(partial->write(0, QByteArrayView(bytes).first(10)));
    ObjectTransfer rest({partial->oid(), 300}, partial, {.segment = 300, .window = 1000});
    const AttemptPlan plan = *rest.plan(2, 0);
    QVERIFY(plan.askedForRange);
    QCOMPARE(plan.range, (Interval{10, 300}));
}

void ObjectTransferTest::refusalsNeedAFreshAction_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {401, 403, 404, 410})
        QTest::addRow("%d", status) << status;
}

void ObjectTransferTest::refusalsNeedAFreshAction()
{
    QFETCH(int, status);
    Bench bench;
    const auto first = bench.failOnce(ErrorKind::Auth, status);
    QVERIFY(!first.failed && !first.waiting);
    QVERIFY(bench.asksAnew());
    QVERIFY(bench.transfer.mayStart(0));       // at once
    bench.failOnce(ErrorKind::Network, 0, 50); // the fresh one worked for a while
    QVERIFY(!bench.failOnce(ErrorKind::Auth, status).failed);
    const auto second = bench.failOnce(ErrorKind::Auth, status);
    QVERIFY(second.failed);
    QCOMPARE(second.failed->context.httpStatus, status);
    QCOMPARE(bench.partial->received().total(), 50); // kept for the next run
}

void ObjectTransferTest::refusedRangesKeepWhatIsHere()
{
    Bench bench;
    bench.failOnce(ErrorKind::Network, 0, 100);
    for (int i = 0; i < 2; ++i) {
        const auto verdict = bench.failOnce(ErrorKind::Protocol, 416);
        QVERIFY(!verdict.failed && verdict.waiting);
        QVERIFY(verdict.waitMs > 0);
        QVERIFY(bench.asksAnew());
        QCOMPARE(bench.partial->received().total(), 100);
    }
    const auto last = bench.failOnce(ErrorKind::Protocol, 416);
    QVERIFY(last.failed);
    QCOMPARE(last.failed->kind, ErrorKind::Server);
    QCOMPARE(bench.partial->received().total(), 100);
}

void ObjectTransferTest::theThirdTryAsksForTheWhole_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("range refused") << 416;
    QTest::newRow("another range") << 206;
}

void ObjectTransferTest::theThirdTryAsksForTheWhole()
{
    QFETCH(int, status);
    Bench bench;
    bench.transfer.headSeen({bench.partial->oid(), {0, 300}, true});
    for (const bool asksForRange : {true, true, false}) {
        const AttemptPlan plan = bench.start();
        QCOMPARE(plan.askedForRange, asksForRange);
        QCOMPARE(bench.transfer.mayStart(bench.transfer.notBeforeMs()), asksForRange); // beside it
        if (asksForRange)
            bench.end(plan, 0, base::fail(ErrorKind::Protocol, {}, u"x"_s, {.httpStatus = status}),
                      bench.transfer.notBeforeMs());
        else
            bench.end(plan, 50, base::fail(ErrorKind::Network, {}, u"cut"_s), bench.transfer.notBeforeMs());
    }
    QVERIFY(bench.start().askedForRange); // there was progress
}

void ObjectTransferTest::breaksBackOff()
{
    Bench bench;
    qint64 now = 0;
    for (const qint64 delay : {500, 1000, 2000}) {
        const auto verdict = bench.failOnce(ErrorKind::Network);
        QVERIFY(!verdict.failed && verdict.waiting);
        QCOMPARE(verdict.waitMs, delay);
        now += delay;
        QVERIFY(!bench.transfer.mayStart(now - 1));
        QVERIFY(bench.transfer.mayStart(now));
        QVERIFY(!bench.asksAnew()); // the action is still good
    }
    const auto last = bench.failOnce(ErrorKind::Network);
    QVERIFY(last.failed);
    QCOMPARE(last.failed->kind, ErrorKind::Network);
}

// Retries are unlimited while bytes come.
void ObjectTransferTest::progressStartsTheCountAnew()
{
    Bench bench;
    for (int i = 0; i < 90; ++i) {
        const auto verdict = bench.failOnce(ErrorKind::Network, 0, 10);
        QVERIFY(!verdict.failed);
        QCOMPARE(verdict.waitMs, 500);
    }
    QCOMPARE(bench.partial->received().total(), 900);
}

void ObjectTransferTest::serverWish()
{
    Bench bench;
    const base::Error slow{.kind = ErrorKind::RateLimited,
                           .detail = u"x"_s,
                           .context = {.httpStatus = 429},
                           .retryAfterMs = 7000};
    const auto verdict = bench.end(bench.start(), 0, base::fail(slow), 100);
    QCOMPARE(verdict.waitMs, 7000);
    QCOMPARE(bench.transfer.notBeforeMs(), 7100);
}

// A network that is gone for a moment ends four attempts, but is one failure.
void ObjectTransferTest::attemptsSideBySideFailTogether()
{
    Bench bench;
    const auto lost = base::fail(ErrorKind::Network, {}, u"lost"_s);
    for (int round = 0; round < 3; ++round) {
        const qint64 now = bench.transfer.notBeforeMs();
        const QList<AttemptPlan> plans{bench.start(), bench.start(), bench.start(), bench.start()};
        for (const AttemptPlan &plan : plans)
            QVERIFY(!bench.end(plan, 0, lost, now).failed);
    }
    QVERIFY(bench.failOnce(ErrorKind::Network).failed);
}

void ObjectTransferTest::attemptsSideBySideAreRefusedTogether()
{
    Bench bench;
    const QList<AttemptPlan> plans{bench.start(), bench.start(), bench.start()};
    const auto expired = base::fail(ErrorKind::Auth, {}, u"expired"_s, {.httpStatus = 403});
    QVERIFY(!bench.end(plans[0], 0, expired).failed);
    QVERIFY(bench.asksAnew());
    QVERIFY(!bench.end(plans[1], 0, expired).failed);
    QVERIFY(!bench.asksAnew()); // the fresh one has not been refused
    QVERIFY(!bench.end(plans[2], 0, expired).failed);
    QVERIFY(bench.failOnce(ErrorKind::Auth, 403).failed);
}

// Portals and proxies pass; a server that always answers oddly does not.
void ObjectTransferTest::oddAnswersAreTriedThreeTimes()
{
    Bench bench;
    for (int i = 0; i < 2; ++i) {
        const auto verdict = bench.failOnce(ErrorKind::Protocol, 200);
        QVERIFY(!verdict.failed);
        QCOMPARE(verdict.waiting->kind, ErrorKind::Protocol);
        QVERIFY(bench.asksAnew());
    }
    const auto last = bench.failOnce(ErrorKind::Protocol, 200);
    QVERIFY(last.failed);
    QCOMPARE(last.failed->kind, ErrorKind::Protocol);
}

void ObjectTransferTest::tlsGivesUp()
{
    for (const ErrorKind kind :
         {ErrorKind::Tls, ErrorKind::DiskFull, ErrorKind::Permission, ErrorKind::Internal}) {
        Bench bench;
        const auto verdict = bench.failOnce(kind);
        QVERIFY(verdict.failed);
        QCOMPARE(verdict.failed->kind, kind);
    }
}

void ObjectTransferTest::cancelledCostsNothing()
{
    Bench bench;
    for (int i = 0; i < 20; ++i) {
        const auto verdict = bench.end(bench.start(), 0, base::fail(base::cancelledError()));
        QVERIFY(!verdict.failed && !verdict.waiting);
        QVERIFY(bench.transfer.mayStart(0));
    }
}

void ObjectTransferTest::mismatchDropsOnce()
{
    Bench bench;
    valueOf(bench.partial->write(0, QByteArray(1000, 'x')));
    QVERIFY(bench.transfer.mismatched());
    QCOMPARE(bench.partial->received().total(), 0);
    QVERIFY(bench.asksAnew());
    valueOf(bench.partial->write(0, QByteArray(1000, 'x')));
    const auto again = bench.transfer.mismatched();
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Corrupt);
    QCOMPARE(again.error().context.oid, bench.partial->oid().toString());
}

WEIGHTYARD_TEST(ObjectTransferTest)

} // namespace object_transfer_test

#include "object_transfer_test.moc"
