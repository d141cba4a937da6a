// `search`, `files` and `info` in the terminal, against LocalHub.
#include "cli_run.h"
#include "hub_api_scene.h"
#include "small_model.h"
#include "test_registry.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QtTest>
#include <limits>

namespace hub_commands_test {

using namespace weightyard;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

class HubCommandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void search();
    void files();
    void info();
    void mirror();
    void access_data();
    void access();
    void branchesNotTold();
    void branchesAsVariants();
    void branchesByGit();
    void branchesOfAnySize();
    void quota();
    void offline();
};

void HubCommandsTest::search()
{
    HubApiScene scene;
    scene.addCards(30);
    scene.hub.update([](HubSettings &settings) {
        settings.access.insert(u"many/model-00001"_s, AccessRule::gatedTo({}));
    });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const CliResult json =
        cli.json({u"search"_s, u"model"_s, u"--sort"_s, u"downloads"_s, u"--limit"_s, u"2"_s});
    QVERIFY2(json.exitCode() == 0, qPrintable(json.describe()));
    QCOMPARE(json.lines.size(), 3);
    QCOMPARE(json.lines.first()["model"_L1].toString(), u"many/model-00000"_s);
    QCOMPARE(json.lines.first()["downloads"_L1].toInt(), 30);
    QCOMPARE(json.lines.first()["state"_L1].toString(), u"absent"_s);
    QCOMPARE(json.lines.at(1)["gated"_L1].toString(), u"auto"_s);
    const CliResult people = cli.plain({u"search"_s, u"model"_s, u"--sort"_s, u"downloads"_s});
    const QList<QByteArray> lines = people.process.out.split('\n');
    QVERIFY2(lines.size() == 22 && lines.first().startsWith("many/model-00000 "),
             qPrintable(people.describe()));
    QVERIFY(lines.at(1).endsWith("gated"));
    QCOMPARE(cli.plain({u"search"_s, u"x"_s, u"--format"_s, u"onnx"_s}).exitCode(), 2);
    QVERIFY(cli.plain({u"search"_s, u"no-such-thing"_s}).process.out.contains("no such model"));
    scene.hub.update([](HubSettings &settings) {
        settings.cards[u"many/model-00007"_s].tags = {u"license:apache-2.0"_s};
    });
    const CliResult licence = cli.plain({u"search"_s, u"model"_s, u"--licence"_s, u"Apache-2.0"_s});
    QVERIFY2(licence.process.out.startsWith("many/model-00007 ") && licence.process.out.count('\n') == 1,
             qPrintable(licence.describe()));
}

void HubCommandsTest::files()
{
    HubApiScene scene;
    scene.addModel();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const CliResult json = cli.json({u"files"_s, u"o/m"_s});
    QVERIFY2(json.exitCode() == 0, qPrintable(json.describe()));
    QCOMPARE(json.lines.size(), 4 + 2 + 1);
    QCOMPARE(json.summary()["commit"_L1].toString().toLatin1(), scene.repo.revision());
    QStringList variants;
    for (const QJsonObject &line : json.lines) {
        if (line.contains("variant"_L1))
            variants.append(line["variant"_L1].toString() + u' '
                            + QString::number(line["object_bytes"_L1].toInt()));
    }
    QCOMPARE(variants, (QStringList{u"Q8_0 8000"_s, u"Q4_K_M 4000"_s}));
    const CliResult people = cli.plain({u"files"_s, u"o/m"_s, u"--revision"_s, u"dev"_s});
    QVERIFY2(people.process.out.contains("m-Q8_0.gguf") && people.process.out.contains("Variants"),
             qPrintable(people.describe()));
    QCOMPARE(cli.json({u"files"_s, u"o/m"_s, u"--revision"_s, u"none"_s}).exitCode(), 5);
}

