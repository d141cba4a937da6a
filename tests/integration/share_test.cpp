// `share`: an installed model in the Hugging Face cache and in LM Studio's folder, as their own programs see it; and taken back.
#include "hub_client.h"
#include "small_model.h"
#include "store_results.h"
#include "support/syscall_trace.h"
#include "test_registry.h"
#include "test_volume.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QStorageInfo>
#include <QtTest>

#include <sys/stat.h>

namespace share_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();
const QString kWeight = SmallModel::weights().at(0);

QString cacheOf(const CliRun &cli)
{
    return cli.home() + u"/.cache/huggingface/hub"_s;
}

QString repoOf(const CliRun &cli)
{
    return cacheOf(cli) + u"/models--owner--model"_s;
}

QString commitOf(const CliRun &cli)
{
    return cli.json({u"status"_s}).lines.first().value("commit"_L1).toString();
}

quint64 inodeOf(const QString &path)
{
    struct stat status = {};
    return stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
}

CliResult shared(const CliRun &cli, const QStringList &more = {})
{
    return cli.json(QStringList{u"share"_s, kName, u"--with"_s, u"hf-cache"_s} + more);
}

qint64 bytesFree(const QString &path)
{
    mustRun(u"sync"_s, {u"-f"_s, path});
    QStorageInfo volume(path);
    volume.refresh();
    return volume.bytesFree();
}

QByteArray gitIn(const CliRun &cli, const QStringList &words)
{
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = cli.folder(kName), .input = {}};
    return mustRun(u"git"_s, words, inside).trimmed();
}

} // namespace

class ShareTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void layout();
    void asTheHubsClientSeesIt();
    void again();
    void newerVersion();
    void whatIsThereStays();
    void undo();
    void undoKeepsWhatIsNotOurs();
    void undoAfterRemove();
    void changedModel();
    void notOfTheHub();
    void branches();
    void otherVolume();
    void takesNoRoom_data();
    void takesNoRoom();
    void killed();
    void busyCache();
    void lmStudio();
    void withGet();
    void words();
};

void ShareTest::layout()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult done = shared(cli);
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    const QString commit = commitOf(cli);
    const QString snapshot = repoOf(cli) + u"/snapshots/"_s + commit;
    QCOMPARE(done.lines.first().value("folder"_L1).toString(), snapshot);
    QCOMPARE(readFile(repoOf(cli) + u"/refs/main"_s), commit.toLatin1());
    const QString oid = oidOf(SmallModel::weight(0)).toString();
    QCOMPARE(QFile::symLinkTarget(snapshot + u'/' + kWeight), repoOf(cli) + u"/blobs/"_s + oid);
    QCOMPARE(readFile(snapshot + u'/' + kWeight), SmallModel::weight(0));
    // Plain files are called by their ids in git, also in folders.
    const QByteArray blob = gitIn(cli, {u"rev-parse"_s, u"HEAD:tokenizer/vocab.txt"_s});
    QCOMPARE(QFileInfo(snapshot + u"/tokenizer/vocab.txt"_s).canonicalFilePath(),
             repoOf(cli) + u"/blobs/"_s + QString::fromLatin1(blob));
    QVERIFY(!QFileInfo::exists(snapshot + u"/.git"_s));
    QVERIFY(QFileInfo::exists(snapshot + u"/.gitattributes"_s));
    QVERIFY(leftovers(cli.home() + u"/.cache"_s).isEmpty());
    QVERIFY(!QFileInfo::exists(cacheOf(cli) + u"/.locks"_s));
    QCOMPARE(gitIn(cli, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(gitIn(cli, {u"diff-files"_s, u"--name-only"_s}), QByteArray()); // its stat data are right
}

void ShareTest::asTheHubsClientSeesIt()
{
    HubClient client;
    if (!client.problem().isEmpty())
        QSKIP(qPrintable(u"@huggingface/hub cannot be had: "_s + client.problem()));
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--share-with"_s, u"hf-cache"_s}).exitCode(), 0);
    const QJsonObject found = client.ask({u"scan"_s, cacheOf(cli)}, cli.environmentOf());
    QVERIFY2(!found.isEmpty(), qPrintable(client.lastError()));
    QCOMPARE(found.value("warnings"_L1).toArray(), QJsonArray());
    QCOMPARE(found.value("repos"_L1).toArray().size(), 1);
    const QJsonObject repo = found.value("repos"_L1).toArray().at(0).toObject();
    QCOMPARE(repo.value("type"_L1).toString(), u"model"_s);
    QCOMPARE(repo.value("name"_L1).toString(), kName);
    const QJsonObject revision = repo.value("revisions"_L1).toArray().at(0).toObject();
    QCOMPARE(revision.value("commit"_L1).toString(), commitOf(cli));
    QCOMPARE(revision.value("refs"_L1).toArray(), QJsonArray{u"main"_s});
    bool seen = false;
    const QJsonArray files = revision.value("files"_L1).toArray();
    for (const QJsonValue &file : files) {
        if (!file[u"path"_s].toString().endsWith(kWeight))
            continue;
        seen = true;
        QCOMPARE(file[u"size"_s].toInteger(), SmallModel::weight(0).size());
        const QJsonObject read = client.ask({u"read"_s, file[u"path"_s].toString()}, cli.environmentOf());
        QCOMPARE(read.value("sha256"_L1).toString(), oidOf(SmallModel::weight(0)).toString());
    }
    QVERIFY(seen);
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 0);
    QVERIFY(client.ask({u"scan"_s, cli.home()}, cli.environmentOf()).value("repos"_L1).toArray().isEmpty());
}

