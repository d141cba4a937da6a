// label: slow
// `import-scripts` and `get --scripts`: a tree of old scripts is opened and completed, and nothing that is there is fetched again.
#include "script_scene.h"
#include "test_registry.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

namespace scripts_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

class ScriptsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeTree();
    void keptUntilClosed();
    void whatIsNotSure();
    void chosenModels();
    void takenOver();
    void finishedClone_data();
    void finishedClone();
    void cloneThatMayBeAlive();
    void cloneOfLater();
    void otherThingsInTheWay();
    void usage_data();
    void usage();
};

namespace {

QString stateOf(const CliResult &result, const QString &name)
{
    for (const QJsonObject &line : result.lines) {
        if (line.value("id"_L1).toString() == u"owner/"_s + name && line.contains("script"_L1))
            return line.value("state"_L1).toString();
    }
    return {};
}

ProcessResult gitIn(const ScriptScene &scene, const QString &folder, const QStringList &arguments)
{
    return runProcess(u"git"_s, arguments,
                      {.environment = scene.environment(), .workingDirectory = folder, .input = {}});
}

// As if git had been killed then.
void makeOld(const QString &folder, const QString &when = u"2020-01-01"_s)
{
    mustRun(u"find"_s, {folder, u"-exec"_s, u"touch"_s, u"-h"_s, u"-d"_s, when, u"{}"_s, u"+"_s});
}

} // namespace

