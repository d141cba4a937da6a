// label: slow
// label: exhaustive
// Killed while files are added to a model that is here, and while a variant is removed: what was there is there, what the model has is what
// its record says, and the same command again ends it.
#include "exhaustive.h"
#include "small_model.h"
#include "store_results.h"
#include "syscall_trace.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>
#include <csignal>

namespace pick_kills_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = QStringLiteral("o/m-GGUF");
const QByteArray kSmall = patternBytes(40'000, 1);
const QByteArray kFirst = patternBytes(50'000, 2);
const QByteArray kSecond = patternBytes(30'000, 3);
const QString kSmallFiles = u"README.md config.json m-Q4_K_M.gguf"_s;
const QString kLargeFiles = u"Q8_0/m-Q8_0-00001-of-00002.gguf Q8_0/m-Q8_0-00002-of-00002.gguf"_s;
const QString kBoth = kLargeFiles + u' ' + kSmallFiles;

class Scene
{
public:
    explicit Scene(bool history) : cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl())
    {
        repo.lfsTrack(u"*.gguf"_s).file(u"README.md"_s, "m\n").file(u"config.json"_s, "{}\n");
        repo.lfsFile(u"m-Q4_K_M.gguf"_s, kSmall).lfsFile(u"m-Q5_0.gguf"_s, patternBytes(9000, 7));
        repo.lfsFile(u"Q8_0/m-Q8_0-00001-of-00002.gguf"_s, kFirst);
        repo.lfsFile(u"Q8_0/m-Q8_0-00002-of-00002.gguf"_s, kSecond).commit("one");
        hub.addRepository(kModel, repo);
        get(u"Q4_K_M"_s, {history ? u"--keep-git"_s : u"--remove-git"_s});
    }
    void get(const QString &variant, const QStringList &more = {}) const
    {
        const CliResult got = cli.json(QStringList{u"get"_s, kModel, u"--variant"_s, variant} + more);
        if (got.exitCode() != 0)
            throw std::runtime_error(got.describe().toStdString());
    }
    void save() const { mustRun(u"cp"_s, {u"-a"_s, cli.library(), saved()}); }
    void restore() const
    {
        mustRun(u"rm"_s, {u"-rf"_s, cli.library()});
        mustRun(u"cp"_s, {u"-a"_s, saved(), cli.library()});
    }
    QString saved() const { return cli.home() + u"/saved"_s; }
    ProcessResult killedAt(const QString &calls, int number, const QStringList &words) const
    {
        const QStringList command = killingAt(calls, number) + QStringList{QStringLiteral(WEIGHTYARD_CLI),
                                                                           u"--config"_s,
                                                                           cli.config(),
                                                                           u"--library"_s,
                                                                           cli.library(),
                                                                           u"--json"_s};
        return runProcess(u"strace"_s, command + words,
                          {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
    }
    QByteArray git(const QStringList &words) const
    {
        return mustRun(u"git"_s, words,
                       {.environment = lfsEnvironment(cli.home()),
                        .workingDirectory = cli.folder(kModel),
                        .input = {}})
            .trimmed();
    }
    QString files() const
    {
        QStringList files;
        const auto entries = TreeSnapshot::of(cli.folder(kModel)).entries();
        for (auto entry = entries.cbegin(); entry != entries.cend(); ++entry) {
            if (!entry.key().startsWith(".git"_L1)
                && QFileInfo(cli.folder(kModel) + u'/' + entry.key()).isFile())
                files.append(entry.key());
        }
        files.sort();
        return files.join(u' ');
    }
    /// What was there before is as it was.
    bool keepsTheFirst() const
    {
        const QString folder = cli.folder(kModel);
        return readFile(folder + u"/m-Q4_K_M.gguf"_s) == kSmall && readFile(folder + u"/README.md"_s) == "m\n"
               && readFile(folder + u"/config.json"_s) == "{}\n"
               && readFile(folder + u"/mine.txt"_s) == "mine";
    }
    /// Here, or it says what it lacks.
    bool isHonest() const
    {
        const QJsonObject status = cli.json({u"status"_s}).lastOf(kModel);
        const bool isHere = status.value("state"_L1).toString() == u"here"_s;
        const CliResult verified = cli.json({u"verify"_s});
        return isHere ? verified.exitCode() == 0
                      : !status.value("problems"_L1).toArray().isEmpty() && verified.exitCode() != 0;
    }

    LocalHub hub;
    RepoBuilder repo;
    CliRun cli;
};

const QStringList kCalls{u"renameat2,rename,renameat"_s, u"unlink,unlinkat,rmdir"_s, u"linkat,link,mkdir"_s};

bool wasKilled(const ProcessResult &run)
{
    return run.crashed || run.exitCode == 128 + SIGKILL;
}

} // namespace

class PickKillsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void adding_data() { historyRows(); }
    void adding();
    void removing_data() { historyRows(); }
    void removing();
    void addedAgain();

private:
    static void historyRows()
    {
        QTest::addColumn<bool>("history");
        QTest::newRow("with history") << true;
        QTest::newRow("without") << false;
    }
};

void PickKillsTest::adding()
{
    QFETCH(bool, history);
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    Scene scene(history);
    writeFile(scene.cli.folder(kModel) + u"/mine.txt"_s, "mine");
    scene.save();
    const QStringList words{u"get"_s, kModel, u"--variant"_s, u"Q8_0"_s};
    const int step = isExhaustive() ? 1 : 3;
    int kills = 0;
    for (const QString &calls : kCalls) {
        bool ended = false;
        for (int number = 1; !ended && number < 400; number += (number < 12 ? 2 : 9) * step) {
            scene.restore();
            const ProcessResult run = scene.killedAt(calls, number, words);
            ended = run.ok();
            kills += wasKilled(run) ? 1 : 0;
            const QString where = u"%1 %2: "_s.arg(calls).arg(number);
            QVERIFY2(scene.keepsTheFirst(), qPrintable(where + scene.files()));
            QVERIFY2(scene.isHonest(), qPrintable(where + scene.cli.json({u"status"_s}).describe()));
            const CliResult again = scene.cli.json(words);
            QVERIFY2(again.exitCode() == 0, qPrintable(where + again.describe().right(1500)));
            QCOMPARE(scene.files(), kBoth + u" mine.txt"_s);
            QVERIFY2(scene.keepsTheFirst(), qPrintable(where));
            QCOMPARE(readFile(scene.cli.folder(kModel) + u"/Q8_0/m-Q8_0-00001-of-00002.gguf"_s), kFirst);
            QCOMPARE(readFile(scene.cli.folder(kModel) + u"/Q8_0/m-Q8_0-00002-of-00002.gguf"_s), kSecond);
            QCOMPARE(scene.cli.json({u"verify"_s}).exitCode(), 0);
            if (!history)
                continue;
            // git knows which files there are: it takes none away when it is asked to look again.
            scene.git({u"sparse-checkout"_s, u"reapply"_s});
            QCOMPARE(scene.files(), kBoth + u" mine.txt"_s);
            QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s}), QByteArray("?? mine.txt"));
        }
        QVERIFY(ended);
    }
    QVERIFY2(kills > shareOf(6), qPrintable(QString::number(kills)));
}

