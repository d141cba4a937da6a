// label: slow
// `update`: newer commits are noticed, and what they change is fetched; the folder is one version or the other at any moment, what the
// user changed stays the user's, and the way back is there.
#include "growing_model.h"
#include "small_model.h"
#include "store_results.h"
#include "support/syscall_trace.h"
#include "test_registry.h"
#include "test_volume.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>

#include <csignal>

namespace update_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace growing_model;

namespace {

const QString &kName = kGrowing;

QByteArray gitIn(const CliRun &cli, const QStringList &words)
{
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = cli.folder(kName), .input = {}};
    return mustRun(u"git"_s, words, inside).trimmed();
}

QJsonObject finding(const CliResult &result)
{
    for (const QJsonObject &line : result.lines) {
        if (line.contains("update"_L1))
            return line;
    }
    return {};
}

QString previousFolder(const CliRun &cli)
{
    const QString folder = cli.library() + u"/.weightyard/previous"_s;
    const QStringList names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return names.size() == 1 ? folder + u'/' + names.first() : QString();
}

} // namespace

class UpdateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void check();
    void checkWithoutTheHub();
    void fetchesWhatChanged_data();
    void fetchesWhatChanged();
    void cloneStaysUsable();
    void pinned();
    void usersFilesStay();
    void changedInBoth_data();
    void changedInBoth();
    void newWhereMineIs();
    void otherKindInTheWay();
    void ownCommits();
    void rollback_data();
    void rollback();
    void rollbackNeedsAPrevious();
    void killed_data();
    void killed();
    void failedDownloadLeavesTheOld();
    void volumes_data();
    void volumes();
    void intoFolder();
    void cleanedBesideAFolder();
    void executableBit();
    void words();
};

void UpdateTest::check()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult same = cli.json({u"update"_s, u"--check"_s});
    QVERIFY2(same.exitCode() == 0, qPrintable(same.describe()));
    QCOMPARE(finding(same).value("update"_L1).toString(), u"current"_s);
    model.publishSecond();
    model.hub.log().clear();
    const CliResult newer = cli.json({u"update"_s, u"--check"_s});
    QVERIFY2(newer.exitCode() == 0, qPrintable(newer.describe()));
    const QJsonObject line = finding(newer);
    QCOMPARE(line.value("update"_L1).toString(), u"newer"_s);
    QCOMPARE(line.value("newest"_L1).toString(), QString::fromLatin1(model.second));
    QCOMPARE(line.value("files"_L1).toInt(), 4);
    QCOMPARE(line.value("changed"_L1).toArray(), (QJsonArray{u"config.json"_s, u"w.safetensors"_s}));
    QCOMPARE(line.value("added"_L1).toArray(), QJsonArray{u"new/added.txt"_s});
    QCOMPARE(line.value("removed"_L1).toArray(), QJsonArray{u"old/gone.txt"_s});
    QCOMPARE(line.value("bytes"_L1).toInteger(), kNew.size() + 21 + 6);
    QCOMPARE(newer.summary().value("newer"_L1).toInt(), 1);
    QCOMPARE(model.hub.log().count(Endpoint::Api), 1); // one request, and nothing else
    QCOMPARE(model.hub.log().count(Endpoint::Git), 0);
    QVERIFY2(differences(cli.folder(kName), 1).isEmpty(), qPrintable(differences(cli.folder(kName), 1)));
    const CliResult words = cli.plain({u"update"_s, u"--check"_s});
    QVERIFY2(words.process.out.contains("4 files") && words.process.out.contains("w.safetensors"),
             qPrintable(words.describe()));
    const CliResult dry = cli.json({u"update"_s, u"--dry-run"_s});
    QVERIFY2(dry.exitCode() == 0 && differences(cli.folder(kName), 1).isEmpty(), qPrintable(dry.describe()));
}

// A mirror may have the repositories and no API.
void UpdateTest::checkWithoutTheHub()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    model.publishSecond();
    model.hub.addFault(Fault::statusOf(Endpoint::Api, 404).always());
    const CliResult newer = cli.json({u"update"_s, u"--check"_s});
    QVERIFY2(newer.exitCode() == 0, qPrintable(newer.describe()));
    QCOMPARE(finding(newer).value("update"_L1).toString(), u"newer"_s);
    QVERIFY(!finding(newer).contains("files"_L1));
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    QVERIFY2(differences(cli.folder(kName), 2).isEmpty(), qPrintable(differences(cli.folder(kName), 2)));
}

