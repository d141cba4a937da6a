// `list`, `check` and `estimate` as users run them: the real program, a catalogue, a library and LocalHub.
#include "small_model.h"
#include "test_registry.h"

#include <QJsonDocument>
#include <QtTest>

namespace look_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

QByteArray catalogue(const QByteArray &more = {})
{
    return R"({"version": 1, "models": [
 {"id": "owner/model", "family": "Test", "name": "Small Model", "bytes": 1000000, "licence": "mit", "parameters": "1B",
  "quantization": "4-bit"},
 {"id": "owner/gated", "family": "Test", "name": "Gated Model"},
 {"id": "owner/missing", "family": "Test", "name": "Missing Model", "bytes": 5, "extra": true})"
           + more + "]}";
}

qint64 wholeSize(SmallModel &model)
{
    qint64 bytes = 0;
    const QList<QByteArray> files = model.repo.git({u"ls-tree"_s, u"-r"_s, u"-l"_s, u"HEAD"_s}).split('\n');
    for (const QByteArray &file : files) {
        const QList<QByteArray> fields = file.simplified().split(' ');
        if (fields.size() < 5)
            continue;
        const qsizetype weight = SmallModel::weights().indexOf(QString::fromUtf8(fields.at(4)));
        bytes += weight < 0 ? fields.at(3).toLongLong() : SmallModel::weight(static_cast<int>(weight)).size();
    }
    return bytes;
}

QJsonObject ofId(const CliResult &result, const QString &id)
{
    for (const QJsonObject &line : result.lines) {
        if (line.value("id"_L1) == id)
            return line;
    }
    return {};
}

void checkWidth(const CliResult &result)
{
    const QStringList lines = QString::fromUtf8(result.process.out).split(u'\n');
    for (const QString &line : lines)
        QVERIFY2(line.size() <= 80 && !line.endsWith(u' '), qPrintable(line));
}

} // namespace

class LookTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_cli.reset(); }
    void listsTheBuiltInModels();
    void listKeys();
    void listSaysWhatIsHere();
    void listForPeople();
    void badCatalogues();
    void checksForScripts();
    void checksForPeople();
    void checkWithoutTools();
    void checkFails();
    void estimatesExactly();
    void estimateOfSeveral();
    void estimateThatDoesNotFit();
    void estimateKeepsWhatTheHubSaid();

private:
    SmallModel m_model;
    std::unique_ptr<CliRun> m_cli;
};

void LookTest::init()
{
    m_cli = std::make_unique<CliRun>(QStringLiteral(WEIGHTYARD_CLI), m_model.hub.baseUrl());
    writeFile(m_cli->config() + u"/catalogues/test.json"_s, catalogue());
}

