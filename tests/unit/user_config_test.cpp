// The user's git configuration, compared with what the real git reads from the same files and variables.
#include "said.h"
#include "test_registry.h"

#include "git/runtime.h"
#include "support/child_process.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace user_config_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

class UserConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLikeGit_data();
    void readsLikeGit();
    void malformedFileNamesFileAndLine();
    void goesOnWithoutWhatItCannotRead_data();
    void goesOnWithoutWhatItCannotRead();
    void includesWithoutEnd();
    void versionIsRecentEnough();
};

using Variables = QHash<QString, QString>;

void UserConfigTest::readsLikeGit_data()
{
    QTest::addColumn<Variables>("variables"); // "@" stands for the temporary folder

    const Variables home{{u"HOME"_s, u"@/home"_s}, {u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s}};
    const auto with = [&](const Variables &more) {
        Variables all = home;
        all.insert(more);
        return all;
    };
    QTest::newRow("home and default xdg") << home;
    QTest::newRow("xdg folder elsewhere") << with({{u"XDG_CONFIG_HOME"_s, u"@/xdg"_s}});
    QTest::newRow("GIT_CONFIG_GLOBAL replaces both") << with({{u"GIT_CONFIG_GLOBAL"_s, u"@/other"_s}});
    QTest::newRow("GIT_CONFIG_SYSTEM comes first")
        << Variables{{u"HOME"_s, u"@/home"_s}, {u"GIT_CONFIG_SYSTEM"_s, u"@/system"_s}};
    QTest::newRow("NOSYSTEM wins over SYSTEM") << with({{u"GIT_CONFIG_SYSTEM"_s, u"@/system"_s}});
    QTest::newRow("GIT_CONFIG_COUNT comes last")
        << with({{u"GIT_CONFIG_COUNT"_s, u"2"_s},
                 {u"GIT_CONFIG_KEY_0"_s, u"HTTP.https://Host/X.Proxy"_s},
                 {u"GIT_CONFIG_VALUE_0"_s, u"http://p:1"_s},
                 {u"GIT_CONFIG_KEY_1"_s, u"User.Name"_s},
                 {u"GIT_CONFIG_VALUE_1"_s, u"from the environment"_s}});
    QTest::newRow("no home") << Variables{{u"GIT_CONFIG_NOSYSTEM"_s, u"true"_s}};
}

void UserConfigTest::readsLikeGit()
{
    QFETCH(Variables, variables);
    const test::TempDir dir;
    dir.writeFile(
        u"home/.gitconfig"_s,
        "[user]\n\tname = Home ; comment\n[include]\n\tpath = included\n\tpath = missing\n\tpath = ~/tilde\n"
        "[http \"https://Host/Path\"]\n\tProxy = \"http://quoted # no comment\"\n\textraHeader = A: 1\n"
        "\textraHeader =\n\textraHeader = B: 2\n[user]\n\temail = after@includes\n"
        "[includeIf \"gitdir:/\"]\n\tpath = conditional\n[alias]\n\tlong = one \\\n two\n\ttab = a\\tb\n");
    dir.writeFile(u"home/included"_s, "[user]\n\tname = Included\n[include]\n\tpath = deeper/more\n");
    dir.writeFile(u"home/deeper/more"_s, "[lfs]\n\tfetchExclude = a,b\n");
    dir.writeFile(u"home/tilde"_s, "[url \"https://x/\"]\n\tinsteadOf = y:\n");
    dir.writeFile(u"home/conditional"_s, "[user]\n\tname = Conditional\n");
    dir.writeFile(u"home/.config/git/config"_s, "[user]\n\tname = Xdg\n[core]\n\tautocrlf = input\n");
    dir.writeFile(u"xdg/git/config"_s, "[user]\n\tname = Xdg elsewhere\n");
    dir.writeFile(u"other"_s, "[user]\n\tname = Other\n");
    dir.writeFile(u"system"_s, "[user]\n\tname = System\n[lfs]\n\tskipdownloaderrors = true\n");

    QProcessEnvironment forGit;
    forGit.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    for (auto it = variables.begin(); it != variables.end(); ++it) {
        it.value().replace(u"@"_s, dir.path());
        forGit.insert(it.key(), it.value());
    }
    const test::ProcessResult git =
        test::runProcess(u"git"_s, {u"config"_s, u"--list"_s, u"-z"_s, u"--includes"_s},
                         {.environment = forGit, .workingDirectory = dir.path(), .input = {}});
    QVERIFY2(git.ok(), qPrintable(git.describe()));

    const git::Runtime runtime{base::Environment(variables)};
    const auto config = runtime.userConfig();
    QVERIFY2(config, config ? "" : qPrintable(test::said(config.error())));
    QByteArray ours;
    for (const base::ConfigEntry &entry : config->entries)
        ours += entry.key.toUtf8() + '\n' + entry.value.toUtf8() + '\0';
    QCOMPARE(ours.split('\0'), git.out.split('\0'));
}

