// What survives: a cut connection, kill -9, Ctrl-C, a damaged partial, a second process. Real processes, really killed.
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "small_model.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <csignal>

namespace get_resume_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {
const QString kModel = u"owner/model"_s;
constexpr qint64 kMiB = 1024 * 1024;
constexpr qint64 kSize = 200 * kMiB;
// Of the model, as its last line of JSON has it.
qint64 lastBytesHere(const QByteArray &lines)
{
    qint64 bytes = -1;
    for (const QByteArray &line : lines.split('\n')) {
        const QJsonValue here = QJsonDocument::fromJson(line).object().value("bytes_here"_L1);
        bytes = here.isUndefined() ? bytes : here.toInteger();
    }
    return bytes;
}

} // namespace

class GetResumeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void afterKill_data();
    void afterKill();
    void afterInterrupt();
    void atAnotherHub_data();
    void atAnotherHub();
    void whatAnEarlierRevisionReceivedGoes();
    void damagedPartialLosesABlock();
    void truncatedPartial();
    void secondProcessIsBusy();
    void secondProcessWaits_data();
    void secondProcessWaits();
    void interruptEndsAtOnce_data();
    void interruptEndsAtOnce();

private:
    // A 200 MiB object at 100 MB/s or so: long enough to be killed in the middle.
    struct Staged {
        LocalHub hub;
        RepoBuilder repo;
        ObjectId object;
        Staged()
        {
            object = hub.addGenerated(11, kSize);
            repo.lfsTrack(u"*.bin"_s)
                .file(u"README.md"_s, "hi\n")
                .lfsPointer(u"model.bin"_s, object)
                .commit("1");
            hub.addRepository(kModel, repo);
            hub.update([](HubSettings &settings) { settings.bytesPerSecond = 40'000'000; });
        }
        qint64 sent()
        {
            qint64 total = 0;
            for (const LoggedRequest &request : hub.log().of(Endpoint::Storage))
                total += request.bytesSent;
            return total;
        }
        void fullSpeed()
        {
            hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
            hub.log().clear();
        }
    };
    void checkInstalled(const CliRun &cli, const Staged &staged)
    {
        const QString file = cli.folder(kModel) + u"/model.bin"_s;
        QCOMPARE(QFileInfo(file).size(), kSize);
        QCOMPARE(TreeSnapshot::of(cli.folder(kModel)).entries().value(u"model.bin"_s).sha256,
                 staged.object.oid);
        const ProcessOptions inside{
            .environment = lfsEnvironment(cli.home()), .workingDirectory = cli.folder(kModel), .input = {}};
        QCOMPARE(runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s}, inside).out, QByteArray());
    }
};

void GetResumeTest::afterKill_data()
{
    QTest::addColumn<qint64>("killAt");
    QTest::newRow("early") << 5 * kMiB;
    QTest::newRow("in the middle") << 110 * kMiB;
    QTest::newRow("late") << 190 * kMiB;
}

void GetResumeTest::afterKill()
{
    QFETCH(qint64, killAt);
    Staged staged;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    QVERIFY(waitUntil([&] { return staged.sent() >= killAt; }, 60s));
    process.kill();
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
    staged.fullSpeed();

    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    checkInstalled(cli, staged);
    // What was on the wire when it was killed (socket buffers) was never received; the promise is 64 MiB of what was.
    const qint64 lost = bytesFetched(result) - (kSize - killAt);
    QVERIFY2(lost <= 64 * kMiB + 24 * kMiB,
             qPrintable(QString::number(lost / kMiB) + u" MiB fetched again"_s));
}

void GetResumeTest::atAnotherHub_data()
{
    QTest::addColumn<bool>("into");
    QTest::newRow("in the library") << false;
    QTest::newRow("--into") << true;
}

