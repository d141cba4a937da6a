// label: slow
// `export-scripts`, `convert` and `export-catalogue`: what they write does the job with plain git and git-lfs, and can be taken back.
#include "script_scene.h"
#include "test_registry.h"
#include "test_volume.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QtTest>
#include <csignal>

namespace export_scripts_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPrerequisite = 8;
constexpr int kBusy = 9;
constexpr int kConflict = 10;

/// A script in the folder that it was exported to, and the real programs that run it.
ProcessResult runScript(const ScriptScene &scene, const QString &path, const QProcessEnvironment &more = {},
                        const QString &shell = u"sh"_s)
{
    QProcessEnvironment environment = scene.environment();
    environment.insert(more);
    return runProcess(
        shell, {QFileInfo(path).fileName()},
        {.environment = environment, .workingDirectory = QFileInfo(path).absolutePath(), .input = {}});
}

QStringList everythingIn(const QString &folder)
{
    QStringList names =
        QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    names.sort();
    return names;
}

// A PATH with everything that a script uses, but for one program.
QString pathWithout(const TempDir &dir, const QString &program)
{
    const QString folder = dir.makeFolder(u"bin"_s);
    const QStringList all{u"sh"_s,     u"bash"_s, u"dash"_s, u"git"_s,   u"git-lfs"_s, u"uname"_s,
                          u"mkdir"_s,  u"cat"_s,  u"rm"_s,   u"rmdir"_s, u"mv"_s,      u"find"_s,
                          u"grep"_s,   u"sed"_s,  u"awk"_s,  u"df"_s,    u"wc"_s,      u"tr"_s,
                          u"cmp"_s,    u"head"_s, u"sort"_s, u"sleep"_s, u"xargs"_s,   u"dirname"_s,
                          u"mktemp"_s, u"env"_s};
    for (const QString &name : all) {
        const QString real = QStandardPaths::findExecutable(name);
        if (name != program && !real.isEmpty())
            QFile::link(real, folder + u'/' + name);
    }
    return folder;
}

} // namespace

class ExportScriptsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanForShellcheck();
    void hostileValues();
    void doesTheJob_data();
    void doesTheJob();
    void prerequisites();
    void interrupted();
    void twoAtOnce();
    void inTheWay();
    void oldCloneIsCompleted();
    void fullDisk();
    void all();
    void editedIsLeft();
    void isReadAgain();
    void withCdpath();
    void endpointIsObeyed();
    void originalInTheWay();
    void convertAndBack();
    void halfConverted_data();
    void halfConverted();
    void changedByHand();
    void catalogue();

private:
    static QString exported(const ScriptScene &scene, const QStringList &more = {})
    {
        const QString to = scene.in(u"out"_s);
        const CliResult result =
            scene.cli.json(QStringList{u"export-scripts"_s, u"owner/model"_s, u"--to"_s, to} + more);
        if (result.exitCode() != 0)
            qWarning("%s", qPrintable(result.describe()));
        return to + u"/owner/model/download.sh"_s;
    }
};

void ExportScriptsTest::cleanForShellcheck()
{
    if (QStandardPaths::findExecutable(u"shellcheck"_s).isEmpty())
        QSKIP("shellcheck is not installed");
    ScriptScene scene;
    const QString script = exported(scene, {u"--revision"_s, u"it's"_s});
    for (const QString &path :
         {script, scene.in(u"out/download-all-models.sh"_s), scene.in(u"out/download-template.sh"_s)}) {
        const ProcessResult checked = runProcess(u"shellcheck"_s, {path});
        QVERIFY2(checked.ok(), qPrintable(checked.describe()));
        QVERIFY(QFileInfo(path).isExecutable());
    }
    const ProcessResult empty = runScript(scene, scene.in(u"out/download-template.sh"_s));
    QCOMPARE(empty.exitCode, 2);
}