void ScriptsTest::wholeTree()
{
    ScriptScene scene;
    const QStringList names{u"cloned"_s, u"bare"_s,   u"folder"_s, u"killed"_s,
                            u"direct"_s, u"absent"_s, u"hub"_s};
    for (const QString &name : names)
        scene.addModel(name);
    scene.gitScript(u"A/Resources/cloned/download.sh"_s, u"cloned"_s, "false");
    scene.gitScript(u"A/Resources/bare/download.sh"_s, u"bare"_s, "true");
    scene.huggingFaceScript(u"B/Resources/download.sh"_s, u"folder"_s, "folder");
    scene.gitScript(u"B/Resources/killed/download.sh"_s, u"killed"_s, "false");
    scene.directScript(u"C/download.sh"_s, u"direct"_s, "direct");
    scene.gitScript(u"C/Resources/absent/download.sh"_s, u"absent"_s, "true", "weights");
    scene.huggingFaceScript(u"C/Resources/hub.sh"_s, u"hub"_s, "hub");
    scene.callerAndTemplate();
    mustRun(u"git"_s, {u"init"_s, u"-q"_s, scene.root()}); // the project's own

    // What the old scripts did, some of it to its end.
    QVERIFY2(scene.run(u"A/Resources/cloned/download.sh"_s).ok(), "cloned");
    QVERIFY2(scene.run(u"A/Resources/bare/download.sh"_s).ok(), "bare");
    QVERIFY(!QFileInfo::exists(scene.in(u"A/Resources/bare/.git"_s)));
    mustRun(u"cp"_s, {u"-a"_s, scene.in(u"A/Resources/bare/README.md"_s), scene.root() + u"/C/"_s});
    for (int i = 1; i <= 2; ++i)
        writeFile(scene.in(u"B/Resources/folder/model-0000%1-of-00002.safetensors"_s.arg(i)),
                  scene.weight(u"folder"_s, i));
    scene.runAndKill(u"B/Resources/killed/download.sh"_s, u"killed"_s,
                     scene.in(u"B/Resources/killed/temp_clone"_s));
    scene.runAndKill(u"C/download.sh"_s, u"direct"_s, scene.in(u"C/direct"_s));
    QVERIFY(!QFileInfo::exists(scene.in(u"C/direct/.git/index"_s)));
    makeOld(scene.in(u"C/direct"_s));

    const CliResult opened = scene.cli.json({u"import-scripts"_s, scene.root()});
    QVERIFY2(opened.exitCode() == 0, qPrintable(opened.describe()));
    QCOMPARE(opened.summary().value("models"_L1).toInt(), 7);
    QCOMPARE(opened.summary().value("here"_L1).toInt(), 3);
    QCOMPARE(opened.summary().value("unsure"_L1).toInt(), 0);
    QCOMPARE(opened.summary().value("templates"_L1).toArray().size(), 1);
    QCOMPARE(opened.summary().value("callers"_L1).toArray().size(), 1);
    for (const QString &name : {u"cloned"_s, u"bare"_s, u"folder"_s})
        QCOMPARE(stateOf(opened, name), u"here_unverified"_s);
    for (const QString &name : {u"killed"_s, u"direct"_s})
        QCOMPARE(stateOf(opened, name), u"unfinished"_s);
    for (const QString &name : {u"absent"_s, u"hub"_s})
        QCOMPARE(stateOf(opened, name), u"absent"_s);
    QCOMPARE(stateOf(scene.cli.json({u"list"_s}), u"killed"_s), u"unfinished"_s);
    const CliResult there = scene.cli.json({u"status"_s});
    const auto stated = [&](const QString &name) {
        return there.lastOf(scene.id(name)).value("state"_L1).toString();
    };
    QCOMPARE(stated(u"cloned"_s), u"here_unverified"_s);
    QCOMPARE(stated(u"killed"_s), u"unfinished"_s);
    QCOMPARE(stated(u"absent"_s), QString());

    scene.hub.log().clear();
    const CliResult got = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(got.summary().value("models"_L1).toInt(), 7);
    QCOMPARE(got.summary().value("installed"_L1).toInt(), 4);
    QCOMPARE(got.summary().value("already_installed"_L1).toInt(), 3);
    for (const QString &name : {u"cloned"_s, u"bare"_s, u"folder"_s}) {
        QCOMPARE(scene.requestsFor(scene.oid(name, 1)) + scene.requestsFor(scene.oid(name, 2)), 0);
    }
    for (const QString &name : {u"killed"_s, u"direct"_s}) {
        QCOMPARE(scene.requestsFor(scene.oid(name, 1)), 0);
        QVERIFY(scene.requestsFor(scene.oid(name, 2)) > 0);
    }
    const QMap<QString, QString> folders{
        {u"cloned"_s, u"A/Resources/cloned"_s},         {u"bare"_s, u"A/Resources/bare"_s},
        {u"killed"_s, u"B/Resources/killed"_s},         {u"direct"_s, u"C/direct"_s},
        {u"absent"_s, u"C/Resources/absent/weights"_s}, {u"hub"_s, u"C/Resources/hub"_s}};
    for (auto it = folders.cbegin(); it != folders.cend(); ++it)
        QCOMPARE(scene.differences(it.key(), scene.in(it.value())), QString());
    for (const QString &name : {u"killed"_s, u"direct"_s}) { // obeying CLEANUP_GIT
        const ProcessResult status = gitIn(scene, scene.in(folders.value(name)),
                                           {u"status"_s, u"--porcelain"_s, u"--untracked-files=no"_s});
        QVERIFY2(status.ok() && status.out.isEmpty(), qPrintable(status.describe()));
        QVERIFY(QFileInfo::exists(scene.in(folders.value(name) + u"/.git/index"_s)));
    }
    for (const QString &name : {u"absent"_s, u"hub"_s, u"bare"_s})
        QVERIFY(!QFileInfo::exists(scene.in(folders.value(name) + u"/.git"_s)));
    // Nothing of the user's is gone, and nothing of ours is left.
    QVERIFY(QFileInfo(scene.in(u"B/Resources/killed/temp_clone/.git"_s)).isDir());
    QVERIFY(QFileInfo(scene.in(u"C/direct.unfinished-clone/.git"_s)).isDir());
    QCOMPARE(oursBelow(scene.root()), QStringList());
    QVERIFY(!QFileInfo::exists(scene.cli.library()));

    scene.hub.log().clear();
    const CliResult again = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s});
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QCOMPARE(again.summary().value("already_installed"_L1).toInt(), 7);
    QCOMPARE(scene.hub.log().all().size(), 0);
    const CliResult list = scene.cli.json({u"list"_s});
    for (const QString &name : names)
        QVERIFY2(stateOf(list, name).startsWith(u"here"_s), qPrintable(name));
}