void PickKillsTest::removing()
{
    QFETCH(bool, history);
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    Scene scene(history);
    scene.get(u"Q8_0"_s);
    writeFile(scene.cli.folder(kModel) + u"/mine.txt"_s, "mine");
    scene.save();
    const QStringList words{u"remove"_s, kModel, u"--yes"_s, u"--variant"_s, u"Q8_0"_s};
    const int step = isExhaustive() ? 1 : 3;
    int kills = 0;
    for (const QString &calls : kCalls) {
        bool ended = false;
        for (int number = 1; !ended && number < 100; number += step) {
            scene.restore();
            const ProcessResult run = scene.killedAt(calls, number, words);
            ended = run.ok();
            kills += wasKilled(run) ? 1 : 0;
            const QString where = u"%1 %2: "_s.arg(calls).arg(number);
            QVERIFY2(scene.keepsTheFirst(), qPrintable(where + scene.files()));
            // As before, or as it was wanted: never something that lacks files.
            const QJsonObject status = scene.cli.json({u"status"_s}).lastOf(kModel);
            QVERIFY2(status.value("state"_L1).toString() == u"here"_s,
                     qPrintable(where + scene.cli.json({u"status"_s}).describe()));
            QCOMPARE(scene.cli.json({u"verify"_s}).exitCode(), 0);
            // git's own lock may be ours or a git's that is at work: it is named, and nothing is done until it is gone.
            const QString lock = scene.cli.folder(kModel) + u"/.git/index.lock"_s;
            if (QFileInfo::exists(lock)) {
                const CliResult locked = scene.cli.json(words);
                QVERIFY2(locked.exitCode() == 10 && locked.process.err.contains("index.lock"),
                         qPrintable(where + locked.describe()));
                QVERIFY(QFile::remove(lock));
            }
            if (history)
                QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s}), QByteArray("?? mine.txt"));
            if (!ended) {
                const CliResult again = scene.cli.json(words);
                QVERIFY2(again.exitCode() == 0, qPrintable(where + again.describe().right(1500)));
            }
            QCOMPARE(scene.files(), kSmallFiles + u" mine.txt"_s);
            QCOMPARE(scene.cli.json({u"verify"_s}).exitCode(), 0);
            if (history)
                QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s}), QByteArray("?? mine.txt"));
        }
        QVERIFY(ended);
    }
    QVERIFY2(kills > shareOf(6), qPrintable(QString::number(kills)));
}

// After a kill the variant is wanted again, or the whole model is to go: nothing stays behind.
void PickKillsTest::addedAgain()
{
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    Scene scene(true);
    scene.get(u"Q8_0"_s);
    scene.save();
    const QStringList words{u"remove"_s, kModel, u"--yes"_s, u"--variant"_s, u"Q8_0"_s};
    for (const bool wanted : {true, false}) {
        int number = 1; // one of the two files is gone, and the other is there
        for (;; ++number) {
            scene.restore();
            QVERIFY(!scene.killedAt(u"unlink,unlinkat"_s, number, words).ok());
            const QString left = scene.files();
            if (left != kBoth && left != kSmallFiles)
                break;
        }
        scene.hub.log().clear();
        if (wanted) {
            scene.get(u"Q8_0"_s);
            QCOMPARE(scene.files(), kBoth);
            QCOMPARE(scene.hub.log()
                         .matching([](const LoggedRequest &one) { return one.endpoint == Endpoint::Storage; })
                         .size(),
                     1);
            QCOMPARE(scene.git({u"status"_s, u"--porcelain"_s}), QByteArray());
            // And is no more on its way out.
            QCOMPARE(
                scene.cli.json({u"remove"_s, kModel, u"--yes"_s, u"--variant"_s, u"Q4_K_M"_s}).exitCode(), 0);
            QCOMPARE(scene.files(), kLargeFiles + u" README.md config.json"_s);
        } else {
            QCOMPARE(scene.cli.json({u"remove"_s, kModel, u"--yes"_s}).exitCode(), 0);
            QVERIFY(!QFileInfo::exists(scene.cli.folder(kModel)));
        }
    }
}

WEIGHTYARD_TEST(PickKillsTest)

} // namespace pick_kills_test

#include "pick_kills_test.moc"
