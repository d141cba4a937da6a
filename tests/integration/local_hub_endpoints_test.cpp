// What LocalHub's git, batch and API answer when nothing is scripted: statuses, headers and refusals.
#include "local_hub.h"
#include "raw_client.h"
#include "repo_builder.h"
#include "test_registry.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace local_hub_endpoints_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kRepo = QStringLiteral("owner/name");
const QByteArray kGoodTypes =
    "Accept: application/vnd.git-lfs+json|Content-Type: application/vnd.git-lfs+json; charset=utf-8";

QByteArray basic(const QByteArray &user, const QByteArray &secret)
{
    return "Authorization: Basic " + (user + ':' + secret).toBase64();
}

QJsonObject jsonOf(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QByteArray objectList(int count)
{
    QByteArrayList list;
    for (int i = 0; i < count; ++i)
        list.append("{\"oid\":\"" + sha256Hex(QByteArray::number(i)) + "\",\"size\":1}");
    return '[' + list.join(',') + ']';
}

} // namespace

class LocalHubEndpointsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchIsStrict_data();
    void batchIsStrict();
    void batchAnswers();
    void expiryStyles();
    void access_data();
    void access();
    void modelApi();
};

void LocalHubEndpointsTest::batchIsStrict_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const QByteArray good = R"({"operation":"download","objects":)" + objectList(1) + '}';
    QTest::newRow("good") << kGoodTypes << good << 200;
    QTest::newRow("basic asked for") << kGoodTypes
                                     << R"({"operation":"download","transfers":["x","basic"],"objects":)"
                                            + objectList(1) + '}'
                                     << 200;
    QTest::newRow("Accept") << QByteArray("Accept: */*|Content-Type: application/vnd.git-lfs+json") << good
                            << 406;
    QTest::newRow("Content-Type") << QByteArray(
        "Accept: application/vnd.git-lfs+json|Content-Type: application/json")
                                  << good << 415;
    QTest::newRow("no JSON") << kGoodTypes << QByteArray("hello") << 422;
    QTest::newRow("operation") << kGoodTypes << R"({"operation":"fetch","objects":)" + objectList(1) + '}'
                               << 422;
    QTest::newRow("transfers") << kGoodTypes
                               << R"({"operation":"download","transfers":["ssh"],"objects":)" + objectList(1)
                                      + '}'
                               << 422;
    QTest::newRow("hash") << kGoodTypes
                          << R"({"operation":"download","hash_algo":"md5","objects":)" + objectList(1) + '}'
                          << 409;
    QTest::newRow("no objects") << kGoodTypes << QByteArray(R"({"operation":"download","objects":[]})")
                                << 422;
    QTest::newRow("100") << kGoodTypes << R"({"operation":"download","objects":)" + objectList(100) + '}'
                         << 200;
    QTest::newRow("101") << kGoodTypes << R"({"operation":"download","objects":)" + objectList(101) + '}'
                         << 413;
}

void LocalHubEndpointsTest::batchIsStrict()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    LocalHub hub;
    hub.addEmptyRepository(kRepo);
    const RawReply reply = rawPost(hub.batchUrl(kRepo), headers.split('|'), body);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("Content-Type"), QByteArray("application/vnd.git-lfs+json"));
    QVERIFY(status == 200 || jsonOf(reply).contains(u"message"_s));
    const LoggedRequest logged = hub.log().of(Endpoint::Batch).first();
    QCOMPARE(logged.body, body);
    QCOMPARE(logged.repository, kRepo);
    QCOMPARE(logged.status, status);
}

