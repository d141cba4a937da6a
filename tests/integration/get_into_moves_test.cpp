// `get --into DIR` that is killed: while it downloads, and at every single rename of its way into a folder with other
// files. And the order in which files appear there. The renames are counted, and the kills done, by strace.
#include "small_model.h"
#include "syscall_trace.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

namespace get_into_moves_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QString kRenames = u"rename,renameat,renameat2,link,linkat"_s;
constexpr qint64 kMiB = 1024 * 1024;

} // namespace

class GetIntoMovesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedDownloadGoesOn_data();
    void killedDownloadGoesOn();
    void killedAtEveryRename_data();
    void killedAtEveryRename();
    void weightsFirstConfigLast();
};

void GetIntoMovesTest::killedDownloadGoesOn_data()
{
    QTest::addColumn<bool>("notEmpty");
    QTest::addColumn<bool>("filledMeanwhile");
    QTest::newRow("state beside an absent folder") << false << false;
    QTest::newRow("state inside a folder with files") << true << false;
    QTest::newRow("somebody put files there meanwhile") << false << true;
}

void GetIntoMovesTest::killedDownloadGoesOn()
{
    QFETCH(bool, notEmpty);
    QFETCH(bool, filledMeanwhile);
    LocalHub hub;
    const ObjectId object = hub.addGenerated(11, 120 * kMiB);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hi\n").lfsPointer(u"model.bin"_s, object).commit("1");
    hub.addRepository(kModel, repo);
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 40'000'000; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    if (notEmpty)
        writeFile(folder + u"/notes.txt"_s, "mine\n");

    ServerProcess process;
    cli.start(process, {u"get"_s, kModel, u"--into"_s, folder});
    const auto sent = [&] {
        qint64 total = 0;
        for (const LoggedRequest &request : hub.log().of(Endpoint::Storage))
            total += request.bytesSent;
        return total;
    };
    QVERIFY(waitUntil([&] { return sent() >= 110 * kMiB; }, 60s));
    process.kill();
    QCOMPARE(leftovers(cli.home()),
             QStringList{notEmpty ? folder + u"/.weightyard"_s : cli.home() + u"/.weightyard-model"_s});
    QCOMPARE(QFileInfo::exists(folder), notEmpty);
    QVERIFY(!QFileInfo::exists(folder + u"/model.bin"_s));

    if (filledMeanwhile)
        writeFile(folder + u"/notes.txt"_s, "mine\n");
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
    hub.log().clear();
    const CliResult result = cli.json({u"get"_s, kModel, u"--into"_s, folder});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(sha256HexOfFile(folder + u"/model.bin"_s), object.oid);
    if (notEmpty || filledMeanwhile)
        QCOMPARE(readFile(folder + u"/notes.txt"_s), QByteArray("mine\n"));
    QVERIFY2(sent() <= 80 * kMiB, qPrintable(QString::number(sent() / kMiB) + u" MiB fetched again"_s));
    QCOMPARE(leftovers(cli.home()), QStringList());
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}};
    const QByteArray status = notEmpty || filledMeanwhile ? "?? notes.txt\n" : "";
    QCOMPARE(runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s}, inside).out, status);
}

void GetIntoMovesTest::killedAtEveryRename_data()
{
    QTest::addColumn<bool>("notEmpty");
    QTest::addColumn<QString>("option");
    QTest::newRow("moved into") << true << u"--keep-git"_s;
    QTest::newRow("moved into, without history") << true << u"--remove-git"_s;
    QTest::newRow("renamed") << false << u"--keep-git"_s;
}

