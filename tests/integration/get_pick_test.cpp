// `get` of some of a model's files: by variant, pattern, path and tag. What was chosen is a whole model for
// everything that comes after, and the real git agrees.
#include "small_model.h"
#include "store/library_layout.h"
#include "store_results.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>

namespace get_pick_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kGguf = QStringLiteral("o/m-GGUF");
const QString kMlx = QStringLiteral("o/m-mlx");
const QByteArray kSmall = patternBytes(40'000, 1);
const QByteArray kFirst = patternBytes(50'000, 2);
const QByteArray kSecond = patternBytes(30'000, 3);
const QByteArray kProjector = patternBytes(20'000, 4);

/// GGUF with shards, a projector and names that patterns must not trip over; MLX in folders, and doubles beside them.
class Models
{
public:
    Models()
    {
        gguf.lfsTrack(u"*.gguf"_s)
            .file(u"README.md"_s, "m\n")
            .file(u"config.json"_s, "{}\n")
            .file(u"notes/[a] b*?.txt"_s, "odd\n")
            .file(u"notes/end "_s, "space\n");
        gguf.lfsFile(u"mmproj-F16.gguf"_s, kProjector)
            .lfsFile(u"m-Q4_K_M.gguf"_s, kSmall)
            .lfsFile(u"Q8_0/m-Q8_0-00001-of-00002.gguf"_s, kFirst)
            .lfsFile(u"Q8_0/m-Q8_0-00002-of-00002.gguf"_s, kSecond)
            .commit("one");
        hub.addRepository(kGguf, gguf);
    }
    void addMlx()
    {
        mlx.lfsTrack(u"*.safetensors"_s)
            .lfsTrack(u"*.bin"_s)
            .file(u"README.md"_s, "m\n")
            .file(u"config.json"_s, "{\"auto_map\": {\"AutoModel\": \"modeling.M\"}}\n")
            .file(u"modeling.py"_s, "raise SystemExit\n");
        mlx.lfsFile(u"model.safetensors"_s, kFirst).lfsFile(u"pytorch_model.bin"_s, kSecond);
        for (const QString &bits : {u"4-bit"_s, u"8-bit"_s})
            mlx.file(bits + u"/config.json"_s, "{}\n")
                .lfsFile(bits + u"/model.safetensors"_s, bits.startsWith(u'4') ? kSmall : kProjector);
        mlx.commit("one");
        hub.addRepository(kMlx, mlx);
    }
    void publish()
    {
        hub.ingestLfsFolder(gguf.gitFolder());
        gguf.publishTo(hub.repositoryPath(kGguf));
    }

    LocalHub hub;
    RepoBuilder gguf;
    RepoBuilder mlx;
};

QByteArray gitIn(const CliRun &cli, const QString &model, const QStringList &words)
{
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = cli.folder(model), .input = {}};
    return mustRun(u"git"_s, words, inside).trimmed();
}

QJsonObject statusOf(const CliRun &cli, const QString &model)
{
    return cli.json({u"status"_s}).lastOf(model);
}

const QString kSmallFiles = u"README.md config.json m-Q4_K_M.gguf mmproj-F16.gguf"_s;
const QString kLargeFiles = u"Q8_0/m-Q8_0-00001-of-00002.gguf Q8_0/m-Q8_0-00002-of-00002.gguf"_s;

} // namespace

class GetPickTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneVariantAfterTheOther();
    void realGitCompletesIt();
    void dryRunEndsAsGet_data();
    void dryRunEndsAsGet();
    void namedThoughUnsafe();
    void saidBefore();
    void folderOfAPage();
    void putThereByHand_data();
    void putThereByHand();
    void putThereByHandInTheWay();
    void choices_data();
    void choices();
    void refused_data();
    void refused();
    void onOtherHosts();
    void update();
    void inCatalogues();
    void inCataloguesOfOthers_data();
    void inCataloguesOfOthers();
    void repair();
    void removeOne();
    void removeOneOfTheWhole();
    void removeOneSparesTheUsersFile();
    void xetHashes();
    void safe();
    void saysWhatTheWholeCosts();
    void adopted();
};

void GetPickTest::oneVariantAfterTheOther()
{
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const QStringList small{kGguf, u"--variant"_s, u"q4_k_m"_s};
    const QJsonObject estimate = cli.json(QStringList{u"estimate"_s} + small).lines.value(0);
    QCOMPARE(estimate.value("object_bytes"_L1).toInteger(), kSmall.size() + kProjector.size());
    QCOMPARE(estimate.value("bytes_missing"_L1).toInteger(), kSmall.size() + kProjector.size() + 5);
    const CliResult got = cli.json(QStringList{u"get"_s} + small);
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), estimate.value("object_bytes"_L1).toInteger());
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles);
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(statusOf(cli, kGguf).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(statusOf(cli, kGguf).value("picks"_L1).toArray(),
             (QJsonArray{QJsonObject{{u"variants"_s, QJsonArray{u"Q4_K_M"_s}}}}));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);

    models.hub.log().clear();
    const CliResult again = cli.json(QStringList{u"get"_s} + small);
    QVERIFY2(again.lastOf(kGguf).value("already_installed"_L1).toBool(), qPrintable(again.describe()));
    QCOMPARE(models.hub.log().all().size(), 0);

    const QStringList large{kGguf, u"--variant"_s, u"Q8_0"_s};
    const QJsonObject more = cli.json(QStringList{u"estimate"_s} + large).lines.value(0);
    QCOMPARE(more.value("object_bytes_missing"_L1).toInteger(), kFirst.size() + kSecond.size());
    const CliResult other = cli.json(QStringList{u"get"_s} + large);
    QVERIFY2(other.exitCode() == 0, qPrintable(other.describe()));
    QCOMPARE(bytesFetched(other), kFirst.size() + kSecond.size());
    QCOMPARE(filesOf(cli.folder(kGguf)), kLargeFiles + u' ' + kSmallFiles);
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(statusOf(cli, kGguf).value("picks"_L1).toArray(),
             (QJsonArray{QJsonObject{{u"variants"_s, QJsonArray{u"Q4_K_M"_s, u"Q8_0"_s}}}}));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);

    const CliResult whole = cli.json({u"get"_s, kGguf});
    QVERIFY2(whole.exitCode() == 0, qPrintable(whole.describe()));
    QCOMPARE(bytesFetched(whole), 0);
    QVERIFY(filesOf(cli.folder(kGguf)).contains("notes/[a] b*?.txt"_L1));
    QVERIFY(!statusOf(cli, kGguf).contains("picks"_L1));
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QVERIFY(!gitIn(cli, kGguf, {u"ls-files"_s, u"-t"_s}).contains("S "));
    QVERIFY(!QFileInfo::exists(cli.folder(kGguf) + u"/.git/info/sparse-checkout"_s));
}

