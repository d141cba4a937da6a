// label: slow
// `get` with another revision than the one that is here: the model is brought there as by an update, so that a team goes from one pinned
// catalogue to the next.
#include "adopt_scene.h"
#include "store_results.h"
#include "test_registry.h"

#include <QtTest>

namespace get_revision_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = QStringLiteral("owner/growing");
const QByteArray kBig = patternBytes(500'000, 1); // in both versions
const QByteArray kOld = patternBytes(300'000, 2);
const QByteArray kNew = patternBytes(320'000, 3);

class Growing
{
public:
    Growing()
    {
        repo.lfsTrack(u"*.safetensors"_s)
            .lfsFile(u"big.safetensors"_s, kBig)
            .lfsFile(u"w.safetensors"_s, kOld)
            .file(u"config.json"_s, "{\"v\":1}\n")
            .file(u"README.md"_s, "one\n");
        first = QString::fromLatin1(repo.commit("one"));
        repo.lfsFile(u"w.safetensors"_s, kNew).file(u"config.json"_s, "{\"v\":2}\n");
        second = QString::fromLatin1(repo.commit("two"));
        hub.addRepository(kName, repo);
    }

    LocalHub hub;
    RepoBuilder repo;
    QString first;
    QString second;
};

QString catalogue(const CliRun &cli, const QString &name, const QString &commit)
{
    const QString file = cli.home() + u'/' + name;
    writeFile(file, "{\"version\": 1, \"families\": [\"Team\"], \"models\": [{\"id\": \"" + kName.toUtf8()
                        + "\", \"family\": \"Team\", \"name\": \"Growing\", \"revision\": \""
                        + commit.toUtf8() + "\"}]}");
    return file;
}

} // namespace

class GetRevisionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromOneCatalogueToTheNext();
    void withoutHistory();
    void intoFolder();
    void backToTheBranch();
    void changesOfTheUsers();
    void commitsOfTheUsers();
    void withAnotherFile();
};

void GetRevisionTest::fromOneCatalogueToTheNext()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString team = catalogue(cli, u"team.json"_s, model.first);
    const QString next = catalogue(cli, u"team-new.json"_s, model.second);
    const CliResult first = cli.json({u"get"_s, u"--catalogue"_s, team, u"--family"_s, u"Team"_s});
    QVERIFY2(first.exitCode() == 0, qPrintable(first.describe()));

    const QStringList ofNext{u"--catalogue"_s, next, u"--family"_s, u"Team"_s};
    const CliResult estimate = cli.json(QStringList{u"estimate"_s} + ofNext);
    QVERIFY2(estimate.exitCode() == 0, qPrintable(estimate.describe()));
    QCOMPARE(estimate.summary().value("bytes_missing"_L1).toInteger(), kNew.size() + 8);
    const CliResult second = cli.json(QStringList{u"get"_s} + ofNext);
    QVERIFY2(second.exitCode() == 0, qPrintable(second.describe()));
    QCOMPARE(bytesFetched(second), kNew.size());
    const QString folder = cli.folder(kName);
    QCOMPARE(readFile(folder + u"/w.safetensors"_s), kNew);
    QCOMPARE(gitIn(folder, cli, {u"rev-parse"_s, u"HEAD"_s}).trimmed(), model.second.toLatin1());
    QCOMPARE(gitIn(folder, cli, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(cli.json(QStringList{u"estimate"_s} + ofNext).summary().value("bytes_missing"_L1).toInteger(-1),
             0);
    QCOMPARE(cli.json(QStringList{u"get"_s} + ofNext).summary().value("already_installed"_L1).toInt(), 1);
    // It is pinned there, and the way back is there, with and without the network.
    QCOMPARE(cli.json({u"update"_s, u"--check"_s}).lines.value(0).value("update"_L1).toString(), u"pinned"_s);
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, kName}).exitCode(), 0);
    QCOMPARE(readFile(folder + u"/w.safetensors"_s), kOld);
    QCOMPARE(gitIn(folder, cli, {u"status"_s, u"--porcelain"_s}), QByteArray());
    const CliResult again = cli.json(QStringList{u"get"_s} + ofNext);
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QCOMPARE(bytesFetched(again), 0);
}

