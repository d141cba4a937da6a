// label: slow
// `export-scripts` of chosen files: what it writes gets these, and nothing else, with plain git and git-lfs; and is read again as the same
// choice.
#include "script_scene.h"
#include "store_results.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QStandardPaths>
#include <QtTest>
#include <csignal>

namespace export_picks_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kModel = QStringLiteral("owner/model");
const QByteArray kFirst = patternBytes(300'000, 1);
const QByteArray kSecond = patternBytes(200'000, 2);
const QByteArray kOther = patternBytes(250'000, 3);
const QString kSmallFiles = u"README.md config.json m-Q4_K_M.gguf"_s;
const QString kLargeFiles =
    u"Q8_0/m-Q8_0-00001-of-00002.gguf Q8_0/m-Q8_0-00002-of-00002.gguf README.md config.json"_s;

/// A model with two variants, of which a script gets one.
class Scene : public ScriptScene
{
public:
    Scene()
    {
        repo.lfsTrack(u"*.gguf"_s).file(u"README.md"_s, "m\n").file(u"config.json"_s, "{}\n");
        repo.file(u"other/notes.txt"_s, "notes\n").lfsFile(u"m-Q4_K_M.gguf"_s, kOther);
        repo.lfsFile(u"Q8_0/m-Q8_0-00001-of-00002.gguf"_s, kFirst);
        repo.lfsFile(u"Q8_0/m-Q8_0-00002-of-00002.gguf"_s, kSecond);
        commit = QString::fromLatin1(repo.commit("first"));
        hub.addRepository(kModel, repo);
    }
    void commitMore()
    {
        repo.remove(u"m-Q4_K_M.gguf"_s).file(u"README.md"_s, "newer\n").commit("more");
        repo.publishTo(hub.repositoryPath(kModel));
    }
    CliResult exports(const QStringList &words) const
    {
        return cli.json(QStringList{u"export-scripts"_s, u"--to"_s, in(u"out"_s)} + words);
    }
    ProcessResult runIt(const QString &shell = u"sh"_s, const QProcessEnvironment &more = {}) const
    {
        QProcessEnvironment all = environment();
        all.insert(more);
        return runProcess(shell, {u"download.sh"_s},
                          {.environment = all, .workingDirectory = folder, .input = {}});
    }
    QByteArray git(const QStringList &words) const
    {
        return mustRun(u"git"_s, words,
                       {.environment = environment(), .workingDirectory = folder, .input = {}})
            .trimmed();
    }
    /// The objects that were asked for since the log was cleared.
    QSet<QByteArray> served()
    {
        QSet<QByteArray> oids;
        for (const QByteArray &bytes : {kFirst, kSecond, kOther}) {
            if (requestsFor(sha256Hex(bytes)) > 0)
                oids.insert(sha256Hex(bytes));
        }
        return oids;
    }

    RepoBuilder repo;
    QString commit;
    const QString folder = in(u"out/owner/model"_s);
};

const QSet<QByteArray> &largeOids()
{
    static const QSet<QByteArray> oids{sha256Hex(kFirst), sha256Hex(kSecond)};
    return oids;
}

QString filesIn(const QString &folder)
{
    QStringList files;
    const QMap<QString, SnapshotEntry> entries = TreeSnapshot::of(folder).entries();
    for (auto entry = entries.cbegin(); entry != entries.cend(); ++entry) {
        const QString &path = entry.key();
        const bool isOurs = path == "download.sh"_L1 || path.startsWith(".download-complete"_L1);
        if (!path.startsWith(".git"_L1) && !isOurs && QFileInfo(folder + u'/' + path).isFile())
            files.append(path);
    }
    files.sort();
    return files.join(u' ');
}

} // namespace

class ExportPicksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doesTheJob_data();
    void doesTheJob();
    void namesOfAllKinds();
    void whatIsHereAtItsCommit();
    void oneChoiceAfterTheOther();
    void aCloneThatIsWhole();
    void notThere();
    void interrupted();
    void withoutGitLfs();
    void withoutTheHub();
    void tooMany();
    void isReadAgain_data();
    void isReadAgain();
    void convert();
};

void ExportPicksTest::doesTheJob_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("shell");
    QTest::addColumn<bool>("history");
    const QString tag = kModel + u":q8_0"_s;
    QTest::newRow("a tag") << QStringList{tag} << u"sh"_s << true;
    QTest::newRow("without history") << QStringList{tag, u"--remove-git"_s} << u"bash"_s << false;
    QTest::newRow("a branch") << QStringList{tag, u"--revision"_s, u"main"_s} << u"dash"_s << true;
    QTest::newRow("a commit") << QStringList{tag, u"--revision"_s, u"COMMIT"_s} << u"sh"_s << true;
}

