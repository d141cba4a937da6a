// `get` and `status` about what is on disk already: nothing that is there is fetched again or written over, what is
// broken is mended.
// label: slow
#include "small_model.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include "git/runtime.h"
#include "library/library_scan.h"
#include "store/record.h"
#include "support/store_results.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>

namespace get_present_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::library;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();
const QByteArray kPointer =
    "version https://git-lfs.github.com/spec/v1\noid sha256:" + QByteArray(64, 'a') + "\nsize 1000\n";

ModelOnDisk scanned(const QString &library, const QString &modelPath = kName)
{
    return valueOf(scanLibrary(library, {modelPath}, base::CancelToken())).models.value(modelPath);
}

} // namespace

class GetPresentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void damagedIsMended_data();
    void damagedIsMended();
    void smallFilesAreChecked_data();
    void smallFilesAreChecked();
    void olderRecordsKnowNamesOnly();
    void whatTheUserWentOnWithStays_data();
    void whatTheUserWentOnWithStays();
    void folderLinkedToADiskThatIsAway_data();
    void folderLinkedToADiskThatIsAway();
    void nothingOfWorthInTheFolder_data();
    void nothingOfWorthInTheFolder();
    void fileInTheWay();
    void weightsLinkedBack_data();
    void weightsLinkedBack();
    void cloneIsLeftAlone();
    void ownerIsNoModel_data();
    void ownerIsNoModel();
    void statusTellsAll();

private:
    git::Runtime m_git{base::Environment()};
};

void GetPresentTest::damagedIsMended_data()
{
    QTest::addColumn<bool>("history");
    QTest::newRow("without history") << false;
    QTest::newRow("with history") << true;
}

void GetPresentTest::damagedIsMended()
{
    QFETCH(bool, history);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QStringList get{u"get"_s, history ? u"--keep-git"_s : u"--remove-git"_s, kName};
    QCOMPARE(cli.json(get).exitCode(), 0);
    const QString folder = cli.folder(kName);
    QVERIFY(QFile::remove(folder + u'/' + SmallModel::weights().at(0)));
    QVERIFY(QFile::resize(folder + u'/' + SmallModel::weights().at(1), 1000));
    QVERIFY(QFile::remove(folder + u"/config.json"_s));
    writeFile(folder + u"/README.md"_s, "my own notes");
    const ModelOnDisk broken = scanned(cli.library());
    QCOMPARE(broken.state, OnDisk::Incomplete);
    QStringList problems = SmallModel::weights() + QStringList{u"config.json"_s};
    QStringList found = broken.problems;
    problems.sort();
    found.sort();
    QCOMPARE(found, problems);

    model.hub.log().clear();
    const CliResult mended = cli.json(get);
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QCOMPARE(scanned(cli.library()).state, OnDisk::Here);
    QCOMPARE(readFile(folder + u"/README.md"_s), QByteArray("my own notes"));
    QCOMPARE(model.differences(folder, history).section(u':', 0, 0), u"! README.md"_s);
    QCOMPARE(model.differences(folder, history).count(u'\n'), 1);
    QCOMPARE(QFileInfo::exists(folder + u"/.git"_s), history);
    QCOMPARE(cli.json(get).lastOf(kName).value("already_installed"_L1).toBool(), true);
}

// What a crash or a bad disk makes of a small file.
void GetPresentTest::smallFilesAreChecked_data()
{
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<bool>("seenByStatus");
    QTest::addColumn<bool>("into");
    for (const bool into : {false, true}) {
        const char *where = into ? "into" : "library";
        QTest::addRow("emptied, %s", where) << QByteArray() << true << into;
        QTest::addRow("zeros, %s", where) << QByteArray(8, '\0') << false << into;
    }
}