void HubCommandsTest::info()
{
    HubApiScene scene;
    scene.repo.file(u"modeling.py"_s, "print()\n")
        .file(u"pytorch_model.bin"_s, "x")
        .file(u"config.json"_s, "{}");
    scene.repo.commit("1");
    scene.repo.branch(u"4-bit"_s);
    scene.hub.addRepository(u"o/Model-7B"_s, scene.repo, AccessRule::gatedTo({}, "manual"));
    scene.hub.update([](HubSettings &settings) {
        settings.cards.insert(
            u"o/Model-7B"_s,
            {.task = u"text-generation"_s,
             .more = {{u"cardData"_s, QJsonObject{{u"license"_s, u"evil\u001b[2J"_s}}},
                      {u"config"_s, QJsonObject{{u"auto_map"_s, QJsonObject{{u"a"_s, u"b"_s}}}}}}});
    });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const CliResult json = cli.json({u"info"_s, u"o/Model-7B"_s});
    QVERIFY2(json.exitCode() == 0, qPrintable(json.describe()));
    const QJsonObject info = json.lines.first();
    QCOMPARE(info["gated"_L1].toString(), u"manual"_s);
    QCOMPARE(info["access_error"_L1]["kind"_L1].toString(), u"Gated"_s);
    QVERIFY(info["remote_code"_L1].toBool());
    QCOMPARE(info["unsafe_formats"_L1].toArray(), QJsonArray{u"pickle"_s});
    QCOMPARE(info["python_files"_L1].toArray(), QJsonArray{u"modeling.py"_s});
    QVERIFY(!info["scanned"_L1].toBool(true));
    const QByteArray people = cli.plain({u"info"_s, u"o/Model-7B"_s}).process.out;
    for (const char *text : {"7B, by its name", "not scanned", "pickle", "modeling.py", "gated", "4-bit"})
        QVERIFY2(people.contains(text), text + QByteArray("\n") + people);
    QVERIFY(!people.contains("\x1b[2J"));
    for (const QByteArray &line : people.split('\n'))
        QVERIFY2(QString::fromUtf8(line).size() <= 80 || !line.trimmed().contains(' '), line);
}

void HubCommandsTest::mirror()
{
    HubApiScene scene;
    scene.addModel();
    scene.hub.update([](HubSettings &settings) {
        settings.lacking = {u"search"_s, u"info"_s, u"tree"_s, u"refs"_s};
    });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const CliResult json = cli.json({u"files"_s, u"o/m"_s});
    QVERIFY2(json.exitCode() == 0, qPrintable(json.describe()));
    QVERIFY(json.summary()["from_git"_L1].toBool());
    QCOMPARE(json.summary()["files"_L1].toInt(), 4);
    QCOMPARE(json.summary()["variants"_L1].toInt(), 2);
    QVERIFY(cli.plain({u"info"_s, u"o/m"_s}).process.err.contains("git repository"));
    const CliResult found = cli.plain({u"search"_s, u"x"_s});
    QCOMPARE(found.exitCode(), 5);
    QVERIFY2(found.process.err.contains("cannot be searched"), found.process.err);
    // A host that is no Hub at all: the same list.
    LocalHub elsewhere;
    elsewhere.addRepository(u"o/m"_s, scene.repo);
    const CliResult other = cli.json({u"files"_s, elsewhere.repositoryUrl(u"o/m"_s).toString()});
    QCOMPARE(other.summary()["variants"_L1].toInt(), 2);
}

void HubCommandsTest::access_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("status"); // of auth-check; 0: its own
    QTest::addColumn<QString>("access");
    QTest::addColumn<QString>("said");
    QTest::newRow("granted") << u"hf_alice"_s << 0 << u"granted"_s << u"it opens for you"_s;
    QTest::newRow("no token") << QString() << 0 << u"refused"_s << u"gated"_s;
    QTest::newRow("broken") << u"hf_alice"_s << 500 << u"not_known"_s << u"is not known"_s;
    QTest::newRow("quota") << u"hf_alice"_s << 429 << u"not_known"_s << u"is not known"_s;
    QTest::newRow("not told") << u"hf_alice"_s << 404 << u"not_told"_s << u"does not tell"_s;
}

