// label: slow
// What its user has put into a model's folder: commits, stashes, edited files, weights of another model. Neither `adopt` nor `update`,
// `get`, `remove` and `clean` take any of it away unasked.
#include "adopt_scene.h"
#include "test_registry.h"

#include <QtTest>

namespace own_work_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();
const QString kWeight = SmallModel::weights().at(0);
const SnapshotOptions kEverything{.exclude = {}};

QString headOf(const QString &folder, const CliRun &cli)
{
    return QString::fromUtf8(gitIn(folder, cli, {u"rev-parse"_s, u"HEAD"_s})).trimmed();
}

void commitIn(const QString &folder, const CliRun &cli, const QString &file)
{
    writeFile(folder + u'/' + file, "work\n");
    gitIn(folder, cli, {u"add"_s, file});
    gitIn(folder, cli, {u"commit"_s, u"-qm"_s, u"my work"_s});
}

void publishNewer(SmallModel &model, const QByteArray &config = "{\"newer\":true}\n")
{
    model.repo.file(u"config.json"_s, config).commit("newer");
    model.repo.publishTo(model.hub.repositoryPath(kName));
}

/// Two models whose weights have the same sizes, as a base model and its tuned one.
void offerTwins(LocalHub &hub)
{
    for (const auto &[name, seed] :
         {std::pair(u"owner/base"_s, quint64{1}), std::pair(u"owner/tuned"_s, quint64{2})}) {
        RepoBuilder repo;
        repo.lfsTrack(u"*.safetensors"_s)
            .file(u"config.json"_s, "{}\n")
            .file(u"README.md"_s, name.toUtf8())
            .lfsFile(u"model.safetensors"_s, generatedBytes(seed, 600'000))
            .commit("1");
        hub.addRepository(name, repo);
    }
}

} // namespace

class OwnWorkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void adoptedCommits_data();
    void adoptedCommits();
    void repairedCommits();
    void historyWithMore_data();
    void historyWithMore();
    void historyThatMayGo_data();
    void historyThatMayGo();
    void editedFile_data();
    void editedFile();
    void keptByAnUpdate_data();
    void keptByAnUpdate();
    void emptiedFile();
    void emptiedAttributes();
    void adoptedAsAnother_data();
    void adoptedAsAnother();
    void cloneOfAnother();
    void removedAfterChanges();
};

void OwnWorkTest::adoptedCommits_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"a clone", "a shallow clone", "a clone behind its host",
                             "a clone on a branch of its user's", "a detached clone", "a model of ours"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

// The model is the host's commit; what goes on from it is its user's.
void OwnWorkTest::adoptedCommits()
{
    QFETCH(QString, what);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const bool ours = what == "a model of ours"_L1;
    const QString folder = ours ? cli.folder(kName) : cli.home() + u"/my clone"_s;
    if (ours)
        QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    else
        cloneInto(
            model.url(), folder,
            {.arguments = what == "a shallow clone"_L1 ? QStringList{u"--depth"_s, u"1"_s} : QStringList()});
    const QString host = headOf(folder, cli);
    if (what == "a clone behind its host"_L1) {
        publishNewer(model, "{\"between\":1}\n");
        gitIn(folder, cli, {u"fetch"_s, u"-q"_s});
    } else if (what == "a clone on a branch of its user's"_L1) {
        gitIn(folder, cli, {u"checkout"_s, u"-qb"_s, u"feat"_s});
    } else if (what == "a detached clone"_L1) {
        gitIn(folder, cli, {u"checkout"_s, u"-q"_s, u"--detach"_s});
    }
    commitIn(folder, cli, u"work.txt"_s);
    const auto before = TreeSnapshot::of(folder, kEverything).entries();
    const CliResult adopted = cli.json({u"adopt"_s, folder});
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    const QJsonObject line = adopted.lastOf(kName);
    QCOMPARE(line.value("commit"_L1).toString(), host);
    QCOMPARE(listIn(line, "extra"), QStringList{u"work.txt"_s});
    QVERIFY(!listIn(line, "complete").contains(u"work.txt"_s) && line.value("own_commits"_L1).toBool());

    publishNewer(model);
    const bool isNotFollowed = what == "a detached clone"_L1 || what.contains("branch of its user"_L1);
    const CliResult check = cli.json({u"update"_s, u"--check"_s});
    QVERIFY2(!check.describe().contains("work.txt"_L1), qPrintable(check.describe()));
    QVERIFY2(check.exitCode() == 0, qPrintable(check.describe()));
    if (what.contains("branch of its user"_L1))
        QCOMPARE(check.lastOf(kName).value("update"_L1).toString(), u"local"_s);
    else if (!isNotFollowed)
        QVERIFY2(check.lastOf(kName).contains("stops"_L1), qPrintable(check.describe()));
    for (const QStringList &words : {QStringList{u"update"_s},
                                     {u"update"_s, u"--take-new"_s},
                                     {u"remove"_s, folder, u"--yes"_s},
                                     {u"clean"_s, u"--git-history"_s, u"--yes"_s}}) {
        const CliResult refused = cli.json(words);
        const bool mayStay = words.first() == "update"_L1 && isNotFollowed; // there is nothing to update
        QVERIFY2(refused.exitCode() == 10 || (mayStay && refused.exitCode() == 0),
                 qPrintable(refused.describe()));
    }
    QVERIFY(TreeSnapshot::of(folder, kEverything).entries() == before);
}

