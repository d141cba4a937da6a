// `remove`: what goes, what stays, and what the disk gets back.
#include "pty_run.h"
#include "small_model.h"
#include "store_results.h"
#include "test_registry.h"
#include "test_volume.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QStorageInfo>
#include <QtTest>

#include <unistd.h>

namespace remove_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kName = SmallModel::name();
const QString kWeight = SmallModel::weights().at(0);

QByteArray pathOf(const QString &path)
{
    return QFile::encodeName(path);
}

qint64 freeOn(const QString &path)
{
    mustRun(u"sync"_s, {u"-f"_s, path});
    QStorageInfo volume(path);
    volume.refresh();
    return volume.bytesFree();
}

} // namespace

class RemoveTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeModel();
    void dryRun();
    void keepsWhatIsTheUsers();
    void keepsWhatHasNoName();
    void byItsAddress();
    void whatWasGoneOnWith();
    void folderBehindALink();
    void fileThatComesMeanwhile();
    void leftovers();
    void folderThatIsALink();
    void intoFolder();
    void trash();
    void backFromTheTrash();
    void asks();
    void names();
    void copies();
    void notTakenOver();
    void freesWhatItSays_data();
    void freesWhatItSays();

    void ofTwoCopies();

private:
    static CliResult remove(const CliRun &cli, const QStringList &more = {})
    {
        return cli.json(QStringList{u"remove"_s, kName, u"--yes"_s} + more);
    }
};

void RemoveTest::wholeModel()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult gone = remove(cli);
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    const QJsonObject line = gone.lines.first();
    QVERIFY(line.value(u"removed"_s).toBool() && line.value(u"frees"_s).toInteger() > 0);
    QVERIFY(!QFileInfo::exists(QFileInfo(cli.folder(kName)).absolutePath())); // the owner's folder, too
    QVERIFY(QFileInfo::exists(cli.library()));
    const CliResult status = cli.json({u"status"_s});
    QVERIFY2(!status.describe().contains(kName), qPrintable(status.describe()));
    QCOMPARE(remove(cli).exitCode(), 5);
    const CliResult again = cli.json({u"get"_s, kName});
    QVERIFY2(again.exitCode() == 0 && bytesFetched(again) > 0, qPrintable(again.describe()));
}

void RemoveTest::dryRun()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult said = cli.json({u"remove"_s, kName, u"--dry-run"_s}); // asks nothing, either
    QVERIFY2(said.exitCode() == 0, qPrintable(said.describe()));
    QCOMPARE(said.lines.first().value(u"removed"_s).toBool(true), false);
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    const CliResult words = cli.plain({u"remove"_s, kName, u"--dry-run"_s});
    QVERIFY2(words.process.out.contains("would free"), qPrintable(words.describe()));
}

void RemoveTest::keepsWhatIsTheUsers()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString folder = cli.folder(kName);
    writeFile(folder + u"/notes/mine.txt"_s, "mine");
    QFile readme(folder + u"/README.md"_s);
    QVERIFY(readme.open(QIODevice::Append) && readme.write("my words\n") > 0);
    readme.close();
    const CliResult gone = remove(cli);
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    const QJsonArray kept = gone.lines.first().value(u"kept"_s).toArray();
    QCOMPARE(kept, (QJsonArray{u"README.md"_s, u"notes/mine.txt"_s}));
    QStringList left =
        QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::NoSort);
    left.sort();
    QCOMPARE(left, (QStringList{u"README.md"_s, u"notes"_s}));
    QVERIFY(readFile(folder + u"/README.md"_s).endsWith("my words\n"));
    QCOMPARE(readFile(folder + u"/notes/mine.txt"_s), QByteArray("mine"));
}

// Lists leave it out: the folder would look as if all of it were the model's.
void RemoveTest::keepsWhatHasNoName()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString folder = cli.folder(kName);
    mustRun(u"sh"_s, {u"-c"_s, u"printf mine > \"$1/$(printf 'caf\\351')\""_s, u"sh"_s, folder});
    const CliResult trash = cli.json({u"remove"_s, kName, u"--yes"_s, u"--trash"_s});
    QVERIFY2(trash.exitCode() == 10, qPrintable(trash.describe()));
    const CliResult gone = remove(cli);
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    QCOMPARE(gone.lines.first().value(u"kept"_s).toArray(), QJsonArray{u"caf?"_s});
    QCOMPARE(runProcess(u"sh"_s, {u"-c"_s, u"cat \"$1\"/*"_s, u"sh"_s, folder}).out, QByteArray("mine"));
    QVERIFY(!QFileInfo::exists(folder + u"/config.json"_s));
}

