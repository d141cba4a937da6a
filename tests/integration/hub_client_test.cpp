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

WEIGHTYARD_TEST(HubClientTest)

} // namespace hub_client_test

#include "hub_client_test.moc"
