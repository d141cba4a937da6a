// `get --into DIR`: with or without git's own files, and the modes of what it makes.
#include "small_model.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>
#include <sys/stat.h>

namespace get_into_modes_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();

TreeSnapshot everythingIn(const QString &folder)
{
    return TreeSnapshot::of(folder, {.exclude = {}, .onlyExecutableBit = false});
}

CliResult get(const CliRun &cli, const QString &folder, const QStringList &more = {})
{
    return cli.json(QStringList{u"get"_s, kModel, u"--into"_s, folder} + more);
}

} // namespace

class GetIntoModesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutHistory();
    void historyInPlaceStaysWithRemoveGit();
    void removeGitOfWhatIsHere();
    void modesFollowTheUmask_data();
    void modesFollowTheUmask();
};

void GetIntoModesTest::withoutHistory()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    const CliResult result = get(cli, folder, {u"--remove-git"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(model.differences(folder, false).isEmpty(), qPrintable(model.differences(folder, false)));
    const QStringList paths = everythingIn(folder).paths();
    for (const QString &path : paths)
        QVERIFY2(!path.contains(".git"_L1), qPrintable(path));
    QVERIFY(get(cli, folder, {u"--remove-git"_s}).lastOf(kModel).value("already_installed"_L1).toBool());
}

void GetIntoModesTest::historyInPlaceStaysWithRemoveGit()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    QVERIFY(QDir().mkpath(folder));
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}};
    mustRun(u"git"_s, {u"init"_s, u"-q"_s}, inside);
    const auto before = everythingIn(folder + u"/.git"_s);
    const CliResult result = get(cli, folder, {u"--remove-git"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(everythingIn(folder + u"/.git"_s) == before);
    QVERIFY2(model.differences(folder, false).isEmpty(), qPrintable(model.differences(folder, false)));
    QVERIFY(!QFileInfo::exists(folder + u"/.gitattributes"_s));
    QCOMPARE(leftovers(cli.home()), QStringList());
}

// What is here is not changed by an option of the second time, but that is said.
void GetIntoModesTest::removeGitOfWhatIsHere()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QStringList again{u"get"_s, kModel, u"--remove-git"_s};
    QCOMPARE(cli.json({u"get"_s, kModel}).exitCode(), 0);
    const CliResult said = cli.plain(again);
    QCOMPARE(said.exitCode(), 0);
    const QString text = QString::fromUtf8(said.process.err).simplified();
    QVERIFY2(text.contains("git history, which stays"_L1), qPrintable(text));
    QVERIFY(QFileInfo::exists(cli.folder(kModel) + u"/.git"_s));
    QCOMPARE(cli.json(again).lastOf(kModel).value("notices"_L1).toArray().size(), 1);
    QVERIFY(QDir(cli.folder(kModel) + u"/.git"_s).removeRecursively());
    QVERIFY(cli.plain(again).process.err.isEmpty());
}

void GetIntoModesTest::modesFollowTheUmask_data()
{
    QTest::addColumn<int>("mask");
    QTest::addColumn<bool>("notEmpty");
    for (const int mask : {0022, 0002, 0077}) {
        for (const bool notEmpty : {false, true})
            QTest::addRow("%03o %s", static_cast<unsigned>(mask), notEmpty ? "moved" : "renamed")
                << mask << notEmpty;
    }
}

void GetIntoModesTest::modesFollowTheUmask()
{
    QFETCH(int, mask);
    QFETCH(bool, notEmpty);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    if (notEmpty)
        writeFile(folder + u"/notes.txt"_s, "mine\n");
    const mode_t before = ::umask(static_cast<mode_t>(mask));
    const CliResult result = get(cli, folder);
    const ProcessResult clone = realClone(model.url().toString(), cli.home() + u"/clone"_s);
    ::umask(before);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(clone.ok(), qPrintable(clone.describe()));
    const SnapshotOptions exact{.exclude = {u".git"_s, u"notes.txt"_s}, .onlyExecutableBit = false};
    const QString difference =
        TreeSnapshot::of(cli.home() + u"/clone"_s, exact).differencesTo(TreeSnapshot::of(folder, exact));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
    if (!notEmpty)
        QCOMPARE(everythingIn(cli.home()).entries().value(u"model"_s).mode,
                 everythingIn(cli.home()).entries().value(u"clone"_s).mode);
}

WEIGHTYARD_TEST(GetIntoModesTest)

} // namespace get_into_modes_test

#include "get_into_modes_test.moc"