// Whether a gate opens, and what its author asks for, whatever the Hub answers.
void HubCommandsTest::access()
{
    QFETCH(QString, token);
    QFETCH(int, status);
    HubApiScene scene;
    scene.addModel();
    scene.hub.update([](HubSettings &settings) {
        settings.accounts = {{.user = u"alice"_s, .secret = "hf_alice"}};
        settings.access.insert(u"o/m"_s, AccessRule::gatedTo({u"alice"_s}));
        const QJsonObject card{{u"extra_gated_prompt"_s, u"You agree to be kind."_s}};
        settings.cards.insert(u"o/m"_s, {.more = {{u"cardData"_s, card}}});
    });
    if (status != 0)
        scene.hub.addFault(Fault::statusOf(Endpoint::Api, status)
                               .forPath(u"/api/models/o/m/auth-check"_s)
                               .withHeader("Retry-After", "3600")
                               .always());
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    if (!token.isEmpty())
        cli.environment().insert(u"HF_TOKEN"_s, token);
    const CliResult json = cli.json({u"info"_s, u"o/m"_s});
    QVERIFY2(json.exitCode() == 0, qPrintable(json.describe()));
    QTEST(json.lines.first()["access"_L1].toString(), "access");
    const bool isKnown =
        json.lines.first()["access"_L1] == u"granted"_s || json.lines.first()["access"_L1] == u"not_told"_s;
    QCOMPARE(json.lines.first().contains("access_error"_L1), !isKnown);
    const QString people = QString::fromUtf8(cli.plain({u"info"_s, u"o/m"_s}).process.out).simplified();
    QFETCH(QString, said);
    QVERIFY2(people.contains(said), qPrintable(people));
    QVERIFY2(people.contains(u"You agree to be kind."_s), qPrintable(people));
}

void HubCommandsTest::branchesNotTold()
{
    HubApiScene scene;
    scene.addModel();
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 500).forPath(u"/api/models/o/m/refs"_s).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const CliResult json = cli.json({u"info"_s, u"o/m"_s});
    QVERIFY2(json.exitCode() == 0, qPrintable(json.describe()));
    QCOMPARE(json.lines.first()["branches_error"_L1]["kind"_L1].toString(), u"Server"_s);
    const QByteArray people = cli.plain({u"info"_s, u"o/m"_s}).process.out;
    QVERIFY2(people.contains("Branches") && people.contains("not known"), people);
}

