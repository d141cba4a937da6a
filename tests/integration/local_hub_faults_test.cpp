// Each kind of fault does on the wire what it promises: one check a kind, and no kind may lack one.
#include "child_process.h"
#include "local_hub.h"
#include "raw_client.h"
#include "wire_faults.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kSize = 300'000;

// A hub with one object, and a signed href to it.
struct Scene {
    LocalHub hub;
    QByteArray bytes = generatedBytes(3, kSize);
    ObjectId object = hub.addObject(bytes);
    QUrl href;

    Scene()
    {
        hub.addEmptyRepository(u"o/n"_s);
        href = hrefOf(batch(), object.oid);
    }
    RawReply batch() { return rawBatch(hub.batchUrl(u"o/n"_s), {{object.oid, object.size}}); }
    RawReply get(const QList<QByteArray> &headers = {}, std::chrono::milliseconds patience = 10s)
    {
        return rawGet(href, headers, patience);
    }
    RawReply getWith(const Fault &fault, const QList<QByteArray> &headers = {},
                     std::chrono::milliseconds patience = 10s)
    {
        const int id = hub.addFault(fault);
        const RawReply reply = get(headers, patience);
        hub.removeFault(id);
        return reply;
    }
    QJsonArray batchObjectsWith(const Fault &fault)
    {
        const int id = hub.addFault(fault);
        const RawReply reply = batch();
        hub.removeFault(id);
        return QJsonDocument::fromJson(reply.body).object().value(u"objects"_s).toArray();
    }
};

using Check = void (*)(Scene &);

QByteArray lengthOf(const RawReply &reply)
{
    return reply.header("Content-Length");
}

void checkStatus(Scene &scene)
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

void checkRedirect(Scene &scene)
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

void checkHtml(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::html(Endpoint::Storage), {"Range: bytes=5-9"});
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.body.startsWith("<!DOCTYPE html>"));
}

void checkHugeJson(Scene &scene)
{
    scene.hub.addFault(Fault::hugeJson(Endpoint::Batch, 20'000'001));
    const RawReply reply = scene.batch();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body.size(), 20'000'001);
    QVERIFY(reply.body.startsWith("{\"padding\":\"xx"));
    QVERIFY(reply.body.endsWith("xx\"}"));
    QCOMPARE(reply.body.count('"'), 4);
}

void checkRaw(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::raw(Endpoint::Storage, "nonsense\n"));
    QCOMPARE(reply.bytes, QByteArray("nonsense\n"));
    QVERIFY(reply.closed);
}

void checkCut(Scene &scene)
{
    const RawReply early = scene.getWith(Fault::cut(Endpoint::Storage, -1));
    QVERIFY(early.closed && early.bytes.isEmpty());
    const RawReply half = scene.getWith(Fault::cut(Endpoint::Storage, 1000));
    QCOMPARE(half.body, scene.bytes.left(1000));
    QCOMPARE(lengthOf(half), QByteArray::number(kSize));
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

void checkStall(Scene &scene)
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

void checkDelay(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::delay(Endpoint::Storage, 300));
    QCOMPARE(reply.body, scene.bytes);
    QVERIFY(reply.firstByteMilliseconds >= 290);
}

void checkRate(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::rate(Endpoint::Storage, 600'000));
    QCOMPARE(reply.body, scene.bytes);
    QVERIFY2(reply.milliseconds >= 450, qPrintable(QString::number(reply.milliseconds)));
}

void checkDrip(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::drip(Endpoint::Storage, 10, 50), {"Range: bytes=0-79"});
    QCOMPARE(reply.body, scene.bytes.left(80));
    QVERIFY2(reply.milliseconds >= 300, qPrintable(QString::number(reply.milliseconds)));
}

void checkGzip(Scene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::plain(Endpoint::Storage, FaultKind::Gzip), {"Accept-Encoding: identity"});
    QCOMPARE(reply.header("Content-Encoding"), QByteArray("gzip"));
    QCOMPARE(lengthOf(reply), QByteArray::number(reply.body.size()));
    ProcessOptions options;
    options.input = reply.body;
    QCOMPARE(mustRun(u"gzip"_s, {u"-dc"_s}, options), scene.bytes);
}

void checkChunked(Scene &scene)
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

void checkCloseDelimited(Scene &scene)
{
    const Fault fault = Fault::plain(Endpoint::Storage, FaultKind::CloseDelimited);
    const RawReply reply = scene.getWith(fault);
    QVERIFY(lengthOf(reply).isNull() && reply.header("Transfer-Encoding").isNull());
    QCOMPARE(reply.body, scene.bytes);
    scene.hub.addFault(Fault::cut(Endpoint::Storage, 500));
    QCOMPARE(scene.getWith(fault).body, scene.bytes.left(500));
}