void GetRevisionTest::withoutHistory()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, model.first, u"--remove-git"_s}).exitCode(), 0);
    const QStringList second{kName, u"--revision"_s, model.second};
    QCOMPARE(cli.json(QStringList{u"estimate"_s} + second).summary().value("bytes_missing"_L1).toInteger(),
             kNew.size() + 8);
    QCOMPARE(bytesFetched(cli.json(QStringList{u"get"_s} + second)), kNew.size());
    QCOMPARE(readFile(cli.folder(kName) + u"/w.safetensors"_s), kNew);
    QVERIFY(!QFileInfo::exists(cli.folder(kName) + u"/.git"_s));
}

void GetRevisionTest::intoFolder()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/mine"_s;
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, model.first, u"--into"_s, folder}).exitCode(), 0);
    writeFile(folder + u"/notes.txt"_s, "mine");
    const CliResult got = cli.json({u"get"_s, kName, u"--revision"_s, model.second, u"--into"_s, folder});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), kNew.size());
    QCOMPARE(readFile(folder + u"/w.safetensors"_s), kNew);
    QCOMPARE(readFile(folder + u"/notes.txt"_s), QByteArray("mine"));
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, folder}).exitCode(), 0);
    QCOMPARE(readFile(folder + u"/w.safetensors"_s), kOld);
}

void GetRevisionTest::backToTheBranch()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, model.first}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0); // whichever is here
    QCOMPARE(readFile(cli.folder(kName) + u"/w.safetensors"_s), kOld);
    const CliResult got = cli.json({u"get"_s, kName, u"--revision"_s, u"main"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(gitIn(cli.folder(kName), cli, {u"symbolic-ref"_s, u"HEAD"_s}).trimmed(), "refs/heads/main"_ba);
    model.repo.file(u"third.txt"_s, "3").commit("three");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    QCOMPARE(cli.json({u"update"_s, u"--check"_s}).lines.value(0).value("update"_L1).toString(), u"newer"_s);
}

void GetRevisionTest::changesOfTheUsers()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, model.first}).exitCode(), 0);
    writeFile(cli.folder(kName) + u"/README.md"_s, "mine\n");
    writeFile(cli.folder(kName) + u"/config.json"_s, "{\"v\":9}\n");
    const CliResult refused = cli.json({u"get"_s, kName, u"--revision"_s, model.second});
    QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
    QCOMPARE(readFile(cli.folder(kName) + u"/config.json"_s), QByteArray("{\"v\":9}\n"));
    QCOMPARE(readFile(cli.folder(kName) + u"/w.safetensors"_s), kOld);
    writeFile(cli.folder(kName) + u"/config.json"_s, "{\"v\":1}\n");
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, model.second}).exitCode(), 0);
    QCOMPARE(readFile(cli.folder(kName) + u"/README.md"_s), QByteArray("mine\n"));
}

/// On a branch that is not checked out: it is not moved away from them.
void GetRevisionTest::commitsOfTheUsers()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, model.first}).exitCode(), 0);
    const QString folder = cli.folder(kName);
    const QByteArray own = gitIn(folder, cli,
                                 {u"-c"_s, u"user.name=Me"_s, u"-c"_s, u"user.email=me@example.org"_s,
                                  u"commit-tree"_s, u"-p"_s, u"HEAD"_s, u"-m"_s, u"mine"_s, u"HEAD^{tree}"_s})
                               .trimmed();
    gitIn(folder, cli, {u"branch"_s, u"main"_s, QString::fromLatin1(own)});
    const CliResult refused = cli.json({u"get"_s, kName, u"--revision"_s, u"main"_s});
    QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
    QCOMPARE(gitIn(folder, cli, {u"rev-parse"_s, u"main"_s}).trimmed(), own);
    QCOMPARE(readFile(folder + u"/w.safetensors"_s), kOld);
    QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, model.second}).exitCode(), 0);
    QCOMPARE(gitIn(folder, cli, {u"rev-parse"_s, u"main"_s}).trimmed(), own);
}

void GetRevisionTest::withAnotherFile()
{
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(
        cli.json({u"get"_s, kName, u"--revision"_s, model.first, u"--file"_s, u"w.safetensors"_s}).exitCode(),
        0);
    const CliResult got =
        cli.json({u"get"_s, kName, u"--revision"_s, model.second, u"--file"_s, u"big.safetensors"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(readFile(cli.folder(kName) + u"/w.safetensors"_s), kNew);
    QCOMPARE(readFile(cli.folder(kName) + u"/big.safetensors"_s), kBig);
    QVERIFY(!QFileInfo::exists(cli.folder(kName) + u"/config.json"_s));
}

WEIGHTYARD_TEST(GetRevisionTest)

} // namespace get_revision_test

#include "get_revision_test.moc"