void ShareTest::again()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult dry = shared(cli, {u"--dry-run"_s});
    QVERIFY2(dry.exitCode() == 0 && !QFileInfo::exists(cacheOf(cli)), qPrintable(dry.describe()));
    QVERIFY(dry.lines.first().value("bytes"_L1).toInteger() > 800'000);
    QCOMPARE(shared(cli).exitCode(), 0);
    const TreeSnapshot first = TreeSnapshot::of(cacheOf(cli), {.exclude = {}});
    const CliResult second = shared(cli);
    QVERIFY2(second.exitCode() == 0, qPrintable(second.describe()));
    QCOMPARE(second.lines.first().value("already_there"_L1), second.lines.first().value("files"_L1));
    QCOMPARE(second.lines.first().value("bytes"_L1).toInteger(), 0);
    QVERIFY(first == TreeSnapshot::of(cacheOf(cli), {.exclude = {}}));
}

// Our own branch follows; what was shared before goes with the undo, too.
void ShareTest::newerVersion()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--share-with"_s, u"hf-cache"_s}).exitCode(), 0);
    const QString first = commitOf(cli);
    model.repo.file(u"config.json"_s, "{\"b\":2}\n").commit("more");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    QCOMPARE(readFile(repoOf(cli) + u"/refs/main"_s), first.toLatin1());
    QCOMPARE(shared(cli).exitCode(), 0);
    const QString second = commitOf(cli);
    QVERIFY(first != second);
    QCOMPARE(readFile(repoOf(cli) + u"/refs/main"_s), second.toLatin1());
    QCOMPARE(readFile(repoOf(cli) + u"/snapshots/"_s + first + u"/config.json"_s), QByteArray("{\"a\":1}\n"));
    QCOMPARE(readFile(repoOf(cli) + u"/snapshots/"_s + second + u"/config.json"_s),
             QByteArray("{\"b\":2}\n"));
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(repoOf(cli)));
}

