// `adopt`: folders that others made get our record; nothing of them is fetched, changed or deleted, and the next `get` completes them.
#include "adopt_scene.h"
#include "pty_run.h"
#include "test_registry.h"
#include "test_volume.h"

#include <QtTest>

namespace adopt_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kName = SmallModel::name();
const QString kWeight = SmallModel::weights().at(0);
const SnapshotOptions kEverything{.exclude = {}};

} // namespace

class AdoptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clones_data();
    void clones();
    void cloneOffline();
    void cloneWithoutGitLfs_data();
    void cloneWithoutGitLfs();
    void killedClone();
    void olderCommit();
    void localDir_data();
    void localDir();
    void lmStudio();
    void namedByCatalogue();
    void colleaguesLibrary();
    void foldersOfModels();
    void incompleteFolder();
    void whatIsDifferentStays();
    void cutWeights();
    void textOfOtherPrograms();
    void moves();
    void moveIsRefused_data();
    void moveIsRefused();
    void moveAcrossVolumes();
    void adoptedAgain();
    void wrongRepository();
    void namedWrongly();
    void removedAfterwards();
    void storeOfAnotherProgram();
    void unknownRepository();
    void severalFolders();
    void dryRun();
    void usage();
    void interrupted();
    void hostileFolders();

private:
    static CliResult adopt(const CliRun &cli, const QString &folder, const QStringList &more = {})
    {
        return cli.json(QStringList{u"adopt"_s, folder} + more);
    }
};

void AdoptTest::clones_data()
{
    QTest::addColumn<QString>("folder"); // below the home
    QTest::addColumn<bool>("inLibrary");
    QTest::newRow("in the library") << u"library/owner/model"_s << true;
    QTest::newRow("elsewhere") << u"Tests/Resources/small"_s << false;
    QTest::newRow("in the library, at another place") << u"library/small"_s << false;
}

// A script's clone: it stays a clone, down to the last byte.
void AdoptTest::clones()
{
    QFETCH(QString, folder);
    QFETCH(bool, inLibrary);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u'/' + folder;
    cloneInto(model.url(), place, {.arguments = {u"--depth"_s, u"1"_s}});
    writeFile(place + u"/notes.txt"_s, "mine");
    const auto before = TreeSnapshot::of(place, kEverything).entries();
    model.hub.log().clear();
    const CliResult adopted = adopt(cli, place);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(model.hub.log().count(Endpoint::Git) + model.hub.log().count(Endpoint::Batch), 0);
    const QJsonObject line = adopted.lastOf(kName);
    QCOMPARE(line.value("state"_L1).toString(), u"here"_s);
    QCOMPARE(line.value("commit"_L1).toString().toLatin1(), model.repo.revision());
    QCOMPARE(line.value("in_library"_L1).toBool(), inLibrary);
    QVERIFY(line.value("git_history"_L1).toBool() && line.value("adopted"_L1).toBool());
    QVERIFY(listIn(line, "complete").contains(kWeight) && listIn(line, "missing").isEmpty());
    QCOMPARE(listIn(line, "extra"), QStringList{u"notes.txt"_s});
    QVERIFY(TreeSnapshot::of(place, kEverything).entries() == before);
    QCOMPARE(gitIn(place, cli, {u"status"_s, u"--porcelain"_s}), QByteArray("?? notes.txt\n"));

    QStringList get{u"get"_s, kName};
    if (!inLibrary)
        get += {u"--into"_s, place};
    const CliResult got = cli.json(get);
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QVERIFY2(got.lastOf(kName).value("already_installed"_L1).toBool()
                 && !got.lastOf(kName).value("unverified"_L1).toBool(),
             qPrintable(got.describe()));
    const CliResult verified = cli.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0, qPrintable(verified.describe()));
    QCOMPARE(verified.lastOf(kName).value("by"_L1).toString(), u"record"_s);
    QCOMPARE(verified.summary().value("models"_L1).toInt(), 1);
    const CliResult status = cli.json({u"status"_s});
    QCOMPARE(status.lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(status.summary().value("models"_L1).toInt(), 1);
}

void AdoptTest::cloneOffline()
{
    QString folder;
    const TempDir elsewhere;
    {
        SmallModel model;
        folder = elsewhere.path(u"clone"_s);
        cloneInto(model.url(), folder);
    } // the hub is gone
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://127.0.0.1:9"_s));
    const CliResult adopted = adopt(cli, folder, {u"--repo"_s, kName});
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(adopted.lastOf(kName).value("state"_L1).toString(), u"here"_s);
}