void RemoveTest::byItsAddress()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString address = model.hub.baseUrl().toString() + u'/' + kName;
    QCOMPARE(cli.json({u"verify"_s, address}).summary().value("models"_L1).toInt(), 1);
    QCOMPARE(cli.json({u"update"_s, u"--check"_s, address + u".git"_s}).exitCode(), 0);
    // A part of it is not the model.
    QCOMPARE(cli.json({u"remove"_s, u"--yes"_s, kName + u":Q8_0"_s}).exitCode(), 5);
    QCOMPARE(cli.json({u"remove"_s, u"--yes"_s, address + u"/blob/main/config.json"_s}).exitCode(), 5);
    QVERIFY(QFileInfo::exists(cli.folder(kName) + u"/config.json"_s));
    QCOMPARE(cli.json({u"remove"_s, u"--yes"_s, address + u'/'}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(cli.folder(kName)));
}

// A commit of the user's own is nothing that Weightyard put there.
void RemoveTest::whatWasGoneOnWith()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const ProcessOptions inside{
        .environment = neutralEnvironment(cli.home()), .workingDirectory = cli.folder(kName), .input = {}};
    mustRun(u"git"_s, {u"commit"_s, u"--allow-empty"_s, u"-qm"_s, u"mine"_s}, inside);
    const CliResult gone = remove(cli);
    QVERIFY2(gone.exitCode() == 10, qPrintable(gone.describe()));
    QVERIFY(QFileInfo::exists(cli.folder(kName) + u'/' + kWeight));
}

// A folder of the model that was put elsewhere, behind a link, holds nothing that is deleted here.
void RemoveTest::folderBehindALink()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"sub/config.json"_s, "{}").file(u"README.md"_s, "x").commit("1");
    hub.addRepository(kName, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"--remove-git"_s}).exitCode(), 0);
    const QString elsewhere = cli.home() + u"/elsewhere"_s;
    QVERIFY(QDir().rename(cli.folder(kName) + u"/sub"_s, elsewhere));
    QVERIFY(QFile::link(elsewhere, cli.folder(kName) + u"/sub"_s));
    const CliResult gone = remove(cli);
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    QCOMPARE(gone.lines.first().value(u"kept"_s).toArray(), QJsonArray{u"sub"_s});
    QVERIFY(QFileInfo(cli.folder(kName) + u"/sub"_s).isSymLink());
    QCOMPARE(readFile(elsewhere + u"/config.json"_s), QByteArray("{}"));
    QVERIFY(!QFileInfo::exists(cli.folder(kName) + u"/README.md"_s));
}

void RemoveTest::fileThatComesMeanwhile()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    if (!PtyRun::problem().isEmpty())
        QSKIP(qPrintable(PtyRun::problem()));
    PtyRun terminal(QStringLiteral(WEIGHTYARD_CLI), cli, {u"remove"_s, kName}, {});
    QVERIFY(terminal.readUntil([](const QByteArray &said) { return said.contains("[y/N]"); }, 20s));
    writeFile(cli.folder(kName) + u"/mine.txt"_s, "mine");
    terminal.type("y\n");
    QVERIFY(terminal.waitForEnd(20s));
    QCOMPARE(readFile(cli.folder(kName) + u"/mine.txt"_s), QByteArray("mine"));
    QVERIFY(!QFileInfo::exists(cli.folder(kName) + u'/' + kWeight));
}

// What a removal that was killed has put aside goes with the next download.
void RemoveTest::leftovers()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString aside = cli.library() + u"/.weightyard/removed"_s;
    writeFile(aside + u"/model/w.safetensors"_s, "w");
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(aside));
}

// What a link leads to is not Weightyard's to delete, and deleting the link frees nothing.
void RemoveTest::folderThatIsALink()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString elsewhere = cli.home() + u"/elsewhere"_s;
    QVERIFY(QDir().rename(cli.folder(kName), elsewhere));
    QVERIFY(QFile::link(elsewhere, cli.folder(kName)));
    const CliResult gone = remove(cli);
    QVERIFY2(gone.exitCode() == 10, qPrintable(gone.describe()));
    QVERIFY(QFileInfo::exists(elsewhere + u'/' + kWeight));
    QVERIFY(QFileInfo(cli.folder(kName)).isSymLink());
}

void RemoveTest::intoFolder()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/mine/model"_s;
    writeFile(cli.home() + u"/mine/other.txt"_s, "x");
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    QCOMPARE(intoRecords(cli).size(), 1);
    const CliResult gone = remove(cli);
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    QVERIFY(!QFileInfo::exists(folder));
    QVERIFY(QFileInfo::exists(cli.home() + u"/mine/other.txt"_s));
    QCOMPARE(intoRecords(cli).size(), 0);
}

