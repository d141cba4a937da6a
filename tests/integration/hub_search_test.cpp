// Search and details of models against LocalHub: pages, filters, quotas, what a mirror lacks, what is kept, answers
// without end.
#include "hub/access_check.h"
#include "hub/api_session.h"
#include "hub/model_refs.h"
#include "hub/model_tree.h"
#include "hub_api_scene.h"
#include "test_registry.h"

#include "base/error_code.h"
#include "session/search_kept.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QtTest>

namespace hub_search_test {

using namespace weightyard;
using namespace weightyard::hub;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;

namespace {

QStringList idsOf(const QList<FoundModel> &models)
{
    QStringList ids;
    for (const FoundModel &model : models)
        ids.append(model.id);
    return ids;
}

QByteArray page(const QByteArray &body, const QByteArray &link = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
           + (link.isEmpty() ? link : "Link: " + link + "\r\n")
           + "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

class HubSearchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void filters();
    void pages();
    void pagesWithoutEnd();
    void pageOfAnotherHost();
    void answersThatAreNone_data();
    void answersThatAreNone();
    void mirrorWithoutSearch();
    void hostWithoutExpand();
    void quotas();
    void token();
    void tokenOnLimit();
    void privateIsNotKept();
    void detailsAreKept();
    void searchWithoutHub_data();
    void searchWithoutHub();
    void detailsInParts();
    void manyFiles();
    void refsAndAccess();
};

void HubSearchTest::filters()
{
    HubApiScene scene;
    scene.hub.update([](HubSettings &settings) {
        settings.cards = {{u"a/Qwen3-8B-GGUF"_s, {.tags = {u"gguf"_s, u"license:mit"_s}, .downloads = 5}},
                          {u"a/Qwen3-8B"_s, {.task = u"text-generation"_s, .downloads = 9}},
                          {u"b/qwen3-mlx"_s, {.tags = {u"mlx"_s, u"base_model:quantized:a/Qwen3-8B"_s}}}};
        settings.access.insert(u"a/Qwen3-8B"_s, AccessRule::gatedTo({}, "manual"));
    });
    const auto ids = [&](const SearchWish &wish) { return idsOf(valueOf(scene.find(wish))); };
    QCOMPARE(ids({.text = u"qwen3 8b"_s, .sort = SearchWish::Sort::Downloads}),
             (QStringList{u"a/Qwen3-8B"_s, u"a/Qwen3-8B-GGUF"_s}));
    QCOMPARE(ids({.format = SearchWish::Format::Gguf}), QStringList{u"a/Qwen3-8B-GGUF"_s});
    QCOMPARE(ids({.author = u"b"_s}), QStringList{u"b/qwen3-mlx"_s});
    QCOMPARE(ids({.task = u"text-generation"_s}), QStringList{u"a/Qwen3-8B"_s});
    QCOMPARE(ids({.licence = u"mit"_s}), QStringList{u"a/Qwen3-8B-GGUF"_s});
    QCOMPARE(ids({.quantizationsOf = u"a/Qwen3-8B"_s}), QStringList{u"b/qwen3-mlx"_s});
    QCOMPARE(ids({.gate = SearchWish::Gate::Gated}), QStringList{u"a/Qwen3-8B"_s});
    QCOMPARE(ids({.gate = SearchWish::Gate::Open}).size(), 2);
    QVERIFY(ids({.text = u"100% ?&#+;"_s}).isEmpty());
    QCOMPARE(scene.requests(), 9); // one a question
}

void HubSearchTest::pages()
{
    HubApiScene scene;
    scene.addCards(10'000);
    const auto some = valueOf(scene.find({.sort = SearchWish::Sort::Downloads}, 1000));
    QCOMPARE(some.size(), 1000);
    QCOMPARE(scene.requests(), 1);
    scene.hub.update([](HubSettings &settings) { settings.searchPageSize = 400; });
    const auto again = valueOf(scene.find({.sort = SearchWish::Sort::Downloads}, 1000));
    QCOMPARE(idsOf(again), idsOf(some));
    QCOMPARE(scene.requests(), 4);
    const SearchPage first = valueOf(searchModels({.pageSize = 3}, scene.services(), base::CancelToken()));
    QCOMPARE(first.models.size(), 3);
    const SearchPage second = valueOf(searchPage(first.next, scene.services(), base::CancelToken()));
    QCOMPARE(second.models.size(), 3);
    QVERIFY(idsOf(first.models) != idsOf(second.models));
}

void HubSearchTest::pagesWithoutEnd()
{
    HubApiScene scene;
    const QByteArray self =
        '<' + scene.hub.baseUrl().toString().toLatin1() + "/api/models?cursor=1>; rel=\"next\"";
    const int id = scene.hub.addFault(Fault::raw(Endpoint::Api, page(R"([{"id": "a/b"}])", self)).always());
    QCOMPARE(valueOf(scene.find({}, 1000)).size(), 1);
    QVERIFY(scene.hub.faultHits(id) < 10);
    scene.hub.clearFaults();
    const QByteArray treeSelf =
        '<' + scene.hub.baseUrl().toString().toLatin1() + "/api/models/o/m/tree/main?cursor=1>; rel=\"next\"";
    QByteArray files;
    for (int i = 0; i < 30'000; ++i)
        files += (i > 0 ? "," : "") + QByteArray(R"({"type":"file","path":"a","size":1})");
    scene.hub.addFault(Fault::raw(Endpoint::Api, page('[' + files + ']', treeSelf)).always());
    const auto tree = modelTree(scene.location(), u"main"_s, scene.services(), base::CancelToken());
    QCOMPARE(kindOf(tree), ErrorKind::Protocol);
    QVERIFY(tree.error().cause.code == ErrorCode::HubTooManyFiles);
}

// A credential does not go there.
void HubSearchTest::pageOfAnotherHost()
{
    HubApiScene scene;
    LocalHub other;
    other.update([](HubSettings &settings) { settings.cards.insert(u"x/y"_s, {}); });
    scene.hub.addAccount({u"alice"_s, "hf_secret"});
    scene.credentials.token = base::Credential{.user = {}, .secret = u"hf_secret"_s, .source = u"test"_s};
    const QByteArray link =
        '<' + other.baseUrl().toString().toLatin1() + "/api/models?limit=5>; rel=\"next\"";
    scene.hub.addFault(
        Fault::statusOf(Endpoint::Api, 401).withHeader("WWW-Authenticate", "Basic realm=\"x\""));
    Fault second = Fault::raw(Endpoint::Api, page(R"([{"id": "a/b"}])", link));
    second.skip = 1;
    scene.hub.addFault(second);
    QCOMPARE(idsOf(valueOf(scene.find())), (QStringList{u"a/b"_s, u"x/y"_s}));
    QCOMPARE(scene.hub.log().credentialAttempts().size(), 1);
    QCOMPARE(other.log().credentialAttempts().size(), 0);
}

void HubSearchTest::answersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("HTML") << page("<!DOCTYPE html><html>Log in</html>");
    QTest::newRow("an object") << page("{}");
    QTest::newRow("cut") << page("[{\"id\": \"a/b\"}");
    QTest::newRow("deep") << page(QByteArray(100'000, '[') + QByteArray(100'000, ']'));
    QTest::newRow("nothing") << page("");
}

void HubSearchTest::answersThatAreNone()
{
    QFETCH(QByteArray, answer);
    HubApiScene scene;
    scene.hub.addFault(Fault::raw(Endpoint::Api, answer).always());
    QCOMPARE(kindOf(scene.find()), ErrorKind::Protocol);
    QCOMPARE(kindOf(scene.details()), ErrorKind::Protocol);
    scene.hub.clearFaults();
    Fault huge = Fault::plain(Endpoint::Api, FaultKind::HugeJson);
    huge.at = 20'000'000;
    scene.hub.addFault(huge);
    const auto found = scene.find();
    QCOMPARE(kindOf(found), ErrorKind::Protocol);
    QVERIFY(found.error().cause.code == ErrorCode::AnswerTooLong);
}

void HubSearchTest::mirrorWithoutSearch()
{
    HubApiScene scene;
    scene.hub.update([](HubSettings &settings) { settings.lacking = {u"search"_s}; });
    const auto found = scene.find();
    QCOMPARE(kindOf(found), ErrorKind::NotFound);
    QVERIFY(found.error().cause.code == ErrorCode::HubLacksSearch);
    scene.hub.update([](HubSettings &settings) { settings.lacking = {u"refs"_s}; });
    scene.addModel();
    const auto refs = modelRefs(scene.location(), scene.services(), base::CancelToken());
    QVERIFY(!refs && lacksEndpoint(refs.error()));
    scene.hub.update([](HubSettings &settings) { settings.lacking.clear(); });
    const auto missing = modelRefs(scene.location(u"o/none"_s), scene.services(), base::CancelToken());
    QVERIFY(!missing && !lacksEndpoint(missing.error()));
}

void HubSearchTest::hostWithoutExpand()
{
    HubApiScene scene;
    scene.addCards(3);
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 400));
    QCOMPARE(valueOf(scene.find()).size(), 3);
    QVERIFY(!scene.hub.log().all().last().target.contains("expand"));
}

void HubSearchTest::quotas()
{
    HubApiScene scene;
    scene.addCards(3);
    scene.hub.update([](HubSettings &settings) {
        settings.apiQuota = 1;
        settings.apiQuotaSeconds = 2;
    });
    QVERIFY(scene.find());
    const auto refused = scene.find(); // the answer before said that this would be too much
    QCOMPARE(kindOf(refused), ErrorKind::RateLimited);
    QVERIFY(refused.error().cause.code == ErrorCode::HubQuota);
    QVERIFY(refused.error().retryAfterMs.value_or(0) > 0);
    QCOMPARE(scene.requests(), 1);
    scene.patience = std::chrono::seconds(10);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(scene.find());
    QVERIFY(timer.elapsed() < patient(8000));
    scene.hub.update([](HubSettings &settings) { settings.apiQuota = 0; });
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 429).withHeader("Retry-After", "3600"));
    const auto late = scene.find(); // no quota, and a wish all the same
    QCOMPARE(kindOf(late), ErrorKind::RateLimited);
    QCOMPARE(late.error().retryAfterMs.value_or(0), 3'600'000);
}

