// label: slow
// What lies in folders of the user's outside of the libraries is not fetched again: adopted, got by `--into`, of open download scripts, of
// LM Studio and Jan. Nothing there is changed, and no name or size is believed.
#include "adopt_scene.h"
#include "script_scene.h"
#include "store_results.h"
#include "test_registry.h"

#include <QtTest>

namespace reuse_outside_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();

} // namespace

class ReuseOutsideTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownFolders_data();
    void knownFolders();
    void versionBeforeAnUpdate();
    void scriptTrees();
    void otherPrograms_data();
    void otherPrograms();
    void sizesAreNotBelieved();
};

void ReuseOutsideTest::knownFolders_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"adopted clone", "its LFS store", "adopted folder", "got"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void ReuseOutsideTest::knownFolders()
{
    QFETCH(QString, how);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/mine"_s;
    if (how == "got"_L1)
        QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    else if (how == "adopted folder"_L1)
        copyFiles(model, folder);
    else
        cloneInto(model.url(), folder);
    if (how != "got"_L1)
        QCOMPARE(cli.json({u"adopt"_s, folder, u"--repo"_s, kName}).exitCode(), 0);
    if (how == "its LFS store"_L1) {
        for (const QString &weight : SmallModel::weights())
            QVERIFY(QFile::remove(folder + u'/' + weight));
    }
    const TreeSnapshot before = TreeSnapshot::of(folder, {.exclude = {}});
    model.hub.log().clear();
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0);
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    QVERIFY(before == TreeSnapshot::of(folder, {.exclude = {}}));
    if (how == "its LFS store"_L1)
        return;
    // A file of its own, not the user's by another name.
    QFile weight(cli.folder(kName) + u'/' + SmallModel::weights().at(0));
    QVERIFY(weight.open(QIODevice::ReadWrite) && weight.write("x") == 1);
    weight.close();
    QCOMPARE(readFile(folder + u'/' + SmallModel::weights().at(0)), SmallModel::weight(0));
}

void ReuseOutsideTest::versionBeforeAnUpdate()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/mine"_s;
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    const QString first = QString::fromLatin1(model.repo.revision());
    model.repo.lfsFile(SmallModel::weights().at(0), patternBytes(1000, 1)).commit("newer");
    model.hub.ingestLfsFolder(model.repo.gitFolder());
    model.repo.publishTo(model.hub.repositoryPath(kName));
    QCOMPARE(cli.json({u"update"_s, folder}).exitCode(), 0);
    const CliResult got = cli.json({u"get"_s, kName, u"--revision"_s, first});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0);
    QCOMPARE(readFile(cli.folder(kName) + u'/' + SmallModel::weights().at(0)), SmallModel::weight(0));
}

/// By the old scripts, without a record of ours; from a tree into the library, and into another tree.
void ReuseOutsideTest::scriptTrees()
{
    ScriptScene scene;
    scene.addModel(u"m"_s);
    scene.gitScript(u"A/m/download.sh"_s, u"m"_s, "true");
    QVERIFY(scene.run(u"A/m/download.sh"_s).ok());
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root()}).exitCode(), 0);
    scene.hub.log().clear();
    const CliResult got = scene.cli.json({u"get"_s, scene.id(u"m"_s)});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0);
    QCOMPARE(scene.hub.log().count(Endpoint::Storage), 0);

    QCOMPARE(scene.cli.json({u"remove"_s, scene.id(u"m"_s), u"--yes"_s}).exitCode(), 0);
    const QString tree = scene.cli.home() + u"/tree2"_s;
    QDir().mkpath(tree + u"/B"_s);
    QVERIFY(QFile::copy(scene.in(u"A/m/download.sh"_s), tree + u"/B/download.sh"_s));
    const CliResult other = scene.cli.json({u"get"_s, u"--scripts"_s, tree, u"--all"_s});
    QVERIFY2(other.exitCode() == 0, qPrintable(other.describe()));
    QCOMPARE(bytesFetched(other), 0);
    QCOMPARE(scene.hub.log().count(Endpoint::Storage), 0);
    QVERIFY2(scene.differences(u"m"_s, tree + u"/B"_s).isEmpty(),
             qPrintable(scene.differences(u"m"_s, tree + u"/B"_s)));
}

void ReuseOutsideTest::otherPrograms_data()
{
    QTest::addColumn<QString>("place"); // below the home folder
    QTest::addColumn<bool>("isThere");
    QTest::newRow("LM Studio") << u".lmstudio/models/owner/quants/w.gguf"_s << true;
    QTest::newRow("LM Studio, by another name") << u".lmstudio/models/who/else/other.gguf"_s << true;
    QTest::newRow("Jan") << u".local/share/Jan/data/llamacpp/models/w/model.gguf"_s << true;
    QTest::newRow("not a weight") << u".lmstudio/models/owner/quants/w.txt"_s << false;
}

void ReuseOutsideTest::otherPrograms()
{
    QFETCH(QString, place);
    QFETCH(bool, isThere);
    const QByteArray weight = patternBytes(250'000, 5);
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.gguf"_s).lfsFile(u"w-Q4_K_M.gguf"_s, weight).file(u"README.md"_s, "w\n").commit("1");
    hub.addRepository(u"owner/quants"_s, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString file = cli.home() + u'/' + place;
    writeFile(file, weight);
    if (place.contains("Jan"_L1))
        writeFile(QFileInfo(file).path() + u"/model.yml"_s,
                  "model_path: llamacpp/models/w/model.gguf\nname: w\n");
    const CliResult got = cli.json({u"get"_s, u"owner/quants"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), isThere ? 0 : weight.size());
    QCOMPARE(readFile(cli.folder(u"owner/quants"_s) + u"/w-Q4_K_M.gguf"_s), weight);
    QCOMPARE(readFile(file), weight);
}

void ReuseOutsideTest::sizesAreNotBelieved()
{
    const QByteArray weight = patternBytes(250'000, 5);
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.gguf"_s).lfsFile(u"w-Q4_K_M.gguf"_s, weight).commit("1");
    hub.addRepository(u"owner/quants"_s, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QByteArray other = patternBytes(250'000, 6);
    const QString file = cli.home() + u"/.lmstudio/models/owner/quants/w.gguf"_s;
    writeFile(file, other);
    const CliResult got = cli.json({u"get"_s, u"owner/quants"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), weight.size());
    QCOMPARE(readFile(cli.folder(u"owner/quants"_s) + u"/w-Q4_K_M.gguf"_s), weight);
    QCOMPARE(readFile(file), other);
}

WEIGHTYARD_TEST(ReuseOutsideTest)

} // namespace reuse_outside_test

#include "reuse_outside_test.moc"