void ExportPicksTest::doesTheJob()
{
    QFETCH(QStringList, words);
    QFETCH(QString, shell);
    QFETCH(bool, history);
    Scene scene;
    words.replaceInStrings(u"COMMIT"_s, scene.commit);
    const CliResult exported = scene.exports(words);
    QVERIFY2(exported.exitCode() == 0, qPrintable(exported.describe()));
    if (!QStandardPaths::findExecutable(u"shellcheck"_s).isEmpty()) {
        const ProcessResult checked = runProcess(u"shellcheck"_s, {scene.folder + u"/download.sh"_s});
        QVERIFY2(checked.ok(), qPrintable(checked.describe()));
    }
    scene.hub.log().clear();
    const ProcessResult first = scene.runIt(shell);
    QVERIFY2(first.ok(), qPrintable(first.describe()));
    QCOMPARE(filesIn(scene.folder), kLargeFiles);
    QCOMPARE(readFile(scene.folder + u"/Q8_0/m-Q8_0-00001-of-00002.gguf"_s), kFirst);
    QCOMPARE(readFile(scene.folder + u"/Q8_0/m-Q8_0-00002-of-00002.gguf"_s), kSecond);
    QCOMPARE(scene.served(), largeOids());
    QCOMPARE(QFileInfo::exists(scene.folder + u"/.git"_s), history);
    QVERIFY(!QFileInfo::exists(scene.folder + u"/.download.part"_s)
            && !QFileInfo::exists(scene.folder + u"/.download.lock"_s));
    if (history) {
        QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s, u"-uno"_s}), QByteArray());
        QCOMPARE(scene.git({u"rev-parse"_s, u"HEAD"_s}), scene.commit.toLatin1());
    }

    scene.hub.log().clear();
    const ProcessResult second = scene.runIt(shell);
    QVERIFY2(second.ok() && second.out.contains("here already"), qPrintable(second.describe()));
    QCOMPARE(scene.hub.log().all().size(), 0);
    // Complete, not merely a folder: what is gone comes back, and nothing with it.
    QVERIFY(QFile::remove(scene.folder + u"/config.json"_s));
    QVERIFY(QFile::remove(scene.folder + u"/Q8_0/m-Q8_0-00002-of-00002.gguf"_s));
    const ProcessResult third = scene.runIt(shell);
    QVERIFY2(third.ok(), qPrintable(third.describe()));
    QCOMPARE(filesIn(scene.folder), kLargeFiles);
    QVERIFY(!scene.served().contains(sha256Hex(kOther)));
    if (history)
        QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s, u"-uno"_s}), QByteArray());
}