void UserConfigTest::malformedFileNamesFileAndLine()
{
    const test::TempDir dir;
    const QString path = dir.writeFile(u"home/.gitconfig"_s, "[user]\n\tname = x\n[broken\n");
    const git::Runtime runtime{
        base::Environment({{u"HOME"_s, dir.path(u"home"_s)}, {u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s}})};
    const auto config = runtime.userConfig();
    QVERIFY(!config);
    QCOMPARE(config.error().kind, base::ErrorKind::Usage);
    QCOMPARE(config.error().context.path, path);
    QVERIFY2(test::said(config.error()).contains("line 3"_L1), qPrintable(test::said(config.error())));
}

void UserConfigTest::goesOnWithoutWhatItCannotRead_data()
{
    QTest::addColumn<bool>("folder"); // else a file without the right to read it
    QTest::addColumn<bool>("included");
    QTest::newRow("a folder") << true << false;
    QTest::newRow("a folder, included") << true << true;
    QTest::newRow("no right") << false << false;
    QTest::newRow("no right, included") << false << true;
}

void UserConfigTest::goesOnWithoutWhatItCannotRead()
{
    QFETCH(bool, folder);
    QFETCH(bool, included);
    const test::TempDir dir;
    dir.writeFile(u"home/.config/git/config"_s,
                  "[user]\n\tname = before\n[include]\n\tpath = more\n[core]\n\tafter = 1\n");
    const QString path = dir.path(included ? u"home/.config/git/more"_s : u"home/.gitconfig"_s);
    if (folder)
        QVERIFY(QDir().mkpath(path));
    else
        test::writeFile(path, "[user]\n\tname = hidden\n");
    QVERIFY(folder || QFile::setPermissions(path, QFile::Permissions()));
    if (!folder && QFile(path).open(QIODevice::ReadOnly))
        QSKIP("root may read everything");
    const git::Runtime runtime{
        base::Environment({{u"HOME"_s, dir.path(u"home"_s)}, {u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s}})};
    const auto config = runtime.userConfig();
    QVERIFY2(config, config ? "" : qPrintable(test::said(config.error())));
    QCOMPARE(config->unreadable, QStringList{path});
    const base::ConfigEntries entries(config->entries);
    QCOMPARE(entries.last(u"user.name"_s), u"before"_s);
    QCOMPARE(entries.last(u"core.after"_s), u"1"_s);
}

void UserConfigTest::includesWithoutEnd()
{
    const test::TempDir dir;
    const QString path = dir.writeFile(u"home/.gitconfig"_s, "[include]\n\tpath = .gitconfig\n");
    const git::Runtime runtime{
        base::Environment({{u"HOME"_s, dir.path(u"home"_s)}, {u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s}})};
    const auto config = runtime.userConfig();
    QVERIFY(!config);
    QCOMPARE(config.error().kind, base::ErrorKind::Usage);
    QCOMPARE(config.error().context.path, path);
}

void UserConfigTest::versionIsRecentEnough()
{
    QVERIFY(git::Runtime::version().shallowFetch);
    QVERIFY(git::Runtime::version().threads);
}

WEIGHTYARD_TEST(UserConfigTest)

} // namespace user_config_test

#include "user_config_test.moc"
