// What the user may limit: bytes a second and connections.
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "test_registry.h"

#include <QFileInfo>
#include <QSet>
#include <QtTest>

namespace get_limits_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

constexpr qint64 kMiB = 1024 * 1024;
constexpr int kMostConnections = 16; // at a time, without --connections

void addModel(LocalHub &hub, const QList<qint64> &sizes)
{
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hi\n");
    for (qsizetype i = 0; i < sizes.size(); ++i)
        repo.lfsPointer(u"model-%1.bin"_s.arg(i), hub.addGenerated(static_cast<quint64>(i) + 1, sizes[i]));
    repo.commit("1");
    hub.addRepository(u"owner/model"_s, repo);
}

// A server whose answer is there before Qt 6.4 has looked up from writing the request, which only happens on the machine itself,
// loses its connection: Qt then asks the socket twice for the answer, and the second time finds the reply gone
// (QHttpProtocolHandler::sendRequest, _q_receiveReply).
void answerLikeANetwork(LocalHub &hub)
{
    hub.addFault(Fault::delay(Endpoint::Storage, patient(3)).always());
}

int connectionsToObjects(LocalHub &hub)
{
    QSet<int> connections;
    for (const LoggedRequest &request : hub.log().of(Endpoint::Storage))
        connections.insert(request.connection);
    return static_cast<int>(connections.size());
}

} // namespace

class GetLimitsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rate();
    void oneConnection();
    void smallObjectsShareConnections();
    void connectionsOfAllModels_data();
    void connectionsOfAllModels();
    void settingHolds();
    void fullSpeedHours();
    void refusalsHoldEverythingBack();
    void goesOnWhileABatchWaits();
};

