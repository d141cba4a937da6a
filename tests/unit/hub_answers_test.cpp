// What the Hub's API answers, read: as it should be, with fields missing, and as a hostile host would send it. Pure functions.
#include "test_registry.h"

#include "hub/api_session.h"
#include "hub/api_values.h"
#include "hub/gguf_names.h"
#include "hub/model_details.h"
#include "hub/model_refs.h"
#include "hub/model_search.h"
#include "hub/model_tree.h"
#include "hub/parameters.h"
#include "hub/quota.h"

#include <QJsonArray>
#include <QTest>
#include <QUrlQuery>

namespace hub_answers_test {

using namespace weightyard;
using namespace weightyard::hub;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kCommit(40, 'c');
const QByteArray kOid(64, 'd');

QJsonObject objectOf(const QByteArray &text)
{
    const QJsonDocument json = QJsonDocument::fromJson(text);
    if (!json.isObject())
        throw std::runtime_error("no JSON object: " + text.toStdString());
    return json.object();
}

QJsonArray arrayOf(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).array();
}

} // namespace

class HubAnswersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rateLimit_data();
    void rateLimit();
    void quota();
    void nextPages_data();
    void nextPages();
    void lacking();
    void searchAddress();
    void found();
    void foundHostile_data();
    void foundHostile();
    void foundMany();
    void implausible();
    void parameters_data();
    void parameters();
    void details();
    void detailsWithLess();
    void detailsThatAreNone_data();
    void detailsThatAreNone();
    void tree();
    void refs();
    void ggufNames_data();
    void ggufNames();
};