// On another host the repository itself tells them; a tag's commit is what the tag points to.
void HubCommandsTest::branchesByGit()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.safetensors"_s).file(u"README.md"_s, "see the branches\n").commit("main");
    repo.branch(u"quants/4-bit"_s).checkout(u"quants/4-bit"_s);
    repo.file(u"config.json"_s, "{}\n").lfsFile(u"model.safetensors"_s, patternBytes(40'000, 4)).commit("4");
    repo.tag(u"v1/a"_s).checkout(u"main"_s);
    hub.addRepository(u"o/exl"_s, repo);
    const Listener other = hub.addListener({.address = u"127.0.0.2"_s});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult run = cli.json({u"info"_s, other.baseUrl.toString() + u"/o/exl"_s});
    const QJsonObject info = run.lines.value(0);
    QVERIFY2(run.exitCode() == 0 && info["from_git"_L1].toBool(), qPrintable(run.describe()));
    QCOMPARE(info["branches"_L1].toArray(), (QJsonArray{u"main"_s, u"quants/4-bit"_s}));
    QCOMPARE(info["tag_names"_L1].toArray(), QJsonArray{u"v1/a"_s});
    const QJsonArray variants = info["branch_variants"_L1].toArray();
    QCOMPARE(variants.size(), 1);
    QCOMPARE(variants[0]["branch"_L1].toString(), u"quants/4-bit"_s);
    QCOMPARE(variants[0]["object_bytes"_L1].toInteger(), 40'000);
}

// A pointer may claim any size; two of them are not less than one.
void HubCommandsTest::branchesOfAnySize()
{
    LocalHub hub;
    RepoBuilder repo;
    constexpr qint64 kMost = std::numeric_limits<qint64>::max();
    repo.lfsTrack(u"*.safetensors"_s).file(u"README.md"_s, "see the branches\n").commit("main");
    repo.branch(u"huge"_s).checkout(u"huge"_s).file(u"config.json"_s, "{}\n");
    repo.lfsPointer(u"model-00001-of-00002.safetensors"_s, {QByteArray(64, 'a'), kMost});
    repo.lfsPointer(u"model-00002-of-00002.safetensors"_s, {QByteArray(64, 'b'), kMost}).commit("weights");
    repo.checkout(u"main"_s);
    hub.addRepository(u"o/huge"_s, repo);
    const Listener other = hub.addListener({.address = u"127.0.0.2"_s});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult run = cli.json({u"info"_s, other.baseUrl.toString() + u"/o/huge"_s});
    const QJsonArray variants = run.lines.value(0)["branch_variants"_L1].toArray();
    QVERIFY2(variants.size() == 1, qPrintable(run.describe()));
    QCOMPARE(variants[0]["bytes"_L1].toInteger(), kMost);
    QCOMPARE(variants[0]["object_bytes"_L1].toInteger(), kMost);
}

// Nothing on the default branch, and each quantisation on its own.
void HubCommandsTest::branchesAsVariants()
{
    HubApiScene scene;
    RepoBuilder repo;
    repo.lfsTrack(u"*.safetensors"_s).file(u"README.md"_s, "see the branches\n").commit("main");
    for (const int bits : {4, 6}) {
        repo.branch(u"%1.0bpw"_s.arg(bits), u"main"_s).checkout(u"%1.0bpw"_s.arg(bits));
        repo.file(u"config.json"_s, "{}\n").lfsFile(u"model.safetensors"_s, patternBytes(bits * 10'000, 1));
        repo.commit("weights");
    }
    repo.branch(u"notes"_s, u"main"_s).checkout(u"main"_s);
    scene.hub.addRepository(u"o/exl"_s, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const QJsonArray branches =
        cli.json({u"info"_s, u"o/exl"_s}).lines.value(0)["branch_variants"_L1].toArray();
    QCOMPARE(branches.size(), 2); // not those without weights
    QCOMPARE(branches[0]["branch"_L1].toString(), u"4.0bpw"_s);
    QCOMPARE(branches[0]["object_bytes"_L1].toInteger(), 40'000);
    QCOMPARE(branches[1]["object_bytes"_L1].toInteger(), 60'000);
    for (const QString &command : {u"info"_s, u"files"_s}) {
        const QByteArray people = cli.plain({command, u"o/exl"_s}).process.out;
        QVERIFY2(people.contains("--revision NAME") && people.contains("6.0bpw"), people);
    }
    const CliResult got = cli.json({u"get"_s, u"o/exl"_s, u"--revision"_s, u"6.0bpw"_s});
    QCOMPARE(got.exitCode(), 0);
    QCOMPARE(bytesFetched(got), branches[1]["object_bytes"_L1].toInteger());
    QVERIFY(cli.json({u"info"_s, u"o/m"_s}).lines.value(0)["branch_variants"_L1].toArray().isEmpty());
}

void HubCommandsTest::quota()
{
    HubApiScene scene;
    scene.hub.addFault(
        Fault::statusOf(Endpoint::Api, 429).withHeader("RateLimit", "\"api\";r=0;t=250").always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    QElapsedTimer timer;
    timer.start();
    const CliResult found = cli.plain({u"search"_s, u"x"_s});
    QCOMPARE(found.exitCode(), 3);
    QVERIFY(timer.elapsed() < patient(10'000));
    const QString said = QString::fromUtf8(found.process.err).simplified();
    QVERIFY2(said.contains(QRegularExpression(u"until \\d\\d:\\d\\d:\\d\\d"_s)), qPrintable(said));
}

void HubCommandsTest::offline()
{
    HubApiScene scene;
    scene.addModel();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    QCOMPARE(cli.json({u"files"_s, u"o/m"_s}).exitCode(), 0);
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 503).always());
    const QString commit = QString::fromLatin1(scene.repo.revision());
    const CliResult kept = cli.json({u"files"_s, u"o/m"_s, u"--revision"_s, commit});
    QVERIFY2(kept.exitCode() == 0, qPrintable(kept.describe()));
    QCOMPARE(kept.summary()["files"_L1].toInt(), 4);
}

WEIGHTYARD_TEST(HubCommandsTest)

} // namespace hub_commands_test

#include "hub_commands_test.moc"