void UpdateTest::fetchesWhatChanged_data()
{
    QTest::addColumn<bool>("history");
    QTest::newRow("with history") << true;
    QTest::newRow("without history") << false;
}

void UpdateTest::fetchesWhatChanged()
{
    QFETCH(bool, history);
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QStringList get{u"get"_s, kName};
    if (!history)
        get.append(u"--remove-git"_s);
    QCOMPARE(cli.json(get).exitCode(), 0);
    const QString folder = cli.folder(kName);
    const QFileInfo before(folder + u"/big.safetensors"_s);
    const QDateTime modified = before.lastModified();
    model.publishSecond();
    const CliResult done = cli.json({u"update"_s, u"growing"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(bytesFetched(done), kNew.size()); // not the big one
    QVERIFY2(differences(folder, 2).isEmpty(), qPrintable(differences(folder, 2)));
    QCOMPARE(QFileInfo(folder + u"/big.safetensors"_s).lastModified(), modified);
    QCOMPARE(QFileInfo::exists(folder + u"/.git"_s), history);
    const CliResult status = cli.json({u"status"_s});
    QCOMPARE(status.lines.first().value("commit"_L1).toString(), QString::fromLatin1(model.second));
    QCOMPARE(status.lines.first().value("state"_L1).toString(), u"here"_s);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    // What was replaced is kept, and nothing else.
    const QString kept = previousFolder(cli);
    QVERIFY(!kept.isEmpty());
    QCOMPARE(readFile(kept + u"/files/w.safetensors"_s), kOld);
    QCOMPARE(readFile(kept + u"/files/old/gone.txt"_s), QByteArray("gone\n"));
    QVERIFY(!QFileInfo::exists(kept + u"/files/big.safetensors"_s));
    const QStringList staging =
        QDir(cli.library() + u"/.weightyard/staging"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(staging, QStringList());
    const CliResult again = cli.json({u"update"_s});
    QCOMPARE(finding(again).value("update"_L1).toString(), u"current"_s);
    QCOMPARE(again.exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
}

void UpdateTest::cloneStaysUsable()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    gitIn(cli, {u"branch"_s, u"mine"_s});
    gitIn(cli, {u"config"_s, u"user.name"_s, u"Me"_s});
    model.publishSecond();
    writeFile(cli.folder(kName) + u"/README.md"_s,
              "my words\n"); // changed by the user, and not in the new version
    writeFile(cli.folder(kName) + u"/notes/mine.txt"_s, "mine\n");
    const CliResult done = cli.json({u"update"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(gitIn(cli, {u"rev-parse"_s, u"HEAD"_s}), model.second);
    QCOMPARE(gitIn(cli, {u"symbolic-ref"_s, u"HEAD"_s}), QByteArray("refs/heads/main"));
    QCOMPARE(gitIn(cli, {u"rev-parse"_s, u"origin/main"_s}), model.second);
    QCOMPARE(gitIn(cli, {u"rev-parse"_s, u"mine"_s}), model.first);
    QCOMPARE(gitIn(cli, {u"config"_s, u"user.name"_s}), QByteArray("Me"));
    QCOMPARE(gitIn(cli, {u"log"_s, u"--format=%s"_s}), QByteArray("two"));
    QCOMPARE(gitIn(cli, {u"status"_s, u"--porcelain"_s}), QByteArray("M README.md\n?? notes/"));
    gitIn(cli, {u"checkout"_s, u"README.md"_s});
    QCOMPARE(gitIn(cli, {u"status"_s, u"--porcelain"_s}), QByteArray("?? notes/"));
    // git takes the weights for what they are without reading them.
    const QString weight = cli.folder(kName) + u"/big.safetensors"_s;
    QCOMPARE(gitIn(cli, {u"diff-files"_s, u"--name-only"_s}), QByteArray());
    QVERIFY(QFileInfo::exists(weight));
    gitIn(cli, {u"fsck"_s, u"--connectivity-only"_s});
    gitIn(cli, {u"lfs"_s, u"ls-files"_s});
    model.repo.file(u"third.txt"_s, "3").commit("three");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    QCOMPARE(gitIn(cli, {u"log"_s, u"-1"_s, u"--format=%s"_s}), QByteArray("three"));
}

void UpdateTest::pinned()
{
    Growing model;
    model.repo.tag(u"v1"_s);
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    for (const QString &revision : {u"v1"_s, QString::fromLatin1(model.first)}) {
        QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, revision}).exitCode(), 0);
        const CliResult stays = cli.json({u"update"_s});
        QVERIFY2(stays.exitCode() == 0, qPrintable(stays.describe()));
        QCOMPARE(finding(stays).value("update"_L1).toString(), u"pinned"_s);
        QCOMPARE(cli.json({u"remove"_s, u"--yes"_s, kName}).exitCode(), 0);
    }
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, u"main"_s}).exitCode(), 0);
    model.publishSecond();
    QCOMPARE(finding(cli.json({u"update"_s, u"--check"_s})).value("update"_L1).toString(), u"newer"_s);
}