void AdoptTest::cloneWithoutGitLfs_data()
{
    QTest::addColumn<bool>("inLibrary");
    QTest::newRow("in the library") << true;
    QTest::newRow("elsewhere") << false;
}

void AdoptTest::cloneWithoutGitLfs()
{
    QFETCH(bool, inLibrary);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = inLibrary ? cli.folder(kName) : cli.home() + u"/clone"_s;
    cloneInto(model.url(), place, {.lfs = false});
    const CliResult refused =
        cli.json(inLibrary ? QStringList{u"get"_s, kName} : QStringList{u"get"_s, kName, u"--into"_s, place});
    QCOMPARE(refused.exitCode(), 10);
    const CliResult adopted = adopt(cli, place);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(adopted.lastOf(kName).value("state"_L1).toString(), u"incomplete"_s);
    QCOMPARE(listIn(adopted.lastOf(kName), "missing"), SmallModel::weights());
    QCOMPARE(adopted.summary().value("incomplete"_L1).toInt(), 1);
    QVERIFY(readFile(place + u'/' + kWeight).startsWith("version https://git-lfs"));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"incomplete"_s);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 7); // and changes nothing of what get knows

    model.hub.log().clear();
    const CliResult got =
        cli.json(inLibrary ? QStringList{u"get"_s, kName} : QStringList{u"get"_s, kName, u"--into"_s, place});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), SmallModel::weight(0).size() + SmallModel::weight(1).size());
    QVERIFY2(model.differences(place).isEmpty(), qPrintable(model.differences(place)));
    QVERIFY(gitIn(place, cli, {u"status"_s, u"--porcelain"_s}).isEmpty());
    QVERIFY(gitIn(place, cli, {u"lfs"_s, u"ls-files"_s}).contains(" * "));
    QVERIFY(gitIn(place, cli, {u"log"_s, u"--format=%s"_s}).contains("small"));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    QVERIFY(leftovers(cli.home()).filter(u"clone"_s).isEmpty());
}

// What a script leaves whose `git clone` was killed: no index, a lock, and not all of the files.
void AdoptTest::killedClone()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u"/small"_s;
    const int stall = model.hub.addFault(Fault::stall(Endpoint::Storage, 100'000).always());
    ServerProcess process;
    ProcessOptions options;
    options.ownGroup = true;
    options.environment = lfsEnvironment(cli.home());
    QVERIFY(process.start(u"git"_s, {u"clone"_s, u"-q"_s, model.url().toString(), place}, options));
    QVERIFY(waitUntil([&] { return model.hub.faultHits(stall) > 0; }, 20s));
    process.kill();
    model.hub.clearFaults();
    QVERIFY(!QFileInfo::exists(place + u"/.git/index"_s));
    const CliResult adopted = adopt(cli, place);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QVERIFY(listIn(adopted.lastOf(kName), "missing").contains(kWeight));
    const CliResult got = cli.json({u"get"_s, kName, u"--into"_s, place});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QVERIFY2(model.differences(place).isEmpty(), qPrintable(model.differences(place)));
    QVERIFY(gitIn(place, cli, {u"status"_s, u"--porcelain"_s}).isEmpty());
    QVERIFY(gitIn(place, cli, {u"lfs"_s, u"ls-files"_s}).contains(" * "));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
}

// It is recorded as what it is, and completed as that.
void AdoptTest::olderCommit()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QByteArray old = model.repo.revision();
    cloneInto(model.url(), cli.folder(kName));
    model.repo.lfsFile(kWeight, generatedBytes(5, 300'000)).file(u"new.txt"_s, "new\n").commit("newer");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    model.hub.ingestLfsFolder(model.repo.gitFolder());
    QVERIFY(QFile::remove(cli.folder(kName) + u'/' + kWeight));
    const CliResult adopted = adopt(cli, cli.folder(kName));
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(adopted.lastOf(kName).value("commit"_L1).toString().toLatin1(), old);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(readFile(cli.folder(kName) + u'/' + kWeight), SmallModel::weight(0));
    QVERIFY(!QFileInfo::exists(cli.folder(kName) + u"/new.txt"_s));
    QCOMPARE(gitIn(cli.folder(kName), cli, {u"rev-parse"_s, u"HEAD"_s}).trimmed(), old);
}

void AdoptTest::localDir_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QStringList>("more");
    QTest::newRow("by its name") << u"owner/model"_s << QStringList();
    QTest::newRow("by its name, joined") << u"x/owner--model"_s << QStringList();
    QTest::newRow("named") << u"Tests/Resources/small"_s << QStringList{u"--repo"_s, kName};
    QTest::newRow("named by its page")
        << u"small"_s << QStringList{u"--repo"_s, u"<hub>/owner/model/tree/main"_s};
}

// What huggingface-cli left: its metadata know the commit, which is not the newest any more.
void AdoptTest::localDir()
{
    QFETCH(QString, folder);
    QFETCH(QStringList, more);
    more.replaceInStrings(u"<hub>"_s, u""_s);
    SmallModel model;
    const bool byPage = more.value(1).contains("/tree/"_L1);
    if (byPage)
        more[1] = model.url().toString() + u"/tree/"_s + QString::fromLatin1(model.repo.revision());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u'/' + folder;
    copyFiles(model, place);
    writeMetadata(place, model.repo.revision(), {u"README.md"_s, kWeight});
    const QByteArray old = model.repo.revision();
    model.repo.file(u"README.md"_s, "# Newer, longer\n").commit("newer");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const auto before = TreeSnapshot::of(place, kEverything).entries();
    model.hub.log().clear();
    const CliResult adopted = adopt(cli, place, more);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    const QJsonObject line = adopted.lastOf(kName);
    QCOMPARE(line.value("commit"_L1).toString().toLatin1(), old);
    QCOMPARE(line.value("state"_L1).toString(), u"here"_s);
    QVERIFY(!line.value("git_history"_L1).toBool());
    QVERIFY2(listIn(line, "extra").isEmpty(), qPrintable(adopted.describe())); // its metadata are its own
    QCOMPARE(model.hub.log().count(Endpoint::Batch) + model.hub.log().count(Endpoint::Storage), 0);
    QVERIFY(TreeSnapshot::of(place, kEverything).entries() == before);
    QVERIFY(QFile::remove(place + u'/' + kWeight));
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, place}).exitCode(), 0);
    QCOMPARE(readFile(place + u'/' + kWeight), SmallModel::weight(0));
    QVERIFY(!QFileInfo::exists(place + u"/.git"_s)); // a folder without .git stays one
    QVERIFY(readFile(place + u"/README.md"_s) == "# Small\n");
}

