// What the Hub says of models, against LocalHub: sizes, gates, refusals, answers that are none, and the cache.
#include "catalog/model_location.h"
#include "hub/facts_cache.h"
#include "local_hub.h"
#include "net/qt_http_client.h"
#include "repo_builder.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

namespace model_facts_test {

using namespace weightyard;
using namespace weightyard::hub;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qint64 kDay = 24LL * 3600 * 1000;

class StoppedClock final : public base::Clock
{
public:
    qint64 wallMs() const override { return wall; }
    qint64 steadyMs() const override { return wall; }
    qint64 wall = 1'700'000'000'000;
};

class OneCredential final : public base::Credentials
{
public:
    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &,
                                                       const base::CancelToken &) override
    {
        return credential;
    }
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {
        credential.reset();
    }
    std::optional<base::Credential> credential;
};

class Scene
{
public:
    Scene() : client(net::NetworkSettings::from(base::ConfigEntries(), base::Environment()), network, 1)
    {
        repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hello\n").lfsFile(u"a.bin"_s, QByteArray(5000, 'a'));
        repo.lfsFile(u"b c/d.bin"_s, QByteArray(70'000, 'b')).commit("1");
        hub.addRepository(u"owner/model"_s, repo);
    }
    base::Result<ModelFacts> ask(const QString &model = u"owner/model"_s, const QString &revision = {},
                                 qint64 maxAge = kDay)
    {
        const auto location = catalog::parseModelLocation(model, hub.baseUrl());
        if (!location)
            return base::fail(location.error());
        return modelFacts(*location, revision,
                          {.client = client,
                           .credentials = credentials,
                           .clock = clock,
                           .hub = hub.baseUrl(),
                           .cacheFile = cache},
                          maxAge, base::CancelToken());
    }
    qint64 wholeSize() { return 5000 + 70'000 + 6 + repo.git({u"show"_s, u"HEAD:.gitattributes"_s}).size(); }
    qsizetype requests() { return hub.log().count(Endpoint::Api); }

    LocalHub hub;
    RepoBuilder repo;
    StoppedClock clock;
    base::SystemClock network;
    OneCredential credentials;
    net::QtHttpClient client;
    TempDir dir;
    QString cache = dir.path(u"deep/facts.json"_s);
};

ErrorKind kindOf(const base::Result<ModelFacts> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace

class ModelFactsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsEveryByte();
    void ofARevision();
    void gate();
    void missing();
    void privateModel();
    void onlyTheHub();
    void answersThatAreNone_data();
    void answersThatAreNone();
    void cacheAge();
    void cacheThatIsBroken();
    void cachedFactsOfHubs();
};

void ModelFactsTest::countsEveryByte()
{
    Scene scene;
    const auto facts = scene.ask();
    QVERIFY2(facts, facts ? "" : qPrintable(base::describe(facts.error())));
    QCOMPARE(facts->bytes, scene.wholeSize());
    QCOMPARE(facts->unsafeBytes, 75'000); // *.bin runs code when it is loaded
    QCOMPARE(facts->commit.toLatin1(), scene.repo.revision());
    QCOMPARE(facts->modelPath, u"owner/model"_s);
    QCOMPARE(facts->fetchedAtMs, scene.clock.wall);
    QVERIFY(!facts->gated);
    QCOMPARE(scene.requests(), 1);
}

void ModelFactsTest::ofARevision()
{
    Scene scene;
    const QByteArray first = scene.repo.revision();
    scene.repo.git({u"branch"_s, u"feature/x"_s});
    scene.repo.file(u"more.txt"_s, "1234").commit("2");
    scene.repo.publishTo(scene.hub.repositoryPath(u"owner/model"_s));
    const auto branch = scene.ask(u"owner/model"_s, u"feature/x"_s);
    QVERIFY2(branch, branch ? "" : qPrintable(base::describe(branch.error())));
    QCOMPARE(branch->commit.toLatin1(), first);
    const auto head = scene.ask();
    QVERIFY(head);
    QCOMPARE(head->bytes, branch->bytes + 4);
    QCOMPARE(kindOf(scene.ask(u"owner/model"_s, u"no-such"_s)), ErrorKind::NotFound);
}

void ModelFactsTest::gate()
{
    Scene scene;
    for (const char *mode : {"auto", "manual"}) {
        scene.hub.setAccess(u"owner/model"_s, AccessRule::gatedTo({}, mode));
        const auto facts = scene.ask(u"owner/model"_s, {}, 0);
        QVERIFY(facts);
        QVERIFY(facts->gated);
        QCOMPARE(facts->bytes, scene.wholeSize());
    }
}

void ModelFactsTest::missing()
{
    Scene scene;
    const auto anonymous = scene.ask(u"owner/none"_s);
    QCOMPARE(kindOf(anonymous), ErrorKind::Auth); // as the Hub has it: missing or private
    scene.hub.update([](HubSettings &settings) { settings.missingLooksPrivate = false; });
    QCOMPARE(kindOf(scene.ask(u"owner/none"_s)), ErrorKind::NotFound);
    QVERIFY(cachedFacts(scene.cache).isEmpty()); // refusals are not kept
}

void ModelFactsTest::privateModel()
{
    Scene scene;
    scene.hub.addAccount({u"alice"_s, "hush"});
    scene.hub.setAccess(u"owner/model"_s, AccessRule::privateTo({u"alice"_s}));
    QCOMPARE(kindOf(scene.ask()), ErrorKind::Auth);
    scene.credentials.credential =
        base::Credential{.user = u"alice"_s, .secret = u"hush"_s, .source = u"test"_s};
    const auto facts = scene.ask();
    QVERIFY(facts);
    QCOMPARE(facts->bytes, scene.wholeSize());
    QVERIFY(!QFileInfo::exists(scene.cache)); // of others that use this computer it is no business
}

void ModelFactsTest::onlyTheHub()
{
    Scene scene;
    QCOMPARE(kindOf(scene.ask(u"https://git.example.org/team/model"_s)), ErrorKind::Usage);
    QCOMPARE(scene.requests(), 0);
}

void ModelFactsTest::answersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("body"); // empty: a fault of its own
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray commit(40, 'a');
    const auto json = [&](const QByteArray &rest) { return "{\"sha\":\"" + commit + "\"," + rest + "}"; };
    QTest::newRow("HTML") << QByteArray("<!DOCTYPE html><html>Log in</html>") << ErrorKind::Protocol;
    QTest::newRow("a list") << QByteArray("[]") << ErrorKind::Protocol;
    QTest::newRow("no commit") << QByteArray("{\"siblings\":[]}") << ErrorKind::Protocol;
    QTest::newRow("no files") << json("\"x\":1") << ErrorKind::Protocol;
    QTest::newRow("a file without size") << json(R"("siblings":[{"rfilename":"a"}])") << ErrorKind::Protocol;
    QTest::newRow("a negative size") << json(R"("siblings":[{"size":-1}])") << ErrorKind::Protocol;
    QTest::newRow("more bytes than there are")
        << json(R"("siblings":[{"size":9000000000000000000},{"size":9000000000000000000}])")
        << ErrorKind::Protocol;
    QTest::newRow("nothing") << QByteArray("") << ErrorKind::Protocol;
}

void ModelFactsTest::answersThatAreNone()
{
    QFETCH(QByteArray, body);
    Scene scene;
    const QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                              + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
    scene.hub.addFault(Fault::raw(Endpoint::Api, answer));
    const auto facts = scene.ask();
    QTEST(kindOf(facts), "kind");
    QVERIFY(facts.error().context.url.contains("/api/models/owner/model"_L1));
    QVERIFY(scene.ask()); // and nothing of it was kept
}

void ModelFactsTest::cacheAge()
{
    Scene scene;
    const auto first = scene.ask();
    QVERIFY(first);
    scene.clock.wall += kDay - 1;
    const auto again = scene.ask();
    QVERIFY(again);
    QVERIFY(*again == *first);
    QCOMPARE(scene.requests(), 1);
    scene.clock.wall += 1;
    const auto second = scene.ask();
    QVERIFY(second);
    QCOMPARE(second->fetchedAtMs, scene.clock.wall);
    QCOMPARE(scene.requests(), 2);
    scene.clock.wall -= 10 * kDay; // the clock was set back: the future is not to be trusted
    QVERIFY(scene.ask());
    QCOMPARE(scene.requests(), 3);
    QVERIFY(scene.ask(u"owner/model"_s, {}, 0));
    QCOMPARE(scene.requests(), 4);
}

void ModelFactsTest::cacheThatIsBroken()
{
    Scene scene;
    writeFile(scene.cache, "{ rubbish");
    QVERIFY(scene.ask());
    QCOMPARE(cachedFacts(scene.cache).size(), 1); // mended
    scene.cache = scene.dir.writeFile(u"file"_s, "") + u"/below/facts.json"_s;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not be kept"_s));
    QVERIFY(scene.ask()); // cannot be kept, is told all the same
}

void ModelFactsTest::cachedFactsOfHubs()
{
    Scene scene;
    QVERIFY(scene.ask());
    QVERIFY(scene.ask(u"owner/model"_s, u"main"_s));
    QCOMPARE(cachedFacts(scene.cache).size(), 1); // default branches only
    QCOMPARE(cachedFacts(scene.cache, scene.hub.baseUrl()).size(), 1);
    QCOMPARE(cachedFacts(scene.cache, scene.hub.baseUrl()).first().bytes, scene.wholeSize());
    QVERIFY(cachedFacts(scene.cache, QUrl(u"https://huggingface.co"_s)).isEmpty());
    QVERIFY(cachedFacts(scene.dir.path(u"none"_s)).isEmpty());
}

WEIGHTYARD_TEST(ModelFactsTest)

} // namespace model_facts_test

#include "model_facts_test.moc"