void LocalHubEndpointsTest::batchAnswers()
{
    LocalHub hub;
    hub.addEmptyRepository(kRepo);
    const ObjectId known = hub.addObject("hello");
    const RawReply reply =
        rawBatch(hub.batchUrl(kRepo), {{known.oid, 5}, {known.oid, 6}, {QByteArray(64, 'b'), 1}, {"zz", 1}});
    const QJsonArray objects = jsonOf(reply).value(u"objects"_s).toArray();
    QCOMPARE(objects.size(), 4);
    QVERIFY(objects.at(0).toObject().value(u"actions"_s).toObject().contains(u"download"_s));
    QVERIFY(objects.at(0).toObject().value(u"authenticated"_s).toBool());
    QList<int> codes;
    for (const QJsonValue &object : objects)
        codes.append(object.toObject().value(u"error"_s).toObject().value(u"code"_s).toInt());
    QCOMPARE(codes, (QList<int>{0, 422, 404, 422}));
}

void LocalHubEndpointsTest::expiryStyles()
{
    LocalHub hub;
    hub.addEmptyRepository(kRepo);
    const ObjectId object = hub.addObject("hello");
    const auto action = [&] {
        const QJsonObject first = jsonOf(rawBatch(hub.batchUrl(kRepo), {{object.oid, 5}}))
                                      .value(u"objects"_s)
                                      .toArray()
                                      .first()
                                      .toObject();
        return first.value(u"actions"_s).toObject().value(u"download"_s).toObject();
    };
    QCOMPARE(action().value(u"expires_in"_s).toInt(), 3600);
    hub.update([](HubSettings &settings) { settings.expiryStyle = ExpiryStyle::ExpiresAt; });
    const QDateTime at = QDateTime::fromString(action().value(u"expires_at"_s).toString(), Qt::ISODate);
    QVERIFY(qAbs(QDateTime::currentDateTimeUtc().secsTo(at) - 3600) < 60);
    hub.update([](HubSettings &settings) { settings.expiryStyle = ExpiryStyle::None; });
    QVERIFY(!action().contains(u"expires_in"_s) && !action().contains(u"expires_at"_s));
    hub.update([](HubSettings &settings) { settings.actionLifetimeSeconds = 0; });
    QCOMPARE(rawGet(QUrl(action().value(u"href"_s).toString())).status, 403);
}

void LocalHubEndpointsTest::access_data()
{
    QTest::addColumn<QString>("repository");
    QTest::addColumn<QByteArray>("credential");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("apiStatus");
    QTest::addColumn<QByteArray>("code");
    const QByteArray member = basic("alice", "in");
    const QByteArray outsider = "Authorization: Bearer out";
    const QByteArray wrong = basic("alice", "nonsense");
    QTest::newRow("public, anonymous") << u"o/public"_s << QByteArray() << 200 << 200 << QByteArray();
    QTest::newRow("public, wrong") << u"o/public"_s << wrong << 401 << 401 << QByteArray();
    QTest::newRow("private, anonymous")
        << u"o/private"_s << QByteArray() << 401 << 401 << QByteArray("RepoNotFound");
    QTest::newRow("private, member") << u"o/private"_s << member << 200 << 200 << QByteArray();
    QTest::newRow("private, outsider")
        << u"o/private"_s << outsider << 404 << 404 << QByteArray("RepoNotFound");
    QTest::newRow("gated, anonymous")
        << u"o/gated"_s << QByteArray() << 401 << 200 << QByteArray("GatedRepo");
    QTest::newRow("gated, outsider") << u"o/gated"_s << outsider << 403 << 200 << QByteArray("GatedRepo");
    QTest::newRow("gated, member") << u"o/gated"_s << member << 200 << 200 << QByteArray();
    QTest::newRow("missing, anonymous")
        << u"o/missing"_s << QByteArray() << 401 << 401 << QByteArray("RepoNotFound");
    QTest::newRow("missing, member") << u"o/missing"_s << member << 404 << 404 << QByteArray("RepoNotFound");
}

