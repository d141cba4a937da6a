// label: serial
// Ctrl-C and SIGINT: `get` stops within a second whatever it is doing, keeps what it has, says how to go
// on, and goes on next time.
#include "pty_run.h"
#include "small_model.h"
#include "sockets.h"
#include "test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QtTest>
#include <csignal>

namespace get_interrupt_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard::test;

namespace {

const QString kModel = u"owner/model"_s;
constexpr qint64 kMiB = 1024 * 1024;
const qint64 kPatience = patient(1500); // one second, and a loaded machine

struct Staged {
    LocalHub hub;
    ObjectId object;
    Staged()
    {
        object = hub.addGenerated(12, 150 * kMiB);
        RepoBuilder repo;
        repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hi\n").lfsPointer(u"model.bin"_s, object).commit("1");
        hub.addRepository(kModel, repo);
    }
    qint64 sent()
    {
        qint64 total = 0;
        for (const LoggedRequest &request : hub.log().of(Endpoint::Storage))
            total += request.bytesSent;
        return total;
    }
};

// A git whose credential helper never answers to this verb. Returns the file that says that it was called.
QString hangingHelper(const CliRun &cli, const QString &verb)
{
    const QString called = cli.home() + u"/called"_s;
    const QString script = cli.home() + u"/helper"_s;
    writeFile(script, QString(u"#!/bin/sh\n[ \"$1\" = get ] && echo username=alice && echo password=secret\n"
                              "[ \"$1\" = %1 ] || exit 0\ntouch '%2'\nexec sleep 60\n"_s)
                          .arg(verb, called)
                          .toUtf8());
    QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    writeFile(cli.home() + u"/.gitconfig"_s, "[credential]\n\thelper = " + script.toUtf8() + '\n');
    return called;
}

} // namespace

class GetInterruptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysDuringTransfer();
    void whileNobodyAnswers_data();
    void whileNobodyAnswers();
    void whileAHelperHangs_data();
    void whileAHelperHangs();
    void secondSignalEndsAtOnce();
    void otherSignals_data();
    void otherSignals();
    void severalModels();
    void hangUpUnderNohup();

private:
    static void interruptAndCheck(const CliRun &cli, const QStringList &arguments,
                                  const std::function<bool()> &reached)
    {
        ServerProcess process;
        cli.start(process, arguments);
        QVERIFY2(waitUntil(reached, 30s), process.allOutput().constData());
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(20s));
        const qint64 took = clock.elapsed();
        QCOMPARE(process.exitCode(), 130);
        const QByteArray said = process.allOutput();
        QVERIFY2(said.contains("un the same command again"), said.constData());
        QVERIFY2(took < kPatience, qPrintable(QString::number(took) + u" ms"_s));
    }
};

void GetInterruptTest::keysDuringTransfer()
{
    SKIP_WITHOUT_TERMINAL();
    Staged staged;
    staged.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 20'000'000; });
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, {u"get"_s, kModel}, {.columns = 70});
    QVERIFY(run.readUntil([&](const QByteArray &) { return staged.sent() >= 90 * kMiB; }, 60s));
    QElapsedTimer clock;
    clock.start();
    run.type("\x03");
    QVERIFY(run.waitForEnd(20s));
    QVERIFY2(clock.elapsed() < kPatience, qPrintable(QString::number(clock.elapsed()) + u" ms"_s));
    QCOMPARE(run.exitCode(), 130);
    const QString text = run.screen().text().simplified();
    QVERIFY2(text.contains("stopped"_L1)
                 && text.contains("are kept; run the same command again to go on."_L1),
             qPrintable(text));
    QVERIFY2(!text.contains("Downloading"_L1) && !text.contains("Stopping"_L1), qPrintable(text));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
    const QString partial =
        cli.library() + u"/.weightyard/partials/"_s + QString::fromLatin1(staged.object.oid) + u".partial"_s;
    QVERIFY(QFileInfo::exists(partial));

    staged.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
    staged.hub.log().clear();
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(sha256HexOfFile(cli.folder(kModel) + u"/model.bin"_s), staged.object.oid);
    QVERIFY2(staged.sent() < 90 * kMiB, qPrintable(QString::number(staged.sent())));
    for (const LoggedRequest &request : staged.hub.log().of(Endpoint::Storage))
        QVERIFY2(!request.header("Range").startsWith("bytes=0-") && request.hasHeader("Range"),
                 request.rawHead.constData());
}

void GetInterruptTest::whileNobodyAnswers_data()
{
    QTest::addColumn<QString>("who");
    QTest::newRow("a host that accepts and is silent") << u"silent"_s;
    QTest::newRow("a host that does not accept") << u"black hole"_s;
    QTest::newRow("a proxy that is silent") << u"silent proxy"_s;
    QTest::newRow("a proxy that does not accept") << u"black hole proxy"_s;
    QTest::newRow("a host that refuses connections") << u"nobody"_s;
    QTest::newRow("storage that does not accept") << u"storage"_s;
}