void GetPresentTest::smallFilesAreChecked()
{
    QFETCH(QByteArray, now);
    QFETCH(bool, seenByStatus);
    QFETCH(bool, into);
    SmallModel model;
    model.repo.attributes("*.safetensors filter=lfs diff=lfs merge=lfs -text\nwindows.txt text eol=crlf\n");
    model.repo.file(u"windows.txt"_s, "a\nb\n").commit("line ends");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = into ? cli.home() + u"/here"_s : cli.folder(kName);
    const QStringList get =
        QStringList{u"get"_s, kName} + (into ? QStringList{u"--into"_s, folder} : QStringList());
    QCOMPARE(cli.json(get).exitCode(), 0);
    QCOMPARE(readFile(folder + u"/windows.txt"_s), QByteArray("a\r\nb\r\n"));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);

    const QByteArray before = readFile(folder + u"/config.json"_s);
    QCOMPARE(before.size(), 8);
    writeFile(folder + u"/config.json"_s, now);
    const QString state = cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString();
    QCOMPARE(state, seenByStatus ? u"incomplete"_s : u"here"_s);
    const CliResult verify = cli.json({u"verify"_s});
    QVERIFY2(verify.exitCode() == 7, qPrintable(verify.describe()));
    const char *how = seenByStatus ? "missing" : "damaged";
    QCOMPARE(verify.lastOf(kName).value(QLatin1StringView(how)).toVariant().toStringList(),
             QStringList{u"config.json"_s});
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"incomplete"_s);
    // In a folder of the user's own, what nobody has found to be damaged may be theirs.
    const bool mayBeTheirs = into && seenByStatus;
    const QByteArray said = cli.plain({u"verify"_s}).process.out;
    QVERIFY2(said.contains(mayBeTheirs ? "weightyard-cli verify" : "weightyard-cli get"), said);
    const CliResult mended = cli.json(get);
    if (mayBeTheirs) {
        QCOMPARE(mended.exitCode(), 10);
        QCOMPARE(cli.json({u"verify"_s, u"--repair"_s, folder}).exitCode(), 0);
        QCOMPARE(readFile(folder + u"/config.json"_s), before);
        return;
    }
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QCOMPARE(bytesFetched(mended), 0);
    QCOMPARE(readFile(folder + u"/config.json"_s), before);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
}

void GetPresentTest::olderRecordsKnowNamesOnly()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QDirIterator records(cli.library() + u"/.weightyard/records"_s, {u"*.json"_s});
    QVERIFY(records.hasNext());
    const QString file = records.next();
    store::Record record = *valueOf(store::readRecord(file));
    QCOMPARE(std::count_if(record.files.cbegin(), record.files.cend(),
                           [](const store::RecordFile &one) { return !one.blob.isEmpty(); }),
             5);
    for (store::RecordFile &one : record.files)
        one.blob.clear();
    valueOf(store::writeRecord(file, record));
    writeFile(cli.folder(kName) + u"/config.json"_s, "");
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QVERIFY(readFile(cli.folder(kName) + u"/config.json"_s).isEmpty());
}

void GetPresentTest::whatTheUserWentOnWithStays_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("into");
    for (const bool into : {false, true}) {
        for (const char *how : {"pulled", "committed", "grown"})
            QTest::addRow("%s, %s", how, into ? "into" : "library") << QString::fromLatin1(how) << into;
    }
}