void ShareTest::whatIsThereStays()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString other(40, u'1');
    writeFile(repoOf(cli) + u"/snapshots/"_s + other + u"/config.json"_s, "older");
    writeFile(repoOf(cli) + u"/refs/main"_s, other.toLatin1());
    const QString blob = repoOf(cli) + u"/blobs/"_s + oidOf(SmallModel::weight(0)).toString();
    writeFile(blob, SmallModel::weight(0));
    const quint64 inode = inodeOf(blob);
    const CliResult done = shared(cli);
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(done.lines.first().value("ref_stays_at"_L1).toString(), other);
    QCOMPARE(readFile(repoOf(cli) + u"/refs/main"_s), other.toLatin1());
    QCOMPARE(inodeOf(blob), inode);
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 0);
    QCOMPARE(inodeOf(blob), inode);
    QCOMPARE(readFile(repoOf(cli) + u"/refs/main"_s), other.toLatin1());
    QCOMPARE(readFile(repoOf(cli) + u"/snapshots/"_s + other + u"/config.json"_s), QByteArray("older"));
    QCOMPARE(QDir(repoOf(cli) + u"/blobs"_s).entryList(QDir::Files).size(), 1);
}

void ShareTest::undo()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 5);
    QCOMPARE(shared(cli).exitCode(), 0);
    const CliResult dry = shared(cli, {u"--undo"_s, u"--dry-run"_s});
    QVERIFY2(dry.exitCode() == 0 && QFileInfo::exists(repoOf(cli) + u"/refs/main"_s),
             qPrintable(dry.describe()));
    const CliResult undone = shared(cli, {u"--undo"_s});
    QVERIFY2(undone.exitCode() == 0, qPrintable(undone.describe()));
    QCOMPARE(undone.lines.first().value("removed"_L1), dry.lines.first().value("removed"_L1));
    QCOMPARE(undone.lines.first().value("kept"_L1).toArray(), QJsonArray());
    QVERIFY(!QFileInfo::exists(repoOf(cli)));
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    QCOMPARE(gitIn(cli, {u"diff-files"_s, u"--name-only"_s}), QByteArray());
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 5);
}

void ShareTest::undoKeepsWhatIsNotOurs()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(shared(cli).exitCode(), 0);
    const QString snapshot = repoOf(cli) + u"/snapshots/"_s + commitOf(cli);
    // Another commit that the other program has fetched uses one of our blobs.
    const QString other = repoOf(cli) + u"/snapshots/"_s + QString(40, u'2');
    const QString blob = u"../../blobs/"_s + oidOf(SmallModel::weight(0)).toString();
    QVERIFY(QDir().mkpath(other) && QFile::link(blob, other + u'/' + kWeight));
    // Somebody has put another file in the place of one of ours.
    const QString readme = QFileInfo(snapshot + u"/README.md"_s).canonicalFilePath();
    QVERIFY(QFile::remove(readme));
    writeFile(readme, "another one");
    const CliResult undone = shared(cli, {u"--undo"_s});
    QVERIFY2(undone.exitCode() == 0, qPrintable(undone.describe()));
    QCOMPARE(undone.lines.first().value("kept"_L1).toArray().size(), 2);
    QCOMPARE(readFile(other + u'/' + kWeight), SmallModel::weight(0));
    QCOMPARE(readFile(readme), QByteArray("another one"));
    QVERIFY(!QFileInfo::exists(snapshot));
    QVERIFY(QFileInfo(repoOf(cli) + u"/refs"_s).isDir()); // without it the repository would count as damaged
    // A tag that the other program has written for our commit: everything stays as it is.
    QVERIFY(QDir(other).removeRecursively());
    QVERIFY(QFile::remove(readme));
    QCOMPARE(shared(cli).exitCode(), 0);
    writeFile(repoOf(cli) + u"/refs/v1"_s, commitOf(cli).toLatin1());
    const CliResult used = shared(cli, {u"--undo"_s});
    QVERIFY2(used.exitCode() == 0, qPrintable(used.describe()));
    QCOMPARE(readFile(snapshot + u'/' + kWeight), SmallModel::weight(0));
    QVERIFY(QFile::remove(repoOf(cli) + u"/refs/v1"_s));
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(repoOf(cli)));
}