void GetPickTest::realGitCompletesIt()
{
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const CliResult got =
        cli.json({u"get"_s, kGguf, u"--variant"_s, u"Q4_K_M"_s, u"--file"_s, u"notes/[a] b*?.txt"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles + u" notes/[a] b*?.txt"_s);
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    // git applies the patterns itself, and finds what we found.
    gitIn(cli, kGguf, {u"sparse-checkout"_s, u"reapply"_s});
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles + u" notes/[a] b*?.txt"_s);
    gitIn(cli, kGguf, {u"sparse-checkout"_s, u"disable"_s});
    gitIn(cli, kGguf, {u"lfs"_s, u"pull"_s});
    QCOMPARE(readFile(cli.folder(kGguf) + u"/Q8_0/m-Q8_0-00002-of-00002.gguf"_s), kSecond);
    QCOMPARE(readFile(cli.folder(kGguf) + u"/notes/end "_s), QByteArray("space\n"));
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(statusOf(cli, kGguf).value("state"_L1).toString(), u"here"_s);
    // Ours again, of what is there by now.
    const CliResult whole = cli.json({u"get"_s, kGguf});
    QVERIFY2(whole.exitCode() == 0 && bytesFetched(whole) == 0, qPrintable(whole.describe()));
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
}

void GetPickTest::dryRunEndsAsGet_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QStringList &words, int exitCode, const QString &code) {
        QTest::newRow(name) << words << exitCode << code;
    };
    row("whole", {kMlx}, 0, {});
    row("nothing safe", {kMlx, u"--include"_s, u"*.bin"_s, u"--safe"_s}, 2, u"NothingSafe"_s);
    row("nothing left", {kMlx, u"--include"_s, u"*.bin"_s, u"--exclude"_s, u"*"_s}, 2, u"NothingChosen"_s);
    row("everything left out", {kMlx, u"--exclude"_s, u"*"_s}, 2, u"NothingChosen"_s);
    row("no such file", {kMlx, u"--file"_s, u"none"_s}, 2, u"NoFileMatches"_s);
    row("no such branch", {kMlx, u"--revision"_s, u"nobranch"_s}, 5, {});
    row("no such branch's variant", {kMlx + u":4-bit"_s, u"--revision"_s, u"nobranch"_s}, 5, {});
    row("no such model", {u"no/such"_s}, 4, {});
    row("gated", {kGguf}, 4, u"GatedNoToken"_s);
    row("gated variant", {kGguf + u":Q4_K_M"_s}, 4, u"GatedNoToken"_s);
}