void UpdateTest::usersFilesStay()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--remove-git"_s}).exitCode(), 0);
    const QString folder = cli.folder(kName);
    writeFile(folder + u"/old/mine.txt"_s, "mine");
    writeFile(folder + u"/.hidden/deep/er.txt"_s, "deep");
    QVERIFY(QDir().mkpath(folder + u"/empty"_s));
    QVERIFY(QFile::link(u"nowhere"_s, folder + u"/dangling"_s));
    writeFile(folder + u"/README.md"_s, "mine, longer than before\n");
    model.publishSecond();
    const CliResult done = cli.json({u"update"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(readFile(folder + u"/old/mine.txt"_s), QByteArray("mine"));
    QVERIFY(!QFileInfo::exists(folder + u"/old/gone.txt"_s));
    QCOMPARE(readFile(folder + u"/.hidden/deep/er.txt"_s), QByteArray("deep"));
    QVERIFY(QFileInfo(folder + u"/empty"_s).isDir());
    QVERIFY(QFileInfo(folder + u"/dangling"_s).isSymLink());
    QCOMPARE(readFile(folder + u"/README.md"_s), QByteArray("mine, longer than before\n"));
    QCOMPARE(readFile(folder + u"/w.safetensors"_s), kNew);
}

void UpdateTest::changedInBoth_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("history");
    for (const bool history : {true, false}) {
        const char *how = history ? "clone" : "no history";
        QTest::addRow("text, %s", how) << u"config.json"_s << history;
        QTest::addRow("weight, %s", how) << u"w.safetensors"_s << history;
        QTest::addRow("removed in the new version, %s", how) << u"old/gone.txt"_s << history;
    }
}