// Names that a pattern, a shell or an option would take for something else.
void ExportPicksTest::namesOfAllKinds()
{
    Scene scene;
    const QString witness = scene.in(u"witness"_s);
    const QStringList names{u"a, b;c.gguf"_s,
                            u"we ird[1]/x*?\\y.gguf"_s,
                            u"'q\"'$(touch %1)`.gguf"_s,
                            u" lead.gguf"_s,
                            u"!not.gguf"_s,
                            u"#hash.gguf"_s,
                            u"-dash.gguf"_s,
                            u"ünï.gguf"_s,
                            u"d/trail "_s,
                            u"@CHECKSUM@.gguf"_s,
                            u"@FILES@"_s,
                            u"%s%n.gguf"_s,
                            u"d/:(glob)x.gguf"_s,
                            u"d/$HOME/~/{a,b}.gguf"_s};
    RepoBuilder odd;
    odd.lfsTrack(u"*.gguf"_s).file(u"README.md"_s, "m\n");
    QMap<QString, QByteArray> files;
    int seed = 10;
    for (const QString &name : names) {
        files.insert(name, patternBytes(3000 + seed, static_cast<quint8>(seed)));
        name.endsWith(".gguf"_L1) ? odd.lfsFile(name, files.value(name)) : odd.file(name, files.value(name));
        ++seed;
    }
    // What a careless pattern for one of the names would match, too.
    const QStringList doubles{u"aX b;c.gguf"_s, u"we ird[1]/xyz\\y.gguf"_s, u"we ird1/x*?\\y.gguf"_s,
                              u"d/-dash.gguf"_s, u"d/ lead.gguf"_s};
    for (const QString &name : doubles)
        odd.lfsFile(name, patternBytes(5000 + seed++, 99));
    odd.commit("odd");
    scene.hub.addRepository(u"owner/odd"_s, odd);
    QStringList wish{u"get"_s, u"owner/odd"_s};
    for (const QString &name : names)
        wish += {u"--file"_s, name};
    const CliResult got = scene.cli.json(wish);
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    for (const bool history : {true, false}) {
        const CliResult exported =
            scene.exports({u"owner/odd"_s, history ? u"--keep-git"_s : u"--remove-git"_s});
        QVERIFY2(exported.exitCode() == 0, qPrintable(exported.describe()));
        const QString folder = scene.in(u"out/owner/odd"_s);
        scene.hub.log().clear();
        const ProcessResult run =
            runProcess(u"sh"_s, {u"download.sh"_s},
                       {.environment = scene.environment(), .workingDirectory = folder, .input = {}});
        QVERIFY2(run.ok(), qPrintable(run.describe()));
        for (auto file = files.cbegin(); file != files.cend(); ++file)
            QVERIFY2(readFile(folder + u'/' + file.key()) == file.value(), qPrintable(file.key()));
        for (const QString &name : doubles)
            QVERIFY2(!QFileInfo::exists(folder + u'/' + name), qPrintable(name));
        const auto objects = std::count_if(names.cbegin(), names.cend(),
                                           [](const QString &name) { return name.endsWith(".gguf"_L1); });
        const auto asked = scene.hub.log().matching(
            [](const LoggedRequest &one) { return one.endpoint == Endpoint::Storage; });
        QCOMPARE(asked.size(), objects);
        const ProcessResult again =
            runProcess(u"sh"_s, {u"download.sh"_s},
                       {.environment = scene.environment(), .workingDirectory = folder, .input = {}});
        QVERIFY2(again.ok() && again.out.contains("here already"), qPrintable(again.describe()));
        // It is ours as it was written, whatever its names hold.
        QCOMPARE(scene.exports({u"owner/odd"_s, u"--revision"_s, u"main"_s}).exitCode(), 0);
        QVERIFY(QDir(folder).removeRecursively());
    }
    QVERIFY(!QFileInfo::exists(witness));
}