// Where the Hub says how a download would end, so does its dry run.
void GetPickTest::dryRunEndsAsGet()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QString, code);
    Models models;
    models.addMlx();
    models.hub.update([](HubSettings &settings) { settings.access.insert(kGguf, AccessRule::gatedTo({})); });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const CliResult dry = cli.json(QStringList{u"get"_s, u"--dry-run"_s} + words);
    QVERIFY2(dry.exitCode() == exitCode, qPrintable(dry.describe()));
    const QJsonObject line = dry.lines.first();
    QCOMPARE(line.contains("error"_L1), exitCode != 0);
    if (!code.isEmpty())
        QCOMPARE(line["error"_L1]["code"_L1].toString(), code);
    QVERIFY(!QFileInfo::exists(cli.library() + u"/o"_s));
    const CliResult plain = cli.plain(QStringList{u"get"_s, u"--dry-run"_s} + words);
    QCOMPARE(plain.exitCode(), exitCode);
    const CliResult got = cli.json(QStringList{u"get"_s} + words);
    QVERIFY2(got.exitCode() == exitCode, qPrintable(got.describe()));
    if (exitCode == 2)
        QCOMPARE(cli.json(QStringList{u"estimate"_s} + words).exitCode(), 2);
}

// A file that is named comes with --safe, too; then nothing says that it is left out.
void GetPickTest::namedThoughUnsafe()
{
    Models models;
    models.addMlx();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const CliResult got = cli.plain({u"get"_s, kMlx, u"--safe"_s, u"--file"_s, u"pytorch_model.bin"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(readFile(cli.folder(kMlx) + u"/pytorch_model.bin"_s), kSecond);
    const QString said = QString::fromUtf8(got.process.out + got.process.err).simplified();
    QVERIFY2(said.contains(u"runs code when it is loaded: pytorch_model.bin"_s), qPrintable(said));
    QVERIFY2(!said.contains(u"With --safe they are left out"_s), qPrintable(said));
    const QString status = QString::fromUtf8(cli.plain({u"status"_s}).process.out).simplified();
    QVERIFY2(status.contains(u"without what else runs code"_s), qPrintable(status));
}

// Licence, missing shards, and a variant that is a branch.
void GetPickTest::saidBefore()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.gguf"_s).file(u"README.md"_s, "---\nlicense: mit\n---\n# M\n");
    repo.lfsFile(u"m-Q8_0-00001-of-00002.gguf"_s, kFirst).commit("one");
    repo.branch(u"4.0bpw"_s);
    hub.addRepository(u"o/inc"_s, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult branch = cli.json({u"get"_s, u"o/inc:4.0bpw"_s});
    QCOMPARE(branch.exitCode(), 2);
    QCOMPARE(branch.lastOf(u"o/inc"_s)["error"_L1]["code"_L1].toString(), u"VariantIsBranch"_s);
    const CliResult none = cli.json({u"get"_s, u"o/inc:5.0bpw"_s});
    QCOMPARE(none.lastOf(u"o/inc"_s)["error"_L1]["code"_L1].toString(), u"NoSuchVariant"_s);
    const CliResult got = cli.plain({u"get"_s, u"o/inc:Q8_0"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    const QString said = QString::fromUtf8(got.process.out + got.process.err).simplified();
    QVERIFY2(said.contains(u"Licence, as its README states it: mit"_s), qPrintable(said));
    QVERIFY2(said.contains(u"lacks shards"_s) && said.contains(u"Q8_0"_s), qPrintable(said));
}

// A page of a folder means that folder.
void GetPickTest::folderOfAPage()
{
    Models models;
    models.addMlx();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const CliResult got = cli.json({u"get"_s, u"https://huggingface.co/o/m-mlx/tree/main/8-bit"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(filesOf(cli.folder(kMlx)), u"8-bit/config.json 8-bit/model.safetensors"_s);
    QCOMPARE(gitIn(cli, kMlx, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    const CliResult removed = cli.json({u"remove"_s, kMlx, u"--variant"_s, u"8-bit"_s, u"--yes"_s});
    QCOMPARE(removed.exitCode(), 2); // the only one
}

void GetPickTest::putThereByHand_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("files");
    QTest::addColumn<qint64>("bytes");
    const qint64 large = kFirst.size() + kSecond.size() + kProjector.size();
    const QString byHand = u"mine.txt m-Q4_K_M.gguf"_s;
    QTest::newRow("another variant") << QStringList{kGguf + u":Q8_0"_s}
                                     << kLargeFiles + u" README.md config.json mmproj-F16.gguf "_s + byHand
                                     << large;
    QTest::newRow("the same variant")
        << QStringList{kGguf + u":Q4_K_M"_s} << u"README.md config.json mmproj-F16.gguf "_s + byHand
        << qint64(kProjector.size());
    QTest::newRow("a file") << QStringList{kGguf, u"--file"_s, u"mmproj-F16.gguf"_s}
                            << u"mmproj-F16.gguf "_s + byHand << qint64(kProjector.size());
    QTest::newRow("that file") << QStringList{kGguf, u"--file"_s, u"m-Q4_K_M.gguf"_s} << byHand << qint64(0);
}

// A folder that is not ours is that choice only where the chosen files are in it. What is missing comes, and nothing is written over.
void GetPickTest::putThereByHand()
{
    QFETCH(QStringList, words);
    QFETCH(QString, files);
    QFETCH(qint64, bytes);
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const QString folder = cli.folder(kGguf);
    QDir().mkpath(folder);
    writeFile(folder + u"/m-Q4_K_M.gguf"_s, kSmall);
    writeFile(folder + u"/mine.txt"_s, "mine\n");
    const CliResult got = cli.json(QStringList{u"get"_s} + words);
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), bytes);
    QCOMPARE(got.lastOf(kGguf).value("already_installed"_L1).toBool(), bytes == 0);
    QStringList wanted = files.split(u' ');
    wanted.sort();
    QCOMPARE(filesOf(folder), wanted.join(u' '));
    QCOMPARE(readFile(folder + u"/mine.txt"_s), QByteArray("mine\n"));
    QVERIFY(!QFileInfo::exists(folder + u"/.git"_s));
    const CliResult again = cli.json(QStringList{u"get"_s} + words);
    QVERIFY2(again.exitCode() == 0 && bytesFetched(again) == 0, qPrintable(again.describe()));
}

// One of another content is in the way, and so is a history: told, with nothing changed.
void GetPickTest::putThereByHandInTheWay()
{
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const QString folder = cli.folder(kGguf);
    QDir().mkpath(folder);
    writeFile(folder + u"/m-Q4_K_M.gguf"_s, kSmall);
    writeFile(folder + u"/README.md"_s, "another one\n");
    const QStringList before = TreeSnapshot::of(folder).entries().keys();
    const CliResult other = cli.json({u"get"_s, kGguf + u":Q8_0"_s});
    QVERIFY2(other.exitCode() == 10, qPrintable(other.describe()));
    QCOMPARE(TreeSnapshot::of(folder).entries().keys(), before);
    QCOMPARE(readFile(folder + u"/README.md"_s), QByteArray("another one\n"));
    QDir(folder).removeRecursively();

    const QByteArray url = models.hub.repositoryUrl(kGguf).toEncoded();
    mustRun(u"git"_s, {u"clone"_s, u"-q"_s, QString::fromLatin1(url), folder},
            {.environment = lfsEnvironment(cli.home()), .workingDirectory = {}, .input = {}});
    gitIn(cli, kGguf, {u"sparse-checkout"_s, u"set"_s, u"--no-cone"_s, u"/*"_s, u"!/Q8_0"_s});
    QVERIFY(!QFileInfo::exists(folder + u"/Q8_0"_s));
    const CliResult here = cli.json({u"get"_s, kGguf + u":Q4_K_M"_s});
    QVERIFY2(here.exitCode() == 0, qPrintable(here.describe()));
    QVERIFY(here.lastOf(kGguf).value("unverified"_L1).toBool() && bytesFetched(here) == 0);
    const CliResult clone = cli.json({u"get"_s, kGguf + u":Q8_0"_s});
    QVERIFY2(clone.exitCode() == 10, qPrintable(clone.describe()));
    QVERIFY(!QFileInfo::exists(folder + u"/Q8_0"_s));
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
}

void GetPickTest::choices_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("files");
    QTest::addColumn<qint64>("bytes");
    const QString page = u"https://huggingface.co/o/m-GGUF/"_s;
    const auto row = [](const char *name, const QStringList &words, const QString &files, qint64 bytes) {
        QTest::newRow(name) << words << files << bytes;
    };
    row("a tag", {u"o/m-GGUF:q4_k_m"_s}, kSmallFiles, kSmall.size() + kProjector.size());
    row("a tag as Ollama has it", {u"hf.co/o/m-GGUF:Q4_K_M"_s}, kSmallFiles,
        kSmall.size() + kProjector.size());
    row("two tags", {u"o/m-GGUF:q4_k_m"_s, u"o/m-GGUF:q8_0"_s}, kLargeFiles + u' ' + kSmallFiles,
        kSmall.size() + kProjector.size() + kFirst.size() + kSecond.size());
    row("the page of a file", {page + u"blob/main/m-Q4_K_M.gguf"_s}, u"m-Q4_K_M.gguf"_s, kSmall.size());
    row("the address of a file", {page + u"resolve/main/config.json?download=true"_s}, u"config.json"_s, 0);
    row("patterns", {kGguf, u"--include"_s, u"*.gguf"_s, u"--exclude"_s, u"mm*"_s, u"--exclude"_s, u"*Q8*"_s},
        u"m-Q4_K_M.gguf"_s, kSmall.size());
    row("all but", {kGguf, u"--exclude"_s, u"*.gguf"_s},
        u"README.md config.json notes/[a] b*?.txt notes/end "_s, 0);
    row("without history", {kGguf, u"--file"_s, u"m-Q4_K_M.gguf"_s, u"--remove-git"_s}, u"m-Q4_K_M.gguf"_s,
        kSmall.size());
    row("folders of MLX", {kMlx, u"--variant"_s, u"4-bit"_s},
        u"4-bit/config.json 4-bit/model.safetensors README.md"_s, kSmall.size());
    row("without doubles", {kMlx, u"--variant"_s, u"default"_s},
        u"4-bit/config.json 4-bit/model.safetensors 8-bit/config.json 8-bit/model.safetensors README.md "
        "config.json model.safetensors modeling.py"_s,
        kSmall.size() + kProjector.size() + kFirst.size());
}

void GetPickTest::choices()
{
    QFETCH(QStringList, words);
    QFETCH(QString, files);
    QFETCH(qint64, bytes);
    Models models;
    models.addMlx();
    const QString name = words.first().contains("mlx"_L1) ? kMlx : kGguf;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const CliResult got = cli.json(QStringList{u"get"_s} + words);
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(filesOf(cli.folder(name)), files);
    QCOMPARE(bytesFetched(got), bytes);
    QCOMPARE(statusOf(cli, name).value("state"_L1).toString(), u"here"_s);
    if (words.contains(u"--remove-git"_s))
        QVERIFY(!QFileInfo::exists(cli.folder(name) + u"/.gitattributes"_s));
    else
        QCOMPARE(gitIn(cli, name, {u"status"_s, u"--porcelain"_s}), QByteArray());
    models.hub.log().clear();
    const CliResult again = cli.json(QStringList{u"get"_s} + words);
    QVERIFY2(again.lastOf(name).value("already_installed"_L1).toBool(), qPrintable(again.describe()));
    QCOMPARE(models.hub.log().all().size(), 0);
}

void GetPickTest::refused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QStringList &words, const QString &says) {
        QTest::newRow(name) << words << says;
    };
    row("no such variant", {kGguf, u"--variant"_s, u"Q2_K"_s}, u"Q8_0, Q4_K_M"_s);
    row("no such tag", {u"o/m-GGUF:latest"_s}, u"Q8_0, Q4_K_M"_s);
    row("no hit", {kGguf, u"--include"_s, u"*.GGUF"_s}, u"m-Q4_K_M.gguf"_s);
    row("no such file", {kGguf, u"--file"_s, u"M-Q4_K_M.gguf"_s}, u"m-Q4_K_M.gguf"_s);
    row("nothing is left", {kGguf, u"--exclude"_s, u"*"_s}, u"no file"_s);
}

// With what there is, and before anything is there.
void GetPickTest::refused()
{
    QFETCH(QStringList, words);
    QFETCH(QString, says);
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const CliResult got = cli.plain(QStringList{u"get"_s} + words);
    QVERIFY2(got.exitCode() == 2, qPrintable(got.describe()));
    const QString text = QString::fromUtf8(got.process.err).simplified();
    QVERIFY2(text.contains(says), qPrintable(text));
    QVERIFY(!QFileInfo::exists(cli.folder(kGguf)));
    QCOMPARE(models.hub.log().count(Endpoint::Storage), 0);
    if (says != "no file"_L1) {
        const CliResult estimate = cli.plain(QStringList{u"estimate"_s} + words);
        QVERIFY2(estimate.exitCode() == 2, qPrintable(estimate.describe()));
        QVERIFY(QString::fromUtf8(estimate.process.err).simplified().contains(says));
    }
}

// No API tells the files there: the manifest does.
void GetPickTest::onOtherHosts()
{
    Models models;
    const Listener other = models.hub.addListener({.address = u"127.0.0.2"_s});
    LocalHub hub;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QStringList words{other.baseUrl.toString() + u'/' + kGguf, u"--variant"_s, u"Q8_0"_s};
    const QJsonObject estimate = cli.json(QStringList{u"estimate"_s} + words).lines.value(0);
    const CliResult got = cli.json(QStringList{u"get"_s} + words);
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), kFirst.size() + kSecond.size() + kProjector.size());
    QCOMPARE(estimate.value("object_bytes"_L1).toInteger(), bytesFetched(got));
    QCOMPARE(models.hub.log().count(Endpoint::Api), 0);
}