// How much slower than its limit a run is, is the machine's business; it must never be faster.
void GetLimitsTest::rate()
{
    LocalHub hub;
    addModel(hub, {6 * kMiB, 2 * kMiB});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult got = cli.json({u"get"_s, u"owner/model"_s, u"--limit-rate"_s, u"4M"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    const qint64 elapsed = got.summary().value(u"elapsed_ms"_s).toInteger();
    QVERIFY2(elapsed >= 8 * kMiB / 4'000 * 95 / 100, qPrintable(QString::number(elapsed)));
    QCOMPARE(got.summary().value(u"bytes_fetched"_s).toInteger(), 8 * kMiB);
}

void GetLimitsTest::oneConnection()
{
    LocalHub hub;
    answerLikeANetwork(hub);
    addModel(hub, {40 * kMiB, 40 * kMiB, kMiB, 1000});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult got = cli.json({u"get"_s, u"owner/model"_s, u"--connections"_s, u"1"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(connectionsToObjects(hub), 1);
}

void GetLimitsTest::smallObjectsShareConnections()
{
    LocalHub hub;
    answerLikeANetwork(hub);
    addModel(hub, QList<qint64>(300, 64 * 1024));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult got = cli.json({u"get"_s, u"owner/model"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(hub.log().count(Endpoint::Storage), 300);
    const int connections = connectionsToObjects(hub);
    QVERIFY2(connections <= kMostConnections, qPrintable(QString::number(connections)));
}

void GetLimitsTest::connectionsOfAllModels_data()
{
    QTest::addColumn<int>("connections");
    for (const int connections : {1, 2, 3, 6})
        QTest::addRow("%d", connections) << connections;
}

// Where a model joins, those before it give back what they have too many; where there is one for each at most, models wait.
void GetLimitsTest::connectionsOfAllModels()
{
    QFETCH(int, connections);
    LocalHub hub;
    const QStringList models{u"owner/a"_s, u"owner/b"_s, u"owner/c"_s};
    for (qsizetype i = 0; i < models.size(); ++i) {
        RepoBuilder repo;
        repo.lfsTrack(u"*.bin"_s)
            .lfsPointer(u"model.bin"_s, hub.addGenerated(static_cast<quint64>(i) + 70, 24 * kMiB))
            .commit("1");
        hub.addRepository(models[i], repo);
    }
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 12 * kMiB; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult got =
        cli.json(QStringList{u"get"_s} + models
                 + QStringList{u"--jobs"_s, u"3"_s, u"--connections"_s, QString::number(connections)});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    const int peak = hub.log().peak(Endpoint::Storage);
    QVERIFY2(peak >= std::min(connections, 3) && peak <= connections, qPrintable(QString::number(peak)));
}

void GetLimitsTest::settingHolds()
{
    LocalHub hub;
    addModel(hub, {4 * kMiB});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    writeFile(cli.config() + u"/settings.json"_s, R"({"version": 1, "limitRate": 4000000})");
    const CliResult limited = cli.json({u"get"_s, u"owner/model"_s});
    QVERIFY2(limited.exitCode() == 0, qPrintable(limited.describe()));
    QVERIFY(limited.summary().value(u"elapsed_ms"_s).toInteger() >= 950);

    writeFile(cli.config() + u"/settings.json"_s, R"({"version": 1, "limitRate": -1})");
    const CliResult unlimited = cli.json({u"get"_s, u"owner/model"_s}); // the defaults
    QVERIFY2(unlimited.exitCode() == 0, qPrintable(unlimited.describe()));
    QVERIFY2(unlimited.describe().contains(u"settings.json"_s), qPrintable(unlimited.describe()));
    QVERIFY(QFileInfo::exists(cli.config() + u"/settings.json.damaged"_s));
}

// An hour for that model, but for the hours without the limit; what is asked for at the command line holds at any hour.
void GetLimitsTest::fullSpeedHours()
{
    const QByteArray hours = R"({"version": 1, "limitRate": 1000, "fullSpeed": "mon-sun 00:00-24:00"})";
    LocalHub hub;
    addModel(hub, {4 * kMiB});
    const CliRun hurried(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    writeFile(hurried.config() + u"/settings.json"_s, hours);
    const CliResult unlimited = hurried.json({u"get"_s, u"owner/model"_s});
    QVERIFY2(unlimited.exitCode() == 0, qPrintable(unlimited.describe()));
    const CliRun patient(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    writeFile(patient.config() + u"/settings.json"_s, hours);
    const CliResult limited = patient.json({u"get"_s, u"owner/model"_s, u"--limit-rate"_s, u"4M"_s});
    QVERIFY2(limited.exitCode() == 0, qPrintable(limited.describe()));
    QVERIFY(limited.summary().value(u"elapsed_ms"_s).toInteger() >= 950);
}

// A server that says "later" to whoever asks is left alone by all, also for the objects that it has not refused yet.
void GetLimitsTest::refusalsHoldEverythingBack()
{
    constexpr int kRefusals = 4; // as many small objects as are begun at once
    LocalHub hub;
    addModel(hub, QList<qint64>(12, 300'000));
    const int id = hub.addFault(
        Fault::statusOf(Endpoint::Storage, 429).withHeader("Retry-After", "2").forTimes(kRefusals));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult got = cli.json({u"get"_s, u"owner/model"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(hub.faultHits(id), kRefusals);

    QList<qint64> refused;
    QList<qint64> served;
    for (const LoggedRequest &request : hub.log().of(Endpoint::Storage))
        (request.status == 429 ? refused : served).append(request.milliseconds);
    QCOMPARE(refused.size(), kRefusals);
    QCOMPARE(served.size(), 12);
    const qint64 pause = *std::min_element(served.cbegin(), served.cend())
                         - *std::max_element(refused.cbegin(), refused.cend());
    QVERIFY2(pause >= 1900, qPrintable(QString::number(pause)));

    const auto waiting = std::find_if(got.lines.cbegin(), got.lines.cend(), [](const QJsonObject &line) {
        return line.value(u"state"_s) == u"waiting"_s;
    });
    QVERIFY(waiting != got.lines.cend());
    QCOMPARE(waiting->value(u"error"_s).toObject().value(u"kind"_s).toString(), u"RateLimited"_s);
    QVERIFY(waiting->contains(u"wait_until_ms"_s));
}

// A hundred objects are asked for at a time. That the server wants a wait before the next ones holds nobody back who may go on.
void GetLimitsTest::goesOnWhileABatchWaits()
{
    LocalHub hub;
    QList<qint64> sizes{100 * kMiB}; // in ranges, which follow one another
    for (int i = 0; i < 120; ++i)
        sizes.append(10'000 + i);
    addModel(hub, sizes);
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 25 * kMiB; });
    const int fault =
        hub.addFault(Fault::statusOf(Endpoint::Batch, 429).skipFirst(1).withHeader("Retry-After", "3"));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult got = cli.json({u"get"_s, u"owner/model"_s, u"--connections"_s, u"4"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(hub.faultHits(fault), 1);
    const QList<LoggedRequest> batches = hub.log().of(Endpoint::Batch);
    QCOMPARE(batches.size(), 3);
    const auto meanwhile = hub.log().matching([&](const LoggedRequest &request) {
        return request.endpoint == Endpoint::Storage && request.number > batches[1].number
               && request.number < batches[2].number;
    });
    QVERIFY2(!meanwhile.isEmpty(), qPrintable(got.describe()));
}

WEIGHTYARD_TEST(GetLimitsTest)

} // namespace get_limits_test

#include "get_limits_test.moc"
