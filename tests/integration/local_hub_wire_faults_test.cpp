// Each fault of how an answer is sent does on the wire what it promises.
#include "child_process.h"
#include "fault_scene.h"
#include "test_registry.h"

#include <QTest>

namespace local_hub_wire_faults_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

QByteArray lengthOf(const RawReply &reply)
{
    return reply.header("Content-Length");
}

void checkStatus(FaultScene &scene)
{
    for (const int status : {401, 403, 404, 410, 413, 422, 429, 500, 502, 503, 504}) {
        const RawReply reply =
            scene.getWith(Fault::statusOf(Endpoint::Storage, status).withHeader("Retry-After", "7"));
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.header("Retry-After"), QByteArray("7"));
    }
    const RawReply limited = scene.getWith(
        Fault::statusOf(Endpoint::Storage, 429).withHeader("RateLimit", "\"resolvers\";r=0;t=3"));
    QCOMPARE(limited.header("RateLimit"), QByteArray("\"resolvers\";r=0;t=3"));
    QVERIFY(limited.header("Retry-After").isNull());
}

void checkRedirect(FaultScene &scene)
{
    const RawReply other =
        scene.getWith(Fault::redirect(Endpoint::Storage, "http://127.0.0.2:1{target}", 307));
    QCOMPARE(other.status, 307);
    QCOMPARE(other.header("Location"),
             "http://127.0.0.2:1" + scene.href.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority));
    const RawReply loop = scene.getWith(Fault::redirect(Endpoint::Storage, "{target}"));
    QCOMPARE(loop.status, 302);
    QVERIFY(loop.header("Location").startsWith("/_objects/"));
}

void checkHtml(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::html(Endpoint::Storage), {"Range: bytes=5-9"});
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.body.startsWith("<!DOCTYPE html>"));
}

void checkHugeJson(FaultScene &scene)
{
    scene.hub.addFault(Fault::hugeJson(Endpoint::Batch, 20'000'001));
    const RawReply reply = scene.batch();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body.size(), 20'000'001);
    QVERIFY(reply.body.startsWith("{\"padding\":\"xx"));
    QVERIFY(reply.body.endsWith("xx\"}"));
    QCOMPARE(reply.body.count('"'), 4);
}

void checkRaw(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::raw(Endpoint::Storage, "nonsense\n"));
    QCOMPARE(reply.bytes, QByteArray("nonsense\n"));
    QVERIFY(reply.closed);
}