// No record of a commit that only this clone has.
void OwnWorkTest::repairedCommits()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    cloneInto(model.url(), folder);
    commitIn(folder, cli, u"work.txt"_s);
    flipBit(folder + u'/' + kWeight);
    const auto before = TreeSnapshot::of(folder, kEverything).entries();
    const CliResult refused = cli.json({u"verify"_s, kName, u"--repair"_s});
    QVERIFY2(refused.exitCode() != 0, qPrintable(refused.describe()));
    QVERIFY(TreeSnapshot::of(folder, kEverything).entries() == before);
    QCOMPARE(cli.json({u"remove"_s, kName, u"--yes"_s}).exitCode(), 5); // it has no record
}

void OwnWorkTest::historyWithMore_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("adopted");
    for (const bool adopted : {false, true}) {
        for (const char *what : {"a stash", "a branch", "a tag", "a merge", "a lock", "a work tree"})
            QTest::addRow("%s, %s", what, adopted ? "adopted" : "ours")
                << QString::fromLatin1(what) << adopted;
    }
}

void OwnWorkTest::historyWithMore()
{
    QFETCH(QString, what);
    QFETCH(bool, adopted);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    if (adopted) {
        cloneInto(model.url(), folder);
        QCOMPARE(cli.json({u"adopt"_s, folder}).exitCode(), 0);
    } else {
        QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    }
    const QByteArray head = gitIn(folder, cli, {u"rev-parse"_s, u"--abbrev-ref"_s, u"HEAD"_s}).trimmed();
    if (what == "a stash"_L1) {
        writeFile(folder + u"/scratch.txt"_s, "s");
        gitIn(folder, cli, {u"stash"_s, u"-qu"_s});
    } else if (what == "a branch"_L1 || what == "a tag"_L1) {
        gitIn(folder, cli, {u"checkout"_s, u"-qb"_s, u"feat"_s});
        commitIn(folder, cli, u"work.txt"_s);
        if (what == "a tag"_L1)
            gitIn(folder, cli, {u"tag"_s, u"mine"_s});
        gitIn(folder, cli, {u"checkout"_s, u"-q"_s, QString::fromUtf8(head)});
        if (what == "a tag"_L1)
            gitIn(folder, cli, {u"branch"_s, u"-qD"_s, u"feat"_s});
    } else if (what == "a merge"_L1) {
        writeFile(folder + u"/.git/MERGE_HEAD"_s, model.repo.revision() + '\n');
    } else if (what == "a lock"_L1) {
        writeFile(folder + u"/.git/index.lock"_s, "");
    } else if (what == "a work tree"_L1) {
        gitIn(folder, cli, {u"worktree"_s, u"add"_s, u"-q"_s, cli.home() + u"/tree"_s, u"-b"_s, u"other"_s});
    }
    const auto before = TreeSnapshot::of(folder, kEverything).entries();
    for (const QStringList &how : {QStringList{u"--yes"_s}, {u"--dry-run"_s}, {u"--yes"_s, u"--trash"_s}}) {
        const CliResult refused = cli.json(QStringList{u"remove"_s, kName} + how);
        QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
        QVERIFY(TreeSnapshot::of(folder, kEverything).entries() == before);
    }
}

