// A private model, and somebody to be asked: an askpass program with git and without, git's own store and cache helpers, one question
// however many downloads want the answer.
#include "private_model.h"
#include "pty_run.h"
#include "test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QtTest>

namespace get_askpass_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QByteArray kSecret = PrivateModel::secret();

QString notesOf(const CliRun &cli)
{
    return cli.home() + u"/asked"_s;
}

void addAskpass(CliRun &cli, const QByteArray &secret = kSecret)
{
    const QString script = cli.home() + u"/askpass"_s;
    writeFile(script, "#!/bin/sh\necho \"$1\" >> '" + notesOf(cli).toUtf8()
                          + "'\ncase \"$1\" in Username*) echo alice;; *) echo " + secret + ";; esac\n");
    QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    cli.environment().insert(u"GIT_ASKPASS"_s, script);
}

void removeGit(CliRun &cli)
{
    QDir(cli.home()).mkpath(u"bin"_s);
    cli.environment().insert(u"PATH"_s, cli.home() + u"/bin"_s);
}

QByteArray asked(const CliRun &cli)
{
    return QFileInfo::exists(notesOf(cli)) ? readFile(notesOf(cli)) : QByteArray();
}

} // namespace

class GetAskpassTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asks_data();
    void asks();
    void onceForTwoModels();
    void wrongAnswerIsAskedForOnce();
    void storedByGit_data();
    void storedByGit();
    void onTheTerminalWithoutGit();
    void terminalForbidden();
};

void GetAskpassTest::asks_data()
{
    QTest::addColumn<bool>("withGit");
    QTest::newRow("git") << true;
    QTest::newRow("no git in PATH") << false;
}

void GetAskpassTest::asks()
{
    QFETCH(bool, withGit);
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    addAskpass(cli);
    if (!withGit)
        removeGit(cli);
    const CliResult result = cli.json({u"get"_s, kModel, u"--verbose"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QByteArray host = model.hub.baseUrl().toString().toUtf8();
    QCOMPARE(asked(cli), "Username for '" + host + "': \nPassword for '"
                             + QByteArray(host).replace("://", "://alice@") + "': \n");
    QVERIFY(!result.describe().contains(QString::fromLatin1(kSecret)));
    QCOMPARE(filesWith(cli.library(), {kSecret, "alice:" + kSecret}), QStringList());
    QCOMPARE(filesWith(cli.config(), {kSecret, "alice:" + kSecret}), QStringList());
}

void GetAskpassTest::onceForTwoModels()
{
    PrivateModel model;
    const QString second = u"owner/second"_s;
    model.hub.addRepository(second, model.repo, AccessRule::privateTo({u"alice"_s}));
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    addAskpass(cli);
    removeGit(cli);
    const CliResult result = cli.json({u"get"_s, kModel, second, u"--jobs"_s, u"2"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(asked(cli).count('\n') == 2, asked(cli).constData());
}

void GetAskpassTest::wrongAnswerIsAskedForOnce()
{
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    addAskpass(cli, "wrongAnswer");
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    QVERIFY2(asked(cli).count('\n') == 2, asked(cli).constData());
    QCOMPARE(model.hub.log().attemptsWith("wrongAnswer"), 1);
    QVERIFY(!result.describe().contains("wrongAnswer"_L1));
}

void GetAskpassTest::storedByGit_data()
{
    QTest::addColumn<QByteArray>("helper");
    QTest::newRow("store") << "store"_ba;
    QTest::newRow("cache") << "cache --timeout=60"_ba;
}

// What was answered once is git's to keep, and nobody is asked again.
void GetAskpassTest::storedByGit()
{
    QFETCH(QByteArray, helper);
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QByteArray socket = cli.home().toUtf8() + "/socket/s";
    if (helper.startsWith("cache"))
        helper += " --socket=" + socket;
    writeFile(cli.home() + u"/.gitconfig"_s, "[credential]\n\thelper = " + helper + '\n');
    addAskpass(cli);
    const CliResult first = cli.json({u"get"_s, kModel});
    QVERIFY2(first.exitCode() == 0, qPrintable(first.describe()));
    QCOMPARE(asked(cli).count('\n'), 2);
    const CliResult second = cli.json({u"get"_s, kModel, u"--into"_s, cli.home() + u"/again"_s});
    QVERIFY2(second.exitCode() == 0, qPrintable(second.describe()));
    QCOMPARE(asked(cli).count('\n'), 2);
    if (helper.startsWith("cache"))
        mustRun(u"git"_s, {u"credential-cache"_s, u"--socket="_s + QString::fromUtf8(socket), u"exit"_s});
}

void GetAskpassTest::onTheTerminalWithoutGit()
{
    SKIP_WITHOUT_TERMINAL();
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    removeGit(cli);
    cli.environment().remove(u"GIT_TERMINAL_PROMPT"_s);
    PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, {u"get"_s, kModel}, {});
    const auto shows = [&](const QByteArray &text) {
        return run.readUntil([&](const QByteArray &all) { return all.contains(text); },
                             std::chrono::seconds(30));
    };
    QVERIFY2(shows("Username for '" + model.hub.baseUrl().toString().toUtf8() + "': "),
             run.output().constData());
    run.type("alice\n");
    QVERIFY2(shows("Password for 'http://alice@"), run.output().constData());
    run.type(kSecret + '\n');
    QVERIFY(run.waitForEnd(std::chrono::seconds(60)));
    QVERIFY2(run.exitCode() == 0, run.output().constData());
    QVERIFY(!run.output().contains(kSecret));
}

void GetAskpassTest::terminalForbidden()
{
    SKIP_WITHOUT_TERMINAL();
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    removeGit(cli);
    cli.environment().insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, {u"get"_s, kModel}, {});
    QVERIFY(run.waitForEnd(std::chrono::seconds(60)));
    QCOMPARE(run.exitCode(), 4);
    QVERIFY2(!run.output().contains("Username"), run.output().constData());
}

WEIGHTYARD_TEST(GetAskpassTest)

} // namespace get_askpass_test

#include "get_askpass_test.moc"