// models/<publisher>/<repo>/, in place: one weight of several is what people have there.
void AdoptTest::lmStudio()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u"/my-models/owner/model"_s;
    writeFile(place + u'/' + kWeight, SmallModel::weight(0));
    const CliResult adopted = adopt(cli, place);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(listIn(adopted.lastOf(kName), "complete"), QStringList{kWeight});
    QVERIFY(listIn(adopted.lastOf(kName), "missing").contains(u"config.json"_s));
    const CliResult got = cli.json({u"get"_s, kName, u"--into"_s, place});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), SmallModel::weight(1).size());
    QVERIFY2(model.differences(place, false).isEmpty(), qPrintable(model.differences(place, false)));
}

// A folder that is called as a model of the catalogue, among other things that the Hub does not know.
void AdoptTest::namedByCatalogue()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u"/Resources/model"_s;
    copyFiles(model, place);
    writeFile(
        cli.config() + u"/catalogues/own.json"_s,
        R"({"version":1,"families":["Own"],"models":[{"id":"owner/model","family":"Own","name":"Own model"}]})");
    const CliResult adopted = adopt(cli, place);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(adopted.lastOf(kName).value("state"_L1).toString(), u"here"_s);
}

// A library on an external disk, and no network: its record says all there is to know.
void AdoptTest::colleaguesLibrary()
{
    const TempDir disk;
    const QString place = disk.path(u"Models/owner/model"_s);
    {
        SmallModel model;
        const CliRun colleague(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
        QCOMPARE(colleague.json({u"get"_s, kName, u"--remove-git"_s, u"--library"_s, disk.path(u"Models"_s)})
                     .exitCode(),
                 0);
    }
    flipBit(place + u'/' + SmallModel::weights().at(1)); // the disk is old
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://127.0.0.1:9"_s));
    const CliResult adopted = adopt(cli, place);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(listIn(adopted.lastOf(kName), "different"), QStringList{SmallModel::weights().at(1)});
    QVERIFY(listIn(adopted.lastOf(kName), "complete").contains(kWeight));
}

// A library, or a folder with models below it, is no model: what helps is named.
void AdoptTest::foldersOfModels()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString other = cli.home() + u"/other library"_s;
    QCOMPARE(cli.json({u"get"_s, kName, u"--library"_s, other}).exitCode(), 0);
    const CliResult library = cli.plain({u"adopt"_s, other});
    QCOMPARE(library.exitCode(), 10);
    QVERIFY2(library.process.out.contains("settings set libraries '" + other.toUtf8() + "'"),
             qPrintable(library.describe()));
    const QString plain = cli.home() + u"/models"_s;
    copyFiles(model, plain + u'/' + kName);
    const CliResult folder = cli.plain({u"adopt"_s, plain});
    QCOMPARE(folder.exitCode(), 10);
    QVERIFY2(folder.process.out.contains("adopt " + (plain + u'/' + kName).toUtf8()),
             qPrintable(folder.describe()));
    QVERIFY(cli.json({u"status"_s}).summary().value("models"_L1).toInt(-1) == 0);
}

