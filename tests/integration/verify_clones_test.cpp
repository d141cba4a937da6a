// `verify` of what others put into the library: clones by their own commits, weights by their own headers; and --repair.
#include "adopt_scene.h"
#include "test_registry.h"
#include "weight_bytes.h"

#include <QtTest>

namespace verify_clones_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();
const QString kWeight = SmallModel::weights().at(0);

QStringList listIn(const CliResult &result, const char *key)
{
    return result.lastOf(kName).value(QLatin1StringView(key)).toVariant().toStringList();
}

} // namespace

class VerifyClonesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goodClone_data();
    void goodClone();
    void damagedClone_data();
    void damagedClone();
    void pointers();
    void unfinishedClone();
    void contentThatGitChanges();
    void withoutHistory_data();
    void withoutHistory();
    void hashDecidesWhereItIsKnown();
    void repairsModels_data();
    void repairsModels();
    void repairsAtTodaysHub();
    void repairsClones_data();
    void repairsClones();
    void repairFetchesNothingWhereAllIsGood();
    void dryRun();
    void hostDown();
};

void VerifyClonesTest::goodClone_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("shallow") << QStringList{u"--depth"_s, u"1"_s};
    QTest::newRow("whole") << QStringList();
    QTest::newRow("a branch") << QStringList{u"--branch"_s, u"dev"_s};
}

// Offline: nothing is asked.
void VerifyClonesTest::goodClone()
{
    QFETCH(QStringList, arguments);
    SmallModel model;
    model.repo.branch(u"dev"_s);
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cloneInto(model.url(), cli.folder(kName), {.arguments = arguments});
    model.hub.log().clear();
    const CliResult result = cli.json({u"verify"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QJsonObject line = result.lastOf(kName);
    QVERIFY2(line.value("good"_L1).toBool(), qPrintable(result.describe()));
    QCOMPARE(line.value("by"_L1).toString(), u"git"_s);
    QVERIFY(line.value("bytes"_L1).toInteger() > SmallModel::weight(0).size() + SmallModel::weight(1).size());
    QCOMPARE(result.summary().value("good"_L1).toInt(), 1);
    QCOMPARE(model.hub.log().count(Endpoint::Git), 0);
    QVERIFY(gitIn(cli.folder(kName), cli, {u"status"_s, u"--porcelain"_s}).isEmpty());
    QCOMPARE(cli.json({u"verify"_s, u"MODEL"_s}).summary().value("models"_L1).toInt(), 1);
    QCOMPARE(cli.json({u"verify"_s, u"other"_s}).exitCode(), 5);
}

void VerifyClonesTest::damagedClone_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("cut");
    QTest::newRow("a weight") << kWeight << false;
    QTest::newRow("a weight, cut") << kWeight << true;
    QTest::newRow("a small file of zeros") << u"tokenizer/vocab.txt"_s << false;
    QTest::newRow("a small file without a byte") << u"config.json"_s << true;
}

void VerifyClonesTest::damagedClone()
{
    QFETCH(QString, path);
    QFETCH(bool, cut);
    SmallModel model;
    model.repo.file(u"tokenizer/vocab.txt"_s, "some words of a tokenizer\n").commit("longer");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cloneInto(model.url(), cli.folder(kName));
    const QString file = cli.folder(kName) + u'/' + path;
    const bool isSmall = path != kWeight; // else it were an edit
    if (cut)
        QVERIFY(QFile::resize(file, isSmall ? 0 : 5));
    else if (isSmall)
        writeFile(file, QByteArray(readFile(file).size(), '\0'));
    else
        flipBit(file);
    const CliResult found = cli.json({u"verify"_s});
    QVERIFY2(found.exitCode() == 7, qPrintable(found.describe()));
    QCOMPARE(listIn(found, cut ? "missing" : "damaged"), QStringList{path});
    QVERIFY(listIn(found, cut ? "damaged" : "missing").isEmpty());
    const CliResult words = cli.plain({u"verify"_s});
    QVERIFY2(words.process.out.contains(path.toUtf8()) && words.process.out.contains("verify --config"),
             qPrintable(words.describe()));
}

// A clone without git-lfs.
void VerifyClonesTest::pointers()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cloneInto(model.url(), cli.folder(kName), {.lfs = false});
    const CliResult found = cli.json({u"verify"_s});
    QVERIFY2(found.exitCode() == 7, qPrintable(found.describe()));
    QCOMPARE(listIn(found, "missing"), SmallModel::weights());
}

void VerifyClonesTest::unfinishedClone()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    mustRun(u"git"_s, {u"init"_s, u"-q"_s, cli.folder(kName)},
            {.environment = neutralEnvironment(cli.home())});
    gitIn(cli.folder(kName), cli, {u"remote"_s, u"add"_s, u"origin"_s, model.url().toString()});
    const CliResult found = cli.json({u"verify"_s});
    QVERIFY2(found.exitCode() == 7, qPrintable(found.describe()));
    QCOMPARE(listIn(found, "incomplete"), QStringList{u".git"_s});
}

