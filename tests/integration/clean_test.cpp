// `clean`: what it says takes room, what it takes away, and what it leaves.
#include "adopt_scene.h"
#include "pty_run.h"
#include "store_results.h"
#include "test_registry.h"
#include "test_volume.h"

#include <QDirIterator>
#include <QStorageInfo>
#include <QtTest>

#include <unistd.h>

namespace clean_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kName = SmallModel::name();
const QString kWeight = SmallModel::weights().at(0);
const SnapshotOptions kEverything{.exclude = {}};

QList<QJsonObject> rowsOf(const CliResult &result, const QString &what)
{
    QList<QJsonObject> rows;
    for (const QJsonObject &line : result.lines) {
        if (line.value("what"_L1).toString() == what)
            rows.append(line);
    }
    return rows;
}

int objectsIn(const QString &folder)
{
    QDirIterator objects(folder + u"/.git/lfs/objects"_s, QDir::Files, QDirIterator::Subdirectories);
    int count = 0;
    for (; objects.hasNext(); objects.next())
        ++count;
    return count;
}

qint64 freeOn(const QString &path)
{
    mustRun(u"sync"_s, {u"-f"_s, path});
    QStorageInfo volume(path);
    volume.refresh();
    return volume.bytesFree();
}

} // namespace

class CleanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void figuresOnly();
    void lfsStore_data();
    void lfsStore();
    void lfsStoreKeepsTheOnlyGoodCopy();
    void gitHistory_data();
    void gitHistory();
    void gitHistoryOfUsers_data();
    void gitHistoryOfUsers();
    void gitHistoryThatIsFine_data();
    void gitHistoryThatIsFine();
    void leftovers();
    void partialsOfTheWindow();
    void stagingOfADeadJob();
    void previousVersions();
    void asks();
    void byName();
    void freesWhatItSays_data();
    void freesWhatItSays();
};