namespace {

// Alice's own model, and the tokens that her account and nobody have.
void addPrivate(HubApiScene &scene)
{
    scene.addModel();
    scene.hub.update([](HubSettings &settings) {
        settings.accounts = {{.user = u"alice"_s, .secret = "hf_alice"}};
        settings.access.insert(u"o/m"_s, AccessRule::privateTo({u"alice"_s}));
        settings.cards.insert(u"o/m"_s, {.downloads = 5});
    });
}

GivenCredential tokenOf(const QString &secret)
{
    GivenCredential tokens;
    tokens.token = base::Credential{.user = u"hf_user"_s, .secret = secret, .source = u"HF_TOKEN"_s};
    return tokens;
}

} // namespace

// What is found depends on who asks. A token that the Hub does not take finds what everybody does.
void HubSearchTest::token()
{
    HubApiScene scene;
    addPrivate(scene);
    scene.addCards(1);
    GivenCredential alice = tokenOf(u"hf_alice"_s);
    GivenCredential wrong = tokenOf(u"hf_wrong"_s);
    const auto found = [&](base::Credentials *tokens) {
        FactServices services = scene.services();
        services.tokens = tokens;
        return valueOf(findModels({}, 100, services, base::CancelToken())).size();
    };
    QCOMPARE(found(nullptr), 1);
    QCOMPARE(found(&alice), 2);
    QCOMPARE(found(&wrong), 1);
}

