// What the user may limit: bytes a second and connections.
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"

#include <QSet>
#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

constexpr qint64 kMiB = 1024 * 1024;

void addModel(LocalHub &hub, const QList<qint64> &sizes)
{
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hi\n");
    for (qsizetype i = 0; i < sizes.size(); ++i)
        repo.lfsPointer(u"model-%1.bin"_s.arg(i), hub.addGenerated(static_cast<quint64>(i) + 1, sizes[i]));
    repo.commit("1");
    hub.addRepository(u"owner/model"_s, repo);
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
    void settingHolds();
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
    addModel(hub, {40 * kMiB, 40 * kMiB, kMiB, 1000});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult got = cli.json({u"get"_s, u"owner/model"_s, u"--connections"_s, u"1"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(connectionsToObjects(hub), 1);
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
    QCOMPARE(cli.json({u"get"_s, u"owner/model"_s}).exitCode(), 2);
}

QTEST_GUILESS_MAIN(GetLimitsTest)
#include "get_limits_test.moc"
