// LocalHub as the Hub's own client sees it: what tests prove against LocalHub holds for the Hub as far as that client knows it.
#include "hub_client.h"
#include "small_model.h"
#include "store_results.h"
#include "test_registry.h"

#include <QJsonArray>
#include <QtTest>

namespace hub_client_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

class HubClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void modelInfo();
    void listFiles();
    void downloadFile_data();
    void downloadFile();
    void refusals();
    void listModels();
    void pathsInfo();
    void oneFolder();
    void access();

private:
    QJsonObject ask(const QStringList &words)
    {
        return m_client->ask(words, neutralEnvironment(m_home.path()));
    }

    TempDir m_home;
    std::unique_ptr<HubClient> m_client;
};

void HubClientTest::initTestCase()
{
    m_client = std::make_unique<HubClient>();
    if (!m_client->problem().isEmpty())
        QSKIP(qPrintable(u"@huggingface/hub cannot be had: "_s + m_client->problem()));
}

void HubClientTest::modelInfo()
{
    SmallModel model;
    for (const QString &revision : {u"main"_s, QString::fromLatin1(model.repo.revision())}) {
        const QJsonObject info =
            ask({u"info"_s, model.hub.baseUrl().toString(), SmallModel::name(), revision});
        QVERIFY2(!info.isEmpty(), qPrintable(m_client->lastError()));
        QCOMPARE(info.value("name"_L1).toString(), SmallModel::name());
        QCOMPARE(info.value("sha"_L1).toString(), QString::fromLatin1(model.repo.revision()));
        QCOMPARE(info.value("gated"_L1).toBool(true), false);
        QVERIFY(!info.value("updatedAt"_L1).toString().isEmpty());
        QVERIFY(info.value("filePaths"_L1).toArray().contains(SmallModel::weights().at(0)));
    }
}

// More files than a page holds.
void HubClientTest::listFiles()
{
    SmallModel model;
    model.hub.update([](HubSettings &settings) { settings.treePageSize = 3; });
    const QJsonObject listed =
        ask({u"list"_s, model.hub.baseUrl().toString(), SmallModel::name(), u"main"_s});
    const QJsonArray files = listed.value("files"_L1).toArray();
    QVERIFY2(files.size() > 6, qPrintable(m_client->lastError()));
    int weights = 0;
    QStringList paths;
    for (const QJsonValue &file : files) {
        paths.append(file[u"path"_s].toString());
        if (file[u"path"_s].toString() != SmallModel::weights().at(0))
            continue;
        ++weights;
        QCOMPARE(file[u"size"_s].toInteger(), SmallModel::weight(0).size());
        QCOMPARE(file[u"lfs"_s][u"oid"_s].toString(), oidOf(SmallModel::weight(0)).toString());
        QCOMPARE(file[u"lfs"_s][u"size"_s].toInteger(), SmallModel::weight(0).size());
    }
    QCOMPARE(weights, 1);
    QVERIFY(paths.contains(u"tokenizer/vocab.txt"_s));
    QCOMPARE(paths.removeDuplicates(), 0);
}

void HubClientTest::downloadFile_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("large") << SmallModel::weights().at(0) << SmallModel::weight(0);
    QTest::newRow("small") << u"tokenizer/vocab.txt"_s << QByteArray("a\nb\n");
}

void HubClientTest::downloadFile()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, bytes);
    SmallModel model;
    model.hub.update([](HubSettings &settings) { // as the Hub's own data hosts do it
        settings.sendEtag = true;
        settings.allowHead = true;
    });
    const QJsonObject got =
        ask({u"download"_s, model.hub.baseUrl().toString(), SmallModel::name(), u"main"_s, path});
    QVERIFY2(!got.isEmpty(), qPrintable(m_client->lastError()));
    QCOMPARE(got.value("size"_L1).toInteger(), bytes.size());
    QCOMPARE(got.value("sha256"_L1).toString(), oidOf(bytes).toString());
}

void HubClientTest::refusals()
{
    SmallModel model;
    const QJsonObject missing =
        ask({u"download"_s, model.hub.baseUrl().toString(), SmallModel::name(), u"main"_s, u"nothing.txt"_s});
    QVERIFY2(missing.value("missing"_L1).toBool(), qPrintable(m_client->lastError()));
    QVERIFY(ask({u"info"_s, model.hub.baseUrl().toString(), u"owner/nothing"_s}).isEmpty());
    QVERIFY2(m_client->lastError().contains("401"_L1), qPrintable(m_client->lastError()));
    QVERIFY(ask({u"list"_s, model.hub.baseUrl().toString(), SmallModel::name(), u"no-such"_s}).isEmpty());
    QVERIFY2(m_client->lastError().contains("404"_L1), qPrintable(m_client->lastError()));
}