void HubAnswersTest::rateLimit_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<qint64>("left"); // -1: nothing
    QTest::addColumn<qint64>("windowMs");
    QTest::newRow("the Hub's") << QByteArray(R"("api";r=489;t=189)") << qint64(489) << qint64(189'000);
    QTest::newRow("spaces") << QByteArray(R"( "api" ; r=0 ; t=5 )") << qint64(0) << qint64(5'000);
    QTest::newRow("several") << QByteArray(R"("resolvers";r=7;t=1, "api";r=3;t=2)") << qint64(3)
                             << qint64(2'000);
    QTest::newRow("another's") << QByteArray(R"("pages";r=7;t=1)") << qint64(7) << qint64(1'000);
    QTest::newRow("a day at most") << QByteArray(R"("api";r=0;t=999999999999)") << qint64(0)
                                   << qint64(86'400'000);
    for (const char *none :
         {"", "api", "r=;t=", "\"api\";r=-1;t=5", "\"api\";r=x;t=5", "\"api\";r=5", ";;;;,,,,"})
        QTest::addRow("none: %s", none) << QByteArray(none) << qint64(-1) << qint64(0);
}

void HubAnswersTest::rateLimit()
{
    QFETCH(QByteArray, header);
    QFETCH(qint64, left);
    QFETCH(qint64, windowMs);
    const std::optional<QuotaStanding> standing = parseRateLimit(header);
    QCOMPARE(standing.has_value(), left >= 0);
    if (standing)
        QVERIFY(*standing == (QuotaStanding{.left = left, .windowMs = windowMs}));
}

void HubAnswersTest::quota()
{
    Quota quota;
    QCOMPARE(quota.waitMs(1000), 0);
    quota.note({{"RateLimit", R"("api";r=1;t=60)"}}, 1000);
    QCOMPARE(quota.waitMs(1000), 0);
    quota.note({{"ratelimit", R"("api";r=0;t=60)"}}, 1000);
    QCOMPARE(quota.waitMs(1000), 60'000);
    QCOMPARE(quota.waitMs(50'000), 11'000);
    quota.note({{"Date", "x"}}, 50'000); // says nothing
    QCOMPARE(quota.waitMs(50'000), 11'000);
    QCOMPARE(quota.waitMs(61'001), 0);
    quota.note({{"RateLimit", R"("api";r=500;t=300)"}}, 50'000);
    QCOMPARE(quota.waitMs(50'000), 0);
}

void HubAnswersTest::nextPages_data()
{
    QTest::addColumn<QByteArray>("link");
    QTest::addColumn<QString>("next");
    const auto row = [](const char *name, const QByteArray &link, const QString &next) {
        QTest::newRow(name) << link << next;
    };
    row("the Hub's", R"(<https://h.example/api/models?limit=2&cursor=eyJ%3D>; rel="next")",
        u"https://h.example/api/models?limit=2&cursor=eyJ%3D"_s);
    row("relative", R"(</api/x?cursor=1>; rel="next")", u"https://h.example/api/x?cursor=1"_s);
    row("several", R"(<https://h.example/a>; rel="prev", <https://h.example/b>; rel="next")",
        u"https://h.example/b"_s);
    row("no quotes", "<https://h.example/b>;rel=next", u"https://h.example/b"_s);
    row("another host", R"(<https://o.example/b>; rel="next")", u"https://o.example/b"_s);
    row("no TLS", R"(<http://h.example/b>; rel="next")", {});
    row("a file", R"(<file:///etc/passwd>; rel="next")", {});
    row("a user", R"(<https://u:p@h.example/b>; rel="next")", {});
    row("the last", R"(<https://h.example/a>; rel="prev")", {});
    row("none", "", {});
    for (const char *broken : {"<", ">", "<>", "<<<>>>", "next", "<https://h.example/a", ";rel=next"})
        row(broken, broken, {});
}

void HubAnswersTest::nextPages()
{
    QFETCH(QByteArray, link);
    QFETCH(QString, next);
    QCOMPARE(nextPage(link, QUrl(u"https://h.example/api/models?limit=2"_s)).toString(QUrl::FullyEncoded),
             next);
}

void HubAnswersTest::lacking()
{
    const auto lacks = [](int status, const QString &detail) {
        return lacksEndpoint(
            {.kind = base::ErrorKind::NotFound, .detail = detail, .context = {.httpStatus = status}});
    };
    QVERIFY(lacks(404, {}) && lacks(404, u"Not Found"_s) && lacks(405, {}) && lacks(501, {}));
    QVERIFY(!lacks(404, u"RepoNotFound: Repository not found"_s) && !lacks(404, u"RevisionNotFound"_s));
    QVERIFY(!lacks(401, {}) && !lacks(500, {}) && !lacks(0, {}));
}

void HubAnswersTest::searchAddress()
{
    const QUrl url = searchUrl(QUrl(u"https://h.example/hub"_s), {.text = u"  a+b  c&d=1 "_s,
                                                                  .format = SearchWish::Format::Mlx,
                                                                  .author = u"x y"_s,
                                                                  .licence = u"mit"_s,
                                                                  .quantizationsOf = u"o/Base"_s,
                                                                  .gate = SearchWish::Gate::Open,
                                                                  .sort = SearchWish::Sort::Likes,
                                                                  .pageSize = 5000});
    QCOMPARE(url.path(), u"/hub/api/models"_s);
    QVERIFY(url.query(QUrl::FullyEncoded).contains("search=a%2Bb%20c%26d%3D1"_L1));
    const QUrlQuery query(url);
    QCOMPARE(query.allQueryItemValues(u"filter"_s, QUrl::FullyDecoded),
             (QStringList{u"mlx"_s, u"license:mit"_s, u"base_model:quantized:o/Base"_s}));
    QCOMPARE(query.queryItemValue(u"gated"_s), u"false"_s);
    QCOMPARE(query.queryItemValue(u"sort"_s), u"likes"_s);
    QCOMPARE(query.queryItemValue(u"limit"_s), u"1000"_s);
    QVERIFY(!query.hasQueryItem(u"pipeline_tag"_s) && !query.hasQueryItem(u"direction"_s));
}

void HubAnswersTest::found()
{
    const auto model =
        foundModel(objectOf(R"({"id": "mlx-community/Qwen3-8B-4bit", "sha": ")" + kCommit + R"(",
        "pipeline_tag": "text-generation", "library_name": "mlx", "gated": "manual", "private": false, "downloads": 12,
        "likes": 3, "createdAt": "2025-05-01T10:00:00.000Z", "lastModified": "2025-06-01T10:00:00.000Z",
        "safetensors": {"parameters": {"BF16": 10, "U32": 90}, "total": 100},
        "tags": ["mlx", "safetensors", "license:apache-2.0", "base_model:quantized:Qwen/Qwen3-8B", "4-bit"]})"));
    QVERIFY(model);
    QCOMPARE(model->author(), u"mlx-community"_s);
    QCOMPARE(model->name(), u"Qwen3-8B-4bit"_s);
    QCOMPARE(model->commit.toLatin1(), kCommit);
    QCOMPARE(model->licence, u"apache-2.0"_s);
    QCOMPARE(model->gate, u"manual"_s);
    QCOMPARE(model->formats, (QStringList{u"mlx"_s, u"safetensors"_s}));
    QCOMPARE(model->baseModels, QStringList{u"Qwen/Qwen3-8B"_s});
    QCOMPARE(model->quantization, u"4-bit"_s);
    QCOMPARE(model->parameters, 8'000'000'000); // packed weights are not counted
    QVERIFY(model->parametersByName);
    QCOMPARE(model->modified, QDateTime(QDate(2025, 6, 1), QTime(10, 0), Qt::UTC));
    const auto gguf = foundModel(objectOf(R"({"id": "o/m-Q4_K_M-GGUF", "gguf": {"total": 7241732096}})"));
    QCOMPARE(gguf->parameters, 7'241'732'096);
    QVERIFY(!gguf->parametersByName);
    QCOMPARE(gguf->quantization, u"Q4_K_M"_s);
    QCOMPARE(gguf->downloads, -1);
    QVERIFY(!gguf->isGated() && !gguf->modified.isValid() && gguf->licence.isEmpty());
    QVERIFY(foundModel(objectOf(R"({"modelId": "o/m", "gated": true})"))->isGated()); // as mirrors say it
}

void HubAnswersTest::foundHostile_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<int>("models");
    QTest::newRow("no id") << QByteArray(R"([{}, {"id": 5}, {"id": null}, 7, "x", [], null])") << 0;
    for (const char *id : {"..", "../..", "a/..", "a", "/a", "a/", "a/b/c", "-a/b", "a b/c", "a/b\\u001b[2J",
                           "a/\\u202eb", "a/b?x", "a\\u0000/b"})
        QTest::addRow("id %s", id) << QByteArray(R"([{"id": ")") + id + R"("}])" << 0;
    QTest::newRow("twice") << QByteArray(R"([{"id": "a/b"}, {"id": "a/b"}])") << 1;
    QTest::newRow("other types") << QByteArray(
        R"([{"id": "a/b", "tags": {"x": 1}, "downloads": "many", "likes": -5, "gated": [], "sha": 3,
                           "safetensors": [], "gguf": 1, "cardData": "x", "createdAt": 9, "private": "yes"}])")
                                 << 1;
    QTest::newRow("absurd numbers") << QByteArray(R"([{"id": "a/b", "downloads": 1e300, "likes": 1.5,
                                                      "safetensors": {"total": 1e30}}])")
                                    << 1;
}

void HubAnswersTest::foundHostile()
{
    QFETCH(QByteArray, page);
    const QList<FoundModel> models = foundModels(arrayOf(page));
    QTEST(int(models.size()), "models");
    for (const FoundModel &model : models)
        QVERIFY(model.downloads == -1 && model.likes <= 1 && model.tags.isEmpty() && model.commit.isEmpty());
}

void HubAnswersTest::foundMany()
{
    QJsonArray many;
    for (int i = 0; i < 3000; ++i)
        many.append(QJsonObject{{u"id"_s, u"a/%1"_s.arg(i)},
                                {u"pipeline_tag"_s, QString(5000, u'x') + u"\x1b[2J"_s}});
    const QList<FoundModel> some = foundModels(many);
    QCOMPARE(some.size(), 1000);
    QCOMPARE(some.first().task.size(), kLongestText);
    QCOMPARE(plainText(u"a\x1b[31m\u202eb\n\u2028c"_s), u"a [31m b c"_s);
}

// A card may say what it likes.
void HubAnswersTest::implausible()
{
    const auto stored = [](const char *kind, const char *total) {
        return foundModel(
            objectOf(QByteArray(R"({"id": "o/some-8B", ")") + kind + R"(": {"total": )" + total + "}}"));
    };
    QCOMPARE(stored("safetensors", "1000000000000")->parameters, 1'000'000'000'000);
    for (const char *kind : {"safetensors", "gguf"}) {
        const auto model = stored(kind, "900000000000000");
        QCOMPARE(model->parameters, 8'000'000'000);
        QVERIFY(model->parametersByName);
    }
}

void HubAnswersTest::parameters_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &name, qint64 count, const QString &text) {
        QTest::newRow(qPrintable(name)) << name << count << text;
    };
    row(u"Qwen3-8B-4bit"_s, 8'000'000'000, u"8B"_s);
    row(u"SmolLM-135M"_s, 135'000'000, u"135M"_s);
    row(u"gemma-3-270m-it"_s, 270'000'000, u"270M"_s);
    row(u"tiny-5M"_s, 5'000'000, u"5M"_s);
    row(u"Llama-3.2-1b"_s, 1'000'000'000, u"1B"_s);
    row(u"Mixtral-8x7B-v0.1"_s, 56'000'000'000, u"56B"_s);
    row(u"DeepSeek-V3-671B"_s, 671'000'000'000, u"671B"_s);
    row(u"phi-1_5"_s, 0, {});
    row(u"model-4bit"_s, 0, {});
    row(u"gpt2"_s, 0, {});
    row(u"x-9999x9999B"_s, 0, {});
    row(u"x-8x9999B"_s, 0, {}); // more than any model has
}

void HubAnswersTest::parameters()
{
    QFETCH(QString, name);
    QFETCH(qint64, count);
    QCOMPARE(parametersInName(name), count);
    QTEST(parametersText(count), "text");
    QCOMPARE(parametersText(12), u"12"_s); // of a test's model
    QCOMPARE(parametersText(135'400), u"135K"_s);
    QCOMPARE(parametersText(999'499), u"999K"_s);
    QCOMPARE(parametersText(999'600), u"1M"_s);
}

void HubAnswersTest::details()
{
    const auto details = detailsIn(objectOf(R"({"id": "o/m", "sha": ")" + kCommit + R"(", "siblings": [
        {"rfilename": "a.safetensors", "size": 70, "blobId": ")"
                                            + kCommit + R"(", "lfs": {"sha256": ")" + kOid + R"("}},
        {"rfilename": "README.md", "size": 3, "blobId": ")"
                                            + kCommit + R"("}],
        "cardData": {"license": "other", "license_name": "own", "license_link": "javascript:alert", "extra_gated_prompt": "Be good"},
        "config": {"architectures": ["QwenForCausalLM"], "auto_map": {"AutoModel": "x.Y"}},
        "gguf": {"context_length": 32768}, "securityRepoStatus": {"scansDone": true,
        "filesWithIssues": [{"path": "a.bin", "level": "unsafe"}, {"path": 3}, 5]}})"));
    QVERIFY(details);
    QCOMPARE(details->files.size(), 2);
    QCOMPARE(details->files.first().size, 70);
    QCOMPARE(details->files.first().oid->hex(), kOid);
    QVERIFY(!details->files.last().oid);
    QCOMPARE(details->licenceName, u"own"_s);
    QVERIFY(details->licenceLink.isEmpty()); // no web address
    QCOMPARE(details->gatePrompt, u"Be good"_s);
    QCOMPARE(details->architecture, u"QwenForCausalLM"_s);
    QCOMPARE(details->contextLength, 32768);
    QVERIFY(details->wantsRemoteCode && details->isScanned);
    QVERIFY(details->issues == (QList<ScanIssue>{{u"a.bin"_s, u"unsafe"_s}}));
}

void HubAnswersTest::detailsWithLess()
{
    const auto details = detailsIn(objectOf(R"({"id": "o/m", "sha": ")" + kCommit + R"(", "siblings": []})"));
    QVERIFY(details);
    QVERIFY(!details->isScanned && details->issues.isEmpty() && !details->wantsRemoteCode);
    QVERIFY(details->architecture.isEmpty() && details->contextLength == 0 && !details->model.isGated());
}

void HubAnswersTest::detailsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("no files") << QByteArray(R"("x": 1)");
    QTest::newRow("files without size") << QByteArray(R"("siblings": [{"rfilename": "a"}])");
    QTest::newRow("no path") << QByteArray(R"("siblings": [{"size": 1}])");
    QTest::newRow("negative") << QByteArray(R"("siblings": [{"rfilename": "a", "size": -1}])");
    QTest::newRow("no hash") << QByteArray(
        R"("siblings": [{"rfilename": "a", "size": 1, "lfs": {"sha256": "zz"}}])");
    QTest::newRow("texts") << QByteArray(R"("siblings": ["a", "b"])");
}

void HubAnswersTest::detailsThatAreNone()
{
    QFETCH(QByteArray, rest);
    QVERIFY(!detailsIn(objectOf(R"({"id": "o/m", "sha": ")" + kCommit + "\"," + rest + '}')));
    QVERIFY(!detailsIn({}));
}

void HubAnswersTest::tree()
{
    const auto files =
        treePage(arrayOf(R"([{"type": "directory", "path": "x", "size": 0, "oid": ")" + kCommit + R"("},
        {"type": "file", "path": "x/a", "size": 70, "oid": ")"
                         + kCommit + R"(", "lfs": {"oid": ")" + kOid
                         + R"(", "size": 70, "pointerSize": 130}, "xetHash": ")" + kOid + R"("},
        {"type": "unknown"}, 5, {"type": "file", "path": "b", "size": 0}])"));
    QVERIFY(files && files->size() == 2);
    QCOMPARE(files->first().path, u"x/a"_s);
    QCOMPARE(files->first().oid->hex(), kOid);
    QCOMPARE(files->first().xetHash.toLatin1(), kOid);
    QVERIFY(!treePage(arrayOf(R"([{"type": "file", "path": "a"}])")));
    QVERIFY(!treePage(arrayOf(R"([{"type": "file", "path": "a", "size": 1, "lfs": {"oid": "x"}}])")));
}

void HubAnswersTest::refs()
{
    const QList<ModelRef> refs =
        refsIn(objectOf(R"({"branches": [{"name": "main", "targetCommit": ")" + kCommit + R"("},
        {"name": "a/b"}, {"name": "-x"}, {"name": "a\u001b[2J"}, {}, 7], "tags": [{"name": "v1"}],
        "converts": [{"name": "duckdb", "ref": "refs/convert/duckdb"}], "pullRequests": "x"})"));
    QStringList names;
    for (const ModelRef &ref : refs)
        names.append(ref.name);
    QCOMPARE(names, (QStringList{u"main"_s, u"a/b"_s, u"v1"_s, u"refs/convert/duckdb"_s}));
    QCOMPARE(refs.first().commit.toLatin1(), kCommit);
    QVERIFY(refsIn({}).isEmpty());
}

void HubAnswersTest::ggufNames_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("stem");
    QTest::addColumn<QString>("label");
    QTest::addColumn<int>("shards");
    const auto row = [](const QString &path, const QString &stem, const QString &label, int shards = 0) {
        QTest::newRow(qPrintable(path)) << path << stem << label << shards;
    };
    row(u"Llama-3-8B-Q4_K_M.gguf"_s, u"Llama-3-8B-Q4_K_M"_s, u"Q4_K_M"_s);
    row(u"x/m-Q8_0-00002-of-00003.gguf"_s, u"m-Q8_0"_s, u"Q8_0"_s, 3);
    row(u"UD-Q4_K_XL/m-00001-of-00002.GGUF"_s, u"m"_s, u"UD-Q4_K_XL"_s, 2);
    row(u"m.gguf"_s, u"m"_s, {});
    row(u"F16/m-Q4_0.gguf"_s, u"m-Q4_0"_s, u"Q4_0"_s);
    row(u"m-1-of-2.gguf"_s, u"m-1-of-2"_s, {});
}

void HubAnswersTest::ggufNames()
{
    QFETCH(QString, path);
    const GgufName name = parseGgufName(path);
    QTEST(name.stem, "stem");
    QTEST(name.label, "label");
    QTEST(name.shards, "shards");
}

WEIGHTYARD_TEST(HubAnswersTest)

} // namespace hub_answers_test

#include "hub_answers_test.moc"