void GetPickTest::update()
{
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kGguf, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
    const QByteArray newer = patternBytes(41'000, 9);
    models.gguf.file(u"README.md"_s, "more\n")
        .lfsFile(u"m-Q4_K_M.gguf"_s, newer)
        .lfsFile(u"Q8_0/m-Q8_0-00001-of-00002.gguf"_s, patternBytes(50'000, 8))
        .lfsFile(u"m-Q2_K.gguf"_s, patternBytes(10'000, 7))
        .commit("two");
    models.publish();
    const CliResult check = cli.json({u"update"_s, u"--check"_s});
    QCOMPARE(check.lines.value(0).value("files"_L1).toInt(), 2);
    QCOMPARE(check.lines.value(0).value("bytes"_L1).toInteger(), newer.size() + 5);
    const CliResult updated = cli.json({u"update"_s});
    QVERIFY2(updated.exitCode() == 0, qPrintable(updated.describe()));
    QCOMPARE(bytesFetched(updated), newer.size());
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles);
    QCOMPARE(readFile(cli.folder(kGguf) + u"/m-Q4_K_M.gguf"_s), newer);
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(statusOf(cli, kGguf).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(cli.json({u"update"_s, u"--rollback"_s, u"m-GGUF"_s}).exitCode(), 0);
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles);
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    // A version without the variant is nobody's update of it.
    models.gguf.remove(u"m-Q4_K_M.gguf"_s).commit("three");
    models.publish();
    const CliResult without = cli.json({u"update"_s, u"--check"_s});
    QVERIFY2(without.exitCode() == 0, qPrintable(without.describe()));
    QCOMPARE(without.lines.value(0).value("removed"_L1).toVariant().toStringList(),
             QStringList(u"m-Q4_K_M.gguf"_s));
    QCOMPARE(without.lines.value(0).value("changed"_L1).toVariant().toStringList(),
             QStringList(u"README.md"_s));
    QVERIFY(!without.lines.value(0).value("stops"_L1).toObject().isEmpty());
    QVERIFY(cli.plain({u"update"_s, u"--check"_s}).process.out.contains("would stop"));
    const CliResult gone = cli.plain({u"update"_s});
    QVERIFY2(gone.exitCode() == 5 && gone.process.err.contains("Q4_K_M"), qPrintable(gone.describe()));
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles);
    QCOMPARE(statusOf(cli, kGguf).value("state"_L1).toString(), u"here"_s);
}

// The same files on every machine.
void GetPickTest::inCatalogues()
{
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, u"o/m-GGUF:Q4_K_M"_s}).exitCode(), 0);
    const QString file = cli.home() + u"/team.json"_s;
    const CliResult written = cli.json({u"export-catalogue"_s, kGguf, u"--to"_s, file});
    QVERIFY2(written.exitCode() == 0, qPrintable(written.describe()));
    const CliRun other(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const CliResult got = other.json({u"get"_s, u"--catalogue"_s, file, u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(filesOf(other.folder(kGguf)), kSmallFiles);
    QCOMPARE(bytesFetched(got), kSmall.size() + kProjector.size());
}

void GetPickTest::inCataloguesOfOthers_data()
{
    QTest::addColumn<QString>("named");
    QTest::addColumn<bool>("installed"); // another variant of it
    for (const bool installed : {false, true}) {
        const char *how = installed ? ", another one is here" : "";
        QTest::addRow("variant%s", how) << u"o/m-GGUF:Q4_K_M"_s << installed;
        QTest::addRow("file%s", how) << u"o/m-GGUF/blob/main/m-Q4_K_M.gguf"_s << installed;
    }
}

// A choice is pinned with the commit, whether the model is here or not.
void GetPickTest::inCataloguesOfOthers()
{
    QFETCH(QString, named);
    QFETCH(bool, installed);
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    if (installed)
        QCOMPARE(cli.json({u"get"_s, u"o/m-GGUF:Q8_0"_s}).exitCode(), 0);
    const QString file = cli.home() + u"/team.json"_s;
    const QString text = named.contains("/blob/"_L1) ? models.hub.baseUrl().toString() + u'/' + named : named;
    const CliResult written = cli.json({u"export-catalogue"_s, text, u"--to"_s, file});
    QVERIFY2(written.exitCode() == 0, qPrintable(written.describe()));
    const CliRun other(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const CliResult got = other.json({u"get"_s, u"--catalogue"_s, file, u"--all"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QVERIFY2(!filesOf(other.folder(kGguf)).contains("Q8_0"_L1)
                 && filesOf(other.folder(kGguf)).contains("m-Q4_K_M.gguf"_L1),
             qPrintable(filesOf(other.folder(kGguf))));
    for (const QString &wrong : {u"o/m-GGUF:NOPE"_s, u"o/m-GGUF:Q"_s}) {
        const CliResult refused =
            cli.json({u"export-catalogue"_s, wrong, u"--to"_s, cli.home() + u"/no.json"_s});
        QVERIFY2(refused.exitCode() == 2, qPrintable(refused.describe()));
        QVERIFY(!QFileInfo::exists(cli.home() + u"/no.json"_s));
    }
}

void GetPickTest::repair()
{
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kGguf, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
    QVERIFY(QFile::remove(cli.folder(kGguf) + u"/m-Q4_K_M.gguf"_s));
    QCOMPARE(statusOf(cli, kGguf).value("state"_L1).toString(), u"incomplete"_s);
    const CliResult mended = cli.json({u"verify"_s, u"--repair"_s});
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles);
    // A gap and another variant in one go.
    QVERIFY(QFile::remove(cli.folder(kGguf) + u"/m-Q4_K_M.gguf"_s));
    const CliResult both = cli.json({u"get"_s, u"o/m-GGUF:Q8_0"_s});
    QVERIFY2(both.exitCode() == 0, qPrintable(both.describe()));
    QCOMPARE(bytesFetched(both), kSmall.size() + kFirst.size() + kSecond.size());
    QCOMPARE(filesOf(cli.folder(kGguf)), kLargeFiles + u' ' + kSmallFiles);
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    // What stands in the way of a file is its user's.
    QCOMPARE(cli.json({u"remove"_s, kGguf, u"--variant"_s, u"Q8_0"_s, u"--yes"_s}).exitCode(), 0);
    writeFile(cli.folder(kGguf) + u"/Q8_0/m-Q8_0-00001-of-00002.gguf"_s, "mine");
    const CliResult refused = cli.json({u"get"_s, u"o/m-GGUF:Q8_0"_s});
    QCOMPARE(refused.errorKind(), u"Conflict"_s);
    QCOMPARE(readFile(cli.folder(kGguf) + u"/Q8_0/m-Q8_0-00001-of-00002.gguf"_s), QByteArray("mine"));
}

void GetPickTest::removeOne()
{
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kGguf, u"--variant"_s, u"Q4_K_M"_s, u"--variant"_s, u"Q8_0"_s}).exitCode(),
             0);
    const QStringList remove{u"remove"_s, kGguf, u"--yes"_s, u"--variant"_s};
    const CliResult dry = cli.json(remove + QStringList{u"q8_0"_s, u"--dry-run"_s});
    QCOMPARE(dry.lines.value(0).value("files"_L1).toInt(), 2);
    QVERIFY(dry.lines.value(0).value("frees"_L1).toInteger() >= kFirst.size() + kSecond.size());
    QCOMPARE(filesOf(cli.folder(kGguf)), kLargeFiles + u' ' + kSmallFiles);
    const CliResult gone = cli.json(remove + QStringList{u"q8_0"_s});
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles);
    QVERIFY(!QFileInfo::exists(cli.folder(kGguf) + u"/Q8_0"_s));
    QCOMPARE(gitIn(cli, kGguf, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(statusOf(cli, kGguf).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(statusOf(cli, kGguf).value("picks"_L1).toArray(),
             (QJsonArray{QJsonObject{{u"variants"_s, QJsonArray{u"Q4_K_M"_s}}}}));
    const CliResult last = cli.plain(remove + QStringList{u"Q4_K_M"_s});
    QVERIFY2(last.exitCode() == 2 && last.process.err.contains("weightyard-cli remove"),
             qPrintable(last.describe()));
    const CliResult unknown = cli.plain(remove + QStringList{u"Q8_0"_s});
    QVERIFY2(unknown.exitCode() == 2 && unknown.process.err.contains("Q4_K_M"),
             qPrintable(unknown.describe()));
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles);
}

// It stays away, and everything else stays.
void GetPickTest::removeOneOfTheWhole()
{
    Models models;
    models.addMlx();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kMlx}).exitCode(), 0);
    QCOMPARE(cli.json({u"remove"_s, kMlx, u"--yes"_s, u"--variant"_s, u"8-bit"_s}).exitCode(), 0);
    const QString left = u"4-bit/config.json 4-bit/model.safetensors README.md config.json model.safetensors "
                         "modeling.py pytorch_model.bin"_s;
    QCOMPARE(filesOf(cli.folder(kMlx)), left);
    QCOMPARE(gitIn(cli, kMlx, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(statusOf(cli, kMlx).value("state"_L1).toString(), u"here"_s);
    models.mlx.file(u"README.md"_s, "more\n").commit("two");
    models.mlx.publishTo(models.hub.repositoryPath(kMlx));
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    QCOMPARE(filesOf(cli.folder(kMlx)), left);
    const CliResult back = cli.json({u"get"_s, kMlx, u"--variant"_s, u"8-bit"_s});
    QVERIFY2(back.exitCode() == 0, qPrintable(back.describe()));
    QCOMPARE(bytesFetched(back), kProjector.size());
    QCOMPARE(gitIn(cli, kMlx, {u"status"_s, u"--porcelain"_s}), QByteArray());
}

// As `remove` of the whole model does: a small file that has grown is the user's.
void GetPickTest::removeOneSparesTheUsersFile()
{
    Models models;
    models.addMlx();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kMlx}).exitCode(), 0);
    const QString own = cli.folder(kMlx) + u"/8-bit/config.json"_s;
    const QByteArray notes = readFile(own) + "and notes of mine\n";
    writeFile(own, notes);
    const CliResult gone = cli.json({u"remove"_s, kMlx, u"--yes"_s, u"--variant"_s, u"8-bit"_s});
    QVERIFY2(gone.exitCode() == 0, qPrintable(gone.describe()));
    QCOMPARE(gone.lines.first().value("kept"_L1).toArray(), QJsonArray{u"8-bit/config.json"_s});
    QCOMPARE(readFile(own), notes);
    QVERIFY(!QFileInfo::exists(cli.folder(kMlx) + u"/8-bit/model.safetensors"_s));
}

