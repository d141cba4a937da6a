// `estimate` where not all is well: sizes that nobody knows, disks that are too small, a Hub that does not answer.
#include "small_model.h"
#include "test_registry.h"

#include <QtTest>
#include <csignal>

namespace estimate_test {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

QString textOf(const QByteArray &text)
{
    return QString::fromUtf8(text).simplified();
}

} // namespace

class EstimateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tooMuchAndPrivate();
    void sizesByGit_data();
    void sizesByGit();
    void partlyNotKnown();
    void withoutNetwork();
    void keptBytesAreThoseReceived();

private:
    QString catalogueWith(const CliRun &cli, const QByteArray &models) const
    {
        const QString file = cli.home() + u"/catalogue.json"_s;
        writeFile(file, R"({"version": 1, "models": [)" + models + "]}");
        return file;
    }
};

// The disk has the last word, whatever else there is.
void EstimateTest::tooMuchAndPrivate()
{
    const LocalHub hub;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString file = catalogueWith(cli, R"({"id": "o/private", "family": "Own", "name": "Private"},
        {"id": "o/huge", "family": "Own", "name": "Huge", "bytes": 4503599627370496,
         "url": "http://127.0.0.1:1/o/huge"})");
    const QStringList estimate{u"estimate"_s, u"--catalogue"_s, file, u"--family"_s, u"Own"_s};
    const CliResult result = cli.json(estimate);
    QVERIFY2(result.exitCode() == 6, qPrintable(result.describe()));
    QCOMPARE(result.summary().value("exit_code"_L1).toInt(), 6);
    QVERIFY(!result.summary().value("fits"_L1).toBool(true));
    QVERIFY(cli.plain(estimate).process.err.contains("o/private"));
}

// No API tells them: the manifest of a shallow fetch does, without a byte of a weight.
void EstimateTest::sizesByGit_data()
{
    QTest::addColumn<bool>("isMirror");
    QTest::newRow("mirror of the Hub without an API") << true;
    QTest::newRow("another host") << false;
}

void EstimateTest::sizesByGit()
{
    QFETCH(bool, isMirror);
    SmallModel model;
    model.hub.update([](HubSettings &settings) {
        settings.lacking = {u"search"_s, u"info"_s, u"tree"_s, u"treesize"_s, u"paths-info"_s, u"refs"_s};
    });
    LocalHub other;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), isMirror ? model.hub.baseUrl() : other.baseUrl());
    const QString name = isMirror ? SmallModel::name() : model.url().toString();
    const CliResult files = cli.json({u"files"_s, name});
    const CliResult people = cli.plain({u"estimate"_s, name});
    QVERIFY2(people.exitCode() == 0, qPrintable(people.describe()));
    const QString text = textOf(people.process.out);
    QVERIFY2(text.contains("1 model,"_L1) && text.contains("It fits."_L1) && !text.contains(u'≈'),
             qPrintable(text));
    const CliResult scripts = cli.json({u"estimate"_s, name});
    QCOMPARE(scripts.lines.first().value("bytes"_L1), files.summary().value("bytes"_L1));
    QVERIFY(scripts.lines.first().value("bytes"_L1).toInteger() > 0);
    QVERIFY(scripts.lines.first().value("exact"_L1).toBool() && scripts.summary().value("fits"_L1).toBool());
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    const qsizetype asked = model.hub.log().count(Endpoint::Git);
    QCOMPARE(cli.json({u"estimate"_s, name}).exitCode(), 0);
    QCOMPARE(model.hub.log().count(Endpoint::Git), asked); // it is kept for a day
}

void EstimateTest::partlyNotKnown()
{
    SmallModel model;
    LocalHub other;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString far = other.repositoryUrl(u"o/far"_s).toString();
    const CliResult people = cli.plain({u"estimate"_s, SmallModel::name(), far});
    QVERIFY2(people.exitCode() != 0, qPrintable(people.describe()));
    const QString text = textOf(people.process.out);
    QVERIFY2(text.contains("2 models,"_L1) && text.contains("It fits without 1 model of unknown size"_L1)
                 && text.contains("size not known"_L1),
             qPrintable(text));
    QVERIFY(people.process.err.contains("o/far"));
    const CliResult scripts = cli.json({u"estimate"_s, SmallModel::name(), far});
    QVERIFY(!scripts.lines[1].contains("fits"_L1) && !scripts.summary().contains("fits"_L1));
}

void EstimateTest::withoutNetwork()
{
    const LocalHub hub;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    cli.environment().insert(u"HF_ENDPOINT"_s, u"http://127.0.0.1:1"_s);
    const CliResult result = cli.plain({u"estimate"_s, u"--all"_s});
    QVERIFY2(result.exitCode() == 3 || result.exitCode() == 6, qPrintable(result.describe()));
    const QString text = textOf(result.process.err);
    QVERIFY2(text.count("The connection failed"_L1) == 1 && text.startsWith("26 models: "_L1),
             qPrintable(text));
}

// Preallocated partials take all of their room at once; what is missing yet is what was not received.
void EstimateTest::keptBytesAreThoseReceived()
{
    LocalHub hub;
    RepoBuilder repo;
    constexpr qint64 kSize = 40'000'000;
    const ObjectId object = hub.addGenerated(3, kSize);
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, object).commit("1");
    hub.addRepository(u"owner/large"_s, repo);
    hub.addFault(Fault::stall(Endpoint::Storage, 4'000'000).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, u"owner/large"_s});
    // What the hub has sent may still be in a socket's buffer: the disk says what has arrived.
    const auto unfinished = [&] { return cli.json({u"status"_s}).lastOf(u"owner/large"_s); };
    QVERIFY(waitUntil([&] { return unfinished().value("bytes_kept"_L1).toInteger() > 0; }, 30s));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(20s));
    QCOMPARE(process.exitCode(), 130);
    const QJsonObject line = unfinished();
    const qint64 kept = line.value("bytes_kept"_L1).toInteger();
    QVERIFY2(kept < kSize, qPrintable(QString::number(kept)));
    QCOMPARE(line.value("bytes_total"_L1).toInteger(), kSize);
    const CliResult result = cli.json({u"estimate"_s, u"owner/large"_s});
    const QJsonObject model = result.lines.first();
    QCOMPARE(model.value("bytes_missing"_L1).toInteger(), model.value("bytes"_L1).toInteger() - kept);
}

WEIGHTYARD_TEST(EstimateTest)

} // namespace estimate_test

#include "estimate_test.moc"
