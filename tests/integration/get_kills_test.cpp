// kill -9 at a hundred random moments of downloads of several objects, most of them while bytes move: what a kill costs, and that
// every download ends whole with nothing left over.
// label: slow
// label: exhaustive
#include "cli_run.h"
#include "exhaustive.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "small_model.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QtTest>

namespace get_kills_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kModel = u"owner/model"_s;
constexpr qint64 kMiB = 1024 * 1024;
const int kKills = shareOf(100);
const int kKillsWhileMoving = shareOf(80);
constexpr int kKillsOfOneDownload = 5;
constexpr qint64 kPromised = 64 * kMiB;    // fetched again after a kill, at most
constexpr qint64 kInSockets = 8 * kMiB;    // sent by the hub and never seen by the client
constexpr qint64 kMostBetween = 40 * kMiB; // bytes from one kill to the next

QString namesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).join(u' ');
}

} // namespace

class GetKillsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void killedAtRandom();

private:
    qint64 sent();
    bool killAtRandom(const CliRun &cli);
    void waitForBytes(ServerProcess &process, qint64 bytes);
    bool isMoving(ServerProcess &process);
    static qint64 kept(const CliRun &cli);
    void checkWhole(const CliRun &cli);

    LocalHub m_hub;
    RepoBuilder m_repo;
    QMap<QString, QByteArray> m_wanted; ///< path -> SHA-256
    QRandomGenerator m_random;
    quint32 m_seed = 0;
};

void GetKillsTest::initTestCase()
{
    const int given = qEnvironmentVariableIntValue("WEIGHTYARD_SEED");
    m_seed = given != 0 ? static_cast<quint32>(given) : QRandomGenerator::global()->bounded(1U, 1'000'000U);
    m_random.seed(m_seed);
    qInfo("WEIGHTYARD_SEED=%u", m_seed);
    m_repo.lfsTrack(u"*.bin"_s).file(u"config.json"_s, "{}\n");
    const auto add = [&](const QString &path, qint64 size) {
        const ObjectId object = m_hub.addGenerated(static_cast<quint64>(m_wanted.size()) + 1, size);
        m_repo.lfsPointer(path, object);
        m_wanted.insert(path, object.oid);
    };
    add(u"one.bin"_s, 100 * kMiB + 17);
    add(u"two.bin"_s, 70 * kMiB);
    add(u"three.bin"_s, 30 * kMiB + 4095);
    for (int i = 0; i < 25; ++i)
        add(u"small/%1.bin"_s.arg(i), 40'000 * (i + 1));
    m_repo.commit("1");
    m_hub.addRepository(kModel, m_repo);
}

qint64 GetKillsTest::sent()
{
    qint64 total = 0;
    for (const LoggedRequest &request : m_hub.log().of(Endpoint::Storage))
        total += request.bytesSent;
    return total;
}

void GetKillsTest::waitForBytes(ServerProcess &process, qint64 bytes)
{
    waitUntil([&] { return sent() >= bytes || !process.isRunning(); }, 60s);
}

bool GetKillsTest::isMoving(ServerProcess &process)
{
    const qint64 before = sent();
    return before > 0 && waitUntil([&] { return sent() > before; }, 30ms) && process.isRunning();
}

qint64 GetKillsTest::kept(const CliRun &cli)
{
    return cli.json({u"status"_s}).lastOf(kModel).value("bytes_kept"_L1).toInteger(0);
}

// One start, one kill. True when bytes were moving.
bool GetKillsTest::killAtRandom(const CliRun &cli)
{
    const qint64 keptBefore = kept(cli);
    m_hub.log().clear();
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    if (m_random.bounded(100) < 10)
        std::this_thread::sleep_for(std::chrono::milliseconds(m_random.bounded(500)));
    else
        waitForBytes(process, m_random.bounded(kMostBetween));
    const bool moving = isMoving(process);
    process.kill();
    waitUntil([&] { return m_hub.openConnections() == 0; }, 5s); // the hub has counted what it sent
    if (QFileInfo::exists(cli.folder(kModel)))
        return false; // it had just come to its end
    const qint64 received = sent();
    const qint64 lost = keptBefore + received - kept(cli);
    if (lost > kPromised + kInSockets) {
        qWarning("%lld of %lld MiB lost", lost / kMiB, received / kMiB);
        QTest::qFail("a kill cost more than 64 MiB", __FILE__, __LINE__);
    }
    return moving;
}

void GetKillsTest::checkWhole(const CliRun &cli)
{
    const auto entries = TreeSnapshot::of(cli.folder(kModel)).entries();
    for (auto one = m_wanted.cbegin(); one != m_wanted.cend(); ++one)
        QCOMPARE(entries.value(one.key()).sha256, one.value());
    QCOMPARE(entries.value(u"config.json"_s).size, 3);
    QCOMPARE(leftovers(cli.library()), QStringList{cli.library() + u"/.weightyard"_s});
    const QDir state(cli.library() + u"/.weightyard"_s);
    for (const QString &folder : {u"partials"_s, u"staging"_s})
        QCOMPARE(namesIn(state.filePath(folder)).remove(u"CACHEDIR.TAG"_s), QString());
    QCOMPARE(namesIn(cli.library()), u".weightyard owner"_s);
}

void GetKillsTest::killedAtRandom()
{
    int kills = 0;
    int whileMoving = 0;
    while (kills < kKills || whileMoving < kKillsWhileMoving) {
        const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), m_hub.baseUrl());
        m_hub.update([](HubSettings &settings) { settings.bytesPerSecond = 40'000'000; });
        for (int i = 0; i < kKillsOfOneDownload && !QFileInfo::exists(cli.folder(kModel)); ++i) {
            whileMoving += killAtRandom(cli) ? 1 : 0;
            ++kills;
        }
        m_hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
        const CliResult result = cli.json({u"get"_s, kModel});
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        checkWhole(cli);
        if (QTest::currentTestFailed())
            return;
    }
    qInfo("%d kills, %d of them while bytes moved", kills, whileMoving);
}

WEIGHTYARD_TEST(GetKillsTest)

} // namespace get_kills_test

#include "get_kills_test.moc"