void UpdateTest::changedInBoth()
{
    QFETCH(QString, path);
    QFETCH(bool, history);
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QStringList get{u"get"_s, kName};
    if (!history)
        get.append(u"--remove-git"_s);
    QCOMPARE(cli.json(get).exitCode(), 0);
    const QString file = cli.folder(kName) + u'/' + path;
    QByteArray mine = readFile(file); // of the same size: nothing but the bytes tells
    mine[2] = 'X';
    writeFile(file, mine);
    model.publishSecond();
    model.hub.log().clear();
    for (const QString &how : {u"--check"_s, u"--dry-run"_s}) {
        const CliResult said = cli.json({u"update"_s, how});
        QCOMPARE(said.exitCode(), 0);
        QVERIFY2(finding(said).contains("stops"_L1), qPrintable(said.describe()));
    }
    QVERIFY(!finding(cli.json({u"update"_s, u"--dry-run"_s, u"--keep-mine"_s})).contains("stops"_L1));
    const CliResult refused = cli.json({u"update"_s});
    QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
    QVERIFY2(refused.describe().contains(path) && refused.describe().contains("--keep-mine"_L1),
             qPrintable(refused.describe()));
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0); // before the first byte
    QCOMPARE(readFile(file), mine);
    QCOMPARE(readFile(cli.folder(kName) + u"/README.md"_s), QByteArray("one\n"));
    const CliResult kept = cli.json({u"update"_s, u"--keep-mine"_s});
    QVERIFY2(kept.exitCode() == 0, qPrintable(kept.describe()));
    QCOMPARE(readFile(file), mine);
    QCOMPARE(readFile(cli.folder(kName) + u"/new/added.txt"_s), QByteArray("added\n"));
    if (history)
        QVERIFY2(gitIn(cli, {u"status"_s, u"--porcelain"_s}).contains(path.section(u'/', 0, 0).toUtf8()),
                 gitIn(cli, {u"status"_s, u"--porcelain"_s}).constData());
    // Back, with mine where it was then, and the other choice.
    const CliResult back = cli.json({u"update"_s, u"--rollback"_s, kName});
    QVERIFY2(back.exitCode() == 0, qPrintable(back.describe()));
    QCOMPARE(readFile(file), mine);
    QVERIFY(!QFileInfo::exists(cli.folder(kName) + u"/new/added.txt"_s));
    const CliResult taken = cli.json({u"update"_s, u"--take-new"_s});
    QVERIFY2(taken.exitCode() == 0, qPrintable(taken.describe()));
    QVERIFY2(differences(cli.folder(kName), 2).isEmpty(), qPrintable(differences(cli.folder(kName), 2)));
    QCOMPARE(readFile(previousFolder(cli) + u"/files/"_s + path), mine);
}

void UpdateTest::newWhereMineIs()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString file = cli.folder(kName) + u"/new/added.txt"_s;
    writeFile(file, "mine");
    model.publishSecond();
    const CliResult refused = cli.json({u"update"_s});
    QVERIFY2(refused.exitCode() == 10 && readFile(file) == "mine", qPrintable(refused.describe()));
    QCOMPARE(cli.json({u"update"_s, u"--take-new"_s}).exitCode(), 0);
    QCOMPARE(readFile(file), QByteArray("added\n"));
    QCOMPARE(readFile(previousFolder(cli) + u"/files/new/added.txt"_s), QByteArray("mine"));
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, kName}).exitCode(), 0);
    QVERIFY2(!QFileInfo::exists(cli.folder(kName) + u"/w.safetensors"_s)
                 || readFile(cli.folder(kName) + u"/w.safetensors"_s) == kOld,
             "not back");
}

void UpdateTest::otherKindInTheWay()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    writeFile(cli.folder(kName) + u"/new"_s, "a file where the new version has a folder");
    model.publishSecond();
    const CliResult refused = cli.json({u"update"_s, u"--take-new"_s});
    QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
    QVERIFY(QFile::remove(cli.folder(kName) + u"/new"_s));
    QVERIFY2(differences(cli.folder(kName), 1).isEmpty(), qPrintable(differences(cli.folder(kName), 1)));
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
}

void UpdateTest::ownCommits()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    model.publishSecond();
    gitIn(cli, {u"-c"_s, u"user.name=me"_s, u"-c"_s, u"user.email=me@example.org"_s, u"commit"_s,
                u"--allow-empty"_s, u"-qm"_s, u"mine"_s});
    for (const QString &how : {u"--keep-mine"_s, u"--take-new"_s}) {
        const CliResult refused = cli.json({u"update"_s, how});
        QVERIFY2(refused.exitCode() == 10 && refused.describe().contains("git pull"_L1),
                 qPrintable(refused.describe()));
    }
    gitIn(cli, {u"checkout"_s, u"-q"_s, u"-b"_s, u"mine"_s, QString::fromLatin1(model.first)});
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 10); // a branch of the user's own
    QVERIFY2(differences(cli.folder(kName), 1).isEmpty(), qPrintable(differences(cli.folder(kName), 1)));
}

void UpdateTest::rollback_data()
{
    fetchesWhatChanged_data();
}