void ScriptsTest::keptUntilClosed()
{
    ScriptScene scene;
    scene.addModel(u"one"_s);
    scene.huggingFaceScript(u"one/download.sh"_s, u"one"_s, ".");
    QCOMPARE(stateOf(scene.cli.json({u"list"_s}), u"one"_s), QString());
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root(), u"--dry-run"_s}).exitCode(), 0);
    QCOMPARE(stateOf(scene.cli.json({u"list"_s}), u"one"_s), QString());
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root()}).exitCode(), 0);
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root()}).exitCode(), 0);
    QCOMPARE(stateOf(scene.cli.json({u"list"_s}), u"one"_s), u"absent"_s);
    const CliResult plain = scene.cli.plain({u"list"_s});
    QVERIFY2(plain.process.out.contains(scene.root().toUtf8()), qPrintable(plain.describe()));

    // The disk is away: said, and the rest is shown.
    QVERIFY(QFile::rename(scene.root(), scene.root() + u".away"_s));
    const CliResult away = scene.cli.plain({u"list"_s});
    QCOMPARE(away.exitCode(), 0);
    QVERIFY2(away.process.err.contains("not there"), qPrintable(away.describe()));
    QVERIFY(QFile::rename(scene.root() + u".away"_s, scene.root()));

    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root(), u"--close"_s, u"--dry-run"_s}).exitCode(), 0);
    QCOMPARE(stateOf(scene.cli.json({u"list"_s}), u"one"_s), u"absent"_s);
    QCOMPARE(scene.cli.json({u"import-scripts"_s, u"tree"_s, u"--close"_s}).exitCode(), 0); // by its name
    QCOMPARE(stateOf(scene.cli.json({u"list"_s}), u"one"_s), QString());
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root(), u"--close"_s}).exitCode(), 5);
    QVERIFY(QFileInfo::exists(scene.in(u"one/download.sh"_s)));
}

void ScriptsTest::whatIsNotSure()
{
    ScriptScene scene;
    scene.addModel(u"one"_s);
    scene.huggingFaceScript(u"one/download.sh"_s, u"one"_s, ".");
    writeFile(scene.in(u"two/download.sh"_s), "hf download owner/two --local-dir ../../../outside\n");
    writeFile(scene.in(u"three/download.sh"_s), "\nhf download \"$1\" --local-dir .\n");
    const CliResult opened = scene.cli.plain({u"import-scripts"_s, scene.root()});
    QCOMPARE(opened.exitCode(), 0);
    QVERIFY2(opened.process.out.simplified().contains("three/download.sh, line 2"),
             qPrintable(opened.describe()));
    for (const QByteArray &line : opened.process.out.split('\n'))
        QVERIFY2(QString::fromUtf8(line).size() <= 80 || !line.trimmed().contains(' '), line.constData());
    const CliResult got = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QVERIFY(got.process.err.contains("two/download.sh"));
    QCOMPARE(scene.differences(u"one"_s, scene.in(u"one"_s)), QString());
    QVERIFY(!QFileInfo::exists(scene.root() + u"/../../outside"_s));
}

void ScriptsTest::chosenModels()
{
    ScriptScene scene;
    for (const QString &name : {u"one"_s, u"two"_s}) {
        scene.addModel(name);
        scene.gitScript(name + u"/download.sh"_s, name, "false");
    }
    const CliResult dry = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"one"_s, u"--dry-run"_s});
    QCOMPARE(dry.exitCode(), 0);
    QCOMPARE(dry.lines.size(), 1);
    QCOMPARE(dry.lines.first().value("folder"_L1).toString(), scene.in(u"one"_s));
    QVERIFY(!QFileInfo::exists(scene.in(u"one/config.json"_s)));
    const CliResult got =
        scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"owner/one"_s, u"--remove-git"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(scene.differences(u"one"_s, scene.in(u"one"_s)), QString());
    QVERIFY(!QFileInfo::exists(scene.in(u"one/.git"_s)));
    QVERIFY(!QFileInfo::exists(scene.in(u"two/config.json"_s)));
    const CliResult none = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"three"_s});
    QCOMPARE(none.exitCode(), 5);
    QVERIFY2(none.process.err.contains("three"), qPrintable(none.describe()));
    const CliResult both = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"o"_s});
    QCOMPARE(both.exitCode(), 2);
}