void LocalHubEndpointsTest::access()
{
    QFETCH(QString, repository);
    QFETCH(QByteArray, credential);
    QFETCH(int, status);
    QFETCH(int, apiStatus);
    QFETCH(QByteArray, code);
    LocalHub hub;
    hub.addAccount({u"alice"_s, "in"});
    hub.addAccount({u"bob"_s, "out"});
    for (const QString &id : {u"o/public"_s, u"o/private"_s, u"o/gated"_s})
        hub.addEmptyRepository(id);
    hub.setAccess(u"o/private"_s, AccessRule::privateTo({u"alice"_s}));
    hub.setAccess(u"o/gated"_s, AccessRule::gatedTo({u"alice"_s}, "manual"));
    const QList<QByteArray> headers =
        credential.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{credential};
    const RawReply git = rawGet(
        QUrl(hub.repositoryUrl(repository).toString() + u"/info/refs?service=git-upload-pack"_s), headers);
    const RawReply batch = rawBatch(hub.batchUrl(repository), {{QByteArray(64, 'a'), 1}}, headers);
    QCOMPARE(git.status, status);
    QCOMPARE(batch.status, status);
    QCOMPARE(git.header("X-Error-Code"), code);
    QCOMPARE(git.header("WWW-Authenticate"),
             status == 401 ? QByteArray("Basic realm=\"LocalHub\"") : QByteArray());
    QCOMPARE(batch.header("LFS-Authenticate"), git.header("WWW-Authenticate"));
    const RawReply api = rawGet(QUrl(hub.baseUrl().toString() + u"/api/models/"_s + repository), headers);
    QCOMPARE(api.status, apiStatus);
    QCOMPARE(hub.log().credentialAttempts().size(), credential.isEmpty() ? 0 : 3);
    QCOMPARE(hub.log().attemptsWith("nonsense"), credential == basic("alice", "nonsense") ? 3 : 0);
}

void LocalHubEndpointsTest::modelApi()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hi\n").lfsFile(u"m.bin"_s, "weights");
    const QByteArray first = repo.commit("first");
    repo.file(u"b.txt"_s, "b").commit("second");
    hub.addRepository(kRepo, repo, AccessRule::gatedTo({}, "manual"));
    const QString url = hub.baseUrl().toString() + u"/api/models/owner/name"_s;
    const QJsonObject model = jsonOf(rawGet(QUrl(url + u"?blobs=true"_s)));
    QCOMPARE(model.value(u"id"_s).toString(), kRepo);
    QCOMPARE(model.value(u"sha"_s).toString().toLatin1(), repo.revision());
    QCOMPARE(model.value(u"gated"_s).toString(), u"manual"_s);
    const QJsonArray siblings = model.value(u"siblings"_s).toArray();
    QCOMPARE(siblings.size(), 4);
    for (const QJsonValue &value : siblings) {
        const QJsonObject sibling = value.toObject();
        QCOMPARE(sibling.value(u"blobId"_s).toString().size(), 40);
        if (sibling.value(u"rfilename"_s).toString() != u"m.bin"_s)
            continue;
        QCOMPARE(sibling.value(u"size"_s).toInt(), 7);
        const QJsonObject lfs = sibling.value(u"lfs"_s).toObject();
        QCOMPARE(lfs.value(u"sha256"_s).toString().toLatin1(), sha256Hex("weights"));
        QCOMPARE(lfs.value(u"pointerSize"_s).toInt(), 126);
    }
    const QJsonObject old = jsonOf(rawGet(QUrl(url + u"/revision/"_s + QString::fromLatin1(first))));
    QCOMPARE(old.value(u"siblings"_s).toArray().size(), 3);
    QCOMPARE(old.value(u"sha"_s).toString().toLatin1(), first);
    const RawReply none = rawGet(QUrl(url + u"/revision/nope"_s));
    QCOMPARE(none.status, 404);
    QCOMPARE(none.header("X-Error-Code"), QByteArray("RevisionNotFound"));
}

WEIGHTYARD_TEST(LocalHubEndpointsTest)

} // namespace local_hub_endpoints_test

#include "local_hub_endpoints_test.moc"