void ShareTest::undoAfterRemove()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--share-with"_s, u"hf-cache"_s}).exitCode(), 0);
    const QString snapshot = repoOf(cli) + u"/snapshots/"_s + commitOf(cli);
    QCOMPARE(cli.json({u"remove"_s, kName, u"--yes"_s}).exitCode(), 0);
    QCOMPARE(readFile(snapshot + u'/' + kWeight), SmallModel::weight(0)); // the cache has its own
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(repoOf(cli)));
}

// Nobody gets other bytes by the model's names.
void ShareTest::changedModel()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString file = cli.folder(kName) + u'/' + kWeight;
    QByteArray bytes = readFile(file);
    bytes[7] = static_cast<char>(bytes[7] + 1);
    writeFile(file, bytes);
    const CliResult refused = shared(cli);
    QVERIFY2(refused.exitCode() == 10 && refused.describe().contains(kWeight),
             qPrintable(refused.describe()));
    QVERIFY(!QFileInfo::exists(repoOf(cli) + u"/refs/main"_s));
    QVERIFY(!QFileInfo::exists(repoOf(cli) + u"/blobs/"_s + oidOf(SmallModel::weight(0)).toString()));
    writeFile(file, SmallModel::weight(0));
    writeFile(cli.folder(kName) + u"/config.json"_s, "{\"a\":1, \"mine\":true}\n"); // is no damage
    const CliResult mine = shared(cli);
    QVERIFY2(mine.exitCode() == 10 && mine.process.err.contains("was changed"), qPrintable(mine.describe()));
    writeFile(cli.folder(kName) + u"/config.json"_s, "{\"a\":1}\n");
    QCOMPARE(shared(cli).exitCode(), 0);
}

void ShareTest::notOfTheHub()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://127.0.0.1:1"_s));
    QCOMPARE(cli.json({u"get"_s, model.url().toString()}).exitCode(), 0);
    const CliResult refused = cli.json({u"share"_s, u"owner/model"_s, u"--with"_s, u"hf-cache"_s});
    QVERIFY2(refused.exitCode() == 2, qPrintable(refused.describe()));
}

// refs/main is what is loaded without a revision: an older commit does not become it.
void ShareTest::branches()
{
    SmallModel model;
    model.repo.branch(u"dev/four"_s);
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, u"dev/four"_s, u"--share-with"_s, u"hf-cache"_s})
                 .exitCode(),
             0);
    QCOMPARE(readFile(repoOf(cli) + u"/refs/dev/four"_s), commitOf(cli).toLatin1());
    QVERIFY(!QFileInfo::exists(repoOf(cli) + u"/refs/main"_s));
    const QString commit = commitOf(cli);
    QCOMPARE(cli.json({u"remove"_s, kName, u"--yes"_s}).exitCode(), 0);
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(repoOf(cli)));
    QCOMPARE(
        cli.json({u"get"_s, kName, u"--revision"_s, commit, u"--share-with"_s, u"hf-cache"_s}).exitCode(), 0);
    QVERIFY(QDir(repoOf(cli) + u"/refs"_s).isEmpty());
    QVERIFY(QFileInfo::exists(repoOf(cli) + u"/snapshots/"_s + commit + u'/' + kWeight));
}

void ShareTest::otherVolume()
{
    const TestVolume volume(u"ext4"_s, 64);
    SKIP_WITHOUT(volume);
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_HUB_CACHE"_s, volume.path() + u"/hub"_s);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult refused = shared(cli);
    QVERIFY2(refused.exitCode() == 10 && refused.describe().contains("--copy"_L1),
             qPrintable(refused.describe()));
    QVERIFY(!QFileInfo::exists(volume.path() + u"/hub/models--owner--model"_s));
    const CliResult copied = shared(cli, {u"--copy"_s});
    QVERIFY2(copied.exitCode() == 0, qPrintable(copied.describe()));
    QVERIFY(copied.lines.first().value("bytes_copied"_L1).toInteger() > 800'000);
    const QString snapshot = volume.path() + u"/hub/models--owner--model/snapshots/"_s + commitOf(cli);
    QCOMPARE(readFile(snapshot + u'/' + kWeight), SmallModel::weight(0));
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(volume.path() + u"/hub/models--owner--model"_s));
}