// The Hub counts the questions of an account by themselves.
void HubSearchTest::tokenOnLimit()
{
    HubApiScene scene;
    scene.addModel();
    scene.hub.update(
        [](HubSettings &settings) { settings.accounts = {{.user = u"alice"_s, .secret = "hf_alice"}}; });
    const auto limit = [&](int times) {
        scene.hub.addFault(
            Fault::statusOf(Endpoint::Api, 429).withHeader("Retry-After", "3600").forTimes(times));
    };
    limit(1);
    const auto anonymous = scene.details({}, 0);
    QVERIFY(!anonymous && anonymous.error().cause.code == ErrorCode::HubQuota);
    GivenCredential alice = tokenOf(u"hf_alice"_s);
    FactServices services = scene.services();
    services.tokens = &alice;
    const auto ask = [&] { return modelDetails(scene.location(), {}, services, 0, base::CancelToken()); };
    limit(1);
    QVERIFY(ask());
    const QList<LoggedRequest> log = scene.hub.log().all();
    QVERIFY(!log.at(log.size() - 2).hasHeader("Authorization"));
    QVERIFY(log.last().hasHeader("Authorization"));
    const auto facts = [&] { return modelFacts(scene.location(), {}, services, 0, base::CancelToken()); };
    limit(1);
    QVERIFY(facts());
    limit(2);
    services.cacheDir.clear();
    const auto used = ask();
    QVERIFY(!used && used.error().cause.code == ErrorCode::HubQuotaOfAccount);
    // One that is not taken changes nothing.
    GivenCredential wrong = tokenOf(u"hf_wrong"_s);
    services.tokens = &wrong;
    limit(1);
    const auto refused = ask();
    QVERIFY(!refused && refused.error().cause.code == ErrorCode::HubQuota);
    QVERIFY(ask());
}