void RemoveTest::trash()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"XDG_DATA_HOME"_s, cli.home() + u"/data"_s);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString mine = cli.folder(kName) + u"/mine.txt"_s; // would go, too
    writeFile(mine, "mine");
    QCOMPARE(remove(cli, {u"--trash"_s}).exitCode(), 10);
    QCOMPARE(cli.json({u"remove"_s, kName, u"--trash"_s, u"--dry-run"_s}).exitCode(), 10);
    QVERIFY(QFile::remove(mine));
    const CliResult gone = remove(cli, {u"--trash"_s});
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    QCOMPARE(gone.lines.first().value(u"frees"_s).toInteger(-1), 0);
    QVERIFY(!QFileInfo::exists(cli.folder(kName)));
    const QByteArray found = mustRun(u"find"_s, {cli.home(), u"-name"_s, u"config.json"_s}).trimmed();
    QVERIFY2(found.contains("Trash"), found.constData());
    const QString trashed = QFileInfo(QString::fromUtf8(found)).absolutePath();
    QVERIFY2(model.differences(trashed).isEmpty(), qPrintable(model.differences(trashed)));
    const CliResult status = cli.json({u"status"_s});
    QVERIFY2(!status.describe().contains(kName), qPrintable(status.describe()));
}

// A folder that is taken out of the trash is the model that it was, with what was chosen of it.
void RemoveTest::backFromTheTrash()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"XDG_DATA_HOME"_s, cli.home() + u"/data"_s);
    QCOMPARE(cli.json({u"get"_s, kName, u"--include"_s, u"config.json"_s}).exitCode(), 0);
    QCOMPARE(remove(cli, {u"--trash"_s}).exitCode(), 0);
    const QByteArray found = mustRun(u"find"_s, {cli.home(), u"-name"_s, u"config.json"_s}).trimmed();
    QVERIFY(QDir().mkpath(QFileInfo(cli.folder(kName)).absolutePath()));
    QVERIFY(QDir().rename(QFileInfo(QString::fromUtf8(found)).absolutePath(), cli.folder(kName)));
    const CliResult status = cli.json({u"status"_s});
    QCOMPARE(status.lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QVERIFY2(!status.lastOf(kName).value("picks"_L1).toArray().isEmpty(), qPrintable(status.describe()));
    const CliResult again = cli.json({u"get"_s, kName, u"--include"_s, u"config.json"_s});
    QVERIFY2(again.lastOf(kName).value("already_installed"_L1).toBool(), qPrintable(again.describe()));
    // Without the folder the record says nothing, and a download makes the model anew, whole.
    QVERIFY(QDir(cli.folder(kName)).removeRecursively());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(model.differences(cli.folder(kName)), QString());
}

void RemoveTest::asks()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    if (!PtyRun::problem().isEmpty())
        QSKIP(qPrintable(PtyRun::problem()));
    const auto run = [&](const QByteArray &keys) {
        PtyRun terminal(QStringLiteral(WEIGHTYARD_CLI), cli, {u"remove"_s, kName}, {});
        QVERIFY2(terminal.readUntil([](const QByteArray &said) { return said.contains("[y/N]"); }, 20s),
                 terminal.output().constData());
        terminal.type(keys);
        QVERIFY(terminal.waitForEnd(20s));
    };
    const CliResult nobody = cli.json({u"remove"_s, kName});
    QVERIFY2(nobody.exitCode() == 2 && nobody.describe().contains("--yes"_L1), qPrintable(nobody.describe()));
    for (const QByteArray &no : {QByteArray("\n"), QByteArray("n\n"), QByteArray("\x03")})
        run(no);
    QVERIFY(QFileInfo::exists(cli.folder(kName)));
    run("y\n");
    QVERIFY(!QFileInfo::exists(cli.folder(kName)));
}

void RemoveTest::names()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"remove"_s, u"--yes"_s}).exitCode(), 2);
    QCOMPARE(cli.json({u"remove"_s, u"--yes"_s, u"nothing"_s}).exitCode(), 5);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, cli.home() + u"/second"_s}).exitCode(), 0);
    QCOMPARE(cli.json({u"remove"_s, u"--dry-run"_s, u"own"_s}).lastOf(kName).value("folder"_L1).toString(),
             cli.folder(kName)); // the library's, as by its whole name
    const CliResult unknown = cli.json({u"remove"_s, u"--yes"_s, u"OWNER/model"_s, u"nothing"_s});
    QCOMPARE(unknown.exitCode(), 5);
    QVERIFY(QFileInfo::exists(cli.folder(kName))); // all or nothing
}