void ExportPicksTest::whatIsHereAtItsCommit()
{
    Scene scene;
    QCOMPARE(scene.cli.json({u"get"_s, kModel, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
    scene.commitMore(); // which has this variant no more
    scene.hub.log().clear();
    const CliResult exported = scene.exports({kModel});
    QVERIFY2(exported.exitCode() == 0, qPrintable(exported.describe()));
    QCOMPARE(scene.hub.log().all().size(), 0); // the record knows
    const ProcessResult run = scene.runIt();
    QVERIFY2(run.ok(), qPrintable(run.describe()));
    QCOMPARE(filesIn(scene.folder), kSmallFiles);
    QCOMPARE(readFile(scene.folder + u"/README.md"_s), QByteArray("m\n"));
    QCOMPARE(scene.git({u"rev-parse"_s, u"HEAD"_s}), scene.commit.toLatin1());
    QCOMPARE(scene.served(), QSet<QByteArray>{sha256Hex(kOther)});
}

// Another script for the same folder: what is there stays, and what is new comes.
void ExportPicksTest::oneChoiceAfterTheOther()
{
    for (const bool history : {true, false}) {
        Scene scene;
        const QString git = history ? u"--keep-git"_s : u"--remove-git"_s;
        QCOMPARE(scene.exports({kModel + u":Q4_K_M"_s, git}).exitCode(), 0);
        QVERIFY(scene.runIt().ok());
        QCOMPARE(filesIn(scene.folder), kSmallFiles);
        QCOMPARE(scene.exports({kModel + u":Q8_0"_s, git}).exitCode(), 0);
        scene.hub.log().clear();
        const ProcessResult run = scene.runIt();
        QVERIFY2(run.ok(), qPrintable(run.describe()));
        QCOMPARE(filesIn(scene.folder), kLargeFiles + u" m-Q4_K_M.gguf"_s);
        QCOMPARE(scene.served(), largeOids());
        if (history)
            QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s, u"-uno"_s}), QByteArray());
        // And all of it.
        QCOMPARE(scene.exports({kModel, git}).exitCode(), 0);
        const ProcessResult whole = scene.runIt();
        QVERIFY2(whole.ok(), qPrintable(whole.describe()));
        QCOMPARE(filesIn(scene.folder), kLargeFiles + u" m-Q4_K_M.gguf other/notes.txt"_s);
        QCOMPARE(readFile(scene.folder + u"/m-Q4_K_M.gguf"_s), kOther);
        QCOMPARE(scene.served(), largeOids());
        if (history)
            QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s, u"-uno"_s}), QByteArray());
    }
}

// A user who has the whole clone does not lose the rest of it, and what they deleted of it stays away.
void ExportPicksTest::aCloneThatIsWhole()
{
    Scene scene;
    QCOMPARE(scene.exports({kModel + u":Q8_0"_s}).exitCode(), 0);
    QVERIFY(scene.runIt().ok());
    scene.git({u"sparse-checkout"_s, u"disable"_s});
    scene.git({u"lfs"_s, u"pull"_s});
    QVERIFY(QFile::remove(scene.folder + u"/other/notes.txt"_s));
    QVERIFY(QFile::remove(scene.folder + u"/config.json"_s));
    const ProcessResult run = scene.runIt();
    QVERIFY2(run.ok(), qPrintable(run.describe()));
    QCOMPARE(filesIn(scene.folder), kLargeFiles + u" m-Q4_K_M.gguf"_s);
    const ProcessResult again = scene.runIt();
    QVERIFY2(again.ok() && again.out.contains("here already"), qPrintable(again.describe()));
}

// The script's list is edited by hand, or its branch has moved on.
void ExportPicksTest::notThere()
{
    Scene scene;
    QCOMPARE(scene.exports({kModel + u":Q4_K_M"_s}).exitCode(), 0);
    const QString script = scene.folder + u"/download.sh"_s;
    const QByteArray text = readFile(script);
    writeFile(script, QByteArray(text).replace("m-Q4_K_M.gguf", "none.gguf"));
    const ProcessResult run = scene.runIt();
    QVERIFY2(run.exitCode == 5 && run.err.contains("none.gguf"), qPrintable(run.describe()));
    QCOMPARE(filesIn(scene.folder), QString());
    QVERIFY(!QFileInfo::exists(scene.folder + u"/.download.part"_s));
    // Nor in a clone that is there.
    writeFile(script, text);
    QVERIFY(scene.runIt().ok());
    writeFile(script, QByteArray(text).replace("m-Q4_K_M.gguf", "none.gguf"));
    const ProcessResult more = scene.runIt();
    QVERIFY2(more.exitCode == 5 && more.err.contains("none.gguf"), qPrintable(more.describe()));
    QCOMPARE(filesIn(scene.folder), kSmallFiles);
}