void VerifyClonesTest::contentThatGitChanges()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.attributes("*.bin filter=lfs diff=lfs merge=lfs -text\n*.cmd text eol=crlf\n*.id ident\n"
                    "*.u16 text working-tree-encoding=UTF-16LE\n");
    repo.file(u"a.cmd"_s, "one\ntwo\n").file(u"b.id"_s, "$Id$\n").rawBlob(u"c.u16"_s, "text\n");
    repo.lfsFile(u"w.bin"_s, "weights").commit("1");
    hub.addRepository(kName, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    cloneInto(hub.repositoryUrl(kName), cli.folder(kName));
    const CliResult result = cli.json({u"verify"_s});
    QVERIFY2(result.exitCode() == 0 && result.lastOf(kName).value("good"_L1).toBool(),
             qPrintable(result.describe()));
}

void VerifyClonesTest::withoutHistory_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("incomplete");
    const QByteArray weights = safetensorsBytes(QByteArray(1000, 'w'));
    QTest::newRow("whole") << u"w.safetensors"_s << weights << false;
    QTest::newRow("cut") << u"w.safetensors"_s << weights.chopped(1) << true;
    QTest::newRow("gguf") << u"w.gguf"_s << ggufBytes(100) << false;
    QTest::newRow("gguf, cut") << u"w.gguf"_s << ggufBytes(100).chopped(1) << true;
    QTest::newRow("a web page") << u"w.gguf"_s << QByteArray("<!doctype html><html>Sign in</html>") << true;
    QTest::newRow("something else") << u"w.gguf"_s << QByteArray("no weights at all") << false;
}

void VerifyClonesTest::withoutHistory()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, incomplete);
    const LocalHub hub;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    writeFile(cli.folder(kName) + u'/' + file, bytes);
    const CliResult status = cli.json({u"status"_s});
    QCOMPARE(status.lastOf(kName).value("state"_L1).toString(),
             incomplete ? u"incomplete"_s : u"here_unverified"_s);
    const CliResult result = cli.json({u"verify"_s});
    QCOMPARE(result.exitCode(), incomplete ? 7 : 0);
    QCOMPARE(listIn(result, "incomplete"), incomplete ? QStringList{file} : QStringList());
    QCOMPARE(result.lastOf(kName).value("by"_L1).toString(), u"header"_s);
    QCOMPARE(result.lastOf(kName).contains("good"_L1), incomplete);
}

// A file whose header makes no sense, as its repository has it.
void VerifyClonesTest::hashDecidesWhereItIsKnown()
{
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray odd = safetensorsBytes(QByteArray(1000, 'w')).left(200);
    repo.lfsTrack(u"*.safetensors"_s).lfsFile(u"w.safetensors"_s, odd).commit("1");
    hub.addRepository(kName, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    cloneInto(hub.repositoryUrl(kName), cli.folder(kName));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here_unverified"_s);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    const CliRun ours(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    QCOMPARE(ours.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(ours.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(ours.json({u"verify"_s}).exitCode(), 0);
}

void VerifyClonesTest::repairsModels_data()
{
    QTest::addColumn<bool>("into");
    QTest::addColumn<bool>("history");
    QTest::newRow("in the library") << false << true;
    QTest::newRow("in the library, without history") << false << false;
    QTest::newRow("in a folder") << true << true;
    QTest::newRow("in a folder, without history") << true << false;
}

void VerifyClonesTest::repairsModels()
{
    QFETCH(bool, into);
    QFETCH(bool, history);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = into ? cli.home() + u"/model"_s : cli.folder(kName);
    QStringList get{u"get"_s, kName, history ? u"--keep-git"_s : u"--remove-git"_s};
    if (into)
        get += {u"--into"_s, folder};
    QCOMPARE(cli.json(get).exitCode(), 0);
    flipBit(folder + u'/' + kWeight);
    QVERIFY(QFile::remove(folder + u"/config.json"_s));
    QVERIFY(QFile::resize(folder + u"/README.md"_s, 0));
    model.hub.log().clear();
    const CliResult mended = cli.json({u"verify"_s, u"--repair"_s});
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QVERIFY(mended.lastOf(kName).value("repaired"_L1).toBool());
    QCOMPARE(mended.summary().value("repaired"_L1).toInt(), 1);
    QVERIFY2(model.differences(folder, history).isEmpty(), qPrintable(model.differences(folder, history)));
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 1); // one weight, and no other
    QCOMPARE(QFileInfo::exists(folder + u"/.git"_s), history);
    if (history)
        QVERIFY(gitIn(folder, cli, {u"status"_s, u"--porcelain"_s}).isEmpty());
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
}