// Which copy goes is never left to chance.
void RemoveTest::copies()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString one = cli.home() + u"/one"_s;
    const QString two = cli.home() + u"/two"_s;
    for (const QString &folder : {one, two})
        QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    const CliResult unclear = cli.json({u"remove"_s, kName, u"--yes"_s});
    QVERIFY2(unclear.exitCode() == 2 && unclear.describe().contains(one) && unclear.describe().contains(two),
             qPrintable(unclear.describe()));
    QVERIFY(QFileInfo::exists(one) && QFileInfo::exists(two));
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0); // the library's is called by the model's name
    QCOMPARE(cli.json({u"remove"_s, kName, u"--yes"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(cli.folder(kName)) && QFileInfo::exists(one) && QFileInfo::exists(two));
    QCOMPARE(cli.json({u"remove"_s, two, u"--yes"_s}).exitCode(), 0);
    QVERIFY(QFileInfo::exists(one) && !QFileInfo::exists(two));
}

void RemoveTest::notTakenOver()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QDir().mkpath(cli.library() + u"/owner"_s);
    QVERIFY(realClone(model.url().toString(), cli.folder(kName)).ok());
    for (const QString &verb : {u"remove"_s, u"share"_s, u"update"_s, u"mirror"_s}) {
        QStringList words{verb, kName};
        if (verb == "share"_L1)
            words += {u"--with"_s, u"hf-cache"_s};
        if (verb == "mirror"_L1)
            words += {u"--to"_s, cli.home() + u"/mirror"_s};
        const CliResult result =
            cli.plain(words + (verb == "remove"_L1 ? QStringList{u"--yes"_s} : QStringList()));
        QVERIFY2(result.exitCode() == 5 && result.process.err.contains("adopt"),
                 qPrintable(result.describe()));
    }
}

void RemoveTest::freesWhatItSays_data()
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

// The figure against the volume's own.
void RemoveTest::freesWhatItSays()
{
    QFETCH(QString, type);
    QFETCH(QString, sharing);
    const TestVolume volume(type, type == "ext4"_L1 ? 64 : 400);
    SKIP_WITHOUT(volume);
    LocalHub hub;
    RepoBuilder repo;
    constexpr int kWeightBytes = 12 * 1024 * 1024;
    repo.lfsTrack(u"*.safetensors"_s).lfsFile(u"w.safetensors"_s, patternBytes(kWeightBytes, 7)).commit("1");
    hub.addRepository(u"owner/big"_s, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString library = volume.path() + u"/library"_s;
    const auto run = [&](const QStringList &words) {
        return cli.json(QStringList{u"--library"_s, library} + words);
    };
    const CliResult got = run({u"get"_s, u"owner/big"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    const QString weight = library + u"/owner/big/w.safetensors"_s;
    const QString other = volume.path() + u"/other"_s;
    if (sharing == "link"_L1)
        QCOMPARE(link(pathOf(weight).constData(), pathOf(other).constData()), 0);
    else if (sharing == "reflink"_L1)
        mustRun(u"cp"_s, {u"--reflink=always"_s, weight, other});
    const qint64 before = freeOn(volume.path());
    const CliResult gone = run({u"remove"_s, u"owner/big"_s, u"--yes"_s});
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    const qint64 said = gone.lines.first().value(u"frees"_s).toInteger();
    qint64 really = 0;
    // Btrfs and XFS give room back a moment later.
    QTRY_VERIFY2_WITH_TIMEOUT(
        (really = freeOn(volume.path()) - before, qAbs(really - said) < kWeightBytes / 10),
        qPrintable(u"said %1, really %2"_s.arg(said).arg(really)), 20'000);
    QCOMPARE(said > kWeightBytes / 2, sharing.isEmpty());
}

// The name means the library's, and so does a part of it; the other one is named by its folder.
void RemoveTest::ofTwoCopies()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString other = cli.home() + u"/other copy"_s;
    QCOMPARE(cli.json({u"get"_s, SmallModel::name()}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, SmallModel::name(), u"--into"_s, other}).exitCode(), 0);
    const auto folderOf = [&](const QString &word) {
        const CliResult result = cli.json({u"remove"_s, word, u"--dry-run"_s});
        return result.lastOf(SmallModel::name()).value("folder"_L1).toString();
    };
    const CliResult either = cli.plain({u"remove"_s, u"mode"_s, u"--dry-run"_s});
    QVERIFY2(either.exitCode() == 0 && either.process.err.contains("other copy"),
             qPrintable(either.describe()));
    QCOMPARE(folderOf(u"mode"_s), cli.folder(SmallModel::name()));
    QCOMPARE(folderOf(SmallModel::name()), cli.folder(SmallModel::name()));
    QCOMPARE(folderOf(other), other);
    QCOMPARE(folderOf(u"other copy"_s), other); // as one types it there
    QCOMPARE(cli.json({u"remove"_s, other, u"--yes"_s}).exitCode(), 0);
    QVERIFY(!QFileInfo::exists(other) && QFileInfo::exists(cli.folder(SmallModel::name())));
}

WEIGHTYARD_TEST(RemoveTest)

} // namespace remove_test

#include "remove_test.moc"