// Ctrl-C: nothing half-made stays, and what came whole is not fetched again.
void ExportPicksTest::interrupted()
{
    Scene scene;
    QCOMPARE(scene.exports({kModel + u":Q8_0"_s}).exitCode(), 0);
    const int fault =
        scene.hub.addFault(Fault::stall(Endpoint::Storage, 100'000).forOid(sha256Hex(kSecond)).always());
    const QString first = QString::fromLatin1(sha256Hex(kFirst));
    const QString object = u"%1/.download.part/clone/.git/lfs/objects/%2/%3/%4"_s.arg(
        scene.folder, first.left(2), first.mid(2, 2), first);
    {
        ServerProcess process;
        QVERIFY(process.start(u"sh"_s, {u"download.sh"_s},
                              {.environment = scene.environment(),
                               .workingDirectory = scene.folder,
                               .input = {},
                               .ownGroup = true}));
        QVERIFY(waitUntil([&] { return QFileInfo::exists(object); }, 60s));
        QCOMPARE(::kill(-static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(30s));
        QCOMPARE(process.exitCode(), 130);
    }
    QCOMPARE(filesIn(scene.folder).section(u'/', 0, 1), u".download.part/objects"_s);
    scene.hub.removeFault(fault);
    scene.hub.dropConnections();
    scene.hub.log().clear();
    const ProcessResult again = scene.runIt();
    QVERIFY2(again.ok(), qPrintable(again.describe()));
    QCOMPARE(scene.served(), QSet<QByteArray>{sha256Hex(kSecond)});
    QCOMPARE(filesIn(scene.folder), kLargeFiles);
}

void ExportPicksTest::withoutGitLfs()
{
    Scene scene;
    QCOMPARE(scene.exports({kModel + u":Q8_0"_s}).exitCode(), 0);
    scene.hub.log().clear();
    const TempDir bin;
    for (const QString &name : {u"sh"_s, u"git"_s, u"uname"_s, u"mkdir"_s, u"cat"_s, u"dirname"_s, u"rm"_s})
        QFile::link(QStandardPaths::findExecutable(name), bin.path(name));
    QProcessEnvironment without;
    without.insert(u"PATH"_s, bin.path());
    without.insert(u"GIT_EXEC_PATH"_s, bin.path());
    const ProcessResult run = scene.runIt(QStandardPaths::findExecutable(u"sh"_s), without);
    QVERIFY2(run.exitCode == 8 && run.err.contains("git-lfs is missing"), qPrintable(run.describe()));
    QCOMPARE(scene.hub.log().all().size(), 0);
    QCOMPARE(filesIn(scene.folder), QString());
}

void ExportPicksTest::withoutTheHub()
{
    Scene scene;
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 503).always());
    const CliResult refused = scene.exports({kModel + u":Q8_0"_s});
    QCOMPARE(refused.exitCode(), 3);
    QVERIFY(!QFileInfo::exists(scene.in(u"out"_s)));
    const CliResult none = Scene().exports({kModel + u":Q5_0"_s});
    QVERIFY2(none.exitCode() == 2 && none.process.err.contains("Q8_0, Q4_K_M"), qPrintable(none.describe()));
}

// A script that could not be read again is not written.
void ExportPicksTest::tooMany()
{
    Scene scene;
    RepoBuilder many;
    for (int i = 0; i < 1500; ++i)
        many.file(u"data/%1-%2.json"_s.arg(i).arg(QString(200, u'x')), "{}\n");
    many.commit("many");
    scene.hub.addRepository(u"owner/many"_s, many);
    QCOMPARE(scene.cli.json({u"get"_s, u"owner/many"_s, u"--include"_s, u"data/1*"_s}).exitCode(), 0);
    const CliResult fits = scene.exports({u"owner/many"_s});
    QVERIFY2(fits.exitCode() == 0, qPrintable(fits.describe()));
    QCOMPARE(scene.cli.json({u"get"_s, u"owner/many"_s, u"--include"_s, u"data/*"_s}).exitCode(), 0);
    const CliResult refused = scene.exports({u"owner/many"_s});
    QVERIFY2(refused.exitCode() == 2 && refused.process.err.simplified().contains("too many for a script"),
             qPrintable(refused.describe()));
}

void ExportPicksTest::isReadAgain_data()
{
    QTest::addColumn<bool>("history");
    QTest::addColumn<bool>("ran");
    QTest::newRow("with history") << true << false;
    QTest::newRow("without") << false << false;
    QTest::newRow("it ran, with history") << true << true;
    QTest::newRow("it ran, without") << false << true;
}

void ExportPicksTest::isReadAgain()
{
    QFETCH(bool, history);
    QFETCH(bool, ran);
    Scene scene;
    QCOMPARE(scene.exports({kModel + u":Q8_0"_s, history ? u"--keep-git"_s : u"--remove-git"_s}).exitCode(),
             0);
    if (ran)
        QVERIFY(scene.runIt().ok());
    scene.commitMore();
    scene.hub.log().clear();
    const CliResult opened = scene.cli.json({u"import-scripts"_s, scene.in(u"out"_s)});
    QVERIFY2(opened.exitCode() == 0, qPrintable(opened.describe()));
    QCOMPARE(opened.summary().value("models"_L1).toInt(), 1);
    QCOMPARE(opened.summary().value("unsure"_L1).toInt(), 0);
    const QJsonObject model = opened.lines.first();
    QCOMPARE(model.value("revision"_L1).toString(), scene.commit);
    QCOMPARE(model.value("removes_history"_L1).toBool(), !history);
    QCOMPARE(model.value("state"_L1).toString(), ran ? u"here_unverified"_s : u"absent"_s);
    QCOMPARE(model.value("pick"_L1).toObject().value("files"_L1).toArray(),
             QJsonArray::fromStringList(kLargeFiles.split(u' ')));
    const CliResult got = scene.cli.json({u"get"_s, u"--scripts"_s, scene.in(u"out"_s), u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(filesIn(scene.folder), kLargeFiles);
    QCOMPARE(scene.served(), ran ? QSet<QByteArray>() : largeOids());
    QVERIFY(!QFileInfo::exists(scene.folder + u"/.git"_s) || history);
    // And the script finds it complete.
    if (history) {
        const ProcessResult run = scene.runIt();
        QVERIFY2(run.ok() && run.out.contains("here already"), qPrintable(run.describe()));
    }
}

// Files by name become such a script; patterns need the host, and stay.
void ExportPicksTest::convert()
{
    Scene scene;
    const QByteArray hf = "#!/bin/bash\nhuggingface-cli download owner/model ";
    writeFile(scene.in(u"out/owner/model/download.sh"_s),
              hf + "m-Q4_K_M.gguf --local-dir .\n" + hf.mid(12) + "config.json --local-dir .\n");
    writeFile(scene.in(u"out/b/download.sh"_s), hf + "--include 'Q8_0/*' --local-dir .\n");
    const CliResult opened = scene.cli.json({u"import-scripts"_s, scene.in(u"out"_s)});
    QVERIFY2(opened.exitCode() == 0, qPrintable(opened.describe()));
    QCOMPARE(opened.summary().value("models"_L1).toInt(), 2);
    const CliResult got = scene.cli.json({u"get"_s, u"--scripts"_s, scene.in(u"out"_s), u"b"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(filesIn(scene.in(u"out/b"_s)),
             u"Q8_0/m-Q8_0-00001-of-00002.gguf Q8_0/m-Q8_0-00002-of-00002.gguf"_s);
    const CliResult converted = scene.cli.json({u"convert"_s, scene.in(u"out"_s)});
    QVERIFY2(converted.exitCode() == 0, qPrintable(converted.describe()));
    QVERIFY2(converted.process.out.contains("PatternNotForScript"), qPrintable(converted.describe()));
    // With the Hub's own address in it; here it is another, as for the old script.
    QVERIFY(readFile(scene.folder + u"/download.sh"_s).contains("HF_ENDPOINT"));
    scene.hub.log().clear();
    QProcessEnvironment endpoint;
    endpoint.insert(u"HF_ENDPOINT"_s, scene.hub.baseUrl().toString());
    const ProcessResult run = scene.runIt(u"sh"_s, endpoint);
    QVERIFY2(run.ok(), qPrintable(run.describe()));
    QCOMPARE(filesIn(scene.folder), u"config.json download.sh.bak m-Q4_K_M.gguf"_s);
    QCOMPARE(scene.served(), QSet<QByteArray>{sha256Hex(kOther)});
}

WEIGHTYARD_TEST(ExportPicksTest)

} // namespace export_picks_test

#include "export_picks_test.moc"