void GetPresentTest::whatTheUserWentOnWithStays()
{
    QFETCH(QString, how);
    QFETCH(bool, into);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = into ? cli.home() + u"/here"_s : cli.folder(kName);
    const QStringList get =
        QStringList{u"get"_s, kName} + (into ? QStringList{u"--into"_s, folder} : QStringList());
    QCOMPARE(cli.json(get).exitCode(), 0);
    const QString weight = folder + u'/' + SmallModel::weights().at(0);
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}};
    if (how == "pulled"_L1) {
        model.repo.lfsFile(SmallModel::weights().at(0), generatedBytes(9, 300'000)).commit("newer");
        model.repo.publishTo(model.hub.repositoryPath(kName));
        model.hub.ingestLfsFolder(model.repo.gitFolder());
        mustRun(u"git"_s, {u"pull"_s}, inside);
    } else {
        writeFile(weight, generatedBytes(9, how == "grown"_L1 ? 900'000 : 300'000));
        if (how == "committed"_L1)
            mustRun(u"git"_s, {u"commit"_s, u"-qam"_s, u"mine"_s}, inside);
    }
    const auto before = TreeSnapshot::of(folder).entries();

    const CliResult status = cli.json({u"status"_s});
    QCOMPARE(status.lastOf(kName).value("state"_L1).toString(), u"here_unverified"_s);
    const CliResult verify = cli.json({u"verify"_s});
    QVERIFY2(verify.exitCode() == 0, qPrintable(verify.describe()));
    QVERIFY(verify.lastOf(kName).value("moved_on"_L1).toBool());
    const CliResult again = cli.json(get);
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QVERIFY(again.lastOf(kName).value("unverified"_L1).toBool());
    QVERIFY(TreeSnapshot::of(folder).entries() == before);
}

void GetPresentTest::folderLinkedToADiskThatIsAway_data()
{
    QTest::addColumn<QString>("link"); // below the library; empty: --into
    QTest::newRow("the model") << u"owner/model"_s;
    QTest::newRow("its owner") << u"owner"_s;
    QTest::newRow("into") << QString();
}

void GetPresentTest::folderLinkedToADiskThatIsAway()
{
    QFETCH(QString, link);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString disk = cli.home() + u"/disk"_s;
    const QString at = link.isEmpty() ? cli.home() + u"/into"_s : cli.folder(link);
    const QStringList get =
        QStringList{u"get"_s, kName} + (link.isEmpty() ? QStringList{u"--into"_s, at} : QStringList());
    QVERIFY(QDir().mkpath(QFileInfo(at).absolutePath()));
    QVERIFY(QFile::link(disk, at));
    const CliResult away = cli.json(get);
    QVERIFY2(away.exitCode() == 6, qPrintable(away.describe()));
    QCOMPARE(away.errorKind(), u"Disconnected"_s);
    QVERIFY(away.process.out.contains(QFile::encodeName(disk)));
    QVERIFY(model.hub.log().all().isEmpty());
    QVERIFY(!QFileInfo::exists(disk));

    // There again, the folder behind the link is filled.
    QVERIFY(QDir().mkpath(disk));
    const CliResult got = cli.json(get);
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    const QString differences = model.differences(link.isEmpty() ? at : cli.folder(kName));
    QVERIFY2(differences.isEmpty(), qPrintable(differences));
    QVERIFY(QFileInfo(at).isSymLink());
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    if (link.isEmpty())
        return;
    QVERIFY(QFile::rename(disk, disk + u".away"_s));
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 6);
    QCOMPARE(cli.json({u"status"_s}).exitCode(), 6);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 6);
}

void GetPresentTest::nothingOfWorthInTheFolder_data()
{
    QTest::addColumn<QStringList>("there"); // with a slash at the end: a folder
    QTest::newRow("a folder") << QStringList{u"empty/"_s};
    QTest::newRow("folders") << QStringList{u"a/b/c/"_s, u"d/"_s};
    QTest::newRow("macOS") << QStringList{u".DS_Store"_s};
    QTest::newRow("Windows") << QStringList{u"desktop.ini"_s, u"sub/Thumbs.db"_s};
    QTest::newRow("a file of the user's") << QStringList{u".DS_Store"_s, u"deep/notes.txt"_s};
}

void GetPresentTest::nothingOfWorthInTheFolder()
{
    QFETCH(QStringList, there);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kName);
    for (const QString &name : there) {
        if (name.endsWith(u'/'))
            QVERIFY(QDir().mkpath(folder + u'/' + name));
        else
            writeFile(folder + u'/' + name, "x");
    }
    const bool isUsers = there.contains(u"deep/notes.txt"_s); // it stays, and is in nobody's way
    QCOMPARE(scanned(cli.library()).state, isUsers ? OnDisk::NotRecognised : OnDisk::Absent);
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QVERIFY2(model.differences(folder).isEmpty(), qPrintable(model.differences(folder)));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
    if (isUsers)
        QCOMPARE(readFile(folder + u"/deep/notes.txt"_s), QByteArray("x"));
}