void checkCut(FaultScene &scene)
{
    const RawReply early = scene.getWith(Fault::cut(Endpoint::Storage, -1));
    QVERIFY(early.closed && early.bytes.isEmpty());
    const RawReply half = scene.getWith(Fault::cut(Endpoint::Storage, 1000));
    QCOMPARE(half.body, scene.bytes.left(1000));
    QCOMPARE(lengthOf(half), QByteArray::number(kSceneSize));
    QVERIFY(half.closed);
    const RawReply inObject =
        scene.getWith(Fault::cut(Endpoint::Storage, 150'000).inObjectBytes(), {"Range: bytes=100000-"});
    QCOMPARE(inObject.body, scene.bytes.mid(100'000, 50'000));
    const RawReply past =
        scene.getWith(Fault::cut(Endpoint::Storage, 50'000).inObjectBytes(), {"Range: bytes=100000-"});
    QCOMPARE(past.body, scene.bytes.mid(100'000));
    // curl tells the two ends apart: 18 is a short body, 56 a reset.
    for (const bool reset : {false, true}) {
        const Fault fault = Fault::cut(Endpoint::Storage, 1000);
        scene.hub.addFault(reset ? fault.withReset() : fault);
        const ProcessResult curl = runProcess(
            u"curl"_s, {u"-sS"_s, u"-o"_s, u"/dev/null"_s, scene.href.toString(QUrl::FullyEncoded)});
        QVERIFY2(curl.exitCode == (reset ? 56 : 18), qPrintable(curl.describe()));
    }
}

void checkStall(FaultScene &scene)
{
    const RawReply mute = scene.getWith(Fault::stall(Endpoint::Storage, -1), {}, 300ms);
    QVERIFY(mute.silent && mute.bytes.isEmpty());
    const RawReply half = scene.getWith(Fault::stall(Endpoint::Storage, 1000), {}, 300ms);
    QVERIFY(half.silent);
    QCOMPARE(half.body, scene.bytes.left(1000));
    const RawReply pause = scene.getWith(Fault::stall(Endpoint::Storage, 1000, 400));
    QCOMPARE(pause.body, scene.bytes);
    QVERIFY2(pause.milliseconds >= 380, qPrintable(QString::number(pause.milliseconds)));
}

void checkDelay(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::delay(Endpoint::Storage, 300));
    QCOMPARE(reply.body, scene.bytes);
    QVERIFY(reply.firstByteMilliseconds >= 290);
}

void checkRate(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::rate(Endpoint::Storage, 600'000));
    QCOMPARE(reply.body, scene.bytes);
    QVERIFY2(reply.milliseconds >= 450, qPrintable(QString::number(reply.milliseconds)));
}

void checkDrip(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::drip(Endpoint::Storage, 10, 50), {"Range: bytes=0-79"});
    QCOMPARE(reply.body, scene.bytes.left(80));
    QVERIFY2(reply.milliseconds >= 300, qPrintable(QString::number(reply.milliseconds)));
}

void checkGzip(FaultScene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::plain(Endpoint::Storage, FaultKind::Gzip), {"Accept-Encoding: identity"});
    QCOMPARE(reply.header("Content-Encoding"), QByteArray("gzip"));
    QCOMPARE(lengthOf(reply), QByteArray::number(reply.body.size()));
    ProcessOptions options;
    options.input = reply.body;
    QCOMPARE(mustRun(u"gzip"_s, {u"-dc"_s}, options), scene.bytes);
}

void checkChunked(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::plain(Endpoint::Storage, FaultKind::Chunked));
    QVERIFY(lengthOf(reply).isNull());
    QCOMPARE(reply.header("Transfer-Encoding"), QByteArray("chunked"));
    QCOMPARE(reply.dechunked(), scene.bytes);
    QVERIFY(reply.body.endsWith("0\r\n\r\n"));
    scene.hub.addFault(Fault::cut(Endpoint::Storage, 500));
    const RawReply cut = scene.getWith(Fault::plain(Endpoint::Storage, FaultKind::Chunked));
    QCOMPARE(cut.dechunked(), scene.bytes.left(500));
    QVERIFY(!cut.body.endsWith("0\r\n\r\n"));
}

void checkCloseDelimited(FaultScene &scene)
{
    const Fault fault = Fault::plain(Endpoint::Storage, FaultKind::CloseDelimited);
    const RawReply reply = scene.getWith(fault);
    QVERIFY(lengthOf(reply).isNull() && reply.header("Transfer-Encoding").isNull());
    QCOMPARE(reply.body, scene.bytes);
    scene.hub.addFault(Fault::cut(Endpoint::Storage, 500));
    QCOMPARE(scene.getWith(fault).body, scene.bytes.left(500));
}

void checkTruncateClean(FaultScene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::truncateClean(Endpoint::Storage, 700), {"Range: bytes=0-999"});
    QCOMPARE(reply.body, scene.bytes.left(700));
    QCOMPARE(lengthOf(reply), QByteArray("700"));
    QCOMPARE(reply.header("Content-Range"), QByteArray("bytes 0-999/300000"));
}

void checkExtraBytes(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::ExtraBytes, 5));
    QCOMPARE(lengthOf(reply), QByteArray::number(kSceneSize + 5));
    QCOMPARE(reply.body, scene.bytes + "xxxxx");
}

void checkBytesAfterEnd(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::BytesAfterEnd, 5));
    QCOMPARE(lengthOf(reply), QByteArray::number(kSceneSize));
    QCOMPARE(reply.body, scene.bytes + "xxxxx");
}