void OwnWorkTest::historyThatMayGo_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"a tag of its host", "an update", "a rollback", "another commit"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

// Commits that came from the host are nobody's work, however they are connected.
void OwnWorkTest::historyThatMayGo()
{
    QFETCH(QString, what);
    SmallModel model;
    model.repo.tag(u"v1"_s);
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QStringList get{u"get"_s, kName};
    if (what == "a tag of its host"_L1 || what == "another commit"_L1)
        get += {u"--revision"_s, u"v1"_s};
    QCOMPARE(cli.json(get).exitCode(), 0);
    publishNewer(model);
    if (what == "another commit"_L1)
        QCOMPARE(cli.json({u"get"_s, kName, u"--revision"_s, u"main"_s}).exitCode(), 0);
    if (what == "an update"_L1 || what == "a rollback"_L1)
        QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    if (what == "a rollback"_L1)
        QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, kName}).exitCode(), 0);
    const CliResult removed = cli.json({u"remove"_s, kName, u"--yes"_s});
    QVERIFY2(removed.exitCode() == 0, qPrintable(removed.describe()));
    QVERIFY(!QFileInfo::exists(cli.folder(kName)));
}

void OwnWorkTest::editedFile_data()
{
    QTest::addColumn<QByteArray>("mine");
    QTest::addColumn<bool>("history");
    for (const bool history : {true, false}) {
        const char *how = history ? "clone" : "no history";
        QTest::addRow("shorter, %s", how) << QByteArray("{}") << history;
        QTest::addRow("as long, %s", how) << QByteArray() << history;
        QTest::addRow("longer, %s", how) << QByteArray(2000, ' ') << history;
    }
}

// A small file that was edited is its user's, whatever its size.
void OwnWorkTest::editedFile()
{
    QFETCH(QByteArray, mine);
    QFETCH(bool, history);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(
        cli.json(QStringList{u"get"_s, kName} + (history ? QStringList() : QStringList{u"--remove-git"_s}))
            .exitCode(),
        0);
    const QString file = cli.folder(kName) + u"/config.json"_s;
    const QByteArray theirs = readFile(file);
    if (mine.isEmpty()) {
        mine = theirs;
        mine[1] = 'X';
    }
    writeFile(file, mine);
    const bool isSeen = mine.size() != theirs.size(); // else when it was hashed
    const auto changed = [&] { return listIn(cli.json({u"status"_s}).lastOf(kName), "changed"); };
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(changed(), isSeen ? QStringList{u"config.json"_s} : QStringList());
    const CliResult told = cli.plain({u"get"_s, kName});
    QVERIFY2(told.exitCode() == 0 && (told.process.out + told.process.err).contains("config.json"),
             qPrintable(told.describe()));
    const CliResult verified = cli.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0, qPrintable(verified.describe()));
    QCOMPARE(listIn(verified.lastOf(kName), "changed"), QStringList{u"config.json"_s});
    QCOMPARE(changed(), QStringList{u"config.json"_s});
    const CliResult words = cli.plain({u"status"_s});
    QVERIFY2(words.process.out.contains("config.json"), qPrintable(words.describe()));
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(readFile(file), mine);
    QVERIFY(QFile::remove(cli.folder(kName) + u'/' + kWeight)); // what is missing comes, and nothing else
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(readFile(file), mine);
    QCOMPARE(readFile(cli.folder(kName) + u'/' + kWeight), SmallModel::weight(0));
    QCOMPARE(cli.json({u"verify"_s, u"--repair"_s}).exitCode(), 0); // by the way nothing of the user's goes
    QCOMPARE(readFile(file), mine);
    const CliResult mended = cli.json({u"verify"_s, kName, u"--repair"_s});
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QCOMPARE(readFile(file), theirs);
    QVERIFY(listIn(cli.json({u"status"_s}).lastOf(kName), "changed").isEmpty());
}