// Another account, and none, may ask next.
void HubSearchTest::privateIsNotKept()
{
    HubApiScene scene;
    addPrivate(scene);
    FactServices services = scene.services();
    services.cacheFile = scene.dir.path(u"facts.json"_s);
    const auto ask = [&] {
        return modelDetails(scene.location(), {}, services, 3'600'000, base::CancelToken());
    };
    const auto facts = [&] {
        return modelFacts(scene.location(), {}, services, 3'600'000, base::CancelToken());
    };
    scene.credentials.token = tokenOf(u"hf_alice"_s).token;
    const QString commit = valueOf(ask()).model.commit;
    QVERIFY(facts());
    for (const QString &other : {u"hf_wrong"_s, QString()}) {
        scene.credentials.token = other.isEmpty() ? std::nullopt : tokenOf(other).token;
        QCOMPARE(kindOf(ask()), ErrorKind::Auth);
        QCOMPARE(kindOf(facts()), ErrorKind::Auth);
        QCOMPARE(kindOf(modelDetails(scene.location(), commit, services, 3'600'000, base::CancelToken())),
                 ErrorKind::Auth);
        QVERIFY(keptModels(services, base::CancelToken()).isEmpty());
    }
}

void HubSearchTest::detailsAreKept()
{
    HubApiScene scene;
    scene.addModel();
    scene.hub.update([](HubSettings &settings) {
        settings.scans[u"o/m"_s].insert(u"m-Q8_0.gguf"_s, u"suspicious"_s);
        settings.cards.insert(u"o/m"_s, {.tags = {u"license:mit"_s}, .likes = 4});
    });
    const ModelDetails details = valueOf(scene.details());
    QCOMPARE(details.model.commit.toLatin1(), scene.repo.revision());
    QCOMPARE(details.files.size(), 4);
    QCOMPARE(details.model.licence, u"mit"_s);
    QVERIFY(details.isScanned && details.issues.size() == 1);
    QCOMPARE(scene.requests(), 1);
    const ModelDetails again = valueOf(scene.details());
    QVERIFY(again.files == details.files && again.model == details.model && again.issues == details.issues);
    QVERIFY(scene.details(details.model.commit, 0)); // a commit is what it was
    QCOMPARE(scene.requests(), 1);
    QVERIFY(!valueOf(scene.details({}, 0)).isOld);
    QCOMPARE(scene.requests(), 2);
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 503).always());
    const ModelDetails old = valueOf(scene.details({}, 0));
    QVERIFY(old.isOld && old.files == details.files && old.fetchedAtMs > 0);
    QCOMPARE(kindOf(scene.details(u"dev"_s, 0)), ErrorKind::Server); // nothing is known of it
}

void HubSearchTest::searchWithoutHub_data()
{
    using Wish = SearchWish;
    QTest::addColumn<SearchWish>("wish");
    QTest::addColumn<QStringList>("found");
    const QString here = u"me/Some-8B"_s; // nothing is known of it: no filter leaves it out
    const QString seen = u"o/m"_s;
    QTest::newRow("all") << Wish() << QStringList{here, seen};
    QTest::newRow("words") << Wish{.text = u"SOME 8b"_s} << QStringList{here};
    QTest::newRow("format") << Wish{.format = Wish::Format::Gguf} << QStringList{here, seen};
    QTest::newRow("other format") << Wish{.format = Wish::Format::Mlx} << QStringList{here};
    QTest::newRow("author") << Wish{.author = u"O"_s} << QStringList{seen};
    QTest::newRow("task") << Wish{.task = u"text-generation"_s} << QStringList{here, seen};
    QTest::newRow("other task") << Wish{.task = u"image-to-text"_s} << QStringList{here};
    QTest::newRow("other licence") << Wish{.licence = u"apache-2.0"_s} << QStringList{here};
    QTest::newRow("quantisations") << Wish{.quantizationsOf = u"base/Model"_s} << QStringList{here, seen};
    QTest::newRow("of another") << Wish{.quantizationsOf = u"base/other"_s} << QStringList{here};
    QTest::newRow("open") << Wish{.gate = Wish::Gate::Open} << QStringList{here, seen};
    QTest::newRow("gated") << Wish{.gate = Wish::Gate::Gated} << QStringList{here};
}