void checkTruncateClean(Scene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::truncateClean(Endpoint::Storage, 700), {"Range: bytes=0-999"});
    QCOMPARE(reply.body, scene.bytes.left(700));
    QCOMPARE(lengthOf(reply), QByteArray("700"));
    QCOMPARE(reply.header("Content-Range"), QByteArray("bytes 0-999/300000"));
}

void checkExtraBytes(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::ExtraBytes, 5));
    QCOMPARE(lengthOf(reply), QByteArray::number(kSize + 5));
    QCOMPARE(reply.body, scene.bytes + "xxxxx");
}

void checkBytesAfterEnd(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::BytesAfterEnd, 5));
    QCOMPARE(lengthOf(reply), QByteArray::number(kSize));
    QCOMPARE(reply.body, scene.bytes + "xxxxx");
}

void checkTwoLengths(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::TwoLengths, 9));
    QCOMPARE(reply.headers("Content-Length"), (QList<QByteArray>{"300009", "300000"}));
    QCOMPARE(reply.body, scene.bytes);
}

void checkIgnoreRange(Scene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::plain(Endpoint::Storage, FaultKind::IgnoreRange), {"Range: bytes=10-19"});
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("Content-Range").isNull());
    QCOMPARE(reply.body, scene.bytes);
}

void checkWholeAs206(Scene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::plain(Endpoint::Storage, FaultKind::WholeAs206), {"Range: bytes=10-19"});
    QCOMPARE(reply.status, 206);
    QCOMPARE(reply.header("Content-Range"), QByteArray("bytes 10-19/300000"));
    QCOMPARE(reply.body, scene.bytes);
}

void checkWrongRangeStart(Scene &scene)
{
    const RawReply reply = scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::WrongRangeStart, -4),
                                         {"Range: bytes=10-19"});
    QCOMPARE(reply.status, 206);
    QCOMPARE(reply.header("Content-Range"), QByteArray("bytes 6-19/300000"));
    QCOMPARE(reply.body, scene.bytes.mid(6, 14));
}

void checkWrongTotal(Scene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::WrongTotal, 1), {"Range: bytes=10-19"});
    QCOMPARE(reply.header("Content-Range"), QByteArray("bytes 10-19/300001"));
    QCOMPARE(reply.body, scene.bytes.mid(10, 10));
}