void UpdateTest::rollback()
{
    QFETCH(bool, history);
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QStringList get{u"get"_s, kName};
    if (!history)
        get.append(u"--remove-git"_s);
    QCOMPARE(cli.json(get).exitCode(), 0);
    const QString folder = cli.folder(kName);
    model.publishSecond();
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    writeFile(folder + u"/mine.txt"_s, "mine");
    model.hub.log().clear();
    const CliResult back = cli.json({u"update"_s, u"--rollback"_s, kName});
    QVERIFY2(back.exitCode() == 0, qPrintable(back.describe()));
    QCOMPARE(back.lines.first().value("commit"_L1).toString(), QString::fromLatin1(model.first));
    QVERIFY2(differences(folder, 1).isEmpty(), qPrintable(differences(folder, 1)));
    QCOMPARE(readFile(folder + u"/mine.txt"_s), QByteArray("mine"));
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    if (history) {
        QCOMPARE(gitIn(cli, {u"rev-parse"_s, u"HEAD"_s}), model.first);
        QCOMPARE(gitIn(cli, {u"status"_s, u"--porcelain"_s}), QByteArray("?? mine.txt"));
    }
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    // The newer one is kept in its turn: nothing is fetched twice.
    const CliResult forth = cli.json({u"update"_s});
    QVERIFY2(forth.exitCode() == 0, qPrintable(forth.describe()));
    QCOMPARE(bytesFetched(forth), 0);
    QVERIFY2(differences(folder, 2).isEmpty(), qPrintable(differences(folder, 2)));
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, kName}).exitCode(), 0);
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, kName}).exitCode(), 0); // there and back
    QVERIFY2(differences(folder, 2).isEmpty(), qPrintable(differences(folder, 2)));
}

void UpdateTest::rollbackNeedsAPrevious()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, kName}).exitCode(), 5);
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s}).exitCode(), 2);
    model.publishSecond();
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    QVERIFY(QFile::remove(previousFolder(cli) + u"/files/w.safetensors"_s));
    const CliResult incomplete = cli.json({u"update"_s, u"--rollback"_s, kName});
    QVERIFY2(incomplete.exitCode() == 10, qPrintable(incomplete.describe()));
    QVERIFY2(differences(cli.folder(kName), 2).isEmpty(), qPrintable(differences(cli.folder(kName), 2)));
}

void UpdateTest::killed_data()
{
    QTest::addColumn<bool>("history");
    QTest::addColumn<bool>("back");
    QTest::addColumn<int>("first"); // each row has calls of its own
    QTest::newRow("update, with history") << true << false << 1;
    QTest::newRow("update, without") << false << false << 2;
    QTest::newRow("rollback") << true << true << 3;
}

