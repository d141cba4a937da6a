// Sentences, remedies and commands of the prerequisite checks, for each system.
#include "test_registry.h"

#include "ui/text/check_text.h"

#include <QDir>
#include <QTest>

namespace check_text_test {

using namespace weightyard;
using namespace weightyard::prerequisites;
using namespace weightyard::text;
using namespace Qt::Literals::StringLiterals;

class CheckTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void packages_data();
    void packages();
    void commands_data();
    void commands();
    void found_data();
    void found();
    void everyResultHasItsText();
};

void CheckTextTest::packages_data()
{
    QTest::addColumn<QByteArray>("release");
    QTest::addColumn<Packages>("packages");
    QTest::newRow("Debian") << "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"_ba << Packages::Apt;
    QTest::newRow("Mint") << "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"_ba << Packages::Apt;
    QTest::newRow("Fedora") << "NAME=Fedora\nID=fedora\n"_ba << Packages::Dnf;
    QTest::newRow("Rocky") << "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"_ba << Packages::Dnf;
    QTest::newRow("Manjaro") << "ID=manjaro\nID_LIKE=arch\n"_ba << Packages::Pacman;
    QTest::newRow("openSUSE") << "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n"_ba << Packages::Zypper;
    QTest::newRow("Alpine") << "ID=alpine"_ba << Packages::Apk;
    QTest::newRow("other") << "ID=nixos\n# ID=debian\nVARIANT_ID=debian\n"_ba << Packages::Unknown;
    QTest::newRow("empty") << QByteArray() << Packages::Unknown;
}

void CheckTextTest::packages()
{
    QFETCH(QByteArray, release);
    QTEST(packagesOf(QString::fromUtf8(release)), "packages");
}

void CheckTextTest::commands_data()
{
    QTest::addColumn<Packages>("packages");
    QTest::addColumn<QString>("git");
    QTest::addColumn<QString>("lfs");
    const auto row = [](const char *name, Packages packages, const char *git, const char *lfs) {
        QTest::newRow(name) << packages << QString::fromLatin1(git) << QString::fromLatin1(lfs);
    };
    row("apt", Packages::Apt, "sudo apt install git", "sudo apt install git-lfs");
    row("dnf", Packages::Dnf, "sudo dnf install git", "sudo dnf install git-lfs");
    row("pacman", Packages::Pacman, "sudo pacman -S git", "sudo pacman -S git-lfs");
    row("zypper", Packages::Zypper, "sudo zypper install git", "sudo zypper install git-lfs");
    row("apk", Packages::Apk, "sudo apk add git", "sudo apk add git-lfs");
    row("brew", Packages::Brew, "brew install git", "brew install git-lfs");
    row("winget", Packages::Winget, "winget install --exact --id Git.Git",
        "winget install --exact --id GitHub.GitLFS");
    row("unknown", Packages::Unknown, "", "");
}

void CheckTextTest::commands()
{
    QFETCH(Packages, packages);
    QFETCH(QString, git);
    const CheckResult missing{.id = CheckId::Git, .state = CheckState::Advice, .finding = Finding::Missing};
    const CheckText text = checkText(missing, packages);
    QCOMPARE(text.command, git);
    QCOMPARE(text.remedy.contains("https://git-scm.com"_L1), git.isEmpty()); // no command: where to look
    QTEST(
        checkText({.id = CheckId::GitLfs, .state = CheckState::Advice, .finding = Finding::Missing}, packages)
            .command,
        "lfs");
}

void CheckTextTest::found_data()
{
    QTest::addColumn<CheckResult>("result");
    const auto row = [](const char *text, const CheckResult &result) { QTest::newRow(text) << result; };
    const CheckState good = CheckState::Good;
    const CheckState failed = CheckState::Failed;
    row("Version 2.39.5, /usr/bin/git",
        {.id = CheckId::Git, .state = good, .version = u"2.39.5"_s, .place = u"/usr/bin/git"_s});
    row("Not found on the PATH",
        {.id = CheckId::Git, .state = CheckState::Advice, .finding = Finding::Missing});
    row("Version 2.33.1 damages files over 4 GiB, C:/git.exe", {.id = CheckId::Git,
                                                                .state = CheckState::Advice,
                                                                .finding = Finding::Corrupting,
                                                                .version = u"2.33.1"_s,
                                                                .place = u"C:/git.exe"_s});
    row("/usr/bin/git does not work (it crashed)", {.id = CheckId::Git,
                                                    .state = CheckState::Advice,
                                                    .finding = Finding::CannotRun,
                                                    .place = u"/usr/bin/git"_s,
                                                    .detail = u"it crashed"_s});
    row("Version 1.9.0, with threads and HTTPS (OpenSSL 3.0.17)",
        {.id = CheckId::Libgit2, .state = good, .version = u"1.9.0"_s, .detail = u"OpenSSL 3.0.17"_s});
    row("120 GB free on /home",
        {.id = CheckId::Space, .state = good, .place = u"/home"_s, .bytesFree = 120'000'000'000});
    row("Only 500 MB free on /home", {.id = CheckId::Space,
                                      .state = failed,
                                      .finding = Finding::LittleSpace,
                                      .place = u"/home"_s,
                                      .bytesFree = 500'000'000});
    row("The disk of /media/a/D/m is not connected", {.id = CheckId::Library,
                                                      .state = failed,
                                                      .finding = Finding::NotConnected,
                                                      .place = u"/media/a/D/m"_s});
    row("No connection to hub.example (host not found)", {.id = CheckId::Hub,
                                                          .state = failed,
                                                          .finding = Finding::Unreachable,
                                                          .place = u"hub.example"_s,
                                                          .detail = u"host not found"_s});
    row("Nothing came in time from /nas/m",
        {.id = CheckId::Library, .state = CheckState::TimedOut, .place = u"/nas/m"_s});
}

void CheckTextTest::found()
{
    QFETCH(CheckResult, result);
    const QString wanted = QDir::toNativeSeparators(QString::fromUtf8(QTest::currentDataTag()));
    QCOMPARE(checkText(result, Packages::Apt).found, wanted);
}

void CheckTextTest::everyResultHasItsText()
{
    const QList<CheckId> all = allChecks();
    for (const CheckId id : all) {
        for (const CheckState state : {CheckState::Running, CheckState::Good, CheckState::Advice,
                                       CheckState::Failed, CheckState::TimedOut}) {
            const bool isBad = state == CheckState::Advice || state == CheckState::Failed;
            const CheckText text = checkText({.id = id,
                                              .state = state,
                                              .finding = isBad ? Finding::Unreachable : Finding::None,
                                              .version = u"1"_s,
                                              .place = u"/p"_s},
                                             Packages::Apt);
            QVERIFY(!text.title.isEmpty() && !text.state.isEmpty() && !text.found.isEmpty()
                    && !text.why.isEmpty());
            QCOMPARE(text.remedy.isEmpty(), state == CheckState::Running || state == CheckState::Good);
        }
    }
}

WEIGHTYARD_TEST(CheckTextTest)

} // namespace check_text_test

#include "check_text_test.moc"