void checkTwoLengths(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::TwoLengths, 9));
    QCOMPARE(reply.headers("Content-Length"), (QList<QByteArray>{"300009", "300000"}));
    QCOMPARE(reply.body, scene.bytes);
}

const QList<FaultCheck> &checks()
{
    static const QList<FaultCheck> list{
        {FaultKind::Status, checkStatus},
        {FaultKind::Redirect, checkRedirect},
        {FaultKind::Html, checkHtml},
        {FaultKind::HugeJson, checkHugeJson},
        {FaultKind::Raw, checkRaw},
        {FaultKind::Cut, checkCut},
        {FaultKind::Stall, checkStall},
        {FaultKind::Delay, checkDelay},
        {FaultKind::Rate, checkRate},
        {FaultKind::Drip, checkDrip},
        {FaultKind::Gzip, checkGzip},
        {FaultKind::Chunked, checkChunked},
        {FaultKind::CloseDelimited, checkCloseDelimited},
        {FaultKind::TruncateClean, checkTruncateClean},
        {FaultKind::ExtraBytes, checkExtraBytes},
        {FaultKind::BytesAfterEnd, checkBytesAfterEnd},
        {FaultKind::TwoLengths, checkTwoLengths},
    };
    return list;
}

} // namespace

class LocalHubWireFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsChecked();
    void kinds_data();
    void kinds();
    void aFaultPicksItsRequests();
    void dropsConnections();
};

void LocalHubWireFaultsTest::everyKindIsChecked()
{
    QCOMPARE(unchecked(FaultGroup::Wire, checks()), QByteArrayList());
}

void LocalHubWireFaultsTest::kinds_data()
{
    QTest::addColumn<int>("index");
    for (qsizetype i = 0; i < checks().size(); ++i)
        QTest::newRow(faultName(checks().at(i).kind)) << static_cast<int>(i);
}

void LocalHubWireFaultsTest::kinds()
{
    QFETCH(int, index);
    FaultScene scene;
    QVERIFY(scene.href.isValid() && !scene.href.isEmpty());
    QCOMPARE(scene.get().body, scene.bytes);
    checks().at(index).check(scene);
}

void LocalHubWireFaultsTest::aFaultPicksItsRequests()
{
    FaultScene scene;
    const int id = scene.hub.addFault(
        Fault::statusOf(Endpoint::Storage, 503).forOid(scene.object.oid).skipFirst(1).forTimes(2));
    scene.hub.addFault(Fault::statusOf(Endpoint::Storage, 404).forOid(QByteArray(64, 'a')).always());
    scene.hub.addFault(Fault::statusOf(Endpoint::Storage, 405).forMethod("PUT").always());
    scene.hub.addFault(Fault::statusOf(Endpoint::Storage, 406).forPort(1).always());
    scene.hub.addFault(Fault::statusOf(Endpoint::Storage, 407).forPath(u"elsewhere"_s).always());
    QList<int> seen;
    for (int i = 0; i < 4; ++i)
        seen.append(scene.get().status);
    QCOMPARE(seen, (QList<int>{200, 503, 503, 200}));
    QCOMPARE(scene.hub.faultHits(id), 2);
    const LoggedRequest hit = scene.hub.log().of(Endpoint::Storage).at(1);
    QCOMPARE(hit.status, 503);
    QCOMPARE(hit.faults, QList<FaultKind>{FaultKind::Status});
}

void LocalHubWireFaultsTest::dropsConnections()
{
    FaultScene scene;
    scene.hub.addFault(Fault::stall(Endpoint::Storage, 10));
    std::thread dropper([&] {
        waitUntil([&] { return scene.hub.faultHits(1) == 1; }, 5s);
        scene.hub.dropConnections();
    });
    const RawReply reply = scene.get();
    dropper.join();
    QVERIFY(reply.closed && reply.milliseconds < patient(5000));
    QVERIFY(waitUntil([&] { return scene.hub.openConnections() == 0; }, 5s));
}

WEIGHTYARD_TEST(LocalHubWireFaultsTest)

} // namespace local_hub_wire_faults_test

#include "local_hub_wire_faults_test.moc"