// What stands in a catalogue of somebody's goes into a script as a word, and nothing of it is run.
void ExportScriptsTest::hostileValues()
{
    ScriptScene scene;
    const QString witness = scene.in(u"witness"_s);
    const QString evil = u"'; touch %1; $(touch %1) `touch %1` \\ \" @LOCAL_DIR@ #"_s.arg(witness);
    const QJsonObject model{{u"id"_s, u"owner/model"_s},
                            {u"family"_s, u"F"_s},
                            {u"name"_s, evil},
                            {u"url"_s, scene.hub.repositoryUrl(u"owner/model"_s).toString()}};
    writeFile(scene.in(u"c.json"_s),
              QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"models"_s, QJsonArray{model}}}).toJson());
    const QString script = exported(scene, {u"--catalogue"_s, scene.in(u"c.json"_s), u"--revision"_s, evil});
    const ProcessResult run = runScript(scene, script);
    QVERIFY2(run.exitCode == 5 || run.exitCode == 4 || run.exitCode == 3, qPrintable(run.describe()));
    QVERIFY2(run.err.contains(evil.toUtf8()) || run.out.contains(evil.toUtf8()), qPrintable(run.describe()));
    QVERIFY(!QFileInfo::exists(witness));
    QCOMPARE(everythingIn(QFileInfo(script).absolutePath()), QStringList{u"download.sh"_s});
}

void ExportScriptsTest::doesTheJob_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("history");
    QTest::newRow("sh, with history") << u"sh"_s << QStringList{} << true;
    QTest::newRow("bash, without") << u"bash"_s << QStringList{u"--remove-git"_s} << false;
    QTest::newRow("a branch") << u"dash"_s << QStringList{u"--revision"_s, u"main"_s} << true;
    QTest::newRow("a commit") << u"sh"_s << QStringList{u"--revision"_s, u"COMMIT"_s} << true;
}

void ExportScriptsTest::doesTheJob()
{
    QFETCH(QString, shell);
    QFETCH(QStringList, options);
    QFETCH(bool, history);
    ScriptScene scene;
    scene.addModel(u"model"_s);
    const QByteArray commit =
        mustRun(u"git"_s, {u"-C"_s, scene.hub.repositoryPath(u"owner/model"_s), u"rev-parse"_s, u"main"_s})
            .trimmed();
    options.replaceInStrings(u"COMMIT"_s, QString::fromLatin1(commit));
    const QString script = exported(scene, options);
    const QString folder = QFileInfo(script).absolutePath();
    const ProcessResult first = runScript(scene, script, {}, shell);
    QVERIFY2(first.ok(), qPrintable(first.describe()));
    QCOMPARE(scene.differences(u"model"_s, folder), QString());
    QCOMPARE(QFileInfo::exists(folder + u"/.git"_s), history);
    QVERIFY(!QFileInfo::exists(folder + u"/.download.part"_s)
            && !QFileInfo::exists(folder + u"/.download.lock"_s));
    if (history) {
        const ProcessResult status =
            runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s, u"-uno"_s},
                       {.environment = scene.environment(), .workingDirectory = folder, .input = {}});
        QVERIFY2(status.ok() && status.out.isEmpty(), qPrintable(status.describe()));
    }
    scene.hub.log().clear();
    const ProcessResult second = runScript(scene, script, {}, shell);
    QVERIFY2(second.ok() && second.out.contains("here already"), qPrintable(second.describe()));
    QCOMPARE(scene.hub.log().all().size(), 0);
    // Complete, not merely a folder: what is gone comes back.
    QVERIFY(QFile::remove(folder + u"/model-00001-of-00002.safetensors"_s));
    const ProcessResult third = runScript(scene, script, {}, shell);
    QVERIFY2(third.ok(), qPrintable(third.describe()));
    QCOMPARE(scene.differences(u"model"_s, folder), QString());
}

void ExportScriptsTest::prerequisites()
{
    ScriptScene scene;
    scene.addModel(u"model"_s);
    const QString script = exported(scene);
    for (const QString &program : {u"git"_s, u"git-lfs"_s}) {
        const TempDir dir;
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, pathWithout(dir, program));
        environment.insert(u"GIT_EXEC_PATH"_s, pathWithout(dir, program)); // nor beside git's own programs
        const ProcessResult run =
            runScript(scene, script, environment, QStandardPaths::findExecutable(u"sh"_s));
        QVERIFY2(run.exitCode == kPrerequisite, qPrintable(run.describe()));
        for (const QByteArray &hint :
             {QByteArray("apt-get install ") + program.toUtf8(), QByteArray("dnf install"),
              QByteArray("brew install"), QByteArray("winget install")})
            QVERIFY2(run.err.contains(hint), qPrintable(run.describe()));
    }
    QCOMPARE(everythingIn(QFileInfo(script).absolutePath()), QStringList{u"download.sh"_s});
    QCOMPARE(scene.hub.log().all().size(), 0);
}