void OwnWorkTest::keptByAnUpdate_data()
{
    editedFile_data();
}

// A choice that was made once holds until another one is.
void OwnWorkTest::keptByAnUpdate()
{
    QFETCH(QByteArray, mine);
    QFETCH(bool, history);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(
        cli.json(QStringList{u"get"_s, kName} + (history ? QStringList() : QStringList{u"--remove-git"_s}))
            .exitCode(),
        0);
    const QString file = cli.folder(kName) + u"/config.json"_s;
    const QByteArray before = readFile(file);
    const QByteArray newer = "{\"newer\": \"by far and away\"}\n";
    if (mine.isEmpty()) // as long as the new one
        mine = QByteArray(newer).replace("newer", "mine!");
    writeFile(file, mine);
    publishNewer(model, newer);
    const CliResult kept = cli.json({u"update"_s, u"--keep-mine"_s});
    QVERIFY2(kept.exitCode() == 0, qPrintable(kept.describe()));
    for (const QStringList &words : {QStringList{u"status"_s},
                                     {u"verify"_s},
                                     {u"get"_s, kName},
                                     {u"verify"_s, u"--repair"_s},
                                     {u"get"_s, kName},
                                     {u"update"_s}}) {
        const CliResult result = cli.json(words);
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        QCOMPARE(readFile(file), mine);
    }
    const QJsonObject status = cli.json({u"status"_s}).lastOf(kName);
    QCOMPARE(status.value("state"_L1).toString(), u"here"_s);
    QCOMPARE(listIn(status, "changed"), QStringList{u"config.json"_s});
    if (history)
        QCOMPARE(gitIn(cli.folder(kName), cli, {u"status"_s, u"--porcelain"_s}),
                 QByteArray(" M config.json\n"));
    const CliResult back = cli.json({u"update"_s, u"--rollback"_s, kName});
    QVERIFY2(back.exitCode() == 0, qPrintable(back.describe()));
    QCOMPARE(readFile(file), mine);
    QCOMPARE(listIn(cli.json({u"status"_s}).lastOf(kName), "changed"), QStringList{u"config.json"_s});
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(readFile(file), mine);
    QCOMPARE(cli.json({u"verify"_s, kName, u"--repair"_s}).exitCode(), 0);
    QCOMPARE(readFile(file), before);
}

// A file without a byte holds no work: a full disk or a power cut leaves it.
void OwnWorkTest::emptiedFile()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString file = cli.folder(kName) + u"/config.json"_s;
    const QByteArray theirs = readFile(file);
    writeFile(file, QByteArray(100, '\0'));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 7);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(readFile(file), theirs);
    writeFile(file, "");
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"incomplete"_s);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 7);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(readFile(file), theirs);
}

// Git looks after what is edited in them; a crash may leave nothing of them.
void OwnWorkTest::emptiedAttributes()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    QCOMPARE(cli.json({u"get"_s, u"--keep-git"_s, kName}).exitCode(), 0);
    for (const QString &path : {u".gitattributes"_s, u"tokenizer/.gitattributes"_s}) {
        const QString file = folder + u'/' + path;
        const QByteArray theirs = readFile(file);
        writeFile(file, theirs + "*.mine text\n");
        QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
        QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
        writeFile(file, "");
        const QJsonObject status = cli.json({u"status"_s}).lastOf(kName);
        QCOMPARE(status.value("state"_L1).toString(), u"incomplete"_s);
        QCOMPARE(listIn(status, "problems"), QStringList{path});
        const CliResult verified = cli.json({u"verify"_s});
        QVERIFY2(verified.exitCode() == 7, qPrintable(verified.describe()));
        QCOMPARE(listIn(verified.lastOf(kName), "missing"), QStringList{path});
        const CliResult got = cli.json({u"get"_s, u"--keep-git"_s, kName});
        QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
        QCOMPARE(readFile(file), theirs);
        QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    }
    QVERIFY(gitIn(folder, cli, {u"status"_s, u"--porcelain"_s}).isEmpty());
}

