// label: slow
// What users do to a clone with git's own sparse checkout: of a model of chosen files, which they make whole; and of clones that are their
// own. Nothing of theirs is lost, and what git has left out is not called missing.
#include "small_model.h"
#include "store_results.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>

namespace sparse_clones_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = QStringLiteral("o/m-GGUF");
const QByteArray kSmall = patternBytes(40'000, 1);
const QByteArray kFirst = patternBytes(50'000, 2);
const QByteArray kSecond = patternBytes(30'000, 3);
const QByteArray kNew = patternBytes(35'000, 4);

class Scene
{
public:
    Scene() : cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl())
    {
        repo.lfsTrack(u"*.gguf"_s).file(u"README.md"_s, "m\n").file(u"config.json"_s, "{}\n");
        repo.file(u"notes/a.txt"_s, "a\n").lfsFile(u"m-Q4_K_M.gguf"_s, kSmall);
        repo.lfsFile(u"Q8_0/m-Q8_0-00001-of-00002.gguf"_s, kFirst);
        repo.lfsFile(u"Q8_0/m-Q8_0-00002-of-00002.gguf"_s, kSecond).commit("one");
        hub.addRepository(kModel, repo);
    }
    void publishSecond()
    {
        repo.file(u"README.md"_s, "newer\n").file(u"notes/b.txt"_s, "b\n");
        repo.lfsFile(u"Q8_0/m-Q8_0-00002-of-00002.gguf"_s, kNew).commit("two");
        hub.ingestLfsFolder(repo.gitFolder());
        repo.publishTo(hub.repositoryPath(kModel));
    }
    QByteArray git(const QStringList &words, const QString &folder = {}) const
    {
        return mustRun(u"git"_s, words,
                       {.environment = lfsEnvironment(cli.home()),
                        .workingDirectory = folder.isEmpty() ? cli.folder(kModel) : folder,
                        .input = {}})
            .trimmed();
    }
    QByteArray read(const QString &path) const { return readFile(cli.folder(kModel) + u'/' + path); }
    QJsonObject status() const { return cli.json({u"status"_s}).lastOf(kModel); }
    /// Of the newest commit.
    void checkSecond() const
    {
        QCOMPARE(read(u"README.md"_s), QByteArray("newer\n"));
        QCOMPARE(read(u"notes/b.txt"_s), QByteArray("b\n"));
        QCOMPARE(read(u"notes/a.txt"_s), QByteArray("a\n"));
        QCOMPARE(read(u"m-Q4_K_M.gguf"_s), kSmall);
        QCOMPARE(read(u"Q8_0/m-Q8_0-00001-of-00002.gguf"_s), kFirst);
        QCOMPARE(read(u"Q8_0/m-Q8_0-00002-of-00002.gguf"_s), kNew);
        QCOMPARE(git({u"status"_s, u"--porcelain"_s}), QByteArray());
        QVERIFY(!git({u"ls-files"_s, u"-t"_s}).contains("S "));
    }

    LocalHub hub;
    RepoBuilder repo;
    CliRun cli;
};

} // namespace

class SparseClonesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void madeWhole();
    void madeWholeRemoved_data();
    void madeWholeRemoved();
    void madeWholeEdited();
    void madeWholeAsPointers();
    void usersOwn_data();
    void usersOwn();
    void usersOwnAdopted();
    void historyGoes_data();
    void historyGoes();
};

void SparseClonesTest::madeWhole()
{
    Scene scene;
    QCOMPARE(scene.cli.json({u"get"_s, kModel, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
    scene.git({u"sparse-checkout"_s, u"disable"_s});
    scene.git({u"lfs"_s, u"pull"_s});
    QCOMPARE(scene.status().value("state"_L1).toString(), u"here"_s);
    QVERIFY(!scene.status().contains("picks"_L1));
    QVERIFY(scene.status().value("bytes"_L1).toInteger() >= kSmall.size() + kFirst.size() + kSecond.size());
    const CliResult verified = scene.cli.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0, qPrintable(verified.describe()));
    QVERIFY(verified.lastOf(kModel).value("bytes"_L1).toInteger()
            >= kSmall.size() + kFirst.size() + kSecond.size());
    // What was not chosen counts now, too.
    const QString shard = scene.cli.folder(kModel) + u"/Q8_0/m-Q8_0-00001-of-00002.gguf"_s;
    writeFile(shard, QByteArray(kFirst).replace(100, 4, "oops"));
    const CliResult damaged = scene.cli.json({u"verify"_s});
    QCOMPARE(damaged.exitCode(), 7);
    QCOMPARE(damaged.lastOf(kModel).value("damaged"_L1).toArray(),
             QJsonArray{u"Q8_0/m-Q8_0-00001-of-00002.gguf"_s});
    writeFile(shard, kFirst);

    scene.publishSecond();
    scene.hub.log().clear();
    const CliResult updated = scene.cli.json({u"update"_s});
    QVERIFY2(updated.exitCode() == 0, qPrintable(updated.describe()));
    scene.checkSecond();
    QCOMPARE(scene.hub.log()
                 .matching([](const LoggedRequest &one) { return one.endpoint == Endpoint::Storage; })
                 .size(),
             1); // of what is new
    QCOMPARE(scene.status().value("state"_L1).toString(), u"here"_s);
    QVERIFY(!scene.status().contains("picks"_L1));
    QCOMPARE(scene.cli.json({u"verify"_s}).exitCode(), 0);
    QVERIFY(scene.cli.json({u"get"_s, kModel}).lastOf(kModel).value("already_installed"_L1).toBool());
}

void SparseClonesTest::madeWholeRemoved_data()
{
    QTest::addColumn<bool>("pulled");
    QTest::newRow("pulled") << true;
    QTest::newRow("pointers") << false;
}

// What git has added is the model's, and goes with it; what its user has put there stays.
void SparseClonesTest::madeWholeRemoved()
{
    QFETCH(bool, pulled);
    Scene scene;
    QCOMPARE(scene.cli.json({u"get"_s, kModel, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
    const qint64 before = scene.status().value("files"_L1).toInteger();
    QProcessEnvironment skipping = lfsEnvironment(scene.cli.home());
    skipping.insert(u"GIT_LFS_SKIP_SMUDGE"_s, u"1"_s);
    mustRun(u"git"_s, {u"sparse-checkout"_s, u"disable"_s},
            {.environment = skipping, .workingDirectory = scene.cli.folder(kModel), .input = {}});
    if (pulled) {
        scene.git({u"lfs"_s, u"pull"_s});
        QCOMPARE(scene.status().value("files"_L1).toInteger(), before + 3); // two shards and a note
        const CliResult part = scene.cli.json({u"remove"_s, kModel, u"--variant"_s, u"Q8_0"_s, u"--yes"_s});
        QVERIFY2(part.exitCode() == 0, qPrintable(part.describe()));
        QVERIFY(!QFileInfo::exists(scene.cli.folder(kModel) + u"/Q8_0"_s));
        QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s}), QByteArray());
        QCOMPARE(scene.cli.json({u"verify"_s}).exitCode(), 0);
    }
    const QString mine = scene.cli.folder(kModel) + u"/notes/mine.txt"_s;
    writeFile(mine, "mine\n");
    const CliResult removed = scene.cli.json({u"remove"_s, kModel, u"--yes"_s});
    QVERIFY2(removed.exitCode() == 0, qPrintable(removed.describe()));
    QCOMPARE(TreeSnapshot::of(scene.cli.folder(kModel)).entries().keys(),
             (QStringList{u"notes"_s, u"notes/mine.txt"_s}));
}

// A file that git has added and the user has edited since, to the same size.
void SparseClonesTest::madeWholeEdited()
{
    Scene scene;
    QCOMPARE(scene.cli.json({u"get"_s, kModel, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
    scene.git({u"sparse-checkout"_s, u"disable"_s});
    scene.git({u"lfs"_s, u"pull"_s});
    writeFile(scene.cli.folder(kModel) + u"/notes/a.txt"_s, "b\n");
    static_cast<void>(scene.cli.json({u"remove"_s, kModel, u"--yes"_s}));
    QCOMPARE(scene.read(u"notes/a.txt"_s), QByteArray("b\n"));
}

// Without git lfs pull the rest is pointers: nothing is touched until that is done.
void SparseClonesTest::madeWholeAsPointers()
{
    Scene scene;
    QCOMPARE(scene.cli.json({u"get"_s, kModel, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
    QProcessEnvironment skipping = lfsEnvironment(scene.cli.home());
    skipping.insert(u"GIT_LFS_SKIP_SMUDGE"_s, u"1"_s);
    mustRun(u"git"_s, {u"sparse-checkout"_s, u"disable"_s},
            {.environment = skipping, .workingDirectory = scene.cli.folder(kModel), .input = {}});
    QVERIFY(scene.read(u"Q8_0/m-Q8_0-00001-of-00002.gguf"_s).startsWith("version "));
    QCOMPARE(scene.status().value("state"_L1).toString(), u"here"_s); // what was chosen is
    const TreeSnapshot before = TreeSnapshot::of(scene.cli.folder(kModel));
    scene.publishSecond();
    const CliResult stopped = scene.cli.json({u"update"_s});
    QVERIFY2(stopped.exitCode() == 10, qPrintable(stopped.describe()));
    const QJsonObject error = stopped.lastOf(kModel).value("error"_L1).toObject();
    QCOMPARE(error.value("code"_L1).toString(), u"CloneIsPointers"_s);
    QVERIFY2(error.value("remedy"_L1).toString().contains("git lfs pull"_L1), qPrintable(stopped.describe()));
    QVERIFY(TreeSnapshot::of(scene.cli.folder(kModel)).entries().keys() == before.entries().keys());
    QCOMPARE(scene.read(u"README.md"_s), QByteArray("m\n"));
    scene.git({u"lfs"_s, u"pull"_s});
    const CliResult updated = scene.cli.json({u"update"_s});
    QVERIFY2(updated.exitCode() == 0, qPrintable(updated.describe()));
    scene.checkSecond();
}

void SparseClonesTest::usersOwn_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("folders") << QStringList{u"set"_s, u"--cone"_s, u"notes"_s};
    QTest::newRow("patterns") << QStringList{u"set"_s, u"--no-cone"_s, u"/README.md"_s, u"/m-*"_s,
                                             u"/Q8_0/*-00001-*"_s};
}

void SparseClonesTest::usersOwn()
{
    QFETCH(QStringList, words);
    Scene scene;
    const QString folder = scene.cli.folder(kModel);
    QDir().mkpath(QFileInfo(folder).absolutePath());
    QVERIFY(realClone(scene.hub.repositoryUrl(kModel).toString(), folder, {.lfs = true}).ok());
    scene.git(QStringList{u"sparse-checkout"_s} + words);
    QVERIFY(!QFileInfo::exists(folder + u"/Q8_0/m-Q8_0-00002-of-00002.gguf"_s));
    const QJsonObject status = scene.status();
    QVERIFY2(status.value("state"_L1).toString() == u"here_unverified"_s,
             qPrintable(scene.cli.json({u"status"_s}).describe()));
    const CliResult verified = scene.cli.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0, qPrintable(verified.describe()));
    QCOMPARE(verified.lastOf(kModel).value("missing"_L1).toArray(), QJsonArray());
    // What git has checked out is looked at as ever.
    const QString weight = folder + u"/m-Q4_K_M.gguf"_s;
    QVERIFY(QFile::remove(weight));
    const CliResult missing = scene.cli.json({u"verify"_s});
    QCOMPARE(missing.exitCode(), 7);
    QCOMPARE(missing.lastOf(kModel).value("missing"_L1).toArray(), QJsonArray{u"m-Q4_K_M.gguf"_s});
    // A repair brings that, and nothing that they left out.
    const CliResult repaired = scene.cli.json({u"verify"_s, u"--repair"_s});
    QVERIFY2(repaired.exitCode() == 0, qPrintable(repaired.describe()));
    QCOMPARE(readFile(weight), kSmall);
    QVERIFY(!QFileInfo::exists(folder + u"/Q8_0/m-Q8_0-00002-of-00002.gguf"_s));
    QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s}), QByteArray());
}

// Taken over, it is a model of the files that git has checked out.
void SparseClonesTest::usersOwnAdopted()
{
    Scene scene;
    const QString folder = scene.cli.home() + u"/mine"_s;
    QVERIFY(realClone(scene.hub.repositoryUrl(kModel).toString(), folder, {.lfs = true}).ok());
    scene.git({u"sparse-checkout"_s, u"set"_s, u"--no-cone"_s, u"/README.md"_s, u"/m-*"_s}, folder);
    const CliResult adopted = scene.cli.json({u"adopt"_s, folder});
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    const QJsonObject line = adopted.lastOf(kModel);
    QCOMPARE(line.value("state"_L1).toString(), u"here"_s);
    QVERIFY2(line.value("missing"_L1).toArray().isEmpty(), qPrintable(adopted.describe()));
    QCOMPARE(scene.status().value("state"_L1).toString(), u"here"_s);
    scene.publishSecond();
    scene.hub.log().clear();
    const CliResult updated = scene.cli.json({u"update"_s});
    QVERIFY2(updated.exitCode() == 0, qPrintable(updated.describe()));
    QCOMPARE(readFile(folder + u"/README.md"_s), QByteArray("newer\n"));
    QCOMPARE(scene.hub.log().count(Endpoint::Storage), 0);
    QVERIFY(!QFileInfo::exists(folder + u"/Q8_0"_s));
    QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s}, folder), QByteArray());
}

void SparseClonesTest::historyGoes_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("chosen") << u"chosen"_s;
    QTest::newRow("removed") << u"removed"_s;
    QTest::newRow("user's own, adopted") << u"own"_s;
}