// Killed before system calls that change a name: old or new, and the next run ends it.
void UpdateTest::killed()
{
    QFETCH(bool, history);
    QFETCH(bool, back);
    QFETCH(int, first);
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QStringList get{u"get"_s, kName};
    if (!history)
        get.append(u"--remove-git"_s);
    QCOMPARE(cli.json(get).exitCode(), 0);
    model.publishSecond();
    const QString folder = cli.folder(kName);
    writeFile(folder + u"/mine.txt"_s, "mine");
    if (back)
        QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    const QString saved = cli.home() + u"/saved"_s;
    mustRun(u"cp"_s, {u"-a"_s, cli.library(), saved});
    QStringList words{u"update"_s};
    if (back)
        words << u"--rollback"_s << kName;
    bool ended = false;
    int kills = 0;
    for (const char *calls : {"renameat2,rename,renameat", "unlink,unlinkat,rmdir", "linkat,link,mkdir"}) {
        ended = false;
        for (int number = first; !ended && number < 400; number += number < 12 ? 3 : 14) {
            mustRun(u"rm"_s, {u"-rf"_s, cli.library()});
            mustRun(u"cp"_s, {u"-a"_s, saved, cli.library()});
            const QStringList command =
                killingAt(QLatin1StringView(calls), number) + QStringList{QStringLiteral(WEIGHTYARD_CLI),
                                                                          u"--config"_s,
                                                                          cli.config(),
                                                                          u"--library"_s,
                                                                          cli.library(),
                                                                          u"--json"_s};
            const ProcessResult run =
                runProcess(u"strace"_s, command + words,
                           {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
            ended = run.ok();
            kills += run.crashed || run.exitCode == 128 + SIGKILL ? 1 : 0;
            const QString one = differences(folder, 1, true);
            const QString two = differences(folder, 2, true);
            QVERIFY2(one.isEmpty() || two.isEmpty(),
                     qPrintable(u"%1 %2: %3 / %4"_s.arg(QLatin1StringView(calls)).arg(number).arg(one, two)));
            QCOMPARE(readFile(folder + u"/mine.txt"_s), QByteArray("mine"));
            const CliResult again = cli.json({u"update"_s});
            QVERIFY2(again.exitCode() == 0, qPrintable(u"%1 %2: "_s.arg(QLatin1StringView(calls)).arg(number)
                                                       + again.describe().right(1500)));
            if (!differences(folder, 2).isEmpty()) { // what the first one only ended was going back
                const CliResult more = cli.json({u"update"_s});
                QVERIFY2(more.exitCode() == 0, qPrintable(more.describe()));
            }
            QVERIFY2(
                differences(folder, 2).isEmpty(),
                qPrintable(u"%1 %2: "_s.arg(QLatin1StringView(calls)).arg(number) + differences(folder, 2)));
            QCOMPARE(readFile(folder + u"/mine.txt"_s), QByteArray("mine"));
            if (history)
                QCOMPARE(gitIn(cli, {u"status"_s, u"--porcelain"_s}), QByteArray("?? mine.txt"));
        }
        QVERIFY(ended);
    }
    QVERIFY2(kills > 8, qPrintable(QString::number(kills)));
}

void UpdateTest::failedDownloadLeavesTheOld()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    model.publishSecond();
    model.hub.addFault(Fault::statusOf(Endpoint::Storage, 404).always());
    const CliResult failed = cli.json({u"update"_s});
    QVERIFY2(failed.exitCode() != 0, qPrintable(failed.describe()));
    QVERIFY2(differences(cli.folder(kName), 1).isEmpty(), qPrintable(differences(cli.folder(kName), 1)));
    QCOMPARE(gitIn(cli, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QVERIFY(previousFolder(cli).isEmpty());
    model.hub.clearFaults();
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    QVERIFY2(differences(cli.folder(kName), 2).isEmpty(), qPrintable(differences(cli.folder(kName), 2)));
}

void UpdateTest::volumes_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"ext4", "xfs", "btrfs", "vfat", "exfat"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

// With links and without, with an exchange of names and without.
void UpdateTest::volumes()
{
    QFETCH(QString, type);
    const TestVolume volume(type, type == "xfs"_L1 || type == "btrfs"_L1 ? 400 : 64);
    SKIP_WITHOUT(volume);
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.safetensors"_s)
        .lfsFile(u"big.safetensors"_s, kBig)
        .lfsFile(u"w.safetensors"_s, kOld)
        .commit("1");
    hub.addRepository(kName, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString library = volume.path() + u"/library"_s;
    const auto run = [&](const QStringList &more) {
        return cli.json(QStringList{u"--library"_s, library} + more);
    };
    QCOMPARE(run({u"get"_s, kName, u"--remove-git"_s}).exitCode(), 0);
    writeFile(library + u"/owner/growing/mine.txt"_s, "mine");
    repo.lfsFile(u"w.safetensors"_s, kNew).commit("2");
    hub.ingestLfsFolder(repo.gitFolder());
    repo.publishTo(hub.repositoryPath(kName));
    const CliResult done = run({u"update"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(bytesFetched(done), kNew.size());
    QCOMPARE(readFile(library + u"/owner/growing/big.safetensors"_s), kBig);
    QCOMPARE(readFile(library + u"/owner/growing/w.safetensors"_s), kNew);
    QCOMPARE(readFile(library + u"/owner/growing/mine.txt"_s), QByteArray("mine"));
    QVERIFY(leftovers(library + u"/owner"_s).isEmpty());
    QCOMPARE(run({u"update"_s, u"--rollback"_s, kName}).exitCode(), 0);
    QCOMPARE(readFile(library + u"/owner/growing/w.safetensors"_s), kOld);
}

// A folder of the user's own: what was replaced is kept beside it.
void UpdateTest::intoFolder()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/place/mine"_s;
    writeFile(cli.home() + u"/place/other.txt"_s, "other");
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    model.publishSecond();
    const CliResult done = cli.json({u"update"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(bytesFetched(done), kNew.size());
    QVERIFY2(differences(folder, 2).isEmpty(), qPrintable(differences(folder, 2)));
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    const CliResult back = cli.json({u"update"_s, u"--rollback"_s, kName});
    QVERIFY2(back.exitCode() == 0, qPrintable(back.describe()));
    QVERIFY2(differences(folder, 1).isEmpty(), qPrintable(differences(folder, 1)));
    QCOMPARE(cli.json({u"remove"_s, kName, u"--yes"_s}).exitCode(), 0);
    QCOMPARE(QDir(cli.home() + u"/place"_s).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"other.txt"_s});
}

// What is kept beside it is listed, and goes when asked for; what is not asked for stays.
void UpdateTest::cleanedBesideAFolder()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u"/place"_s;
    const QString folder = place + u"/mine"_s;
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    model.publishSecond();
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    const auto rowsOf = [](const CliResult &said, const QString &what = u"previous"_s) {
        QList<QJsonObject> rows;
        for (const QJsonObject &line : said.lines) {
            if (line.value("what"_L1).toString() == what)
                rows.append(line);
        }
        return rows;
    };
    const CliResult said = cli.json({u"clean"_s});
    QCOMPARE(rowsOf(said).size(), 1);
    QVERIFY(rowsOf(said, u"partials"_s).isEmpty()); // the update is done
    QCOMPARE(rowsOf(said).first().value("model"_L1).toString(), kName);
    QVERIFY(rowsOf(said).first().value("frees"_L1).toInteger() >= kOld.size());
    QVERIFY(rowsOf(cli.json({u"clean"_s, u"another"_s})).isEmpty());
    QCOMPARE(cli.json({u"clean"_s, u"--git-history"_s, u"--yes"_s}).exitCode(), 0);
    QCOMPARE(rowsOf(cli.json({u"clean"_s})).size(), 1);
    const CliResult cleaned = cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s});
    QVERIFY2(cleaned.exitCode() == 0, qPrintable(cleaned.describe()));
    QVERIFY(rowsOf(cleaned).first().value("cleaned"_L1).toBool());
    QVERIFY(rowsOf(cli.json({u"clean"_s})).isEmpty());
    QVERIFY2(differences(folder, 2).isEmpty(), qPrintable(differences(folder, 2)));
    QCOMPARE(QDir(place).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"mine"_s});
    QVERIFY(cli.json({u"update"_s, u"--rollback"_s, kName}).exitCode() != 0);
}

void UpdateTest::executableBit()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    model.repo.executable(u"README.md"_s, "one\n").commit("x");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliResult done = cli.json({u"update"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QVERIFY(QFileInfo(cli.folder(kName) + u"/README.md"_s).isExecutable());
    QCOMPARE(gitIn(cli, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, kName}).exitCode(), 0);
    QVERIFY(!QFileInfo(cli.folder(kName) + u"/README.md"_s).isExecutable());
    QCOMPARE(gitIn(cli, {u"status"_s, u"--porcelain"_s}), QByteArray());
}

void UpdateTest::words()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"update"_s, u"nothing"_s}).exitCode(), 5);
    QCOMPARE(cli.json({u"update"_s, u"--keep-mine"_s, u"--take-new"_s}).exitCode(), 2);
    const CliResult none = cli.plain({u"update"_s});
    QVERIFY2(none.exitCode() == 0, qPrintable(none.describe()));
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    model.publishSecond();
    const CliResult done = cli.plain({u"update"_s});
    QVERIFY2(done.exitCode() == 0 && done.process.out.contains("4 files"), qPrintable(done.describe()));
    const CliResult same = cli.plain({u"update"_s});
    QVERIFY2(same.process.out.contains("up to date"), qPrintable(same.describe()));
    model.hub.addFault(Fault::statusOf(Endpoint::Api, 500).always());
    const CliResult trouble = cli.json({u"update"_s, u"--check"_s});
    QCOMPARE(trouble.exitCode(), 3);
    QCOMPARE(finding(trouble).value("update"_L1).toString(), u"unknown"_s);
}

WEIGHTYARD_TEST(UpdateTest)

} // namespace update_test

#include "update_test.moc"
