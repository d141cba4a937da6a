// The checks of programs and libraries against faked tools on PATH: missing, old, failing, crashing, talking rubbish.
#include "fake_tools.h"
#include "prerequisites/tool_checks.h"
#include "test_registry.h"
#include "ui/text/cause_text.h"

#include <QDir>
#include <QTest>

namespace tool_checks_test {

using namespace weightyard;
using namespace weightyard::prerequisites;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

class ToolChecksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judgesGit_data();
    void judgesGit();
    void runsTools_data();
    void runsTools();
    void findsGitLfsThroughGit();
    void runsToolsInAnEmptyFolder();
    void relativePathEntriesDoNotCount();
    void libgit2IsGood();
};

void ToolChecksTest::judgesGit_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<Finding>("finding");
    const auto row = [](const char *output, const char *version, Finding finding) {
        QTest::newRow(output) << QString::fromLatin1(version) << finding;
    };
    row("git version 2.39.5", "2.39.5", Finding::None);
    row("git version 2.39.5 (Apple Git-154)", "2.39.5", Finding::None);
    row("git version 2.50.0.rc1", "2.50.0", Finding::None);
    row("git version 2.20.0", "2.20.0", Finding::None);
    row("git version 2.19.6", "2.19.6", Finding::TooOld);
    row("git version 1.8.3.1", "1.8.3.1", Finding::TooOld);
    row("git version 2.34.0.windows.1", "2.34.0", Finding::None);
    row("git version 2.33.1.windows.1", "2.33.1", Finding::Corrupting);
    row("git version 2.11.0.windows.1", "2.11.0", Finding::Corrupting);
    row("git version 2.33.1", "2.33.1", Finding::None);
    row("git version unknown", "", Finding::CannotRun);
    row("something git version 2.39.5", "", Finding::CannotRun);
    row("", "", Finding::CannotRun);
}

void ToolChecksTest::judgesGit()
{
    const CheckResult result = judgeGit(QString::fromLatin1(QTest::currentDataTag()));
    QTEST(result.version, "version");
    QTEST(result.finding, "finding");
    QCOMPARE(result.state, result.finding == Finding::None ? CheckState::Good : CheckState::Advice);
}

void ToolChecksTest::runsTools_data()
{
    QTest::addColumn<CheckId>("id");
    QTest::addColumn<QByteArray>("script"); // empty: there is none
    QTest::addColumn<CheckState>("state");
    QTest::addColumn<Finding>("finding");
    QTest::addColumn<QString>("version");
    const auto row = [](const char *name, CheckId id, const char *script, CheckState state, Finding finding,
                        const char *version = "") {
        QTest::newRow(name) << id << QByteArray(script) << state << finding << QString::fromLatin1(version);
    };
    const CheckState good = CheckState::Good;
    const CheckState advice = CheckState::Advice;
    row("git", CheckId::Git, "echo git version 2.40.1", good, Finding::None, "2.40.1");
    row("no git", CheckId::Git, "", advice, Finding::Missing);
    row("old git", CheckId::Git, "echo git version 2.1.4", advice, Finding::TooOld, "2.1.4");
    row("git fails", CheckId::Git, "echo git version 2.40.1; exit 3", advice, Finding::CannotRun);
    row("git crashes", CheckId::Git, "kill -SEGV $$", advice, Finding::CannotRun);
    row("git talks without end", CheckId::Git, "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done",
        advice, Finding::CannotRun);
    row("git says rubbish", CheckId::Git, "printf 'a\\033[31m\\377\\000b'", advice, Finding::CannotRun);
    row("git says nothing", CheckId::Git, "exit 0", advice, Finding::CannotRun);
    row("git-lfs", CheckId::GitLfs, "echo 'git-lfs/3.3.0 (GitHub; linux amd64; go 1.19.8)'", good,
        Finding::None, "3.3.0");
    row("no git-lfs", CheckId::GitLfs, "", advice, Finding::Missing);
    row("old git-lfs", CheckId::GitLfs, "echo 'git-lfs/1.5.6 (GitHub)'", advice, Finding::TooOld, "1.5.6");
    row("git-lfs fails", CheckId::GitLfs, "exit 1", advice, Finding::CannotRun);
    row("git-lfs says rubbish", CheckId::GitLfs, "echo hello", advice, Finding::CannotRun);
}

void ToolChecksTest::runsTools()
{
    QFETCH(CheckId, id);
    QFETCH(QByteArray, script);
    FakeTools tools;
    if (!script.isEmpty())
        tools.add(checkName(id), script);
    const CheckResult result =
        id == CheckId::Git ? checkGit(tools.environment(), {}) : checkGitLfs(tools.environment(), {});
    QCOMPARE(result.id, id);
    QTEST(result.state, "state");
    QTEST(result.finding, "finding");
    QTEST(result.version, "version");
    QCOMPARE(result.place, script.isEmpty() ? QString() : tools.path(checkName(id)));
    QCOMPARE(text::causeText(result.cause, result.detail).isEmpty(), result.finding != Finding::CannotRun);
}

void ToolChecksTest::findsGitLfsThroughGit()
{
    FakeTools tools;
    tools.add(u"git"_s, "[ \"$1 $2\" = 'lfs version' ] && echo 'git-lfs/3.4.1 (GitHub; windows amd64)'");
    const CheckResult found = checkGitLfs(tools.environment(), {});
    QCOMPARE(found.state, CheckState::Good);
    QCOMPARE(found.version, u"3.4.1"_s);
    tools.add(u"git"_s, "echo \"git: 'lfs' is not a git command\" >&2; exit 1");
    QCOMPARE(checkGitLfs(tools.environment(), {}).finding, Finding::Missing);
}

void ToolChecksTest::runsToolsInAnEmptyFolder()
{
    FakeTools tools;
    // Succeeds only as it should be run: nothing beside it, no prompt, no repository of somebody else.
    tools.add(u"git"_s, "for f in * .[!.]*; do [ -e \"$f\" ] && exit 9; done\n"
                        "[ \"$GIT_TERMINAL_PROMPT\" = 0 ] && [ -z \"$GIT_DIR\" ] && echo git version 2.40.0");
    const CheckResult result = checkGit(tools.environment(), {});
    QVERIFY2(result.state == CheckState::Good, qPrintable(result.detail));
}

void ToolChecksTest::relativePathEntriesDoNotCount()
{
    const TempDir dir;
    const QString before = QDir::currentPath();
    const QString script = dir.writeFile(u"bin/git"_s, "#!/bin/sh\necho git version 2.40.0\n");
    QVERIFY(QFile::setPermissions(script, QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(QDir::setCurrent(dir.path()));
    const CheckResult result = checkGit(base::Environment({{u"PATH"_s, u"bin:."_s}}), {});
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(result.finding, Finding::Missing);
}

void ToolChecksTest::libgit2IsGood()
{
    const CheckResult result = checkLibgit2();
    QCOMPARE(result.state, CheckState::Good);
    QVERIFY(QVersionNumber::fromString(result.version) >= QVersionNumber(1, 9));
    QVERIFY(!result.detail.isEmpty()); // names the TLS library
}

WEIGHTYARD_TEST(ToolChecksTest)

} // namespace tool_checks_test

#include "tool_checks_test.moc"