// The address that the hub had when the model came may be a mirror that is gone.
void VerifyClonesTest::repairsAtTodaysHub()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    flipBit(cli.folder(kName) + u'/' + kWeight);
    model.hub.log().clear();
    LocalHub today;
    today.addRepository(kName, model.repo);
    cli.environment().insert(u"HF_ENDPOINT"_s, today.baseUrl().toString());

    const CliResult told = cli.plain({u"verify"_s});
    QVERIFY2(told.process.out.contains(kName.toUtf8()), qPrintable(told.describe()));
    QVERIFY2(!told.process.out.contains(model.hub.baseUrl().toEncoded()), qPrintable(told.describe()));
    const CliResult mended = cli.json({u"verify"_s, u"--repair"_s});
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    QCOMPARE(today.log().count(Endpoint::Storage), 1);
    QCOMPARE(cli.json({u"update"_s, u"--check"_s}).exitCode(), 0);
    today.addFault(
        Fault::statusOf(Endpoint::Api, 404).always()); // as mirrors that have the repositories only
    QCOMPARE(cli.json({u"update"_s, u"--check"_s}).exitCode(), 0);
    QVERIFY(today.log().count(Endpoint::Git) > 0);
    QCOMPARE(model.hub.log().all().size(), 0);
}

void VerifyClonesTest::repairsClones_data()
{
    QTest::addColumn<bool>("pointers");
    QTest::newRow("a clone by git-lfs") << false;
    QTest::newRow("a clone without git-lfs") << true;
}

// It gets our record, and stays a clone: git-lfs and git see nothing to do, with git-lfs and without.
void VerifyClonesTest::repairsClones()
{
    QFETCH(bool, pointers);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    cloneInto(model.url(), folder, {.lfs = !pointers});
    const QByteArray head = gitIn(folder, cli, {u"rev-parse"_s, u"HEAD"_s});
    // As it is a day later: of files of the index's own second git looks at the content, which takes git-lfs.
    mustRun(u"find"_s, {folder, u"-type"_s, u"f"_s, u"-not"_s, u"-path"_s, u"*/.git/*"_s, u"-exec"_s,
                        u"touch"_s, u"-d"_s, u"yesterday"_s, u"{}"_s, u"+"_s});
    gitIn(folder, cli, {u"status"_s});
    if (!pointers)
        flipBit(folder + u'/' + kWeight);
    QVERIFY(QFile::remove(folder + u"/tokenizer/.gitattributes"_s));
    writeFile(folder + u"/mine.txt"_s, "mine");
    model.hub.log().clear();
    const CliResult mended = cli.json({u"verify"_s, u"--repair"_s});
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QCOMPARE(model.hub.log().count(Endpoint::Storage), pointers ? 2 : 0); // git-lfs keeps a second copy
    QVERIFY2(model.differences(folder).isEmpty(), qPrintable(model.differences(folder)));
    QCOMPARE(readFile(folder + u"/mine.txt"_s), QByteArray("mine"));
    QCOMPARE(gitIn(folder, cli, {u"rev-parse"_s, u"HEAD"_s}), head);
    QCOMPARE(gitIn(folder, cli, {u"status"_s, u"--porcelain"_s}), QByteArray("?? mine.txt\n"));
    const QByteArray withoutLfs = mustRun(
        u"git"_s, {u"status"_s, u"--porcelain"_s},
        {.environment = neutralEnvironment(u"/nonexistent"_s), .workingDirectory = folder, .input = {}});
    QCOMPARE(withoutLfs, QByteArray("?? mine.txt\n"));
    QVERIFY(gitIn(folder, cli, {u"lfs"_s, u"ls-files"_s}).contains(" * " + kWeight.toUtf8()));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QVERIFY(cli.json({u"get"_s, kName}).lastOf(kName).value("already_installed"_L1).toBool());
}

void VerifyClonesTest::repairFetchesNothingWhereAllIsGood()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cloneInto(model.url(), cli.folder(kName));
    model.hub.log().clear();
    const CliResult result = cli.json({u"verify"_s, u"--repair"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(!result.lastOf(kName).contains("repaired"_L1));
    QCOMPARE(model.hub.log().count(Endpoint::Git), 0);
    QVERIFY(!QFileInfo::exists(cli.library() + u"/.weightyard"_s)); // nor is it adopted
}

void VerifyClonesTest::dryRun()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    flipBit(cli.folder(kName) + u'/' + kWeight);
    const auto before = TreeSnapshot::of(cli.library()).entries();
    model.hub.log().clear();
    const CliResult said = cli.plain({u"verify"_s, u"--repair"_s, u"--dry-run"_s});
    QCOMPARE(said.exitCode(), 7);
    QVERIFY2(said.process.out.contains("would fetch 400 kB"), qPrintable(said.describe()));
    QVERIFY(TreeSnapshot::of(cli.library()).entries() == before);
    QCOMPARE(model.hub.log().count(Endpoint::Git), 0);
}

void VerifyClonesTest::hostDown()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QVERIFY(QFile::remove(cli.folder(kName) + u'/' + kWeight));
    model.hub.addFault(Fault::statusOf(Endpoint::Git, 404).always());
    const CliResult failed = cli.json({u"verify"_s, u"--repair"_s});
    QVERIFY2(failed.exitCode() == 5, qPrintable(failed.describe()));
    QCOMPARE(failed.lastOf(kName).value("repaired"_L1).toBool(true), false);
}

WEIGHTYARD_TEST(VerifyClonesTest)

} // namespace verify_clones_test

#include "verify_clones_test.moc"