// One process for all questions: starting it takes longer than the answers.
void HubClientTest::listModels()
{
    SmallModel model;
    model.hub.update([](HubSettings &settings) {
        settings.searchPageSize = 2;
        settings.cards = {
            {u"a/Qwen-GGUF"_s, {.tags = {u"gguf"_s, u"license:mit"_s}, .downloads = 90, .likes = 1}},
            {u"a/llama"_s, {.tags = {u"gguf"_s}, .downloads = 70, .likes = 8}},
            {u"b/qwen-mlx"_s, {.tags = {u"mlx"_s}, .downloads = 80}},
            {u"c/bert"_s, {.task = u"fill-mask"_s, .downloads = 60}},
            {u"c/hidden"_s, {.downloads = 99}},
        };
        settings.access.insert(u"a/llama"_s, AccessRule::gatedTo({}, "manual"));
        settings.access.insert(u"c/hidden"_s, AccessRule::privateTo({u"alice"_s}));
    });
    const QList<std::pair<QString, QStringList>> questions{
        {uR"({"sort": "downloads"})"_s,
         {u"a/Qwen-GGUF"_s, u"b/qwen-mlx"_s, u"a/llama"_s, u"c/bert"_s, u"owner/model"_s}},
        {uR"({"search": {"query": "qwen"}, "sort": "downloads"})"_s, {u"a/Qwen-GGUF"_s, u"b/qwen-mlx"_s}},
        {uR"({"search": {"owner": "a"}, "sort": "likes"})"_s, {u"a/llama"_s, u"a/Qwen-GGUF"_s}},
        {uR"({"search": {"tags": ["mlx"]}})"_s, {u"b/qwen-mlx"_s}},
        {uR"({"search": {"tags": ["gguf", "license:mit"]}})"_s, {u"a/Qwen-GGUF"_s}},
        {uR"({"search": {"task": "fill-mask"}})"_s, {u"c/bert"_s}},
        {uR"({"sort": "downloads", "limit": 3})"_s, {u"a/Qwen-GGUF"_s, u"b/qwen-mlx"_s, u"a/llama"_s}},
        {uR"({"search": {"query": "no such thing"}})"_s, {}}};
    QStringList words{u"search"_s, model.hub.baseUrl().toString()};
    for (const auto &[question, found] : questions)
        words.append(question);
    const QJsonArray answers = ask(words).value("answers"_L1).toArray();
    QVERIFY2(answers.size() == questions.size(), qPrintable(m_client->lastError()));
    for (qsizetype i = 0; i < answers.size(); ++i) {
        QStringList names;
        const QJsonArray models = answers.at(i).toArray();
        for (const QJsonValue &one : models) {
            names.append(one[u"name"_s].toString());
            const bool isGated = names.last() == "a/llama"_L1;
            QCOMPARE(one[u"gated"_s], isGated ? QJsonValue(u"manual"_s) : QJsonValue(false));
        }
        QVERIFY2(names == questions.at(i).second, qPrintable(questions.at(i).first + names.join(u' ')));
    }
}

void HubClientTest::pathsInfo()
{
    SmallModel model;
    model.hub.update([](HubSettings &settings) {
        settings.scans[SmallModel::name()].insert(SmallModel::weights().at(0), u"unsafe"_s);
    });
    const QJsonObject told = ask({u"paths"_s, model.hub.baseUrl().toString(), SmallModel::name(), u"main"_s,
                                  SmallModel::weights().at(0), u"README.md"_s, u"nothing"_s});
    const QJsonArray entries = told.value("entries"_L1).toArray();
    QVERIFY2(entries.size() == 2, qPrintable(m_client->lastError()));
    for (const QJsonValue &entry : entries) {
        const bool isWeight = entry[u"path"_s].toString() == SmallModel::weights().at(0);
        QCOMPARE(entry[u"size"_s].toInteger(), isWeight ? SmallModel::weight(0).size() : 8);
        QCOMPARE(entry[u"lfs"_s].isObject(), isWeight);
        QCOMPARE(entry[u"securityFileStatus"_s][u"status"_s].toString(),
                 isWeight ? u"unsafe"_s : u"unscanned"_s);
    }
}

void HubClientTest::oneFolder()
{
    SmallModel model;
    const QJsonObject listed =
        ask({u"list"_s, model.hub.baseUrl().toString(), SmallModel::name(), u"main"_s, u"tokenizer"_s});
    QStringList paths;
    const QJsonArray files = listed.value("files"_L1).toArray();
    for (const QJsonValue &file : files)
        paths.append(file[u"path"_s].toString());
    QCOMPARE(paths, (QStringList{u"tokenizer/.gitattributes"_s, u"tokenizer/vocab.txt"_s}));
}

void HubClientTest::access()
{
    SmallModel model;
    model.hub.addAccount({u"alice"_s, "hf_alice"});
    model.hub.setAccess(SmallModel::name(), AccessRule::privateTo({u"alice"_s}));
    const auto statusFor = [&](const QStringList &token) {
        return ask(QStringList{u"access"_s, model.hub.baseUrl().toString(), SmallModel::name()} + token)
            .value("status"_L1)
            .toInt();
    };
    QCOMPARE(statusFor({}), 401);
    QCOMPARE(statusFor({u"hf_alice"_s}), 200);
    model.hub.update([](HubSettings &settings) { settings.lacking.append(u"info"_s); });
    QCOMPARE(statusFor({u"hf_alice"_s}), 404);
    model.hub.update([](HubSettings &settings) { settings.apiQuota = 1; });
    QCOMPARE(statusFor({}), 404); // the only one of this window
    QCOMPARE(statusFor({}), 429);
}

WEIGHTYARD_TEST(HubClientTest)

} // namespace hub_client_test

#include "hub_client_test.moc"