// A clone without an index that changed just now: git may be writing it.
// An open script names the repository of the folder that it fills; until then nothing is left out without a word.
void ScriptsTest::takenOver()
{
    ScriptScene scene;
    scene.addModel(u"phi"_s);
    scene.huggingFaceScript(u"A/Resources/download.sh"_s, u"phi"_s, "weights");
    const QString folder = scene.in(u"A/Resources/weights"_s);
    for (int i = 1; i <= 2; ++i)
        writeFile(folder + u"/model-0000%1-of-00002.safetensors"_s.arg(i), scene.weight(u"phi"_s, i));
    const QString stray = scene.cli.folder(u"owner/phi"_s); // git's, in the library
    mustRun(u"git"_s, {u"clone"_s, u"-q"_s, scene.hub.repositoryUrl(scene.id(u"phi"_s)).toString(), stray},
            {.environment = scene.environment(), .workingDirectory = {}, .input = {}});
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root()}).exitCode(), 0);
    for (const QStringList &words : {QStringList{u"update"_s, u"--check"_s},
                                     {u"mirror"_s, u"--all"_s, u"--to"_s, scene.in(u"mirror"_s)}}) {
        const CliResult told = scene.cli.plain(words);
        QVERIFY2(told.exitCode() == 0 && !told.process.out.contains("No models are installed"),
                 qPrintable(told.describe()));
        QVERIFY2(told.process.out.contains("adopt") && told.process.out.contains(folder.toUtf8())
                     && told.process.out.contains(stray.toUtf8()),
                 qPrintable(told.describe()));
    }
    for (const QStringList &words : {QStringList{u"remove"_s, u"phi"_s, u"--yes"_s},
                                     {u"share"_s, u"phi"_s, u"--with"_s, u"hf-cache"_s},
                                     {u"update"_s, u"phi"_s}}) {
        const CliResult told = scene.cli.plain(words);
        QVERIFY2(told.exitCode() == 5 && told.process.err.contains("adopt"), qPrintable(told.describe()));
    }
    const CliResult adopted = scene.cli.json({u"adopt"_s, folder});
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QCOMPARE(adopted.lastOf(scene.id(u"phi"_s)).value("folder"_L1).toString(), folder);
    QCOMPARE(scene.cli.json({u"adopt"_s, stray}).exitCode(), 0);
    const CliResult after = scene.cli.plain({u"update"_s, u"--check"_s});
    QVERIFY2(!after.process.out.contains("adopt"), qPrintable(after.describe()));
}

void ScriptsTest::finishedClone_data()
{
    QTest::addColumn<QString>("own");
    for (const char *own : {"", "a file", "a change", "a commit", "a stash"})
        QTest::newRow(qstrlen(own) == 0 ? "nothing of its user's" : own) << QString::fromLatin1(own);
}

// A clone that git finished, and the script did not move: it may go when it holds nothing that is nowhere else.
void ScriptsTest::finishedClone()
{
    QFETCH(QString, own);
    ScriptScene scene;
    scene.addModel(u"phi"_s);
    scene.gitScript(u"A/phi/download.sh"_s, u"phi"_s, "false");
    const QString clone = scene.in(u"A/phi/temp_clone"_s);
    const QString url = scene.hub.repositoryUrl(scene.id(u"phi"_s)).toString();
    mustRun(u"git"_s, {u"clone"_s, u"-q"_s, url, clone},
            {.environment = scene.environment(), .workingDirectory = {}, .input = {}});
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root()}).exitCode(), 0);
    const CliResult got = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    if (own == "a file"_L1 || own == "a commit"_L1 || own == "a stash"_L1)
        writeFile(clone + u"/mine.txt"_s, "mine");
    if (own == "a change"_L1)
        writeFile(clone + u"/README.md"_s, "mine, and of another size");
    if (own == "a commit"_L1) {
        QVERIFY(gitIn(scene, clone, {u"add"_s, u"mine.txt"_s}).ok());
        QVERIFY(gitIn(scene, clone, {u"commit"_s, u"-qm"_s, u"mine"_s}).ok());
    }
    if (own == "a stash"_L1)
        QVERIFY(gitIn(scene, clone, {u"stash"_s, u"-qu"_s}).ok());
    const ProcessResult cleaned = runProcess( // with --library, that one alone would be meant
        QStringLiteral(WEIGHTYARD_CLI),
        {u"clean"_s, u"--leftovers"_s, u"--yes"_s, u"--config"_s, scene.cli.config()},
        {.environment = scene.cli.environmentOf(), .workingDirectory = scene.cli.home(), .input = {}});
    QVERIFY2(cleaned.exitCode == (own == "a change"_L1 ? 10 : 0), qPrintable(cleaned.describe()));
    QVERIFY2(QFileInfo::exists(clone) != own.isEmpty(), qPrintable(cleaned.describe()));
    QCOMPARE(scene.differences(u"phi"_s, scene.in(u"A/phi"_s)), QString());
}