void LookTest::listsTheBuiltInModels()
{
    const CliRun bare(QStringLiteral(WEIGHTYARD_CLI), m_model.hub.baseUrl());
    const CliResult all = bare.json({u"list"_s});
    QVERIFY2(all.exitCode() == 0, qPrintable(all.describe()));
    QCOMPARE(all.lines.size(), 26 + 1);
    QCOMPARE(all.summary().value("models"_L1).toInt(), 26);
    QCOMPARE(all.summary().value("bytes"_L1).toInteger(), 95'182'638'633);
    QCOMPARE(bare.json({u"list"_s, u"--extra"_s}).lines.size(), 40 + 1);
    QCOMPARE(bare.json({u"list"_s, u"--family"_s, u"gemma"_s}).lines.size(), 5 + 1);
    QCOMPARE(bare.json({u"list"_s, u"--family"_s, u"none"_s}).exitCode(), 2);
    QCOMPARE(bare.json({u"list"_s, u"no-such-model"_s}).exitCode(), 5);
}

void LookTest::listKeys()
{
    const CliResult result = m_cli->json({u"list"_s, u"small model"_s});
    QCOMPARE(result.lines.size(), 2);
    const QJsonObject model = result.lines.first();
    const QJsonObject wanted{{u"id"_s, u"owner/model"_s},
                             {u"family"_s, u"Test"_s},
                             {u"name"_s, u"Small Model"_s},
                             {u"repo"_s, m_model.url().toString()},
                             {u"bytes"_s, 1'000'000},
                             {u"exact"_s, false},
                             {u"parameters"_s, u"1B"_s},
                             {u"quantization"_s, u"4-bit"_s},
                             {u"licence"_s, u"mit"_s},
                             {u"gated"_s, false},
                             {u"extra"_s, false},
                             {u"state"_s, u"absent"_s},
                             {u"bytes_missing"_s, 1'000'000}};
    QCOMPARE(model, wanted);
}

void LookTest::listSaysWhatIsHere()
{
    QCOMPARE(m_cli->json({u"get"_s, u"owner/model"_s}).exitCode(), 0);
    const QString gated = m_cli->folder(u"owner/gated"_s);
    writeFile(gated + u"/notes.txt"_s, "nothing of a model");
    const CliResult result = m_cli->json({u"list"_s, u"--family"_s, u"Test"_s});
    const QJsonObject model = ofId(result, u"owner/model"_s);
    QCOMPARE(model.value("state"_L1).toString(), u"here"_s);
    QVERIFY(model.value("exact"_L1).toBool()); // the record counted
    QCOMPARE(model.value("bytes"_L1).toInteger(), wholeSize(m_model));
    QCOMPARE(model.value("bytes_missing"_L1).toInteger(-1), 0);
    QCOMPARE(ofId(result, u"owner/gated"_s).value("state"_L1).toString(), u"not_recognised"_s);
    QCOMPARE(result.summary().value("here"_L1).toInt(), 1);
}

void LookTest::listForPeople()
{
    const CliResult result = m_cli->plain({u"list"_s, u"--extra"_s});
    QCOMPARE(result.exitCode(), 0);
    checkWidth(result);
    const QString text = QString::fromUtf8(result.process.out);
    QVERIFY(text.contains("\nPhi\n  Phi-2 "_L1) && text.contains(u"≈ 1.76 GB"_s));
    QVERIFY(text.contains("Missing Model"_L1) && text.contains("43 models"_L1));
    QVERIFY(!text.contains(u'\x1b')); // not on a terminal
    const CliResult plain = m_cli->plain({u"list"_s});
    QVERIFY(!plain.process.out.contains("Missing Model"));
    QVERIFY(m_cli->plain({u"list"_s, u"--quiet"_s}).process.out.isEmpty());
}

void LookTest::badCatalogues()
{
    writeFile(m_cli->config() + u"/catalogues/bad.json"_s, "{\"version\": 1,\n\"models\": 3}");
    const CliResult warned = m_cli->plain({u"list"_s});
    QCOMPARE(warned.exitCode(), 0);
    QVERIFY2(warned.process.err.contains("line 2") && warned.process.err.contains("bad.json"),
             warned.process.err.constData());
    QVERIFY(warned.process.out.contains("Small Model") && warned.process.out.contains("Phi-2"));
    for (const QString &file :
         {m_cli->config() + u"/catalogues/bad.json"_s, m_cli->home() + u"/none.json"_s}) {
        const CliResult refused = m_cli->plain({u"list"_s, u"--catalogue"_s, file});
        QVERIFY2(refused.exitCode() == 2, qPrintable(refused.describe()));
        QVERIFY(refused.process.out.isEmpty());
        QVERIFY(refused.process.err.contains(QFileInfo(file).fileName().toUtf8()));
    }
    const QString good = m_cli->home() + u"/more.json"_s;
    writeFile(good, catalogue(R"(,{"id": "o/own", "family": "Ours", "name": "Own"})"));
    const CliResult more = m_cli->json({u"list"_s, u"--catalogue"_s, good, u"--family"_s, u"Ours"_s});
    QCOMPARE(more.lines.first().value("id"_L1).toString(), u"o/own"_s);
}

void LookTest::checksForScripts()
{
    const CliResult result = m_cli->json({u"check"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QStringList names;
    for (const QJsonObject &line : result.lines.mid(0, result.lines.size() - 1)) {
        names.append(line.value("check"_L1).toString());
        QVERIFY(!line.value("found"_L1).toString().isEmpty());
        QCOMPARE(line.value("state"_L1).toString(), u"good"_s);
    }
    QCOMPARE(names, (QStringList{u"git"_s, u"git-lfs"_s, u"libgit2"_s, u"library"_s, u"space"_s, u"hub"_s}));
    QCOMPARE(result.summary().value("failed"_L1).toInt(-1), 0);
    QVERIFY(!QFileInfo::exists(m_cli->library())); // looked at, not made
}

void LookTest::checksForPeople()
{
    const CliResult result = m_cli->plain({u"check"_s});
    QCOMPARE(result.exitCode(), 0);
    checkWidth(result);
    const QString text = QString::fromUtf8(result.process.out);
    QVERIFY(text.startsWith(u"✓ Git "_s) && text.endsWith("All is well.\n"_L1));
}

void LookTest::checkWithoutTools()
{
    const TempDir empty;
    m_cli->environment().insert(u"PATH"_s, empty.path());
    const CliResult result = m_cli->plain({u"check"_s});
    QCOMPARE(result.exitCode(), 0); // downloads work without
    checkWidth(result);
    QVERIFY2(result.process.out.contains("! Git "), result.process.out.constData());
    QVERIFY(result.process.out.contains("! Git LFS"));
    const CliResult got = m_cli->json({u"get"_s, u"owner/model"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
}

void LookTest::checkFails()
{
    m_cli->environment().insert(u"HF_ENDPOINT"_s, u"http://127.0.0.1:1"_s);
    const CliResult result = m_cli->json({u"check"_s});
    QCOMPARE(result.exitCode(), 8);
    QCOMPARE(result.summary().value("exit_code"_L1).toInt(), 8);
    const QJsonObject hub = result.lines.at(result.lines.size() - 2);
    QCOMPARE(hub.value("check"_L1).toString(), u"hub"_s);
    QCOMPARE(hub.value("state"_L1).toString(), u"failed"_s);
    QVERIFY(!hub.value("remedy"_L1).toString().isEmpty());
}

void LookTest::estimatesExactly()
{
    const CliResult result = m_cli->json({u"estimate"_s, u"owner/model"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QJsonObject model = result.lines.first();
    QCOMPARE(model.value("bytes"_L1).toInteger(), wholeSize(m_model));
    QVERIFY(model.value("exact"_L1).toBool() && model.value("fits"_L1).toBool());
    QCOMPARE(result.summary().value("bytes_missing"_L1).toInteger(), wholeSize(m_model));
    QVERIFY(result.summary().value("exact"_L1).toBool());
    QVERIFY(!QFileInfo::exists(m_cli->library()));
    const CliResult people = m_cli->plain({u"estimate"_s, u"owner/model"_s});
    checkWidth(people);
    QVERIFY2(people.process.out.contains("It fits."), people.process.out.constData());
}

void LookTest::estimateOfSeveral()
{
    RepoBuilder gated;
    gated.file(u"README.md"_s, "gated").commit("1");
    m_model.hub.addRepository(u"owner/gated"_s, gated, AccessRule::gatedTo({}));
    const CliResult result = m_cli->json({u"estimate"_s, u"--family"_s, u"Test"_s, u"--extra"_s});
    QCOMPARE(result.exitCode(), 4); // one is missing or private
    QVERIFY(ofId(result, u"owner/gated"_s).value("gated"_L1).toBool());
    QVERIFY(ofId(result, u"owner/missing"_s).contains("error"_L1));
    QVERIFY(!ofId(result, u"owner/missing"_s).value("exact"_L1).toBool()); // the catalogue's own figure stays
    QVERIFY(!ofId(result, u"owner/model"_s).contains("error"_L1));
    QCOMPARE(result.summary().value("models"_L1).toInt(), 3);
    QCOMPARE(result.summary().value("exit_code"_L1).toInt(), 4);
}

void LookTest::estimateThatDoesNotFit()
{
    const QString file = m_cli->home() + u"/huge.json"_s;
    writeFile(file, R"({"version": 1, "models": [{"id": "o/huge", "family": "Huge", "name": "Huge",
        "bytes": 4503599627370496, "url": "https://git.example.org/o/huge"}]})");
    const CliResult result = m_cli->plain({u"estimate"_s, u"--catalogue"_s, file, u"huge"_s});
    QCOMPARE(result.exitCode(), 6);
    checkWidth(result);
    QVERIFY2(result.process.out.contains("does not fit"), result.process.out.constData());
}

void LookTest::estimateKeepsWhatTheHubSaid()
{
    QCOMPARE(m_cli->json({u"estimate"_s, u"owner/model"_s}).exitCode(), 0);
    const qsizetype asked = m_model.hub.log().count(Endpoint::Api);
    QCOMPARE(m_cli->json({u"estimate"_s, u"owner/model"_s}).exitCode(), 0);
    QCOMPARE(m_model.hub.log().count(Endpoint::Api), asked);
    const QJsonObject listed = ofId(m_cli->json({u"list"_s, u"owner/model"_s}), u"owner/model"_s);
    QCOMPARE(listed.value("bytes"_L1).toInteger(), wholeSize(m_model)); // and list knows it, too
    QVERIFY(listed.value("exact"_L1).toBool());
}

WEIGHTYARD_TEST(LookTest)

} // namespace look_test

#include "look_test.moc"