void ShareTest::takesNoRoom_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"ext4", "xfs", "btrfs"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

void ShareTest::takesNoRoom()
{
    QFETCH(QString, type);
    const TestVolume volume(type, type == "ext4"_L1 ? 96 : 400);
    SKIP_WITHOUT(volume);
    LocalHub hub;
    RepoBuilder repo;
    constexpr int kBytes = 24 * 1024 * 1024;
    repo.lfsTrack(u"*.safetensors"_s).lfsFile(u"w.safetensors"_s, patternBytes(kBytes, 5)).commit("1");
    hub.addRepository(u"owner/model"_s, repo);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    cli.environment().insert(u"HF_HOME"_s, volume.path() + u"/hf"_s);
    const QString library = volume.path() + u"/library"_s;
    const auto run = [&](const QStringList &words) {
        return cli.json(QStringList{u"--library"_s, library} + words);
    };
    QCOMPARE(run({u"get"_s, kName}).exitCode(), 0);
    const qint64 before = bytesFree(volume.path());
    const CliResult done = run({u"share"_s, kName, u"--with"_s, u"hf-cache"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    const qint64 taken = before - bytesFree(volume.path());
    QVERIFY2(taken < kBytes / 8, qPrintable(QString::number(taken)));
    const QString blob =
        volume.path() + u"/hf/hub/models--owner--model/blobs/"_s + oidOf(patternBytes(kBytes, 5)).toString();
    const bool isOneFile = inodeOf(blob) == inodeOf(library + u"/owner/model/w.safetensors"_s);
    QCOMPARE(isOneFile, type == "ext4"_L1); // elsewhere it is a file of its own that shares the bytes
    QCOMPARE(run({u"share"_s, kName, u"--with"_s, u"hf-cache"_s, u"--undo"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(volume.path() + u"/hf/hub/models--owner--model"_s));
    QCOMPARE(run({u"verify"_s}).exitCode(), 0);
}

// Killed before each call that makes or moves a name: another run ends it, and an undo finds everything.
void ShareTest::killed()
{
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString commit = commitOf(cli);
    for (const bool undoes : {false, true}) {
        bool ended = false;
        int kills = 0;
        for (int number = 1; !ended && number < 200; number += number < 8 ? 3 : 9) {
            if (undoes)
                QCOMPARE(shared(cli).exitCode(), 0);
            const QString calls = undoes ? u"unlink,rmdir"_s : u"renameat2,rename,symlink,linkat,mkdirat"_s;
            QStringList command = killingAt(calls, number)
                                  + QStringList{QStringLiteral(WEIGHTYARD_CLI),
                                                u"--config"_s,
                                                cli.config(),
                                                u"--library"_s,
                                                cli.library(),
                                                u"share"_s,
                                                kName,
                                                u"--with"_s,
                                                u"hf-cache"_s};
            if (undoes)
                command.append(u"--undo"_s);
            const ProcessResult run =
                runProcess(u"strace"_s, command,
                           {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
            ended = run.ok();
            kills += run.crashed ? 1 : 0;
            const QString snapshot = repoOf(cli) + u"/snapshots/"_s + commit;
            if (!undoes && QFileInfo::exists(snapshot)) // complete, or not there
                QCOMPARE(readFile(snapshot + u'/' + kWeight), SmallModel::weight(0));
            if (QFileInfo::exists(repoOf(cli) + u"/refs/main"_s))
                QVERIFY2(QFileInfo::exists(snapshot), "a branch that leads to nothing");
            if (!undoes) {
                const CliResult again = shared(cli);
                QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
                QCOMPARE(readFile(snapshot + u'/' + kWeight), SmallModel::weight(0));
            }
            const CliResult undone = shared(cli, {u"--undo"_s});
            QVERIFY2(undone.exitCode() == 0 || (undoes && undone.exitCode() == 5),
                     qPrintable(undone.describe()));
            QVERIFY2(!QFileInfo::exists(repoOf(cli)), qPrintable(u"%1 %2"_s.arg(undoes).arg(number)));
        }
        QVERIFY(ended);
        QVERIFY2(kills > 1, qPrintable(QString::number(kills)));
    }
}

void ShareTest::busyCache()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString part = repoOf(cli) + u"/blobs/x.incomplete"_s;
    writeFile(part, "some");
    const CliResult busy = shared(cli);
    QVERIFY2(busy.exitCode() == 9, qPrintable(busy.describe()));
    mustRun(u"touch"_s, {u"-d"_s, u"1 hour ago"_s, part});
    QCOMPARE(shared(cli).exitCode(), 0);
}

void ShareTest::lmStudio()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QStringList share{u"share"_s, kName, u"--with"_s, u"lm-studio"_s};
    const CliResult none = cli.json(share);
    QVERIFY2(none.exitCode() == 5, qPrintable(none.describe()));
    QVERIFY(QDir().mkpath(cli.home() + u"/.lmstudio"_s));
    const QString folder = cli.home() + u"/.lmstudio/models/owner/model"_s;
    writeFile(folder + u"/mine.gguf"_s, "mine");
    const CliResult done = cli.json(share);
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(readFile(folder + u'/' + kWeight), SmallModel::weight(0));
    QCOMPARE(readFile(folder + u"/tokenizer/vocab.txt"_s), QByteArray("a\nb\n"));
    QVERIFY(!QFileInfo::exists(folder + u"/.git"_s) && !QFileInfo::exists(folder + u"/.gitattributes"_s));
    QCOMPARE(cli.json(share).lines.first().value("bytes"_L1).toInteger(), 0);
    QCOMPARE(cli.json(share + QStringList{u"--undo"_s}).exitCode(), 0);
    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"mine.gguf"_s});
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
}

void ShareTest::withGet()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult nowhere = cli.json({u"get"_s, kName, u"--share-with"_s, u"lm-studio"_s});
    QCOMPARE(nowhere.exitCode(), 5); // before anything is fetched
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    const CliResult got = cli.json({u"get"_s, kName, u"--share-with"_s, u"hf-cache"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QVERIFY(got.lines.last().contains("summary"_L1));
    QVERIFY(QFileInfo::exists(repoOf(cli) + u"/refs/main"_s));
    const CliResult again =
        cli.json({u"get"_s, kName, u"--share-with"_s, u"hf-cache"_s}); // of one that is here
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    // Into a folder of the user's own.
    const QString folder = cli.home() + u"/mine"_s;
    QCOMPARE(shared(cli, {u"--undo"_s}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder, u"--share-with"_s, u"hf-cache"_s}).exitCode(),
             0);
    QVERIFY(QFileInfo::exists(repoOf(cli) + u"/refs/main"_s));
}

void ShareTest::words()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"share"_s, kName}).exitCode(), 2);
    QCOMPARE(cli.json({u"share"_s, u"--with"_s, u"hf-cache"_s}).exitCode(), 2);
    const CliResult tool = cli.json({u"share"_s, kName, u"--with"_s, u"vllm"_s});
    QVERIFY2(tool.exitCode() == 2 && tool.describe().contains("lm-studio"_L1), qPrintable(tool.describe()));
    QCOMPARE(cli.json({u"get"_s, kName, u"--copy"_s}).exitCode(), 2);
    QCOMPARE(shared(cli).exitCode(), 5);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult said = cli.plain({u"share"_s, kName, u"--with"_s, u"hf-cache"_s});
    QVERIFY2(said.process.out.contains("taking no room"), qPrintable(said.describe()));
}

WEIGHTYARD_TEST(ShareTest)

} // namespace share_test

#include "share_test.moc"