void AdoptTest::incompleteFolder()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cloneInto(model.url(), cli.folder(kName));
    for (const QString &path :
         {kWeight, u"tokenizer/vocab.txt"_s, u"tokenizer/.gitattributes"_s, u"LICENSE"_s})
        QVERIFY(QFile::remove(cli.folder(kName) + u'/' + path));
    writeFile(cli.folder(kName) + u"/config.json"_s, ""); // emptied by a full disk
    const CliResult adopted = adopt(cli, cli.folder(kName));
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(listIn(adopted.lastOf(kName), "missing"),
             (QStringList{u"LICENSE"_s, u"config.json"_s, kWeight, u"tokenizer/.gitattributes"_s,
                          u"tokenizer/vocab.txt"_s}));
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0); // the clone's LFS store has it
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    QVERIFY(gitIn(cli.folder(kName), cli, {u"status"_s, u"--porcelain"_s}).isEmpty());
}

// Whatever its size: get leaves it alone, remove leaves it alone, and only --repair replaces a weight.
void AdoptTest::whatIsDifferentStays()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    copyFiles(model, folder);
    const QByteArray mine = generatedBytes(9, 300'000); // shorter than the model's
    writeFile(folder + u'/' + kWeight, mine);
    writeFile(folder + u"/README.md"_s, "#");
    QVERIFY(QFile::remove(folder + u"/config.json"_s));
    const CliResult adopted = adopt(cli, folder);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(listIn(adopted.lastOf(kName), "different"), (QStringList{u"README.md"_s, kWeight}));
    QCOMPARE(listIn(adopted.lastOf(kName), "missing"), QStringList{u"config.json"_s});
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QVERIFY(QFileInfo::exists(folder + u"/config.json"_s));
    const CliResult found = cli.json({u"verify"_s});
    QCOMPARE(found.exitCode(), 7);
    QCOMPARE(listIn(found.lastOf(kName), "changed"), QStringList{u"README.md"_s});
    QCOMPARE(listIn(found.lastOf(kName), "missing"), QStringList{kWeight});
    const CliResult again = cli.json({u"get"_s, kName});
    QVERIFY2(again.exitCode() == 0 && again.lastOf(kName).value("unverified"_L1).toBool(),
             qPrintable(again.describe()));
    QCOMPARE(readFile(folder + u'/' + kWeight), mine);
    QCOMPARE(readFile(folder + u"/README.md"_s), QByteArray("#"));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here_unverified"_s);

    QCOMPARE(cli.json({u"verify"_s, u"--repair"_s}).exitCode(), 7); // by the way nothing of the user's goes
    QCOMPARE(readFile(folder + u'/' + kWeight), mine);
    const CliResult would = cli.json({u"verify"_s, kName, u"--repair"_s, u"--dry-run"_s});
    QCOMPARE(listIn(would.lastOf(kName), "would_replace"), QStringList{u"README.md"_s});
    QCOMPARE(readFile(folder + u"/README.md"_s), QByteArray("#"));
    const CliResult mended = cli.json({u"verify"_s, kName, u"--repair"_s});
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QCOMPARE(listIn(mended.lastOf(kName), "replaced"), QStringList{u"README.md"_s});
    QCOMPARE(readFile(folder + u'/' + kWeight), SmallModel::weight(0));
    QCOMPARE(readFile(folder + u"/README.md"_s), QByteArray("# Small\n"));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
}

