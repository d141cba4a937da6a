// label: slow
// A tree of old download scripts from its first day here to its last: opened, completed, taken over, updated, cleaned. Real bash, git and
// git-lfs made it; of what was there nothing is fetched.
#include "script_scene.h"
#include "test_registry.h"

#include <QFileInfo>
#include <QtTest>

namespace script_tree_life_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

class ScriptTreeLifeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromOpenedToCleaned();

private:
    static QByteArray gitIn(const ScriptScene &scene, const QString &folder, const QStringList &arguments)
    {
        return mustRun(
            u"git"_s, arguments,
            {.environment = scene.environment(), .workingDirectory = scene.in(folder), .input = {}});
    }
};

void ScriptTreeLifeTest::fromOpenedToCleaned()
{
    ScriptScene scene;
    const QString cloned = u"A/cloned"_s;
    const QString folder = u"B/folder"_s;
    const QString killed = u"C/killed"_s;
    for (const QString &name : {u"cloned"_s, u"folder"_s, u"killed"_s})
        scene.addModel(name);
    scene.gitScript(cloned + u"/download.sh"_s, u"cloned"_s, "false");
    scene.huggingFaceScript(u"B/download.sh"_s, u"folder"_s, "folder");
    scene.gitScript(killed + u"/download.sh"_s, u"killed"_s, "false");
    scene.callerAndTemplate();
    QVERIFY(scene.run(cloned + u"/download.sh"_s).ok());
    for (int i = 1; i <= 2; ++i)
        writeFile(scene.in(folder + u"/model-0000%1-of-00002.safetensors"_s.arg(i)),
                  scene.weight(u"folder"_s, i));
    scene.runAndKill(killed + u"/download.sh"_s, u"killed"_s, scene.in(killed + u"/temp_clone"_s));

    // Opened and completed.
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root()}).summary().value("models"_L1).toInt(), 3);
    scene.hub.log().clear();
    const CliResult got = scene.cli.json({u"get"_s, u"--scripts"_s, scene.root(), u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    // Taken over: the clone as it is, the folder with the small files that it lacks.
    const CliResult adopted =
        scene.cli.json({u"adopt"_s, scene.in(cloned), scene.in(folder), u"--repo"_s, scene.id(u"folder"_s)});
    QCOMPARE(adopted.exitCode(), 2); // one repository for one folder
    const CliResult clone = scene.cli.json({u"adopt"_s, scene.in(cloned)});
    QVERIFY2(clone.exitCode() == 0, qPrintable(clone.describe()));
    const CliResult part = scene.cli.json({u"adopt"_s, scene.in(folder), u"--repo"_s, scene.id(u"folder"_s)});
    QVERIFY2(part.exitCode() == 0, qPrintable(part.describe()));
    const CliResult whole = scene.cli.json({u"get"_s, scene.id(u"folder"_s), u"--into"_s, scene.in(folder)});
    QVERIFY2(whole.exitCode() == 0, qPrintable(whole.describe()));
    for (const QString &name : {u"cloned"_s, u"folder"_s})
        QCOMPARE(scene.requestsFor(scene.oid(name, 1)) + scene.requestsFor(scene.oid(name, 2)), 0);
    QCOMPARE(scene.requestsFor(scene.oid(u"killed"_s, 1)), 0);
    QVERIFY(scene.requestsFor(scene.oid(u"killed"_s, 2)) > 0);
    const CliResult verified = scene.cli.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0, qPrintable(verified.describe()));
    QCOMPARE(scene.cli.json({u"status"_s}).summary().value("models"_L1).toInt(), 3);

    // Updated: no object has changed, none is fetched.
    for (const QString &name : {u"cloned"_s, u"folder"_s, u"killed"_s})
        scene.commitMore(name);
    scene.hub.log().clear();
    const CliResult updated = scene.cli.json({u"update"_s});
    QVERIFY2(updated.exitCode() == 0, qPrintable(updated.describe()));
    QCOMPARE(scene.hub.log().count(Endpoint::Storage), 0);
    for (const QString &one : {cloned, folder, killed}) {
        QCOMPARE(readFile(scene.in(one + u"/more.txt"_s)), QByteArray("more\n"));
        QCOMPARE(scene.differences(one.section(u'/', 1), scene.in(one)), QString());
    }
    QCOMPARE(gitIn(scene, cloned, {u"status"_s, u"--porcelain"_s, u"--untracked-files=no"_s}), QByteArray());
    QVERIFY(!QFileInfo::exists(scene.in(folder + u"/.git"_s)));

    // Cleaned: first the second copies, then the histories.
    const QString store = scene.in(cloned + u"/.git/lfs/objects"_s);
    const CliResult copies = scene.cli.json({u"clean"_s, u"--lfs-store"_s, u"--leftovers"_s, u"--yes"_s});
    QVERIFY2(copies.exitCode() == 0, qPrintable(copies.describe()));
    QVERIFY(copies.summary().value("freed"_L1).toInteger() >= 600'000);
    QCOMPARE(runProcess(u"find"_s, {store, u"-type"_s, u"f"_s}).out, QByteArray());
    QCOMPARE(gitIn(scene, cloned, {u"status"_s, u"--porcelain"_s, u"--untracked-files=no"_s}), QByteArray());
    const CliResult histories = scene.cli.json({u"clean"_s, u"--git-history"_s, u"--yes"_s});
    QVERIFY2(histories.exitCode() == 0, qPrintable(histories.describe()));
    for (const QString &one : {cloned, killed})
        QVERIFY2(!QFileInfo::exists(scene.in(one + u"/.git"_s)), qPrintable(one));
    const CliResult still = scene.cli.json({u"verify"_s});
    QVERIFY2(still.exitCode() == 0, qPrintable(still.describe()));
    QVERIFY(QFileInfo(scene.in(killed + u"/temp_clone"_s)).isDir()); // the user's: never touched
}

WEIGHTYARD_TEST(ScriptTreeLifeTest)

} // namespace script_tree_life_test

#include "script_tree_life_test.moc"