void OwnWorkTest::adoptedAsAnother_data()
{
    QTest::addColumn<QString>("folder"); // below the home
    QTest::newRow("elsewhere") << u"downloaded"_s;
    QTest::newRow("at its own place") << u"library/owner/base"_s;
    QTest::newRow("at the other's place") << u"library/owner/tuned"_s;
}

void OwnWorkTest::adoptedAsAnother()
{
    QFETCH(QString, folder);
    LocalHub hub;
    offerTwins(hub);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString place = cli.home() + u'/' + folder;
    QDir().mkpath(QFileInfo(place).absolutePath());
    cloneInto(hub.repositoryUrl(u"owner/base"_s), place);
    QVERIFY(QDir(place + u"/.git"_s).removeRecursively());
    const auto before = TreeSnapshot::of(place, kEverything).entries();
    const CliResult wrong = cli.json({u"adopt"_s, place, u"--repo"_s, u"owner/tuned"_s});
    QVERIFY2(wrong.exitCode() == 10, qPrintable(wrong.describe()));
    QCOMPARE(intoRecords(cli).size(), 0);
    // Without its weights nothing speaks against another model; that was a mistake, and can be put right.
    QVERIFY(QFile::rename(place + u"/model.safetensors"_s, cli.home() + u"/aside"_s));
    QCOMPARE(cli.json({u"adopt"_s, place, u"--repo"_s, u"owner/tuned"_s}).exitCode(), 0);
    QVERIFY(QFile::rename(cli.home() + u"/aside"_s, place + u"/model.safetensors"_s));
    const CliResult right = cli.json({u"adopt"_s, place, u"--repo"_s, u"owner/base"_s});
    QVERIFY2(right.exitCode() == 0, qPrintable(right.describe()));
    QCOMPARE(right.lastOf(u"owner/base"_s).value("state"_L1).toString(), u"here"_s);
    const CliResult status = cli.json({u"status"_s});
    QVERIFY2(status.exitCode() == 0 && status.summary().value("models"_L1).toInt() == 1,
             qPrintable(status.describe()));
    QCOMPARE(status.lastOf(u"owner/base"_s).value("state"_L1).toString(), u"here"_s);
    QVERIFY(TreeSnapshot::of(place, kEverything).entries() == before);
}

// A clone says itself what it is of.
void OwnWorkTest::cloneOfAnother()
{
    LocalHub hub;
    offerTwins(hub);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString place = cli.home() + u"/clone"_s;
    cloneInto(hub.repositoryUrl(u"owner/base"_s), place);
    const CliResult wrong = cli.json({u"adopt"_s, place, u"--repo"_s, u"owner/tuned"_s});
    QVERIFY2(wrong.exitCode() == 10, qPrintable(wrong.describe()));
    QCOMPARE(intoRecords(cli).size(), 0);
    QCOMPARE(cli.json({u"adopt"_s, place, u"--repo"_s, u"owner/base"_s}).exitCode(), 0);
}

// What is not byte for byte the model's stays.
void OwnWorkTest::removedAfterChanges()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    copyFiles(model, folder);
    QCOMPARE(cli.json({u"adopt"_s, folder}).exitCode(), 0);
    QByteArray config = readFile(folder + u"/config.json"_s);
    config[1] = 'X';
    writeFile(folder + u"/config.json"_s, config);
    const QByteArray tuned = generatedBytes(9, SmallModel::weight(0).size());
    writeFile(folder + u'/' + kWeight, tuned);
    const CliResult removed = cli.json({u"remove"_s, kName, u"--yes"_s});
    QVERIFY2(removed.exitCode() == 0, qPrintable(removed.describe()));
    QCOMPARE(readFile(folder + u"/config.json"_s), config);
    QCOMPARE(readFile(folder + u'/' + kWeight), tuned);
    QVERIFY(!QFileInfo::exists(folder + u"/README.md"_s));
}

WEIGHTYARD_TEST(OwnWorkTest)

} // namespace own_work_test

#include "own_work_test.moc"