// The same note under a name that the model has is in the way, and nothing is fetched.
void GetPresentTest::fileInTheWay()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString file = cli.folder(kName) + u"/README.md"_s;
    writeFile(file, "mine");
    for (const QStringList &more : {QStringList{u"--dry-run"_s}, QStringList()}) {
        const CliResult refused = cli.json(QStringList{u"get"_s, kName} + more);
        QVERIFY2(refused.exitCode() == 10 && refused.describe().contains("README.md"_L1),
                 qPrintable(refused.describe()));
        QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
        QCOMPARE(QDir(cli.folder(kName)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"README.md"_s});
    }
    QVERIFY(QFile::rename(file, cli.folder(kName) + u"/mine.md"_s));
    QCOMPARE(cli.json({u"get"_s, kName, u"--dry-run"_s}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
}

void GetPresentTest::weightsLinkedBack_data()
{
    QTest::addColumn<QString>("moved");
    QTest::newRow("a weight") << SmallModel::weights().at(0);
    QTest::newRow("a folder") << u"deep"_s;
}

// Weights that were moved to another disk, with a link in their place: all commands say the same of them.
void GetPresentTest::weightsLinkedBack()
{
    QFETCH(QString, moved);
    SmallModel model;
    model.repo.lfsFile(u"deep/w.safetensors"_s, generatedBytes(3, 5000)).commit("deep");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    model.hub.ingestLfsFolder(model.repo.gitFolder());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString place = cli.folder(kName) + u'/' + moved;
    const QString disk = cli.home() + u"/disk"_s;
    QVERIFY(QFile::rename(place, disk) && QFile::link(disk, place));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QVERIFY(cli.json({u"get"_s, kName}).lastOf(kName).value("already_installed"_L1).toBool());
    const CliResult good = cli.json({u"verify"_s});
    QVERIFY2(good.exitCode() == 0, qPrintable(good.describe()));

    const QString file = moved == "deep"_L1 ? disk + u"/w.safetensors"_s : disk;
    const QByteArray bytes = readFile(file);
    writeFile(file, QByteArray(bytes.size(), 'x'));
    const CliResult bad = cli.json({u"verify"_s});
    QCOMPARE(bad.exitCode(), 7);
    const QJsonArray links = bad.lastOf(kName).value("behind_links"_L1).toArray();
    QVERIFY2(links.size() == 1 && links[0]["path"_L1].toString() == place, qPrintable(bad.describe()));
    const auto said = [&] { return QString::fromUtf8(cli.plain({u"verify"_s}).process.out).simplified(); };
    QVERIFY2(said().contains(u"lies behind a link to '%1'"_s.arg(disk))
                 && said().contains("verify the model"_L1) && !said().contains("weightyard-cli"_L1),
             qPrintable(said()));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"incomplete"_s);
    model.hub.log().clear();
    const CliResult damaged = cli.json({u"get"_s, kName});
    QVERIFY2(damaged.exitCode() == 10, qPrintable(damaged.describe()));
    QVERIFY(damaged.process.out.contains(QFile::encodeName(place)));
    writeFile(file, bytes);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);

    QVERIFY(QFile::rename(disk, disk + u".away"_s));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"incomplete"_s);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 7);
    QVERIFY2(said().contains("Connect the disk"_L1) && said().contains(disk)
                 && !said().contains("weightyard-cli"_L1),
             qPrintable(said()));
    const CliResult away = cli.json({u"get"_s, kName});
    QVERIFY2(away.exitCode() == 6, qPrintable(away.describe()));
    QVERIFY(model.hub.log().all().isEmpty());
}