void ScriptsTest::cloneThatMayBeAlive()
{
    ScriptScene scene;
    scene.addModel(u"one"_s);
    scene.directScript(u"download.sh"_s, u"one"_s, "one");
    scene.runAndKill(u"download.sh"_s, u"one"_s, scene.in(u"one"_s));
    const CliResult busy =
        scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s, u"--fail-if-busy"_s});
    QVERIFY2(!busy.process.crashed && busy.exitCode() == 9, qPrintable(busy.describe()));
    QVERIFY(QFileInfo(scene.in(u"one/.git"_s)).isDir());
    QVERIFY(!QFileInfo::exists(scene.in(u"one/.weightyard"_s)));
    // What an earlier wait left in there, with a time of now, is no sign of git.
    makeOld(scene.in(u"one"_s), u"50 seconds ago"_s);
    writeFile(scene.in(u"one/.weightyard/lock"_s), "{}\n");
    const CliResult got = scene.cli.plain({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QVERIFY2(got.process.out.count("may be at work") <= 1, qPrintable(got.describe()));
    QCOMPARE(scene.differences(u"one"_s, scene.in(u"one"_s)), QString());
}

// A clock that was wrong: the time of a file is to come, and nothing is waited for until then.
void ScriptsTest::cloneOfLater()
{
    ScriptScene scene;
    scene.addModel(u"one"_s);
    scene.directScript(u"download.sh"_s, u"one"_s, "one");
    scene.runAndKill(u"download.sh"_s, u"one"_s, scene.in(u"one"_s));
    makeOld(scene.in(u"one"_s), u"1 day"_s);
    const CliResult got = scene.cli.plain({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(scene.differences(u"one"_s, scene.in(u"one"_s)), QString());
}

void ScriptsTest::otherThingsInTheWay()
{
    ScriptScene scene;
    for (const QString &name : {u"one"_s, u"two"_s, u"three"_s})
        scene.addModel(name);
    scene.directScript(u"a/download.sh"_s, u"one"_s, "m"); // holds another model's clone
    const QString url = scene.hub.repositoryUrl(u"owner/two"_s).toString();
    QVERIFY(realClone(url, scene.in(u"a/m"_s)).ok());
    scene.directScript(u"b/download.sh"_s, u"two"_s, "m"); // made without git-lfs
    QVERIFY(realClone(url, scene.in(u"b/m"_s), {.lfs = false}).ok());
    scene.huggingFaceScript(u"c/download.sh"_s, u"three"_s, "m"); // a file of the user's
    writeFile(scene.in(u"c/m/config.json"_s), "mine\n");
    const CliResult got = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s});
    QCOMPARE(got.exitCode(), 10);
    QStringList codes;
    for (const QString &name : {u"owner/one"_s, u"owner/two"_s, u"owner/three"_s})
        codes.append(got.lastOf(name).value("error"_L1).toObject().value("code"_L1).toString());
    QCOMPARE(codes, (QStringList{u"CloneOfOther"_s, u"CloneIsPointers"_s, u"OtherContentInTheWay"_s}));
    QCOMPARE(readFile(scene.in(u"c/m/config.json"_s)), QByteArray("mine\n"));
    QCOMPARE(oursBelow(scene.root()), QStringList());
}

void ScriptsTest::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("no folder") << QStringList{u"import-scripts"_s} << 2;
    QTest::newRow("two folders") << QStringList{u"import-scripts"_s, u"a"_s, u"b"_s} << 2;
    QTest::newRow("not there") << QStringList{u"import-scripts"_s, u"/nowhere"_s} << 5;
    QTest::newRow("a file") << QStringList{u"import-scripts"_s, u"/etc/passwd"_s} << 10;
    QTest::newRow("no script") << QStringList{u"get"_s, u"--scripts"_s, u"EMPTY"_s} << 5;
    QTest::newRow("no model") << QStringList{u"get"_s, u"--scripts"_s, u"SCRIPTS"_s} << 2;
    QTest::newRow("into") << QStringList{u"get"_s,     u"owner/m"_s, u"--scripts"_s,
                                         u"SCRIPTS"_s, u"--into"_s,  u"x"_s}
                          << 2;
    QTest::newRow("revision") << QStringList{u"get"_s, u"a/b"_s,        u"--scripts"_s,
                                             u"/x"_s,  u"--revision"_s, u"x"_s}
                              << 2;
}

void ScriptsTest::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    ScriptScene scene;
    scene.huggingFaceScript(u"m/download.sh"_s, u"m"_s, ".");
    const QTemporaryDir empty;
    arguments.replaceInStrings(u"SCRIPTS"_s, scene.root()).replaceInStrings(u"EMPTY"_s, empty.path());
    const CliResult result = scene.cli.json(arguments);
    QVERIFY2(result.exitCode() == code, qPrintable(result.describe()));
    QVERIFY(!result.process.err.isEmpty());
}

WEIGHTYARD_TEST(ScriptsTest)

} // namespace scripts_test

#include "scripts_test.moc"