// Begun at one HF_ENDPOINT and continued at another: an object is the same wherever it comes from.
void GetResumeTest::atAnotherHub()
{
    QFETCH(bool, into);
    Staged staged;
    const Listener mirror = staged.hub.addListener({.address = u"127.0.0.2"_s});
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), mirror.baseUrl);
    QStringList arguments{u"get"_s, kModel};
    if (into)
        arguments += {u"--into"_s, cli.folder(kModel)};
    ServerProcess process;
    cli.start(process, arguments);
    QVERIFY(waitUntil([&] { return staged.sent() >= 100 * kMiB; }, 60s));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(5s));
    staged.hub.closeListener(mirror.id);
    staged.fullSpeed();
    cli.environment().insert(u"HF_ENDPOINT"_s, staged.hub.baseUrl().toString());
    const CliResult result = cli.json(arguments);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(bytesFetched(result) <= kSize - 60 * kMiB, qPrintable(QString::number(bytesFetched(result))));
    checkInstalled(cli, staged);
}

void GetResumeTest::afterInterrupt()
{
    Staged staged;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel, u"--json"_s});
    QVERIFY(waitUntil([&] { return staged.sent() >= 60 * kMiB; }, 60s));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(5s));
    QCOMPARE(process.exitCode(), 130);
    const qint64 received = lastBytesHere(process.allOutput());
    QVERIFY2(received > kMiB, process.allOutput().constData());
    staged.fullSpeed();

    // All that was received counts, however little of what was sent that is on a busy machine.
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    checkInstalled(cli, staged);
    const qint64 again = bytesFetched(result) - (kSize - received);
    QVERIFY2(again <= kMiB, qPrintable(QString::number(again) + u" bytes fetched again"_s));
}

// The branch moved on between two runs: nobody will ever ask for the old object again.
void GetResumeTest::whatAnEarlierRevisionReceivedGoes()
{
    Staged staged;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    QVERIFY(waitUntil([&] { return staged.sent() >= 30 * kMiB; }, 60s));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(10s));
    const QDir partials(cli.library() + u"/.weightyard/partials"_s);
    QVERIFY(!partials.entryList({u"*.partial"_s}).isEmpty());
    staged.fullSpeed();
    staged.object = staged.hub.addGenerated(12, kSize);
    staged.repo.lfsPointer(u"model.bin"_s, staged.object).commit("2");
    staged.repo.publishTo(staged.hub.repositoryPath(kModel));
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    checkInstalled(cli, staged);
    QCOMPARE(partials.entryList({u"*.partial"_s, u"*.object"_s, u"*.wanted"_s}), QStringList());
}

void GetResumeTest::damagedPartialLosesABlock()
{
    Staged staged;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    QVERIFY(waitUntil([&] { return staged.sent() >= 190 * kMiB; }, 60s));
    process.kill();
    QFile partial(cli.library() + u"/.weightyard/partials/"_s + QString::fromLatin1(staged.object.oid)
                  + u".partial"_s);
    QVERIFY(partial.open(QIODevice::ReadWrite));
    QVERIFY(partial.seek(10 * kMiB));
    QCOMPARE(partial.write("damage"), 6);
    partial.close();
    staged.fullSpeed();

    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    checkInstalled(cli, staged);
    const qint64 sent = staged.sent();
    QVERIFY2(sent < 170 * kMiB, qPrintable(QString::number(sent / kMiB) + u" MiB fetched"_s));
    QVERIFY2(sent >= 64 * kMiB, qPrintable(QString::number(sent / kMiB) + u" MiB fetched"_s));
}

void GetResumeTest::truncatedPartial()
{
    Staged staged;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    QVERIFY(waitUntil([&] { return staged.sent() >= 100 * kMiB; }, 60s));
    process.kill();
    const QString partial =
        cli.library() + u"/.weightyard/partials/"_s + QString::fromLatin1(staged.object.oid) + u".partial"_s;
    QVERIFY(QFile::resize(partial, 20 * kMiB));
    staged.fullSpeed();
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    checkInstalled(cli, staged);
}