void GetPresentTest::cloneIsLeftAlone()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QVERIFY(QDir().mkpath(cli.library() + u"/owner"_s));
    QVERIFY(realClone(model.url().toString(), cli.folder(kName)).ok());
    const auto before = TreeSnapshot::of(cli.folder(kName)).entries();
    model.hub.log().clear();
    const CliResult result = cli.json({u"get"_s, kName});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(result.lastOf(kName).value("already_installed"_L1).toBool());
    QVERIFY(result.lastOf(kName).value("unverified"_L1).toBool());
    QVERIFY(model.hub.log().all().isEmpty());
    const CliResult said = cli.plain({u"get"_s, kName});
    QCOMPARE(said.exitCode(), 0);
    QVERIFY2(QString::fromUtf8(said.process.out).simplified().contains("here, not verified"_L1),
             said.process.out.constData());
    QVERIFY(TreeSnapshot::of(cli.folder(kName)).entries() == before);

    writeFile(cli.folder(kName) + u'/' + SmallModel::weights().at(0), kPointer);
    const CliResult half = cli.json({u"get"_s, kName});
    QCOMPARE(half.exitCode(), 10);
    QCOMPARE(half.errorKind(), u"Conflict"_s);
    QCOMPARE(readFile(cli.folder(kName) + u'/' + SmallModel::weights().at(0)), kPointer);
}

void GetPresentTest::ownerIsNoModel_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("by us") << u"get"_s;
    QTest::newRow("a clone") << u"clone"_s;
    QTest::newRow("weights") << u"weights"_s;
}

void GetPresentTest::ownerIsNoModel()
{
    QFETCH(QString, how);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    if (how == "get"_L1)
        QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    else if (how == "clone"_L1)
        QVERIFY(realClone(model.url().toString(), cli.folder(kName)).ok());
    else
        writeFile(cli.folder(kName) + u"/m.gguf"_s, "w");
    const CliResult owner = cli.json({u"get"_s, u"https://huggingface.co/owner"_s});
    QVERIFY2(owner.exitCode() == 2, qPrintable(owner.describe()));
    QCOMPARE(owner.errorKind(), u"Usage"_s);
    QVERIFY(owner.process.out.contains("'owner'"));
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
}

void GetPresentTest::statusTellsAll()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    writeFile(cli.folder(u"other/weights"_s) + u"/m.gguf"_s, "w");
    writeFile(cli.folder(u"other/notes"_s) + u"/n.txt"_s, "n");
    writeFile(cli.folder(u"other/half"_s) + u"/m.gguf.aria2"_s, "x");
    const CliResult status = cli.json({u"status"_s});
    QVERIFY2(status.exitCode() == 0, qPrintable(status.describe()));
    QCOMPARE(status.summary().value("models"_L1).toInt(), 4);
    const auto stateOf = [&](const QString &name) {
        return status.lastOf(name).value("state"_L1).toString();
    };
    QCOMPARE(stateOf(kName), u"here"_s);
    QCOMPARE(stateOf(u"other/weights"_s), u"here_unverified"_s);
    QCOMPARE(stateOf(u"other/notes"_s), u"not_recognised"_s);
    QCOMPARE(stateOf(u"other/half"_s), u"incomplete"_s);
    QVERIFY(!status.lastOf(u"other/half"_s).value("problems"_L1).toArray().isEmpty());
    const CliResult table = cli.plain({u"status"_s});
    for (const char *text : {"Here, not verified", "Incomplete", "Not recognised"})
        QVERIFY2(table.process.out.contains(text), table.process.out.constData());
    const QList<QByteArray> lines = table.process.out.trimmed().split('\n');
    for (const QByteArray &line : lines.mid(0, lines.size() - 1))
        QVERIFY2(QString::fromUtf8(line).size() <= 80, line.constData());
}

WEIGHTYARD_TEST(GetPresentTest)

} // namespace get_present_test

#include "get_present_test.moc"