// What is left out on purpose is no change of the user's.
void SparseClonesTest::historyGoes()
{
    QFETCH(QString, how);
    Scene scene;
    scene.repo.file(u"Q8_0/.gitattributes"_s, "*.x text\n").commit("attributes of a folder");
    scene.repo.publishTo(scene.hub.repositoryPath(kModel));
    if (how == "own"_L1) {
        QDir().mkpath(scene.cli.library() + u"/o"_s);
        QVERIFY(realClone(scene.hub.repositoryUrl(kModel).toString(), scene.cli.folder(kModel)).ok());
        scene.git({u"sparse-checkout"_s, u"set"_s, u"--no-cone"_s, u"/*.*"_s});
        QCOMPARE(scene.cli.json({u"adopt"_s, scene.cli.folder(kModel)}).exitCode(), 0);
    } else {
        QCOMPARE(scene.cli.json({u"get"_s, kModel + u":Q4_K_M"_s}).exitCode(), 0);
    }
    if (how == "removed"_L1) {
        QCOMPARE(scene.cli.json({u"get"_s, kModel + u":Q8_0"_s}).exitCode(), 0);
        QCOMPARE(scene.cli.json({u"remove"_s, kModel, u"--variant"_s, u"Q8_0"_s, u"--yes"_s}).exitCode(), 0);
    }
    const CliResult done = scene.cli.json({u"clean"_s, u"--git-history"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QVERIFY(!QFileInfo::exists(scene.cli.folder(kModel) + u"/.git"_s));
    QCOMPARE(scene.read(u"m-Q4_K_M.gguf"_s), kSmall);
    QCOMPARE(scene.status().value("state"_L1).toString(), u"here"_s);
    QCOMPARE(scene.cli.json({u"verify"_s}).exitCode(), 0);
}

WEIGHTYARD_TEST(SparseClonesTest)

} // namespace sparse_clones_test

#include "sparse_clones_test.moc"