void GetInterruptTest::whileNobodyAnswers()
{
    QFETCH(QString, who);
    Staged staged;
    const SilentListener silent;
    const BlackHole hole;
    QUrl hub = staged.hub.baseUrl();
    if (who == "silent"_L1)
        hub = silent.url();
    else if (who == "black hole"_L1)
        hub = hole.url();
    else if (who == "nobody"_L1)
        hub = QUrl(u"http://127.0.0.1:%1"_s.arg(freePort()));
    else if (who == "storage"_L1)
        staged.hub.update([&](HubSettings &settings) { settings.dataBaseUrl = hole.url().toString(); });
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub);
    if (who.endsWith("proxy"_L1))
        cli.environment().insert(u"http_proxy"_s,
                                 (who.startsWith("silent"_L1) ? silent.url() : hole.url()).toString());
    QElapsedTimer clock;
    clock.start();
    interruptAndCheck(cli, {u"get"_s, kModel}, [&] {
        if (who.startsWith("silent"_L1))
            return silent.bytesReceived() > 0;
        if (who == "storage"_L1 && staged.hub.log().count(Endpoint::Batch) == 0)
            return false;
        return clock.elapsed() > 1500; // nothing to be seen from outside: it has had the time to get there
    });
}

void GetInterruptTest::whileAHelperHangs_data()
{
    QTest::addColumn<QString>("verb");
    QTest::newRow("while it is asked") << u"get"_s;
    QTest::newRow("while it stores") << u"store"_s;
}

void GetInterruptTest::whileAHelperHangs()
{
    QFETCH(QString, verb);
    Staged staged;
    staged.hub.addAccount({u"alice"_s, "secret"});
    staged.hub.setAccess(kModel, AccessRule::privateTo({u"alice"_s}));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const QString called = hangingHelper(cli, verb);
    interruptAndCheck(cli, {u"get"_s, kModel}, [&] { return QFileInfo::exists(called); });
}

void GetInterruptTest::secondSignalEndsAtOnce()
{
    Staged staged;
    staged.hub.addFault(Fault::stall(Endpoint::Storage, 1'000'000).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    QVERIFY(waitUntil([&] { return staged.sent() > 0; }, 30s));
    const auto pid = static_cast<pid_t>(process.processId());
    // Both wait for it, so that the first one cannot have ended it.
    QCOMPARE(::kill(pid, SIGSTOP), 0);
    QCOMPARE(::kill(pid, SIGINT), 0);
    QCOMPARE(::kill(pid, SIGTERM), 0);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(::kill(pid, SIGCONT), 0);
    QVERIFY(process.waitForFinished(20s));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY2(clock.elapsed() < patient(500), qPrintable(QString::number(clock.elapsed()) + u" ms"_s));
    QVERIFY2(!process.allOutput().contains("run the same command"), "it had no time to say anything");
    staged.hub.clearFaults();
    staged.hub.dropConnections();
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
}

void GetInterruptTest::otherSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void GetInterruptTest::otherSignals()
{
    QFETCH(int, signal);
    Staged staged;
    staged.hub.addFault(Fault::stall(Endpoint::Storage, 1'000'000).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel, u"--json"_s});
    QVERIFY(waitUntil([&] { return staged.sent() > 0; }, 30s));
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(20s));
    QVERIFY2(clock.elapsed() < kPatience, qPrintable(QString::number(clock.elapsed()) + u" ms"_s));
    QCOMPARE(process.exitCode(), 130);
    const QByteArray said = process.allOutput();
    QVERIFY2(said.contains("\"state\":\"cancelled\"") && said.trimmed().endsWith("}}"), said.constData());
    QVERIFY2(said.contains("\"exit_code\":130"), said.constData());
}

void GetInterruptTest::severalModels()
{
    Staged staged;
    RepoBuilder repo;
    repo.file(u"README.md"_s, "hi\n").commit("1");
    staged.hub.addRepository(u"owner/first"_s, repo);
    staged.hub.addRepository(u"owner/third"_s, repo);
    staged.hub.addFault(Fault::stall(Endpoint::Storage, 1'000'000).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    interruptAndCheck(cli, {u"get"_s, u"--jobs"_s, u"1"_s, u"owner/first"_s, kModel, u"owner/third"_s},
                      [&] { return staged.sent() > 0; });
    QVERIFY(QFileInfo::exists(cli.folder(u"owner/first"_s) + u"/README.md"_s));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
    QVERIFY(!QFileInfo::exists(cli.folder(u"owner/third"_s)));
}

void GetInterruptTest::hangUpUnderNohup()
{
    Staged staged;
    staged.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 60'000'000; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    struct sigaction before = {};
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    QCOMPARE(::sigaction(SIGHUP, &ignore, &before), 0); // as nohup does it: children inherit it
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    ::sigaction(SIGHUP, &before, nullptr);
    QVERIFY(waitUntil([&] { return staged.sent() > 0; }, 30s));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGHUP), 0);
    QVERIFY(process.waitForFinished(60s));
    QVERIFY2(process.exitCode() == 0, process.allOutput().constData());
    QVERIFY(QFileInfo::exists(cli.folder(kModel) + u"/model.bin"_s));
}

WEIGHTYARD_TEST(GetInterruptTest)

} // namespace get_interrupt_test

#include "get_interrupt_test.moc"
