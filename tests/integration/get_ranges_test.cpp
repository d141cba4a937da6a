// Objects in several ranges, from servers that get ranges wrong, fall silent, or belong to a machine that slept meanwhile.
// label: slow
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "test_registry.h"

#include <QFileInfo>
#include <QtTest>
#include <csignal>

namespace get_ranges_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {
const QString kModel = u"owner/model"_s;
constexpr qint64 kMiB = 1024 * 1024;
constexpr qint64 kSize = 40 * kMiB + 333;
} // namespace

class GetRangesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void recovers_data();
    void recovers();
    void fails_data();
    void fails();
    void refusedRangesCostNothing();
    void goesOnAfterSleep();

private:
    // Of a user whose git gives up after a few seconds.
    CliRun impatient()
    {
        CliRun cli(QStringLiteral(WEIGHTYARD_CLI), m_hub.baseUrl());
        writeFile(cli.home() + u"/.gitconfig"_s,
                  "[http]\nlowSpeedLimit = 1000\nlowSpeedTime = 4\n[lfs]\nactivitytimeout = 3\n");
        return cli;
    }
    void checkInstalled(const CliRun &cli)
    {
        QCOMPARE(sha256HexOfFile(cli.folder(kModel) + u"/model.bin"_s), m_object.oid);
    }
    LocalHub m_hub;
    ObjectId m_object;
};

void GetRangesTest::initTestCase()
{
    m_object = m_hub.addGenerated(3, kSize);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, m_object).commit("1");
    m_hub.addRepository(kModel, repo);
}

void GetRangesTest::cleanup()
{
    m_hub.clearFaults();
    m_hub.dropConnections();
    m_hub.update([](HubSettings &settings) { settings = {}; });
    m_hub.log().clear();
}

void GetRangesTest::recovers_data()
{
    QTest::addColumn<Fault>("fault");
    const Endpoint storage = Endpoint::Storage;
    QTest::newRow("ranges are ignored") << Fault::plain(storage, FaultKind::IgnoreRange).always();
    QTest::newRow("one range is ignored") << Fault::plain(storage, FaultKind::IgnoreRange).skipFirst(1);
    QTest::newRow("the whole as 206") << Fault::plain(storage, FaultKind::WholeAs206);
    QTest::newRow("another begin") << Fault::ofAmount(storage, FaultKind::WrongRangeStart, 1000);
    QTest::newRow("another total") << Fault::ofAmount(storage, FaultKind::WrongTotal, 1);
    QTest::newRow("another begin, always") // asked for as a whole in the end
        << Fault::ofAmount(storage, FaultKind::WrongRangeStart, 1000).always();
    QTest::newRow("another total, always") << Fault::ofAmount(storage, FaultKind::WrongTotal, 1).always();
    QTest::newRow("a page of another size in place of a range") << Fault::html(storage).skipFirst(1);
    QTest::newRow("416") << Fault::statusOf(storage, 416);
    QTest::newRow("416, four times") << Fault::statusOf(storage, 416).skipFirst(1).forTimes(4);
    QTest::newRow("cut, several times") << Fault::cut(storage, 3 * kMiB).forTimes(6);
    QTest::newRow("reset") << Fault::cut(storage, 2 * kMiB).withReset().skipFirst(1);
    QTest::newRow("expired in the middle") << Fault::expireAction(403).skipFirst(2);
    QTest::newRow("limit reached, with RateLimit")
        << Fault::statusOf(storage, 429).skipFirst(1).withHeader("RateLimit", "limit=10, remaining=0;t=1");
    QTest::newRow("a drip") << Fault::drip(storage, 500, 1000); // then another connection
    QTest::newRow("silence") << Fault::stall(storage, kMiB);    // likewise
}

void GetRangesTest::recovers()
{
    QFETCH(Fault, fault);
    const int id = m_hub.addFault(fault);
    const CliRun cli = impatient();
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(m_hub.faultHits(id) > 0);
    checkInstalled(cli);
}

void GetRangesTest::fails_data()
{
    QTest::addColumn<Fault>("fault");
    const Endpoint storage = Endpoint::Storage;
    QTest::newRow("a page in place of every answer") << Fault::html(storage).always();
}

void GetRangesTest::fails()
{
    QFETCH(Fault, fault);
    m_hub.addFault(fault);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), m_hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QCOMPARE(result.exitCode(), 7);
    QCOMPARE(result.errorKind(), u"Protocol"_s);
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
}

// What an earlier run received stays, and is not asked for again.
void GetRangesTest::refusedRangesCostNothing()
{
    m_hub.addFault(Fault::stall(Endpoint::Storage, 30 * kMiB).inObjectBytes().always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), m_hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel, u"--connections"_s, u"1"_s, u"--json"_s});
    QVERIFY(waitUntil([&] { return process.allOutput().contains("\"bytes_here\":31457280"); }, 60s));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(30s));
    m_hub.clearFaults();
    const int id = m_hub.addFault(Fault::statusOf(Endpoint::Storage, 416).forTimes(4));
    const CliResult second = cli.json({u"get"_s, kModel});
    QVERIFY2(second.exitCode() == 0, qPrintable(second.describe()));
    QCOMPARE(m_hub.faultHits(id), 4);
    checkInstalled(cli);
    const qint64 fetched = second.summary().value("bytes_fetched"_L1).toInteger();
    QVERIFY2(fetched <= kSize - 30 * kMiB, qPrintable(second.describe()));
}

// The machine sleeps for longer than any time-out, and its connections are gone when it wakes.
void GetRangesTest::goesOnAfterSleep()
{
    m_hub.update([](HubSettings &settings) { settings.bytesPerSecond = 2'000'000; });
    const CliRun cli = impatient();
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    QVERIFY(waitUntil([&] { return m_hub.log().count(Endpoint::Storage) > 1; }, 20s));
    const auto pid = static_cast<pid_t>(process.processId());
    QCOMPARE(::kill(pid, SIGSTOP), 0);
    std::this_thread::sleep_for(6s);
    m_hub.dropConnections();
    m_hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
    QCOMPARE(::kill(pid, SIGCONT), 0);
    QVERIFY(process.waitForFinished(60s));
    QVERIFY2(process.exitCode() == 0, process.allOutput().constData());
    checkInstalled(cli);
}

WEIGHTYARD_TEST(GetRangesTest)

} // namespace get_ranges_test

#include "get_ranges_test.moc"