void GetIntoMovesTest::killedAtEveryRename()
{
    QFETCH(bool, notEmpty);
    QFETCH(QString, option);
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    SmallModel model;
    const bool withAttributes = option == "--keep-git"_L1;
    int kills = 0;
    for (int rename = 1;; ++rename) {
        const CliRun cli(u"env"_s, model.hub.baseUrl()); // runs what it is given
        const QString folder = cli.home() + u"/model"_s;
        if (notEmpty)
            writeFile(folder + u"/notes.txt"_s, "mine\n");
        const QStringList get{QStringLiteral(WEIGHTYARD_CLI), u"get"_s, kModel, u"--into"_s, folder, option};
        const CliResult killed = cli.json(QStringList{u"strace"_s} + killingAt(kRenames, rename) + get);
        if (killed.exitCode() == 0)
            break; // it has no more renames than that
        ++kills;
        QVERIFY2(killed.process.crashed || killed.exitCode() == 128 + 9, qPrintable(killed.describe()));
        QVERIFY(kills < 200);

        const QString what = u"killed at rename %1: "_s.arg(rename);
        const CliResult result = cli.json(get);
        QVERIFY2(result.exitCode() == 0, qPrintable(what + result.describe()));
        const QString differences = model.differences(folder, withAttributes);
        QVERIFY2(differences.isEmpty(), qPrintable(what + differences));
        QVERIFY2(leftovers(cli.home()).isEmpty(), qPrintable(what + leftovers(cli.home()).join(u' ')));
        if (notEmpty)
            QCOMPARE(readFile(folder + u"/notes.txt"_s), QByteArray("mine\n"));
        QCOMPARE(QFileInfo::exists(folder + u"/.git"_s), withAttributes);
        if (withAttributes) {
            const ProcessOptions inside{
                .environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}};
            const ProcessResult status = runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s}, inside);
            QVERIFY2(status.ok() && status.out == (notEmpty ? "?? notes.txt\n" : ""),
                     qPrintable(what + status.describe()));
        }
    }
    QVERIFY(kills >= 3);
}

void GetIntoMovesTest::weightsFirstConfigLast()
{
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    SmallModel model;
    const CliRun cli(u"strace"_s, model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    const QString trace = cli.home() + u"/trace"_s;
    writeFile(folder + u"/notes.txt"_s, "mine\n");
    const CliResult result =
        cli.json({u"-f"_s, u"-y"_s, u"-o"_s, trace, u"-e"_s, u"trace="_s + kRenames,
                  QStringLiteral(WEIGHTYARD_CLI), u"get"_s, kModel, u"--into"_s, folder});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));

    QStringList arrived; // paths in the folder, in the order in which they got there
    static const QRegularExpression target(
        u"(?:<([^>]*)>, )?\"([^\"]*)\"[^\"]*\\)\\s*= 0"_s); // of "folder</path>, name"
    const QStringList lines = QString::fromUtf8(readFile(trace)).split(u'\n');
    for (const QString &line : lines) {
        const QRegularExpressionMatch match = target.match(line);
        const QString name = match.captured(2);
        const QString path = name.startsWith(u'/') ? name : match.captured(1) + u'/' + name;
        if (match.hasMatch() && path.startsWith(folder + u'/') && !path.contains("/.weightyard"_L1))
            arrived.append(path.mid(folder.size() + 1));
    }
    const auto when = [&](const QString &path) { return arrived.indexOf(path); };
    for (const QString &weight : SmallModel::weights()) {
        QVERIFY2(when(weight) >= 0, qPrintable(arrived.join(u' ')));
        for (const QString &path : {u"config.json"_s, u"model.safetensors.index.json"_s, u"README.md"_s})
            QVERIFY2(when(weight) < when(path), qPrintable(arrived.join(u' ')));
    }
    const auto isConfig = [](const QString &path) {
        return path == "config.json"_L1 || path.endsWith(".index.json"_L1);
    };
    for (const QString &path : std::as_const(arrived)) {
        if (!isConfig(path) && path != ".git"_L1) { // the history describes the files where they are
            QVERIFY2(when(path) < when(u"config.json"_s), qPrintable(arrived.join(u' ')));
            QVERIFY2(when(path) < when(u"model.safetensors.index.json"_s), qPrintable(arrived.join(u' ')));
        }
    }
}

WEIGHTYARD_TEST(GetIntoMovesTest)

} // namespace get_into_moves_test

#include "get_into_moves_test.moc"