// What its own header says is cut short is nobody's work.
void AdoptTest::cutWeights()
{
    SmallModel model;
    const QByteArray json = R"({"w":{"dtype":"U8","shape":[50000],"data_offsets":[0,50000]}})";
    QByteArray weights(8, '\0');
    weights[0] = static_cast<char>(json.size());
    weights += json + generatedBytes(3, 50'000);
    const QByteArray archive = "PK\x03\x04" + generatedBytes(4, 40'000) + "PK\x05\x06" + QByteArray(18, '\0');
    model.repo.lfsTrack(u"*.bin"_s).lfsFile(u"p.bin"_s, archive);
    model.repo.lfsFile(u"w.safetensors"_s, weights).commit("real weights");
    model.hub.ingestLfsFolder(model.repo.gitFolder());
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    copyFiles(model, cli.folder(kName));
    const QString file = cli.folder(kName) + u"/w.safetensors"_s;
    QVERIFY(QFile::resize(file, 30'000));
    QVERIFY(QFile::resize(cli.folder(kName) + u"/p.bin"_s, 30'000));
    writeFile(cli.folder(kName) + u'/' + kWeight, "<!DOCTYPE html><html>Sign in</html>");
    const CliResult adopted = adopt(cli, cli.folder(kName));
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(listIn(adopted.lastOf(kName), "missing"),
             (QStringList{kWeight, u"p.bin"_s, u"w.safetensors"_s}));
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(readFile(cli.folder(kName) + u"/p.bin"_s), archive);
    QCOMPARE(readFile(file), weights);
    QCOMPARE(readFile(cli.folder(kName) + u'/' + kWeight), SmallModel::weight(0));
}

// Line ends of Git for Windows, and bytes as git keeps them, which downloads without git have.
void AdoptTest::textOfOtherPrograms()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.attributes("*.safetensors filter=lfs diff=lfs merge=lfs -text\n*.cmd text eol=crlf\n");
    repo.file(u"run.cmd"_s, "one\ntwo\n").file(u"README.md"_s, "a\nb\n");
    repo.lfsFile(u"w.safetensors"_s, "weights").commit("1");
    hub.addRepository(kName, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString place = cli.home() + u"/owner/model"_s;
    writeFile(place + u"/run.cmd"_s, "one\ntwo\n");
    writeFile(place + u"/README.md"_s, "a\r\nb\r\n");
    writeFile(place + u"/w.safetensors"_s, "weights");
    const CliResult adopted = adopt(cli, place);
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(adopted.lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QVERIFY(listIn(adopted.lastOf(kName), "different").isEmpty());
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
}

void AdoptTest::moves()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u"/scripts/small"_s;
    cloneInto(model.url(), place);
    writeFile(place + u"/notes.txt"_s, "mine");
    QCOMPARE(adopt(cli, place).exitCode(), 0);
    const auto before = TreeSnapshot::of(place, kEverything).entries();
    const CliResult moved = adopt(cli, place, {u"--move"_s});
    QVERIFY2(moved.exitCode() == 0, qPrintable(moved.describe()));
    const QJsonObject line = moved.lastOf(kName);
    QVERIFY(line.value("moved"_L1).toBool() && line.value("already"_L1).toBool());
    QCOMPARE(line.value("folder"_L1).toString(), cli.folder(kName));
    QVERIFY(!QFileInfo::exists(place));
    QVERIFY(TreeSnapshot::of(cli.folder(kName), kEverything).entries() == before);
    QCOMPARE(intoRecords(cli).size(), 0);
    QCOMPARE(gitIn(cli.folder(kName), cli, {u"status"_s, u"--porcelain"_s}), QByteArray("?? notes.txt\n"));
    QVERIFY(cli.json({u"get"_s, kName}).lastOf(kName).value("already_installed"_L1).toBool());
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
}

void AdoptTest::moveIsRefused_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"the place is taken", "a link", "a linked work tree", "the library is in it"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void AdoptTest::moveIsRefused()
{
    QFETCH(QString, what);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QString place = cli.home() + u"/small"_s;
    if (what == "the library is in it"_L1)
        place = cli.home();
    cloneInto(model.url(), cli.home() + u"/small"_s);
    if (what == "the place is taken"_L1) {
        writeFile(cli.folder(kName) + u"/other.txt"_s, "mine");
    } else if (what == "a link"_L1) {
        QVERIFY(QFile::link(place, cli.home() + u"/link"_s));
        place = cli.home() + u"/link"_s;
    } else if (what == "a linked work tree"_L1) {
        gitIn(place, cli, {u"worktree"_s, u"add"_s, u"-q"_s, cli.home() + u"/tree"_s, u"-b"_s, u"other"_s});
        place = cli.home() + u"/tree"_s;
    } else {
        QVERIFY(QDir().rename(cli.home() + u"/small/.git"_s, cli.home() + u"/.git"_s));
        QVERIFY(QDir().mkpath(cli.library()));
    }
    const CliResult refused = adopt(cli, place, {u"--move"_s});
    QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
    QVERIFY(QFileInfo::exists(place));
    QVERIFY(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString() != "here"_L1);
}

void AdoptTest::moveAcrossVolumes()
{
    const TestVolume volume(u"ext4"_s, 32);
    SKIP_WITHOUT(volume);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = volume.path() + u"/owner/model"_s;
    QDir().mkpath(volume.path() + u"/owner"_s);
    cloneInto(model.url(), place);
    const CliResult refused = adopt(cli, place, {u"--move"_s});
    QVERIFY2(refused.exitCode() == 10 && refused.describe().contains("volume"_L1),
             qPrintable(refused.describe()));
    QVERIFY(QFileInfo::exists(place));
    QCOMPARE(adopt(cli, place).exitCode(), 0);
}

void AdoptTest::adoptedAgain()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult known = adopt(cli, cli.folder(kName));
    QVERIFY2(known.exitCode() == 0, qPrintable(known.describe()));
    QVERIFY(known.lastOf(kName).value("already"_L1).toBool());
    QVERIFY(!known.lastOf(kName).value("adopted"_L1).toBool());
    QCOMPARE(adopt(cli, cli.folder(kName), {u"--repo"_s, u"owner/other"_s}).exitCode(), 10);

    // Gone on with by git: what is there now is adopted anew.
    model.repo.lfsFile(kWeight, generatedBytes(9, 300'000)).commit("newer");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    model.hub.ingestLfsFolder(model.repo.gitFolder());
    gitIn(cli.folder(kName), cli, {u"pull"_s, u"-q"_s});
    const CliResult anew = adopt(cli, cli.folder(kName));
    QVERIFY2(anew.exitCode() == 0, qPrintable(anew.describe()));
    QCOMPARE(anew.lastOf(kName).value("commit"_L1).toString().toLatin1(), model.repo.revision());
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
}

void AdoptTest::wrongRepository()
{
    SmallModel model;
    RepoBuilder other;
    other.lfsTrack(u"*.bin"_s).lfsFile(u"w.bin"_s, "other weights").commit("1");
    model.hub.addRepository(u"owner/other"_s, other);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u"/owner/other"_s; // so it is called
    copyFiles(model, place);
    QCOMPARE(adopt(cli, place).exitCode(), 10);
    QVERIFY(QFile::remove(place + u"/.gitattributes"_s)); // which both have
    const CliResult named = adopt(cli, place, {u"--repo"_s, u"owner/other"_s});
    QVERIFY2(named.exitCode() == 10 && named.describe().contains("--repo"_L1), qPrintable(named.describe()));
    QCOMPARE(intoRecords(cli).size(), 0);
    QCOMPARE(adopt(cli, place, {u"--repo"_s, kName}).exitCode(), 0);
}

// Another model in the same paths: small files that both have, a tokenizer in LFS among them, prove nothing.
void AdoptTest::namedWrongly()
{
    LocalHub hub;
    const auto offer = [&](const QString &name, const QByteArray &weight) {
        RepoBuilder repo;
        repo.lfsTrack(u"*.safetensors"_s).lfsTrack(u"tokenizer.json"_s);
        repo.file(u"config.json"_s, "{}\n").lfsFile(u"tokenizer.json"_s, "{\"t\":1}\n");
        repo.lfsFile(u"model.safetensors"_s, weight).commit("1");
        hub.addRepository(name, repo);
    };
    const QByteArray mine = generatedBytes(1, 600'000);
    offer(u"owner/mine"_s, mine);
    offer(u"owner/theirs"_s, generatedBytes(2, 400'000));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString place = cli.home() + u"/downloaded"_s;
    QCOMPARE(cli.json({u"get"_s, u"owner/mine"_s, u"--into"_s, place, u"--remove-git"_s}).exitCode(), 0);
    QVERIFY(QDir(cli.config() + u"/records"_s).removeRecursively()); // as another program got it
    const CliResult wrong = adopt(cli, place, {u"--repo"_s, u"owner/theirs"_s});
    QVERIFY2(wrong.exitCode() == 10, qPrintable(wrong.describe()));
    QCOMPARE(intoRecords(cli).size(), 0);
    // Nothing tells a damaged weight from another model's of the same size.
    flipBit(place + u"/model.safetensors"_s);
    QCOMPARE(adopt(cli, place, {u"--repo"_s, u"owner/mine"_s}).exitCode(), 10);
    QCOMPARE(intoRecords(cli).size(), 0);
    flipBit(place + u"/model.safetensors"_s);
    const CliResult right = adopt(cli, place, {u"--repo"_s, u"owner/mine"_s});
    QVERIFY2(right.exitCode() == 0, qPrintable(right.describe()));
    QCOMPARE(readFile(place + u"/model.safetensors"_s), mine);
}

// To adopt a folder is no promise that all of it is the model's.
void AdoptTest::removedAfterwards()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    copyFiles(model, folder);
    const QByteArray mine = generatedBytes(9, 300'000);
    writeFile(folder + u'/' + kWeight, mine);
    writeFile(folder + u"/README.md"_s, "#");
    writeFile(folder + u"/notes.txt"_s, "n");
    QCOMPARE(adopt(cli, folder).exitCode(), 0);
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here_unverified"_s);
    QCOMPARE(cli.json({u"verify"_s, u"--repair"_s}).exitCode(), 7);
    QCOMPARE(readFile(folder + u'/' + kWeight), mine);
    const CliResult removed = cli.json({u"remove"_s, kName, u"--yes"_s});
    QVERIFY2(removed.exitCode() == 0, qPrintable(removed.describe()));
    QCOMPARE(QDir(folder).entryList(QDir::Files, QDir::Name | QDir::IgnoreCase),
             (QStringList{kWeight, u"notes.txt"_s, u"README.md"_s}));
    QCOMPARE(readFile(folder + u'/' + kWeight), mine);
}

void AdoptTest::storeOfAnotherProgram()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--share-with"_s, u"hf-cache"_s}).exitCode(), 0);
    const QString cache = cli.home() + u"/.cache/huggingface/hub/models--owner--model/snapshots/"_s
                          + QString::fromLatin1(model.repo.revision());
    QVERIFY(QFileInfo(cache).isDir());
    const CliResult refused = adopt(cli, cache);
    QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
    QCOMPARE(intoRecords(cli).size(), 0);
}

void AdoptTest::unknownRepository()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u"/models/something"_s;
    copyFiles(model, place);
    const CliResult unknown = adopt(cli, place);
    QVERIFY2(unknown.exitCode() == 5 && unknown.describe().contains("--repo"_L1),
             qPrintable(unknown.describe()));
    QCOMPARE(adopt(cli, place, {u"--repo"_s, u"owner/nothing"_s}).exitCode(),
             4); // the host does not say which
    const CliRun offline(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://127.0.0.1:9"_s));
    QCOMPARE(adopt(offline, place, {u"--repo"_s, kName}).exitCode(), 3);
}

void AdoptTest::severalFolders()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cloneInto(model.url(), cli.home() + u"/one"_s);
    cloneInto(model.url(), cli.home() + u"/two"_s);
    const CliResult result =
        cli.json({u"adopt"_s, cli.home() + u"/one"_s, cli.home() + u"/none"_s, cli.home() + u"/two"_s});
    QCOMPARE(result.exitCode(), 2);
    QCOMPARE(result.summary().value("adopted"_L1).toInt(), 2);
    QCOMPARE(result.summary().value("failed"_L1).toInt(), 1);
    QCOMPARE(intoRecords(cli).size(), 2);
}

void AdoptTest::dryRun()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cloneInto(model.url(), cli.home() + u"/one"_s);
    const CliResult said = cli.plain({u"adopt"_s, cli.home() + u"/one"_s, u"--dry-run"_s});
    QVERIFY2(said.exitCode() == 0 && said.process.out.contains("would be adopted"),
             qPrintable(said.describe()));
    QCOMPARE(adopt(cli, cli.home() + u"/one"_s, {u"--dry-run"_s, u"--move"_s}).exitCode(), 0);
    QCOMPARE(intoRecords(cli).size(), 0);
    QVERIFY(QFileInfo::exists(cli.home() + u"/one"_s) && !QFileInfo::exists(cli.library()));
}

void AdoptTest::usage()
{
    const LocalHub hub;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    QCOMPARE(cli.json({u"adopt"_s}).exitCode(), 2);
    QCOMPARE(cli.json({u"adopt"_s, u"a"_s, u"b"_s, u"--repo"_s, kName}).exitCode(), 2);
    QCOMPARE(cli.json({u"adopt"_s, cli.home() + u"/none"_s}).exitCode(), 2);
    QDir().mkpath(cli.library() + u"/.weightyard"_s);
    writeFile(cli.library() + u"/.weightyard/library.json"_s, "{\"version\":1,\"id\":\"x\"}");
    QCOMPARE(adopt(cli, cli.library(), {u"--repo"_s, kName}).exitCode(), 10);
}

// Ctrl-C: at once, and what was hashed is not hashed again.
void AdoptTest::interrupted()
{
    LocalHub hub;
    RepoBuilder repo;
    constexpr qint64 kLarge = 3LL << 30;
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"small.bin"_s, "small weights");
    const ObjectId large = hub.addGenerated(42, 1000);
    repo.lfsPointer(u"large.bin"_s, {large.oid, kLarge}).commit("1");
    hub.addRepository(kName, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString place = cli.home() + u"/clone"_s;
    cloneInto(hub.repositoryUrl(kName), place, {.lfs = false});
    writeFile(place + u"/small.bin"_s, "small weights");
    for (const QString &path : {u"small.bin"_s, u".gitattributes"_s}) {
        QFile old(place + u'/' + path);
        QVERIFY(old.open(QIODevice::ReadWrite));
        QVERIFY(
            old.setFileTime(QDateTime::currentDateTime().addSecs(-100), QFileDevice::FileModificationTime));
    }
    QVERIFY(QFile::remove(place + u"/large.bin"_s));
    QFile hole(place + u"/large.bin"_s);
    QVERIFY(hole.open(QIODevice::WriteOnly) && hole.resize(kLarge));
    hole.close();
    if (!PtyRun::problem().isEmpty())
        QSKIP(qPrintable(PtyRun::problem()));
    CliRun runner(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    PtyRun terminal(QStringLiteral(WEIGHTYARD_CLI), runner, {u"adopt"_s, place}, {});
    QVERIFY2(terminal.readUntil([](const QByteArray &said) { return said.contains("Comparing"); }, 20s),
             terminal.output().constData());
    QElapsedTimer since;
    since.start();
    terminal.type("\x03");
    QVERIFY(terminal.waitForEnd(20s));
    QVERIFY2(since.elapsed() < patient(1500ms).count(), qPrintable(QString::number(since.elapsed())));
    QCOMPARE(terminal.exitCode(), 130);
    QCOMPARE(intoRecords(runner).size(), 0);
    QVERIFY(QFile::resize(place + u"/large.bin"_s, 100)); // the rest is quick
    const CliResult result = adopt(runner, place);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
}

void AdoptTest::hostileFolders()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u"/owner/model\nname"_s;
    QDir().mkpath(QFileInfo(place).absolutePath());
    cloneInto(model.url(), cli.home() + u"/plain"_s); // git-lfs itself takes no such name
    QVERIFY(QDir().rename(cli.home() + u"/plain"_s, place));
    writeFile(place + u"/a\x1b[2Jb.txt"_s, "x");
    const CliResult words = cli.plain({u"adopt"_s, place});
    QVERIFY2(words.exitCode() == 0 && !words.process.out.contains('\x1b'), qPrintable(words.describe()));
    // A weight that is a link out of the folder is what it leads to; a link to nothing is missing.
    const QString linked = cli.home() + u"/linked"_s;
    cloneInto(model.url(), linked);
    QVERIFY(QFile::rename(linked + u'/' + kWeight, cli.home() + u"/elsewhere.bin"_s));
    QVERIFY(QFile::link(cli.home() + u"/elsewhere.bin"_s, linked + u'/' + kWeight));
    QVERIFY(listIn(adopt(cli, linked).lastOf(kName), "complete").contains(kWeight));
    // A clone whose own objects are gone: its host has them.
    const QString broken = cli.home() + u"/broken"_s;
    cloneInto(model.url(), broken);
    QVERIFY(QDir(broken + u"/.git/objects"_s).removeRecursively());
    const CliResult mended = adopt(cli, broken);
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    // Without a commit at all.
    mustRun(u"git"_s, {u"init"_s, u"-q"_s, cli.home() + u"/empty"_s},
            {.environment = neutralEnvironment(cli.home())});
    QCOMPARE(adopt(cli, cli.home() + u"/empty"_s, {u"--repo"_s, kName}).exitCode(), 10);
}

WEIGHTYARD_TEST(AdoptTest)

} // namespace adopt_test

#include "adopt_test.moc"