void checkCorrupt(Scene &scene)
{
    const Fault fault = Fault::corrupt(200'000);
    QByteArray wrong = scene.bytes;
    wrong[200'000] = static_cast<char>(~wrong.at(200'000));
    QCOMPARE(scene.getWith(fault).body, wrong);
    QCOMPARE(scene.getWith(fault, {"Range: bytes=199990-200009"}).body, wrong.mid(199'990, 20));
    QCOMPARE(scene.getWith(fault, {"Range: bytes=0-199999"}).body, scene.bytes.left(200'000));
}

void checkExpireAction(Scene &scene)
{
    for (const int status : {401, 403}) {
        QCOMPARE(scene.get().status, 200);
        QCOMPARE(scene.getWith(Fault::expireAction(status)).status, status);
        QCOMPARE(scene.get().status, status);
        scene.href = hrefOf(scene.batch(), scene.object.oid);
    }
    QCOMPARE(scene.get().status, 200);
}

void checkObjectError(Scene &scene)
{
    for (const int code : {404, 409, 410, 422}) {
        const QJsonObject object = scene.batchObjectsWith(Fault::objectError(code, "no")).first().toObject();
        QCOMPARE(object.value(u"error"_s).toObject().value(u"code"_s).toInt(), code);
        QVERIFY(!object.contains(u"actions"_s));
    }
}

void checkMissingObject(Scene &scene)
{
    QCOMPARE(scene.batchObjectsWith(Fault::plain(Endpoint::Batch, FaultKind::MissingObject)).size(), 0);
}

void checkExtraObject(Scene &scene)
{
    const QJsonArray objects = scene.batchObjectsWith(Fault::plain(Endpoint::Batch, FaultKind::ExtraObject));
    QCOMPARE(objects.size(), 2);
    QVERIFY(objects.at(1).toObject().value(u"oid"_s) != objects.at(0).toObject().value(u"oid"_s));
}

void checkDuplicateObject(Scene &scene)
{
    const QJsonArray objects =
        scene.batchObjectsWith(Fault::plain(Endpoint::Batch, FaultKind::DuplicateObject));
    QCOMPARE(objects.size(), 2);
    QCOMPARE(objects.at(1), objects.at(0));
}

void checkWrongSize(Scene &scene)
{
    const QJsonArray objects = scene.batchObjectsWith(
        Fault::ofAmount(Endpoint::Batch, FaultKind::WrongSize, -1).forOid(scene.object.oid));
    QCOMPARE(objects.first().toObject().value(u"size"_s).toInteger(), kSize - 1);
}

void checkNoAction(Scene &scene)
{
    const QJsonArray objects = scene.batchObjectsWith(Fault::plain(Endpoint::Batch, FaultKind::NoAction));
    QVERIFY(!objects.first().toObject().contains(u"actions"_s)
            && !objects.first().toObject().contains(u"error"_s));
}

void checkRewriteHref(Scene &scene)
{
    scene.hub.addFault(Fault::rewriteHref("ftp://x/?{href}"));
    QVERIFY(hrefOf(scene.batch(), scene.object.oid).toString().startsWith(u"ftp://x/?http://127.0.0.1"_s));
}

void checkWrongTransfer(Scene &scene)
{
    Fault fault = Fault::plain(Endpoint::Batch, FaultKind::WrongTransfer);
    fault.text = "carrier-pigeon";
    scene.hub.addFault(fault);
    QCOMPARE(QJsonDocument::fromJson(scene.batch().body).object().value(u"transfer"_s).toString(),
             u"carrier-pigeon"_s);
}

Check checkFor(FaultKind kind)
{
    switch (kind) {
#define WY_CHECK(name)    \
    case FaultKind::name: \
        return check##name;
        WY_CHECK(Status)
        WY_CHECK(Redirect)
        WY_CHECK(Html)
        WY_CHECK(HugeJson)
        WY_CHECK(Raw)
        WY_CHECK(Cut)
        WY_CHECK(Stall)
        WY_CHECK(Delay)
        WY_CHECK(Rate)
        WY_CHECK(Drip)
        WY_CHECK(Gzip)
        WY_CHECK(Chunked)
        WY_CHECK(CloseDelimited)
        WY_CHECK(TruncateClean)
        WY_CHECK(ExtraBytes)
        WY_CHECK(BytesAfterEnd)
        WY_CHECK(TwoLengths)
        WY_CHECK(IgnoreRange)
        WY_CHECK(WholeAs206)
        WY_CHECK(WrongRangeStart)
        WY_CHECK(WrongTotal)
        WY_CHECK(Corrupt)
        WY_CHECK(ExpireAction)
        WY_CHECK(ObjectError)
        WY_CHECK(MissingObject)
        WY_CHECK(ExtraObject)
        WY_CHECK(DuplicateObject)
        WY_CHECK(WrongSize)
        WY_CHECK(NoAction)
        WY_CHECK(RewriteHref)
        WY_CHECK(WrongTransfer)
#undef WY_CHECK
    }
    return nullptr;
}

} // namespace

class LocalHubFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKind_data();
    void everyKind();
    void aFaultPicksItsRequests();
    void dropsConnections();
};

void LocalHubFaultsTest::everyKind_data()
{
    QTest::addColumn<int>("kind");
    const QList<FaultKind> kinds = allFaultKinds();
    for (const FaultKind kind : kinds)
        QTest::newRow(faultName(kind)) << static_cast<int>(kind);
}

void LocalHubFaultsTest::everyKind()
{
    QFETCH(int, kind);
    Scene scene;
    QVERIFY(scene.href.isValid() && !scene.href.isEmpty());
    QCOMPARE(scene.get().body, scene.bytes);
    checkFor(static_cast<FaultKind>(kind))(scene);
}

void LocalHubFaultsTest::aFaultPicksItsRequests()
{
    Scene scene;
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

void LocalHubFaultsTest::dropsConnections()
{
    Scene scene;
    scene.hub.addFault(Fault::stall(Endpoint::Storage, 10));
    std::thread dropper([&] {
        waitUntil([&] { return scene.hub.faultHits(1) == 1; }, 5s);
        scene.hub.dropConnections();
    });
    const RawReply reply = scene.get();
    dropper.join();
    QVERIFY(reply.closed && reply.milliseconds < 5000);
    QVERIFY(waitUntil([&] { return scene.hub.openConnections() == 0; }, 5s));
}

QTEST_GUILESS_MAIN(LocalHubFaultsTest)
#include "local_hub_faults_test.moc"