void CleanTest::figuresOnly()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    cloneInto(model.url(), cli.folder(u"owner/clone"_s)); // another repository by its name: not looked at
    QVERIFY(QDir().rename(cli.folder(u"owner/clone"_s), cli.home() + u"/clone"_s));
    QCOMPARE(cli.json({u"adopt"_s, cli.home() + u"/clone"_s}).exitCode(), 0);
    writeFile(cli.library() + u"/.weightyard/removed/model/w.bin"_s, QByteArray(100'000, 'w'));
    const auto before = TreeSnapshot::of(cli.home(), kEverything).entries();
    for (const QStringList &more :
         {QStringList(), QStringList{u"--yes"_s},
          QStringList{u"--git-history"_s, u"--lfs-store"_s, u"--leftovers"_s, u"--dry-run"_s}}) {
        const CliResult said = cli.json(QStringList{u"clean"_s} + more);
        QVERIFY2(said.exitCode() == 0, qPrintable(said.describe()));
        QCOMPARE(rowsOf(said, u"model"_s).size(), more.size() > 1 ? 0 : 2);
        QCOMPARE(rowsOf(said, u"git_history"_s).size(), 2);
        QCOMPARE(rowsOf(said, u"lfs_store"_s).size(), 1);
        QCOMPARE(rowsOf(said, u"lfs_store"_s).first().value("folder"_L1).toString(),
                 cli.home() + u"/clone"_s);
        QVERIFY(rowsOf(said, u"lfs_store"_s).first().value("frees"_L1).toInteger() >= 800'000);
        QCOMPARE(rowsOf(said, u"leftovers"_s).size(), 1);
        QVERIFY(said.summary().value("frees"_L1).toInteger() >= 900'000);
        QVERIFY(said.summary().value("frees"_L1).toInteger() < 1'500'000); // nothing twice
        QVERIFY(TreeSnapshot::of(cli.home(), kEverything).entries() == before);
    }
    const CliResult words = cli.plain({u"clean"_s});
    QVERIFY2(words.process.out.contains("--lfs-store") && words.process.out.contains("Nothing was changed"),
             qPrintable(words.describe()));
    for (const QByteArray &line : words.process.out.split('\n'))
        QVERIFY2(QString::fromUtf8(line).size() <= 80, line.constData());
}

void CleanTest::lfsStore_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"in the library", "adopted", "elsewhere"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void CleanTest::lfsStore()
{
    QFETCH(QString, how);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = how == "elsewhere"_L1 ? cli.home() + u"/clone"_s : cli.folder(kName);
    cloneInto(model.url(), folder);
    QVERIFY(gitIn(folder, cli, {u"lfs"_s, u"ls-files"_s}).contains(" * "));
    if (how != "in the library"_L1)
        QCOMPARE(cli.json({u"adopt"_s, folder}).exitCode(), 0);
    const QByteArray listed = gitIn(folder, cli, {u"lfs"_s, u"ls-files"_s, u"--size"_s});
    const QByteArray log = gitIn(folder, cli, {u"log"_s, u"--format=%H"_s});
    const auto before = TreeSnapshot::of(folder).entries();
    QCOMPARE(objectsIn(folder), 2);
    const CliResult done = cli.json({u"clean"_s, u"--lfs-store"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QVERIFY(rowsOf(done, u"lfs_store"_s).first().value("cleaned"_L1).toBool());
    QVERIFY(done.summary().value("freed"_L1).toInteger() >= 800'000);
    QCOMPARE(objectsIn(folder), 0);
    QVERIFY(TreeSnapshot::of(folder).entries() == before);
    QVERIFY(gitIn(folder, cli, {u"status"_s, u"--porcelain"_s}).isEmpty());
    QCOMPARE(gitIn(folder, cli, {u"lfs"_s, u"ls-files"_s, u"--size"_s}), listed);
    QCOMPARE(gitIn(folder, cli, {u"log"_s, u"--format=%H"_s}), log);
    QCOMPARE(objectsIn(folder), 0); // git had no reason to store them again
    // git-lfs goes on: what it needs again, it fetches again.
    QVERIFY(QFile::remove(folder + u'/' + kWeight));
    gitIn(folder, cli, {u"checkout"_s, u"--"_s, kWeight});
    QCOMPARE(readFile(folder + u'/' + kWeight), SmallModel::weight(0));
    QCOMPARE(cli.json({u"clean"_s, u"--lfs-store"_s, u"--yes"_s}).exitCode(), 0);
}

void CleanTest::lfsStoreKeepsTheOnlyGoodCopy()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cloneInto(model.url(), cli.folder(kName));
    flipBit(cli.folder(kName) + u'/' + kWeight);
    const QString second = cli.folder(kName) + u'/' + SmallModel::weights().at(1);
    QVERIFY(QFile::remove(second)); // and only the store has this one
    const CliResult done = cli.json({u"clean"_s, u"--lfs-store"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(objectsIn(cli.folder(kName)), 2);
    gitIn(cli.folder(kName), cli, {u"checkout"_s, u"--"_s, SmallModel::weights().at(1)});
    QCOMPARE(readFile(second), SmallModel::weight(1));
}

void CleanTest::gitHistory_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how :
         {"ours", "ours, a tag", "ours, elsewhere", "a clone", "a shallow clone", "a pulled clone"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

// As `get --remove-git` would have put it there.
void CleanTest::gitHistory()
{
    QFETCH(QString, how);
    SmallModel model;
    model.repo.annotatedTag(u"v1"_s);
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QString folder = cli.folder(kName);
    QStringList get{u"get"_s, kName};
    if (how == "ours, a tag"_L1)
        get += {u"--revision"_s, u"v1"_s};
    if (how == "ours, elsewhere"_L1) {
        folder = cli.home() + u"/model"_s;
        get += {u"--into"_s, folder};
    }
    if (how.startsWith("ours"_L1)) {
        QCOMPARE(cli.json(get).exitCode(), 0);
    } else {
        cloneInto(
            model.url(), folder,
            {.arguments = how == "a shallow clone"_L1 ? QStringList{u"--depth"_s, u"1"_s} : QStringList()});
    }
    if (how == "a pulled clone"_L1) {
        model.repo.file(u"new.txt"_s, "new\n").commit("newer");
        model.repo.publishTo(model.hub.repositoryPath(kName));
        gitIn(folder, cli, {u"pull"_s, u"-q"_s});
        QVERIFY(QFileInfo::exists(folder + u"/new.txt"_s));
    }
    writeFile(folder + u"/notes.txt"_s, "mine");
    const CliResult done = cli.json({u"clean"_s, u"--git-history"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QVERIFY(rowsOf(done, u"git_history"_s).first().value("cleaned"_L1).toBool());
    const QStringList left = TreeSnapshot::of(folder, kEverything).paths();
    QVERIFY2(left.filter(u".git"_s).isEmpty() && left.filter(u".weightyard"_s).isEmpty(),
             qPrintable(left.join(u' ')));
    QCOMPARE(readFile(folder + u"/notes.txt"_s), QByteArray("mine"));
    QVERIFY2(model.differences(folder, false).isEmpty(), qPrintable(model.differences(folder, false)));
    const CliResult status = cli.json({u"status"_s});
    QCOMPARE(status.lastOf(kName).value("state"_L1).toString(), u"here"_s);
    const CliResult verified = cli.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0 && verified.lastOf(kName).value("good"_L1).toBool(),
             qPrintable(verified.describe()));
    QVERIFY(rowsOf(cli.json({u"clean"_s}), u"git_history"_s).isEmpty());
    // Repaired without it, too.
    QVERIFY(QFile::remove(folder + u"/config.json"_s));
    QCOMPARE(cli.json({u"verify"_s, u"--repair"_s}).exitCode(), 0);
    QVERIFY(QFileInfo::exists(folder + u"/config.json"_s) && !QFileInfo::exists(folder + u"/.git"_s));
}

void CleanTest::gitHistoryOfUsers_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what :
         {"a commit", "a commit on another branch", "a tag on a commit of mine", "a stash", "a staged file",
          "a changed file", "a changed weight", "a changed .gitattributes", "a deleted file", "a merge",
          "a lock", "a work tree", "pointers"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void CleanTest::gitHistoryOfUsers()
{
    QFETCH(QString, what);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    const bool ours = what != "pointers"_L1 && what != "a commit"_L1;
    if (ours)
        QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    else
        cloneInto(model.url(), folder, {.lfs = what != "pointers"_L1});
    const auto git = [&](const QStringList &arguments) { return gitIn(folder, cli, arguments); };
    if (what == "a commit"_L1) {
        git({u"commit"_s, u"--allow-empty"_s, u"-qm"_s, u"mine"_s});
    } else if (what == "a commit on another branch"_L1 || what == "a tag on a commit of mine"_L1) {
        git({u"checkout"_s, u"-qb"_s, u"own"_s});
        git({u"commit"_s, u"--allow-empty"_s, u"-qm"_s, u"mine"_s});
        if (what.startsWith("a tag"_L1))
            git({u"tag"_s, u"mine"_s});
        git({u"checkout"_s, u"-q"_s, u"main"_s});
        if (what.startsWith("a tag"_L1))
            git({u"branch"_s, u"-qD"_s, u"own"_s});
    } else if (what == "a stash"_L1) {
        writeFile(folder + u"/config.json"_s, "{\"b\":2}\n");
        git({u"stash"_s, u"-q"_s});
    } else if (what == "a staged file"_L1) {
        writeFile(folder + u"/mine.txt"_s, "mine");
        git({u"add"_s, u"mine.txt"_s});
    } else if (what == "a changed file"_L1) {
        writeFile(folder + u"/config.json"_s, "{\"b\":2}\n");
    } else if (what == "a changed weight"_L1) {
        writeFile(folder + u'/' + kWeight, generatedBytes(9, SmallModel::weight(0).size()));
    } else if (what == "a changed .gitattributes"_L1) {
        writeFile(folder + u"/.gitattributes"_s, readFile(folder + u"/.gitattributes"_s) + "*.x text\n");
    } else if (what == "a deleted file"_L1) {
        QVERIFY(QFile::remove(folder + u"/config.json"_s));
    } else if (what == "a merge"_L1) {
        writeFile(folder + u"/.git/MERGE_HEAD"_s, model.repo.revision() + '\n');
    } else if (what == "a lock"_L1) {
        writeFile(folder + u"/.git/index.lock"_s, "");
    } else if (what == "a work tree"_L1) {
        git({u"worktree"_s, u"add"_s, u"-q"_s, cli.home() + u"/tree"_s, u"-b"_s, u"other"_s});
    }
    const auto before = TreeSnapshot::of(folder, kEverything).entries();
    for (const QString &how : {u"--yes"_s, u"--dry-run"_s}) {
        const CliResult refused = cli.json({u"clean"_s, u"--git-history"_s, how});
        QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
        QVERIFY(TreeSnapshot::of(folder, kEverything).entries() == before);
        if (how == "--dry-run"_L1)
            QCOMPARE(refused.summary().value("frees"_L1).toInteger(-1), 0);
    }
}

void CleanTest::gitHistoryThatIsFine_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"touched files", "an untracked file", "a branch that is not ahead"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void CleanTest::gitHistoryThatIsFine()
{
    QFETCH(QString, what);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    if (what == "touched files"_L1) {
        for (const QString &path : {kWeight, u"config.json"_s, u".gitattributes"_s})
            writeFile(cli.folder(kName) + u'/' + path, readFile(cli.folder(kName) + u'/' + path));
    } else if (what == "an untracked file"_L1) {
        writeFile(cli.folder(kName) + u"/mine.txt"_s, "mine");
    } else {
        gitIn(cli.folder(kName), cli, {u"branch"_s, u"other"_s});
    }
    const CliResult done = cli.json({u"clean"_s, u"--git-history"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QVERIFY(!QFileInfo::exists(cli.folder(kName) + u"/.git"_s));
}

/// A download that was killed, of which bytes are there.
void leaveDownload(SmallModel &model, const CliRun &cli)
{
    model.hub.addFault(Fault::cut(Endpoint::Storage, 200'000).always());
    ServerProcess process;
    cli.start(process, {u"get"_s, kName});
    QVERIFY(waitUntil(
        [&] {
            return !QDir(cli.library() + u"/.weightyard/partials"_s).entryList({u"*.partial"_s}).isEmpty();
        },
        20s));
    process.kill();
    model.hub.clearFaults();
}

void CleanTest::leftovers()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    leaveDownload(model, cli);
    const QString state = cli.library() + u"/.weightyard"_s;
    writeFile(state + u"/partials/"_s + QString(64, u'a') + u".object"_s, QByteArray(50'000, 'a'));
    writeFile(state + u"/partials/mine.txt"_s, "no name of ours");
    writeFile(state + u"/removed/model/w.bin"_s, QByteArray(2'000'000, 'w')); // of a removal that was killed
    const CliResult said = cli.json({u"clean"_s});
    QCOMPARE(rowsOf(said, u"partials"_s).size(), 1);
    QCOMPARE(rowsOf(said, u"partials"_s).first().value("model"_L1).toString(), kName);
    QVERIFY(!rowsOf(said, u"partials"_s).first().value("wanted"_L1).toBool(true));
    const CliResult done = cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QVERIFY2(done.summary().value("frees"_L1).toInteger() >= 2'000'000, qPrintable(done.describe()));
    QVERIFY(!QFileInfo::exists(state + u"/removed"_s));
    QCOMPARE(QDir(state + u"/partials"_s).entryList(QDir::Files | QDir::Hidden),
             (QStringList{u"CACHEDIR.TAG"_s, u"mine.txt"_s}));
    QVERIFY(QDir(state + u"/staging"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
    QVERIFY(QFileInfo::exists(state + u"/library.json"_s));
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
}

void CleanTest::partialsOfTheWindow()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    leaveDownload(model, cli);
    const QByteArray job = R"({"url":")" + model.url().toString().toUtf8()
                           + R"(","model":"owner/model","phase":"paused","library":")"
                           + cli.library().toUtf8() + R"("})";
    writeFile(cli.config() + u"/queue.json"_s, R"({"version":1,"jobs":[)" + job + "]}");
    const QStringList before = QDir(cli.library() + u"/.weightyard/partials"_s).entryList(QDir::Files);
    const CliResult said = cli.json({u"clean"_s});
    QVERIFY2(said.exitCode() == 0, qPrintable(said.describe()));
    QVERIFY(rowsOf(said, u"partials"_s).first().value("wanted"_L1).toBool());
    QCOMPARE(cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s}).exitCode(), 0);
    QCOMPARE(QDir(cli.library() + u"/.weightyard/partials"_s).entryList(QDir::Files), before);
    // A list that cannot be read wants nobody knows what.
    writeFile(cli.config() + u"/queue.json"_s, "{\"version\":99,\"jobs\":[]}");
    QCOMPARE(cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s}).exitCode(), 8);
    QCOMPARE(QDir(cli.library() + u"/.weightyard/partials"_s).entryList(QDir::Files), before);
}

void CleanTest::stagingOfADeadJob()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString staging = cli.library() + u"/.weightyard/staging/someone--else-0123456789ab"_s;
    writeFile(staging + u"/tree/w.bin"_s, QByteArray(60'000, 'w'));
    QVERIFY(QFile::link(cli.folder(kName), staging + u"/tree/link"_s)); // is not followed
    const CliResult done = cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0 && !QFileInfo::exists(staging), qPrintable(done.describe()));
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
}

void CleanTest::previousVersions()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QStringList records = QDir(cli.library() + u"/.weightyard/records"_s).entryList({u"*.json"_s});
    const QString previous = cli.library() + u"/.weightyard/previous/"_s + records.first().chopped(5);
    writeFile(previous + u"/files/w.bin"_s, QByteArray(60'000, 'w'));
    const CliResult said = cli.json({u"clean"_s, u"model"_s});
    QCOMPARE(rowsOf(said, u"previous"_s).first().value("model"_L1).toString(), kName);
    QVERIFY(rowsOf(said, u"previous"_s).first().value("frees"_L1).toInteger() >= 60'000);
    QCOMPARE(cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s, u"model"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(previous));
}

void CleanTest::asks()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult nobody = cli.json({u"clean"_s, u"--git-history"_s});
    QVERIFY2(nobody.exitCode() == 2 && nobody.describe().contains("--yes"_L1), qPrintable(nobody.describe()));
    if (!PtyRun::problem().isEmpty())
        QSKIP(qPrintable(PtyRun::problem()));
    for (const QByteArray &keys : {QByteArray("n\n"), QByteArray("y\n")}) {
        QVERIFY(QFileInfo::exists(cli.folder(kName) + u"/.git"_s));
        PtyRun terminal(QStringLiteral(WEIGHTYARD_CLI), cli, {u"clean"_s, u"--git-history"_s}, {});
        QVERIFY2(terminal.readUntil([](const QByteArray &said) { return said.contains("[y/N]"); }, 20s),
                 terminal.output().constData());
        terminal.type(keys);
        QVERIFY(terminal.waitForEnd(20s));
    }
    QVERIFY(!QFileInfo::exists(cli.folder(kName) + u"/.git"_s));
}

void CleanTest::byName()
{
    SmallModel model;
    RepoBuilder other;
    other.lfsTrack(u"*.bin"_s).lfsFile(u"w.bin"_s, "other weights").commit("1");
    model.hub.addRepository(u"owner/other"_s, other);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"owner/other"_s}).exitCode(), 0);
    QCOMPARE(cli.json({u"clean"_s, u"OTHER"_s, u"--git-history"_s, u"--yes"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(cli.folder(u"owner/other"_s) + u"/.git"_s));
    QVERIFY(QFileInfo::exists(cli.folder(kName) + u"/.git"_s));
    QCOMPARE(cli.json({u"clean"_s, u"nothing"_s, u"--git-history"_s, u"--yes"_s}).exitCode(), 5);
}

void CleanTest::freesWhatItSays_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("sharing");
    for (const QString &type : {u"ext4"_s, u"xfs"_s, u"btrfs"_s}) {
        QTest::addRow("%s", qPrintable(type)) << type << QString();
        QTest::addRow("%s, hard link", qPrintable(type)) << type << u"link"_s;
        if (type != "ext4"_L1)
            QTest::addRow("%s, reflink", qPrintable(type)) << type << u"reflink"_s;
    }
}

// The store of a clone by git-lfs, against the volume's own figure.
void CleanTest::freesWhatItSays()
{
    QFETCH(QString, type);
    QFETCH(QString, sharing);
    const TestVolume volume(type, type == "ext4"_L1 ? 96 : 400);
    SKIP_WITHOUT(volume);
    LocalHub hub;
    RepoBuilder repo;
    constexpr int kWeightBytes = 12 * 1024 * 1024;
    repo.lfsTrack(u"*.safetensors"_s).lfsFile(u"w.safetensors"_s, patternBytes(kWeightBytes, 7)).commit("1");
    hub.addRepository(u"owner/big"_s, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString library = volume.path() + u"/library"_s;
    const QString folder = library + u"/owner/big"_s;
    QDir().mkpath(library + u"/owner"_s);
    cloneInto(hub.repositoryUrl(u"owner/big"_s), folder);
    QDirIterator objects(folder + u"/.git/lfs/objects"_s, QDir::Files, QDirIterator::Subdirectories);
    const QString object = objects.next();
    if (sharing == "link"_L1) {
        QVERIFY(QFile::remove(folder + u"/w.safetensors"_s));
        QCOMPARE(link(QFile::encodeName(object).constData(),
                      QFile::encodeName(folder + u"/w.safetensors"_s).constData()),
                 0);
    } else if (sharing == "reflink"_L1) {
        mustRun(u"cp"_s, {u"--reflink=always"_s, object, folder + u"/w.safetensors"_s});
    }
    const qint64 before = freeOn(volume.path());
    const CliResult gone = cli.json({u"--library"_s, library, u"clean"_s, u"--lfs-store"_s, u"--yes"_s});
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    const qint64 said = gone.summary().value("freed"_L1).toInteger();
    qint64 really = 0;
    // Btrfs and XFS give room back a moment later.
    QTRY_VERIFY2_WITH_TIMEOUT(
        (really = freeOn(volume.path()) - before, qAbs(really - said) < kWeightBytes / 10),
        qPrintable(u"said %1, really %2"_s.arg(said).arg(really)), 20'000);
    QCOMPARE(said > kWeightBytes / 2, sharing.isEmpty());
    QCOMPARE(readFile(folder + u"/w.safetensors"_s), patternBytes(kWeightBytes, 7));
}

WEIGHTYARD_TEST(CleanTest)

} // namespace clean_test

#include "clean_test.moc"