void GetResumeTest::secondProcessIsBusy()
{
    Staged staged;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    QVERIFY(waitUntil([&] { return staged.sent() >= 5 * kMiB; }, 60s));
    const CliResult second = cli.json({u"get"_s, kModel, u"--fail-if-busy"_s});
    QCOMPARE(second.exitCode(), 9);
    QCOMPARE(second.errorKind(), u"Busy"_s);
    QCOMPARE(cli.json({u"status"_s}).exitCode(), 0); // needs no lock
    staged.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
    QVERIFY(process.waitForFinished(60s));
    QCOMPARE(process.exitCode(), 0);
    checkInstalled(cli, staged);
}

// Another model waits for its turn; the same one is there when its turn comes.
void GetResumeTest::secondProcessWaits_data()
{
    QTest::addColumn<QString>("model");
    QTest::newRow("another model") << u"owner/second"_s;
    QTest::newRow("the same model") << kModel;
}

void GetResumeTest::secondProcessWaits()
{
    QFETCH(QString, model);
    Staged staged;
    const ObjectId small = staged.hub.addGenerated(501, 200'000);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, small).commit("one");
    staged.hub.addRepository(u"owner/second"_s, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess first;
    cli.start(first, {u"get"_s, kModel});
    QVERIFY(waitUntil([&] { return staged.sent() >= 5 * kMiB; }, 60s));
    ServerProcess second;
    cli.start(second, {u"get"_s, model, u"--json"_s});
    QVERIFY(waitUntil(
        [&] {
            const QByteArray said = second.allOutput();
            return said.contains("\"waiting\"") && said.contains("WorkingProcess");
        },
        60s));
    staged.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
    QVERIFY(first.waitForFinished(60s));
    QCOMPARE(first.exitCode(), 0);
    QVERIFY(second.waitForFinished(60s));
    const QByteArray said = second.allOutput();
    QVERIFY2(second.exitCode() == 0, said.constData());
    QCOMPARE(said.contains("\"already_installed\":true"), model == kModel);
    checkInstalled(cli, staged);
}

void GetResumeTest::interruptEndsAtOnce_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<Endpoint>("reached");
    QTest::newRow("resolving: silent") << Fault::stall(Endpoint::Git, -1).always() << Endpoint::Git;
    QTest::newRow("resolving: silent in the pack")
        << Fault::stall(Endpoint::Git, 200).skipFirst(1).always() << Endpoint::Git;
    QTest::newRow("batch: silent") << Fault::stall(Endpoint::Batch, -1).always() << Endpoint::Batch;
    QTest::newRow("storage: silent") << Fault::stall(Endpoint::Storage, -1).always() << Endpoint::Storage;
    QTest::newRow("storage: silent in the body")
        << Fault::stall(Endpoint::Storage, 1'000'000).always() << Endpoint::Storage;
    QTest::newRow("waiting for a rate limit")
        << Fault::statusOf(Endpoint::Storage, 429).withHeader("Retry-After", "600").always()
        << Endpoint::Storage;
}

void GetResumeTest::interruptEndsAtOnce()
{
    QFETCH(Fault, fault);
    QFETCH(Endpoint, reached);
    Staged staged;
    staged.hub.addFault(fault);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    QVERIFY(waitUntil(
        [&] {
            return staged.hub.log().count(reached) > (reached == Endpoint::Git ? 1 : 0)
                   || (reached == Endpoint::Git && fault.skip == 0 && staged.hub.log().count(reached) > 0);
        },
        30s));
    QTest::qWait(200); // into the stall
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(10s));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY2(clock.elapsed() < patient(1500),
             qPrintable(QString::number(clock.elapsed()))); // 1 s, and a loaded machine
}

WEIGHTYARD_TEST(GetResumeTest)

} // namespace get_resume_test

#include "get_resume_test.moc"