// Ctrl-C, which the whole group of processes gets: nothing half-made stays, and what came whole is not fetched again.
void ExportScriptsTest::interrupted()
{
    ScriptScene scene;
    scene.addModel(u"model"_s);
    const QString script = exported(scene);
    const QString folder = QFileInfo(script).absolutePath();
    const int fault = scene.hub.addFault(
        Fault::stall(Endpoint::Storage, 100'000).forOid(scene.oid(u"model"_s, 2)).always());
    const QString first = QString::fromLatin1(scene.oid(u"model"_s, 1));
    const QString object = u"%1/.download.part/clone/.git/lfs/objects/%2/%3/%4"_s.arg(folder, first.left(2),
                                                                                      first.mid(2, 2), first);
    {
        ServerProcess process;
        QVERIFY(process.start(
            u"sh"_s, {u"download.sh"_s},
            {.environment = scene.environment(), .workingDirectory = folder, .input = {}, .ownGroup = true}));
        QVERIFY(waitUntil([&] { return QFileInfo::exists(object); }, 60s));
        QCOMPARE(::kill(-static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(30s));
        QCOMPARE(process.exitCode(), 130);
    }
    QCOMPARE(everythingIn(folder), (QStringList{u".download.part"_s, u"download.sh"_s}));
    QCOMPARE(everythingIn(folder + u"/.download.part"_s), QStringList{u"objects"_s});
    scene.hub.removeFault(fault);
    scene.hub.dropConnections();
    scene.hub.log().clear();
    const ProcessResult again = runScript(scene, script);
    QVERIFY2(again.ok(), qPrintable(again.describe()));
    QCOMPARE(scene.requestsFor(scene.oid(u"model"_s, 1)), 0);
    QCOMPARE(scene.differences(u"model"_s, folder), QString());
    QVERIFY(!QFileInfo::exists(folder + u"/.download.part"_s));
}

void ExportScriptsTest::twoAtOnce()
{
    ScriptScene scene;
    scene.addModel(u"model"_s);
    const QString script = exported(scene);
    const QString folder = QFileInfo(script).absolutePath();
    writeFile(folder + u"/.download.lock/process"_s, QByteArray::number(QCoreApplication::applicationPid())
                                                         + ' ' + mustRun(u"uname"_s, {u"-n"_s}).trimmed()
                                                         + '\n');
    const ProcessResult busy = runScript(scene, script);
    QVERIFY2(busy.exitCode == kBusy, qPrintable(busy.describe()));
    QVERIFY(QFileInfo::exists(folder + u"/.download.lock/process"_s));
    // Of a process that is gone.
    writeFile(folder + u"/.download.lock/process"_s,
              "999999999 " + mustRun(u"uname"_s, {u"-n"_s}).trimmed() + '\n');
    const ProcessResult done = runScript(scene, script);
    QVERIFY2(done.ok(), qPrintable(done.describe()));
    QVERIFY(!QFileInfo::exists(folder + u"/.download.lock"_s));
}

void ExportScriptsTest::inTheWay()
{
    ScriptScene scene;
    scene.addModel(u"model"_s);
    const QString script = exported(scene);
    const QString folder = QFileInfo(script).absolutePath();
    writeFile(folder + u"/README.md"_s, "mine\n");
    const ProcessResult refused = runScript(scene, script);
    QVERIFY2(refused.exitCode == kConflict && refused.err.contains("README.md"),
             qPrintable(refused.describe()));
    QCOMPARE(readFile(folder + u"/README.md"_s), QByteArray("mine\n"));
    QCOMPARE(everythingIn(folder), (QStringList{u"README.md"_s, u"download.sh"_s}));
    QVERIFY(QFile::remove(folder + u"/README.md"_s));
    // What is the model's own is taken, not fetched.
    writeFile(folder + u"/model-00001-of-00002.safetensors"_s, scene.weight(u"model"_s, 1));
    scene.hub.log().clear();
    const ProcessResult done = runScript(scene, script);
    QVERIFY2(done.ok(), qPrintable(done.describe()));
    QCOMPARE(scene.requestsFor(scene.oid(u"model"_s, 1)), 0);
    QCOMPARE(scene.differences(u"model"_s, folder), QString());
}

void ExportScriptsTest::oldCloneIsCompleted()
{
    ScriptScene scene;
    scene.addModel(u"model"_s);
    const QString script = exported(scene);
    const QString folder = QFileInfo(script).absolutePath();
    const QString clone = scene.in(u"clone"_s);
    QVERIFY(realClone(scene.hub.repositoryUrl(u"owner/model"_s).toString(), clone, {.lfs = false}).ok());
    mustRun(u"sh"_s, {u"-c"_s, u"mv \"$0\"/* \"$0\"/.g* \"$1\"/"_s, clone, folder});
    const ProcessResult done = runScript(scene, script);
    QVERIFY2(done.ok(), qPrintable(done.describe()));
    QCOMPARE(scene.differences(u"model"_s, folder), QString());
}

void ExportScriptsTest::fullDisk()
{
    ScriptScene scene;
    scene.addModel(u"model"_s);
    const TestVolume volume(u"tmpfs"_s, 1);
    SKIP_WITHOUT(volume);
    const QString to = volume.path();
    QVERIFY(scene.cli.json({u"export-scripts"_s, u"owner/model"_s, u"--to"_s, to}).exitCode() == 0);
    const QString script = to + u"/owner/model/download.sh"_s;
    const ProcessResult refused = runScript(scene, script);
    QVERIFY2(refused.exitCode == 6, qPrintable(refused.describe()));
    QCOMPARE(everythingIn(QFileInfo(script).absolutePath()), QStringList{u"download.sh"_s});
}

void ExportScriptsTest::all()
{
    ScriptScene scene;
    for (const QString &name : {u"one"_s, u"two"_s})
        scene.addModel(name);
    const QString to = scene.in(u"out"_s);
    const CliResult exported =
        scene.cli.json({u"export-scripts"_s, u"owner/one"_s, u"owner/none"_s, u"owner/two"_s, u"--to"_s, to});
    QVERIFY2(exported.exitCode() == 0, qPrintable(exported.describe()));
    const ProcessResult run = runScript(scene, to + u"/download-all-models.sh"_s);
    QVERIFY2(run.exitCode == 4 || run.exitCode == 5, qPrintable(run.describe()));
    QVERIFY(run.out.contains("2 of 3"));
    for (const QString &name : {u"one"_s, u"two"_s})
        QCOMPARE(scene.differences(name, to + u"/owner/"_s + name), QString());
    QCOMPARE(everythingIn(to + u"/owner/none"_s), QStringList{u"download.sh"_s});
}

void ExportScriptsTest::editedIsLeft()
{
    ScriptScene scene;
    const QString script = exported(scene);
    const QByteArray text = readFile(script);
    const QString again = exported(scene, {u"--remove-git"_s}); // another version of ours
    QVERIFY(readFile(again) != text);
    writeFile(script, readFile(script) + "# mine\n");
    const QStringList arguments{u"export-scripts"_s, u"owner/model"_s, u"--to"_s, scene.in(u"out"_s)};
    const CliResult edited = scene.cli.json(arguments);
    QCOMPARE(edited.exitCode(), kConflict);
    QVERIFY(readFile(script).endsWith("# mine\n"));
    // The others are written, and what was left is named.
    const CliResult both = scene.cli.json(
        {u"export-scripts"_s, u"owner/model"_s, u"owner/other"_s, u"--to"_s, scene.in(u"out"_s)});
    QCOMPARE(both.exitCode(), kConflict);
    QVERIFY(QFileInfo(scene.in(u"out/owner/other/download.sh"_s)).isExecutable());
    QCOMPARE(both.lines.last().value("script"_L1).toString(), script);
    QVERIFY(both.lines.last().value("error"_L1).isObject());
    const CliResult words = scene.cli.plain(arguments);
    QVERIFY2(words.process.err.contains("Changed by hand") && words.process.err.contains("Move it away"),
             qPrintable(words.describe()));
    writeFile(script, "#!/bin/sh\n");
    QCOMPARE(scene.cli.json(arguments).exitCode(), kConflict);
    QCOMPARE(readFile(script), QByteArray("#!/bin/sh\n"));
    QCOMPARE(scene.cli.json({u"export-scripts"_s, u"owner/model"_s}).exitCode(), 2);
}

void ExportScriptsTest::isReadAgain()
{
    ScriptScene scene;
    exported(scene, {u"--revision"_s, u"v1"_s, u"--remove-git"_s});
    const CliResult opened = scene.cli.json({u"import-scripts"_s, scene.in(u"out"_s)});
    QVERIFY2(opened.exitCode() == 0, qPrintable(opened.describe()));
    QCOMPARE(opened.summary().value("models"_L1).toInt(), 1);
    QCOMPARE(opened.summary().value("unsure"_L1).toInt(), 0);
    QCOMPARE(opened.summary().value("templates"_L1).toArray().size(), 1);
    QCOMPARE(opened.summary().value("callers"_L1).toArray().size(), 1);
    const QJsonObject model = opened.lines.first();
    QCOMPARE(model.value("id"_L1).toString(), u"owner/model"_s);
    QCOMPARE(model.value("folder"_L1).toString(), scene.in(u"out/owner/model"_s));
    QCOMPARE(model.value("revision"_L1).toString(), u"v1"_s);
    QVERIFY(model.value("removes_history"_L1).toBool());
}

// A shell that has CDPATH takes "cd owner/model" elsewhere, and prints where it went.
void ExportScriptsTest::withCdpath()
{
    ScriptScene scene;
    scene.addModel(u"model"_s);
    const QString folder = QFileInfo(exported(scene)).absolutePath();
    const TempDir trap;
    QVERIFY(QDir().mkpath(trap.path(u"owner/model"_s)) && QDir().mkpath(trap.path(u"out/owner"_s)));
    writeFile(trap.path(u"out/owner/download.sh"_s), "exit 1\n");
    QProcessEnvironment environment = scene.environment();
    environment.insert(u"CDPATH"_s, trap.path());
    const ProcessResult one =
        runProcess(u"sh"_s, {u"owner/model/download.sh"_s},
                   {.environment = environment, .workingDirectory = scene.in(u"out"_s), .input = {}});
    QVERIFY2(one.ok(), qPrintable(one.describe()));
    QCOMPARE(scene.differences(u"model"_s, folder), QString());
    QCOMPARE(everythingIn(trap.path(u"owner/model"_s)), QStringList());
    const ProcessResult all =
        runProcess(u"sh"_s, {u"out/download-all-models.sh"_s},
                   {.environment = environment, .workingDirectory = scene.root(), .input = {}});
    QVERIFY2(all.ok() && all.out.contains("1 of 1"), qPrintable(all.describe()));
}

// huggingface-cli asks where HF_ENDPOINT says when it runs, and so does what takes its place; git clone does not.
void ExportScriptsTest::endpointIsObeyed()
{
    ScriptScene scene;
    scene.addModel(u"one"_s);
    const QString host = scene.hub.baseUrl().toString();
    scene.huggingFaceScript(u"plain/download.sh"_s, u"one"_s, ".");
    writeFile(scene.in(u"set/download.sh"_s),
              "export HF_ENDPOINT=" + host.toUtf8() + "\nhf download owner/one --local-dir .\n");
    writeFile(scene.in(u"before/download.sh"_s),
              "HF_ENDPOINT=" + host.toUtf8() + " hf download owner/one --local-dir .\n");
    writeFile(scene.in(u"named/download.sh"_s),
              "git lfs install\ngit clone https://huggingface.co/owner/one .\n");
    const CliResult converted = scene.cli.json({u"convert"_s, scene.root()});
    QVERIFY2(converted.exitCode() == 0, qPrintable(converted.describe()));
    QProcessEnvironment environment;
    environment.insert(u"HF_ENDPOINT"_s, host + u'/');
    const ProcessResult plain = runScript(scene, scene.in(u"plain/download.sh"_s), environment);
    QVERIFY2(plain.ok(), qPrintable(plain.describe()));
    QCOMPARE(scene.differences(u"one"_s, scene.in(u"plain"_s)), QString());
    environment.insert(u"HF_ENDPOINT"_s, u"http://127.0.0.1:9"_s);
    for (const QString &name : {u"set"_s, u"before"_s}) {
        const ProcessResult run = runScript(scene, scene.in(name + u"/download.sh"_s), environment);
        QVERIFY2(run.ok(), qPrintable(run.describe()));
        QCOMPARE(scene.differences(u"one"_s, scene.in(name)), QString());
    }
    QVERIFY(readFile(scene.in(u"named/download.sh"_s)).contains("'https://huggingface.co/owner/one'"));
    const CliResult opened = scene.cli.json({u"import-scripts"_s, scene.root()});
    QCOMPARE(opened.summary().value("models"_L1).toInt(), 4);
    QCOMPARE(opened.summary().value("unsure"_L1).toInt(), 0);
    for (qsizetype i = 0; i < 4; ++i)
        QCOMPARE(opened.lines.at(i).value("repo"_L1).toString(), host + u"/owner/one"_s);
    // An exported one is for the host that it was exported with, unless its own machine has another one.
    environment.insert(u"HF_ENDPOINT"_s, host);
    const QByteArray script = readFile(exported(scene));
    QVERIFY2(script.contains("\"${HF_ENDPOINT:-" + host.toUtf8() + "}\""), script.constData());
}

namespace {

// Old scripts of all kinds, one of which is not sure.
QStringList oldTree(ScriptScene &scene)
{
    scene.addModel(u"one"_s);
    scene.gitScript(u"a/download.sh"_s, u"one"_s, "true");
    scene.huggingFaceScript(u"b/get-it.sh"_s, u"two"_s, "sub");
    writeFile(scene.in(u"c/download.sh"_s), "hf download \"$1\" --local-dir .\n");
    scene.callerAndTemplate();
    QFile::setPermissions(scene.in(u"a/download.sh"_s),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {u"a/download.sh"_s, u"b/get-it.sh"_s, u"c/download.sh"_s, u"download-all-models.sh"_s,
            u"download-template.sh"_s};
}

QMap<QString, std::pair<QByteArray, QFile::Permissions>> contentOf(const ScriptScene &scene,
                                                                   const QStringList &paths)
{
    QMap<QString, std::pair<QByteArray, QFile::Permissions>> content;
    for (const QString &path : paths)
        content.insert(path, {readFile(scene.in(path)), QFile::permissions(scene.in(path))});
    return content;
}

} // namespace

void ExportScriptsTest::convertAndBack()
{
    ScriptScene scene;
    const QStringList paths = oldTree(scene);
    const auto before = contentOf(scene, paths);
    QCOMPARE(scene.cli.json({u"convert"_s, scene.root(), u"--dry-run"_s}).exitCode(), 0);
    QVERIFY(contentOf(scene, paths) == before);
    const CliResult converted = scene.cli.json({u"convert"_s, scene.root()});
    QVERIFY2(converted.exitCode() == 0, qPrintable(converted.describe()));
    QCOMPARE(converted.lines.size(), 5);
    for (const QJsonObject &line : converted.lines)
        QVERIFY(line.value("script"_L1).toString().startsWith(scene.root() + u'/'));
    const CliResult words = scene.cli.plain({u"convert"_s, scene.root()});
    QVERIFY2(words.process.err.contains("Name its model by hand"), qPrintable(words.describe()));
    for (const QString &path : paths) {
        const bool isLeft = path.startsWith(u'c');
        QCOMPARE(readFile(scene.in(path)) == before.value(path).first, isLeft);
        QCOMPARE(QFile::permissions(scene.in(path)), before.value(path).second);
        QCOMPARE(QFileInfo::exists(scene.in(path) + u".bak"_s), !isLeft);
        if (!isLeft)
            QCOMPARE(readFile(scene.in(path) + u".bak"_s), before.value(path).first);
    }
    const CliResult opened = scene.cli.json({u"import-scripts"_s, scene.root()});
    QCOMPARE(opened.summary().value("models"_L1).toInt(), 2);
    QCOMPARE(opened.lines.at(1).value("folder"_L1).toString(), scene.in(u"b/sub"_s));
    // It works without us.
    const ProcessResult run = runScript(scene, scene.in(u"a/download.sh"_s));
    QVERIFY2(run.ok(), qPrintable(run.describe()));
    QCOMPARE(scene.differences(u"one"_s, scene.in(u"a"_s)), QString());
    const CliResult again = scene.cli.json({u"convert"_s, scene.root()});
    QCOMPARE(again.exitCode(), 0);
    const CliResult back = scene.cli.json({u"convert"_s, scene.root(), u"--rollback"_s});
    QVERIFY2(back.exitCode() == 0, qPrintable(back.describe()));
    QVERIFY(contentOf(scene, paths) == before);
    for (const QString &path : paths)
        QVERIFY(!QFileInfo::exists(scene.in(path) + u".bak"_s));
    QCOMPARE(oursBelow(scene.root()).filter(u".weightyard"_s), QStringList());
    QCOMPARE(scene.cli.json({u"convert"_s, scene.root(), u"--rollback"_s}).exitCode(), 5);
}

void ExportScriptsTest::originalInTheWay()
{
    ScriptScene scene;
    scene.huggingFaceScript(u"a/download.sh"_s, u"one"_s, ".");
    writeFile(scene.in(u"a/download.sh.bak"_s), "mine\n");
    const QByteArray before = readFile(scene.in(u"a/download.sh"_s));
    const CliResult result = scene.cli.plain({u"convert"_s, scene.root()});
    QCOMPARE(result.exitCode(), kConflict);
    QVERIFY2(result.process.err.contains("convert again") && !result.process.err.contains("--library"),
             qPrintable(result.describe()));
    QCOMPARE(readFile(scene.in(u"a/download.sh"_s)), before);
    QCOMPARE(readFile(scene.in(u"a/download.sh.bak"_s)), QByteArray("mine\n"));
}

void ExportScriptsTest::halfConverted_data()
{
    QTest::addColumn<int>("done");    // files that are converted
    QTest::addColumn<bool>("backup"); // the next one has its backup
    for (int done = 0; done <= 4; ++done) {
        QTest::newRow(qPrintable(QString::number(done))) << done << false;
        QTest::newRow(qPrintable(QString::number(done) + u"b"_s)) << done << true;
    }
}

// As a kill leaves it: the list is there, and so many files are done.
void ExportScriptsTest::halfConverted()
{
    QFETCH(int, done);
    QFETCH(bool, backup);
    for (const bool back : {true, false}) {
        ScriptScene scene;
        const QStringList paths = oldTree(scene);
        const auto before = contentOf(scene, paths);
        QCOMPARE(scene.cli.json({u"convert"_s, scene.root()}).exitCode(), 0);
        const auto after = contentOf(scene, paths);
        const QStringList list{u"a/download.sh"_s, u"b/get-it.sh"_s, u"download-all-models.sh"_s,
                               u"download-template.sh"_s};
        for (int i = done; i < list.size(); ++i) {
            const QString path = scene.in(list.at(i));
            writeFile(path, before.value(list.at(i)).first);
            if (i > done || !backup)
                QVERIFY(QFile::remove(path + u".bak"_s));
        }
        writeFile(scene.in(u"a/.weightyard-download.sh"_s), "half");
        const CliResult went = scene.cli.json(back ? QStringList{u"convert"_s, scene.root(), u"--rollback"_s}
                                                   : QStringList{u"convert"_s, scene.root()});
        QVERIFY2(went.exitCode() == 0, qPrintable(went.describe()));
        for (const QString &path : paths)
            QCOMPARE(readFile(scene.in(path)), (back ? before : after).value(path).first);
        if (!back)
            QCOMPARE(scene.cli.json({u"convert"_s, scene.root(), u"--rollback"_s}).exitCode(), 0);
        QVERIFY(contentOf(scene, paths) == before);
    }
}

void ExportScriptsTest::changedByHand()
{
    ScriptScene scene;
    const QStringList paths = oldTree(scene);
    const auto before = contentOf(scene, paths);
    writeFile(scene.in(u"a/download.sh.bak"_s), "somebody's\n");
    const CliResult refused = scene.cli.json({u"convert"_s, scene.root()});
    QCOMPARE(refused.exitCode(), kConflict);
    QVERIFY(contentOf(scene, paths) == before);
    QCOMPARE(readFile(scene.in(u"a/download.sh.bak"_s)), QByteArray("somebody's\n"));
    QVERIFY(QFile::remove(scene.in(u"a/download.sh.bak"_s)));

    QCOMPARE(scene.cli.json({u"convert"_s, scene.root()}).exitCode(), 0);
    const QByteArray edited = readFile(scene.in(u"a/download.sh"_s)) + "# mine\n";
    writeFile(scene.in(u"a/download.sh"_s), edited);
    QVERIFY(QFile::remove(scene.in(u"download-template.sh"_s)));
    writeFile(scene.in(u"b/get-it.sh.bak"_s), "not the original\n");
    const CliResult back = scene.cli.json({u"convert"_s, scene.root(), u"--rollback"_s});
    QCOMPARE(back.exitCode(), kConflict);
    QCOMPARE(readFile(scene.in(u"a/download.sh"_s)), edited);
    QCOMPARE(readFile(scene.in(u"download-template.sh"_s)), before.value(u"download-template.sh"_s).first);
    QCOMPARE(readFile(scene.in(u"download-all-models.sh"_s)),
             before.value(u"download-all-models.sh"_s).first);
    QVERIFY(readFile(scene.in(u"b/get-it.sh"_s)) != before.value(u"b/get-it.sh"_s).first);
    QVERIFY2(back.process.out.contains("ConvertedEdited") && back.process.out.contains("OriginalEdited"),
             qPrintable(back.describe()));
    // What was left is still known.
    QVERIFY(QFile::remove(scene.in(u"a/download.sh"_s)));
    writeFile(scene.in(u"b/get-it.sh.bak"_s), before.value(u"b/get-it.sh"_s).first);
    QCOMPARE(scene.cli.json({u"convert"_s, scene.root(), u"--rollback"_s}).exitCode(), 0);
    for (const QString &path : paths)
        QCOMPARE(readFile(scene.in(path)), before.value(path).first);
}

void ExportScriptsTest::catalogue()
{
    ScriptScene scene;
    for (const QString &name : {u"here"_s, u"there"_s, u"later"_s})
        scene.addModel(name);
    const auto headOf = [&](const QString &name) {
        return QString::fromLatin1(mustRun(u"git"_s, {u"-C"_s, scene.hub.repositoryPath(u"owner/"_s + name),
                                                      u"rev-parse"_s, u"main"_s})
                                       .trimmed());
    };
    QCOMPARE(scene.cli.json({u"get"_s, u"owner/here"_s}).exitCode(), 0);
    const QString commit = headOf(u"here"_s);
    scene.commitMore(u"here"_s);
    QVERIFY(headOf(u"here"_s) != commit);
    const QString file = scene.in(u"team.json"_s);
    const CliResult exported =
        scene.cli.json({u"export-catalogue"_s, u"owner/here"_s, u"owner/there"_s, u"--to"_s, file});
    QVERIFY2(exported.exitCode() == 0, qPrintable(exported.describe()));
    QCOMPARE(exported.lines.at(0).value("commit"_L1).toString(), commit);
    QVERIFY(exported.lines.at(0).value("installed"_L1).toBool());
    QCOMPARE(exported.lines.at(1).value("commit"_L1).toString(), headOf(u"there"_s));
    const QString pinned = headOf(u"there"_s);
    scene.commitMore(u"there"_s);

    // Another machine, later.
    const CliRun other(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const CliResult got = other.json({u"get"_s, u"--catalogue"_s, file, u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(got.summary().value("models"_L1).toInt(), 2);
    QCOMPARE(got.lastOf(u"owner/here"_s).value("commit"_L1).toString(), commit);
    QCOMPARE(got.lastOf(u"owner/there"_s).value("commit"_L1).toString(), pinned);
    QVERIFY(!QFileInfo::exists(other.folder(u"owner/there"_s) + u"/more.txt"_s));

    QCOMPARE(scene.cli.json({u"export-catalogue"_s, u"owner/later"_s, u"--to"_s, file}).exitCode(),
             0); // replaced
    writeFile(file, "not a catalogue");
    QCOMPARE(scene.cli.json({u"export-catalogue"_s, u"owner/later"_s, u"--to"_s, file}).exitCode(),
             kConflict);
    QCOMPARE(readFile(file), QByteArray("not a catalogue"));
    QCOMPARE(
        scene.cli.json({u"export-catalogue"_s, u"owner/none"_s, u"--to"_s, scene.in(u"x.json"_s)}).exitCode(),
        4);
    QVERIFY(!QFileInfo::exists(scene.in(u"x.json"_s)));
    QCOMPARE(scene.cli.json({u"export-catalogue"_s, u"owner/later"_s}).exitCode(), 2);
}

WEIGHTYARD_TEST(ExportScriptsTest)

} // namespace export_scripts_test

#include "export_scripts_test.moc"
