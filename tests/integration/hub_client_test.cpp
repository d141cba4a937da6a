// LocalHub as the Hub's own client sees it: what tests prove against LocalHub holds for the Hub as far as that client knows it.
#include "hub/gguf_names.h"
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
    void ggufNames();

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

// The Hub's own parser of GGUF names and ours, side by side. Where they differ, `ours` says what we read, and why stands behind.
void HubClientTest::ggufNames()
{
    struct Row {
        QString name;
        QString ours = {}; ///< empty: as the Hub's
    };
    QList<Row> rows;
    for (const QString &name : {u"Llama-3.1-8B-Instruct-Q4_K_M.gguf"_s,
                                u"model.Q8_0.gguf"_s,
                                u"gemma-2-2b-it-IQ3_XXS.gguf"_s,
                                u"qwen2.5-0.5b-instruct-fp16.gguf"_s,
                                u"phi-3-mini-4k-instruct-q4.gguf"_s,
                                u"x-BF16.gguf"_s,
                                u"x-F32.gguf"_s,
                                u"UD-IQ2_XXS/DeepSeek-R1-UD-IQ2_XXS-00001-of-00004.gguf"_s,
                                u"x-UD-Q4_K_XL.gguf"_s,
                                u"x-Q2_K_L.gguf"_s,
                                u"x-Q3_K_XL.gguf"_s,
                                u"gpt-oss-20b-MXFP4.gguf"_s,
                                u"x-MXFP4_MOE.gguf"_s,
                                u"x-NVFP4.gguf"_s,
                                u"x-TQ1_0.gguf"_s,
                                u"ggml-model-f16.gguf"_s,
                                u"ggml-model-q4_0.gguf"_s,
                                u"x.i1-Q4_K_S.gguf"_s,
                                u"x-Q6_K_L.gguf"_s,
                                u"F16/x-Q5_1.gguf"_s,
                                u"x-Q8_K_XL.gguf"_s,
                                u"mmproj-model-f16.gguf"_s,
                                u"model.gguf"_s,
                                u"x-IQ4_NL.gguf"_s,
                                u"x-Q1_0.gguf"_s,
                                u"nousQ4_K_M.gguf"_s,
                                u"x-Q4_K_M_imatrix.gguf"_s,
                                u"x-IQ1_S.gguf"_s,
                                u"x-IQ1_M.gguf"_s,
                                u"x-Q5_K_S.gguf"_s,
                                u"x-Q2_K_S.gguf"_s})
        rows.append({name});
    rows += {{u"x-Q4_0_4_4.gguf"_s, u"Q4_0_4_4"_s}, // the Hub's takes the first that fits, "Q4_0"
             {u"x-Q4_0_8_8.gguf"_s, u"Q4_0_8_8"_s},
             {u"x-Q4_1_SOME_F16.gguf"_s, u"Q4_1_SOME_F16"_s},
             {u"x-Q8_0-HF16K.gguf"_s, u"Q8_0"_s}}; // and the last, inside another word
    QByteArray names;
    for (const Row &row : rows)
        names += row.name.toUtf8() + '\n';
    const QJsonArray labels =
        m_client->ask({u"quants"_s}, neutralEnvironment(m_home.path()), names).value("labels"_L1).toArray();
    QVERIFY2(labels.size() == rows.size(), qPrintable(m_client->lastError()));
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Row &row = rows.at(i);
        const QString hubs = labels.at(i).toString();
        const QString ours = weightyard::hub::ggufLabel(row.name);
        QVERIFY2(ours == (row.ours.isEmpty() ? hubs : row.ours),
                 qPrintable(u"%1: the Hub's '%2', ours '%3'"_s.arg(row.name, hubs, ours)));
        QVERIFY2(row.ours.isEmpty() || row.ours != hubs,
                 qPrintable(row.name + u" is no difference any more"_s));
    }
}

WEIGHTYARD_TEST(HubClientTest)

} // namespace hub_client_test

#include "hub_client_test.moc"