// What the Hub's list of files says of them goes into the record; where it was not asked, or says nothing, nothing does.
void GetPickTest::xetHashes()
{
    const auto recordOf = [](const CliRun &cli) {
        return readFile(
            weightyard::store::recordFile(weightyard::store::stateOfLibrary(cli.library()).records(), kGguf));
    };
    for (const bool isAsked : {true, false}) {
        Models fresh;
        const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), fresh.hub.baseUrl());
        if (isAsked) {
            fresh.hub.addFault(Fault::statusOf(Endpoint::Api, 400)); // then it tells the tree
            QCOMPARE(cli.json({u"files"_s, kGguf}).exitCode(), 0);
        }
        QCOMPARE(cli.json({u"get"_s, kGguf, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
        const QByteArray xet = sha256Hex("xet" + sha256Hex(kSmall));
        QVERIFY(!recordOf(cli).isEmpty());
        QCOMPARE(recordOf(cli).contains(xet), isAsked);
        QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    }
}

void GetPickTest::safe()
{
    Models models;
    models.addMlx();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    QCOMPARE(cli.json({u"settings"_s, u"set"_s, u"safe"_s, u"true"_s}).exitCode(), 0);
    const CliResult got = cli.json({u"get"_s, kMlx});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    const QString files = filesOf(cli.folder(kMlx));
    QVERIFY2(!files.contains("pytorch_model.bin"_L1) && files.contains("modeling.py"_L1), qPrintable(files));
    QCOMPARE(bytesFetched(got), kSmall.size() + kProjector.size() + kFirst.size());
    QCOMPARE(gitIn(cli, kMlx, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(cli.json({u"settings"_s, u"set"_s, u"safe"_s, u"false"_s}).exitCode(), 0);
    QCOMPARE(bytesFetched(cli.json({u"get"_s, kMlx})), kSecond.size());
}

void GetPickTest::saysWhatTheWholeCosts()
{
    Models models;
    models.addMlx();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    const QString said = QString::fromUtf8(cli.plain({u"get"_s, kMlx}).process.err).simplified();
    for (const QLatin1StringView part :
         {"3 variants are downloaded"_L1, "4-bit "_L1, "--variant NAME"_L1, "30.0 kB"_L1,
          "--variant default"_L1, "pytorch_model.bin"_L1, "--safe"_L1, "modeling.py"_L1})
        QVERIFY2(said.contains(part), qPrintable(said));
    const QString quiet =
        QString::fromUtf8(cli.plain({u"get"_s, kGguf, u"--variant"_s, u"Q8_0"_s}).process.err);
    QVERIFY2(quiet.isEmpty(), qPrintable(quiet));
}

// As people fetch them by hand: the file, and nothing else.
void GetPickTest::adopted()
{
    Models models;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), models.hub.baseUrl());
    writeFile(cli.folder(kGguf) + u"/m-Q4_K_M.gguf"_s, kSmall);
    const CliResult taken = cli.json({u"adopt"_s, cli.folder(kGguf), u"--repo"_s, kGguf});
    QVERIFY2(taken.exitCode() == 0, qPrintable(taken.describe()));
    QCOMPARE(statusOf(cli, kGguf).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(statusOf(cli, kGguf).value("picks"_L1).toArray(),
             (QJsonArray{QJsonObject{{u"files"_s, QJsonArray{u"m-Q4_K_M.gguf"_s}}}}));
    const CliResult more = cli.json({u"get"_s, u"o/m-GGUF:Q4_K_M"_s});
    QVERIFY2(more.exitCode() == 0, qPrintable(more.describe()));
    QCOMPARE(bytesFetched(more), kProjector.size());
    QCOMPARE(filesOf(cli.folder(kGguf)), kSmallFiles);
}

WEIGHTYARD_TEST(GetPickTest)

} // namespace get_pick_test

#include "get_pick_test.moc"