void HubSearchTest::searchWithoutHub()
{
    QFETCH(SearchWish, wish);
    QFETCH(QStringList, found);
    HubApiScene scene;
    scene.addModel();
    scene.hub.update([](HubSettings &settings) {
        settings.cards.insert(u"o/m"_s,
                              {.tags = {u"gguf"_s, u"license:mit"_s, u"base_model:quantized:base/Model"_s},
                               .task = u"text-generation"_s});
    });
    QVERIFY(scene.details());
    library::ModelOnDisk here;
    here.modelPath = u"me/Some-8B"_s;
    here.state = library::OnDisk::Here;
    library::ModelOnDisk away;
    away.modelPath = u"me/Away-8B"_s;
    library::ModelOnDisk elsewhere = here; // not the Hub's
    elsewhere.modelPath = u"example.org/me/Some-8B"_s;
    const session::KeptSearch search{.here = {here, away, elsewhere, here}, .wish = wish};
    QCOMPARE(idsOf(session::searchKept(search, scene.services(), base::CancelToken())), found);
}

void HubSearchTest::detailsInParts()
{
    HubApiScene scene;
    scene.addModel();
    scene.hub.update([](HubSettings &settings) { settings.treePageSize = 2; });
    const ModelDetails whole = valueOf(scene.details({}, 0));
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 400)); // a host that knows no "securityStatus"
    const ModelDetails parts = valueOf(scene.details({}, 0));
    QCOMPARE(parts.model.commit, whole.model.commit);
    QCOMPARE(parts.files.size(), whole.files.size());
    for (const HubFile &file : parts.files) {
        const auto same = std::find_if(whole.files.begin(), whole.files.end(),
                                       [&](const HubFile &one) { return one.path == file.path; });
        QVERIFY(same != whole.files.end() && same->size == file.size && same->oid == file.oid);
        QCOMPARE(file.xetHash.size(), file.oid ? 64 : 0);
    }
    QVERIFY(!parts.isScanned); // nobody has said so
}

void HubSearchTest::manyFiles()
{
    HubApiScene scene;
    const QByteArray blob = scene.repo.writeBlob("x");
    QList<TreeEntry> entries;
    for (int i = 0; i < 10'000; ++i)
        entries.append({"100644", "file-" + QByteArray::number(i).rightJustified(5, '0'), blob});
    scene.repo.commitTree(scene.repo.writeTree(entries));
    scene.repo.git({u"repack"_s, u"-adq"_s}); // git looks for a loose object once an entry
    scene.hub.addRepository(u"o/m"_s, scene.repo);
    QCOMPARE(valueOf(scene.details()).files.size(), 10'000);
    const auto tree = modelTree(scene.location(), u"main"_s, scene.services(), base::CancelToken());
    QCOMPARE(valueOf(tree).size(), 10'000);
    QCOMPARE(scene.requests(), 11);
}

void HubSearchTest::refsAndAccess()
{
    HubApiScene scene;
    scene.addModel();
    const auto refs = valueOf(modelRefs(scene.location(), scene.services(), base::CancelToken()));
    QStringList names;
    for (const ModelRef &ref : refs)
        names.append(ref.name);
    QCOMPARE(names, (QStringList{u"dev"_s, u"main"_s, u"v1"_s}));
    QVERIFY(checkAccess(scene.location(), scene.services(), base::CancelToken()) == Access::Yes);
    scene.hub.setAccess(u"o/m"_s, AccessRule::gatedTo({}));
    const auto refused = checkAccess(scene.location(), scene.services(), base::CancelToken());
    QVERIFY(!refused && refused.error().cause.code == ErrorCode::GatedNoToken);
    scene.hub.update([](HubSettings &settings) { settings.hasAuthCheck = false; });
    QVERIFY(checkAccess(scene.location(), scene.services(), base::CancelToken()) == Access::NotTold);
}

WEIGHTYARD_TEST(HubSearchTest)

} // namespace hub_search_test

#include "hub_search_test.moc"
