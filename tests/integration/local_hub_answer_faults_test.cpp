// Each fault of what is answered, by storage or by batch, does what it promises.
#include "fault_scene.h"
#include "test_registry.h"

#include <QTest>

namespace local_hub_answer_faults_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

void checkIgnoreRange(FaultScene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::plain(Endpoint::Storage, FaultKind::IgnoreRange), {"Range: bytes=10-19"});
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("Content-Range").isNull());
    QCOMPARE(reply.body, scene.bytes);
}

void checkWholeAs206(FaultScene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::plain(Endpoint::Storage, FaultKind::WholeAs206), {"Range: bytes=10-19"});
    QCOMPARE(reply.status, 206);
    QCOMPARE(reply.header("Content-Range"), QByteArray("bytes 10-19/300000"));
    QCOMPARE(reply.body, scene.bytes);
}

void checkWrongRangeStart(FaultScene &scene)
{
    const RawReply reply = scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::WrongRangeStart, -4),
                                         {"Range: bytes=10-19"});
    QCOMPARE(reply.status, 206);
    QCOMPARE(reply.header("Content-Range"), QByteArray("bytes 6-19/300000"));
    QCOMPARE(reply.body, scene.bytes.mid(6, 14));
}

void checkWrongTotal(FaultScene &scene)
{
    const RawReply reply =
        scene.getWith(Fault::ofAmount(Endpoint::Storage, FaultKind::WrongTotal, 1), {"Range: bytes=10-19"});
    QCOMPARE(reply.header("Content-Range"), QByteArray("bytes 10-19/300001"));
    QCOMPARE(reply.body, scene.bytes.mid(10, 10));
}

void checkCorrupt(FaultScene &scene)
{
    const Fault fault = Fault::corrupt(200'000);
    QByteArray wrong = scene.bytes;
    wrong[200'000] = static_cast<char>(~wrong.at(200'000));
    QCOMPARE(scene.getWith(fault).body, wrong);
    QCOMPARE(scene.getWith(fault, {"Range: bytes=199990-200009"}).body, wrong.mid(199'990, 20));
    QCOMPARE(scene.getWith(fault, {"Range: bytes=0-199999"}).body, scene.bytes.left(200'000));
}

void checkExpireAction(FaultScene &scene)
{
    for (const int status : {401, 403}) {
        QCOMPARE(scene.get().status, 200);
        QCOMPARE(scene.getWith(Fault::expireAction(status)).status, status);
        QCOMPARE(scene.get().status, status);
        scene.href = hrefOf(scene.batch(), scene.object.oid);
    }
    QCOMPARE(scene.get().status, 200);
}

void checkObjectError(FaultScene &scene)
{
    for (const int code : {404, 409, 410, 422}) {
        const QJsonObject object = scene.batchObjectsWith(Fault::objectError(code, "no")).first().toObject();
        QCOMPARE(object.value(u"error"_s).toObject().value(u"code"_s).toInt(), code);
        QVERIFY(!object.contains(u"actions"_s));
    }
}

void checkMissingObject(FaultScene &scene)
{
    QCOMPARE(scene.batchObjectsWith(Fault::plain(Endpoint::Batch, FaultKind::MissingObject)).size(), 0);
}

void checkExtraObject(FaultScene &scene)
{
    const QJsonArray objects = scene.batchObjectsWith(Fault::plain(Endpoint::Batch, FaultKind::ExtraObject));
    QCOMPARE(objects.size(), 2);
    QVERIFY(objects.at(1).toObject().value(u"oid"_s) != objects.at(0).toObject().value(u"oid"_s));
}

void checkDuplicateObject(FaultScene &scene)
{
    const QJsonArray objects =
        scene.batchObjectsWith(Fault::plain(Endpoint::Batch, FaultKind::DuplicateObject));
    QCOMPARE(objects.size(), 2);
    QCOMPARE(objects.at(1), objects.at(0));
}

void checkWrongSize(FaultScene &scene)
{
    const QJsonArray objects = scene.batchObjectsWith(
        Fault::ofAmount(Endpoint::Batch, FaultKind::WrongSize, -1).forOid(scene.object.oid));
    QCOMPARE(objects.first().toObject().value(u"size"_s).toInteger(), kSceneSize - 1);
}

void checkNoAction(FaultScene &scene)
{
    const QJsonArray objects = scene.batchObjectsWith(Fault::plain(Endpoint::Batch, FaultKind::NoAction));
    QVERIFY(!objects.first().toObject().contains(u"actions"_s)
            && !objects.first().toObject().contains(u"error"_s));
}

void checkRewriteHref(FaultScene &scene)
{
    scene.hub.addFault(Fault::rewriteHref("ftp://x/?{href}"));
    QVERIFY(hrefOf(scene.batch(), scene.object.oid).toString().startsWith(u"ftp://x/?http://127.0.0.1"_s));
}

void checkWrongTransfer(FaultScene &scene)
{
    Fault fault = Fault::plain(Endpoint::Batch, FaultKind::WrongTransfer);
    fault.text = "carrier-pigeon";
    scene.hub.addFault(fault);
    QCOMPARE(QJsonDocument::fromJson(scene.batch().body).object().value(u"transfer"_s).toString(),
             u"carrier-pigeon"_s);
}

const QList<FaultCheck> &checks()
{
    static const QList<FaultCheck> list{
        {FaultKind::IgnoreRange, checkIgnoreRange},
        {FaultKind::WholeAs206, checkWholeAs206},
        {FaultKind::WrongRangeStart, checkWrongRangeStart},
        {FaultKind::WrongTotal, checkWrongTotal},
        {FaultKind::Corrupt, checkCorrupt},
        {FaultKind::ExpireAction, checkExpireAction},
        {FaultKind::ObjectError, checkObjectError},
        {FaultKind::MissingObject, checkMissingObject},
        {FaultKind::ExtraObject, checkExtraObject},
        {FaultKind::DuplicateObject, checkDuplicateObject},
        {FaultKind::WrongSize, checkWrongSize},
        {FaultKind::NoAction, checkNoAction},
        {FaultKind::RewriteHref, checkRewriteHref},
        {FaultKind::WrongTransfer, checkWrongTransfer},
    };
    return list;
}

} // namespace

class LocalHubAnswerFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsChecked();
    void kinds_data();
    void kinds();
};

void LocalHubAnswerFaultsTest::everyKindIsChecked()
{
    QCOMPARE(unchecked(FaultGroup::Answer, checks()), QByteArrayList());
}

void LocalHubAnswerFaultsTest::kinds_data()
{
    QTest::addColumn<int>("index");
    for (qsizetype i = 0; i < checks().size(); ++i)
        QTest::newRow(faultName(checks().at(i).kind)) << static_cast<int>(i);
}

void LocalHubAnswerFaultsTest::kinds()
{
    QFETCH(int, index);
    FaultScene scene;
    QVERIFY(scene.href.isValid() && !scene.href.isEmpty());
    QCOMPARE(scene.get().body, scene.bytes);
    checks().at(index).check(scene);
}

WEIGHTYARD_TEST(LocalHubAnswerFaultsTest)

} // namespace local_hub_answer_faults_test

#include "local_hub_answer_faults_test.moc"
