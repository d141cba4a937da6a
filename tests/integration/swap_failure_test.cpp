// label: slow
// An update or a rollback that is killed, or that the disk fails, while the folders change places: whoever comes next ends it, and
// cleaning up is no other. No version of the model and no file of the user's is lost on the way.
#include "growing_model.h"
#include "support/syscall_trace.h"
#include "test_registry.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

namespace swap_failure_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace growing_model;
using namespace std::chrono_literals;

class SwapFailureTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rollbackThatFails_data();
    void rollbackThatFails();
    void inThePlaceOfTheModel();
    void cameMeanwhile_data();
    void cameMeanwhile();
};

void SwapFailureTest::rollbackThatFails_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("exchange"); // the volume can exchange two names
    QTest::addColumn<bool>("into");
    QTest::addColumn<bool>("linked"); // the library is reached through a link
    QTest::newRow("killed") << u"signal=KILL"_s << true << false << false;
    QTest::newRow("killed, behind a link") << u"signal=KILL"_s << true << false << true;
    QTest::newRow("killed, no exchange") << u"signal=KILL"_s << false << false << false;
    QTest::newRow("disk fault") << u"error=EIO"_s << true << false << false;
    QTest::newRow("disk fault, no exchange") << u"error=EIO"_s << false << false << false;
    QTest::newRow("disk fault, no exchange, in a folder") << u"error=EIO"_s << false << true << false;
    QTest::newRow("killed, in a folder") << u"signal=KILL"_s << true << true << false;
}

// Cleaning right after it, as one does whose disk is full.
void SwapFailureTest::rollbackThatFails()
{
    QFETCH(QString, what);
    QFETCH(bool, exchange);
    QFETCH(bool, into);
    QFETCH(bool, linked);
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString library = linked ? cli.home() + u"/real"_s : cli.library();
    if (linked)
        QVERIFY(QDir().mkpath(library) && QFile::link(library, cli.library()));
    const QString place = cli.home() + u"/place"_s;
    const QString folder = into ? place + u"/mine"_s : cli.folder(kGrowing);
    QStringList get{u"get"_s, kGrowing, u"--remove-git"_s};
    if (into)
        get << u"--into"_s << folder;
    QCOMPARE(cli.json(get).exitCode(), 0);
    model.publishSecond();
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    writeFile(folder + u"/mine.txt"_s, "mine");
    const QStringList kept{library, place, cli.config()};
    for (const QString &one : kept) {
        if (QFileInfo::exists(one))
            mustRun(u"cp"_s, {u"-a"_s, one, one + u".saved"_s});
    }
    const auto isWhole = [&] {
        return (differences(folder, 1, true).isEmpty() || differences(folder, 2, true).isEmpty())
               && QFileInfo::exists(folder + u"/mine.txt"_s) && readFile(folder + u"/mine.txt"_s) == "mine";
    };
    bool ended = false;
    int failures = 0;
    for (int number = 1; !ended && number < 60; ++number) {
        for (const QString &one : kept) {
            mustRun(u"rm"_s, {u"-rf"_s, one});
            if (QFileInfo::exists(one + u".saved"_s))
                mustRun(u"cp"_s, {u"-a"_s, one + u".saved"_s, one});
        }
        const QString calls = exchange ? u"rename,renameat,renameat2"_s : u"rename,renameat"_s;
        QStringList command = injecting(calls, u"%1:when=%2"_s.arg(what).arg(number));
        if (!exchange) {
            command.replaceInStrings(u"trace="_s + calls, u"trace=renameat2,"_s + calls);
            command << u"-e"_s << u"inject=renameat2:error=EINVAL"_s;
        }
        command << QStringLiteral(WEIGHTYARD_CLI) << u"--config"_s << cli.config() << u"--library"_s
                << cli.library() << u"update"_s << u"--rollback"_s << kGrowing;
        const ProcessResult run =
            runProcess(u"strace"_s, command,
                       {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
        ended = run.ok();
        failures += ended ? 0 : 1;
        const auto where = [&](const CliResult &result) {
            return u"%1 %2: "_s.arg(what).arg(number) + run.describe().right(600)
                   + result.describe().right(600) + differences(folder, 1, true)
                   + differences(folder, 2, true);
        };
        const CliResult cleaned = cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s});
        QVERIFY2(isWhole(), qPrintable(where(cleaned)));
        const CliResult after = cli.json({u"update"_s});
        QVERIFY2(after.exitCode() == 0 && isWhole(), qPrintable(where(after)));
        const CliResult verified = cli.json({u"verify"_s});
        QVERIFY2(verified.exitCode() == 0, qPrintable(where(verified)));
    }
    QVERIFY(ended);
    QVERIFY2(failures > 4, qPrintable(QString::number(failures)));
}

// Killed between the two renames, and somebody makes the folder again: both versions are in staging only.
void SwapFailureTest::inThePlaceOfTheModel()
{
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.folder(kGrowing);
    QCOMPARE(cli.json({u"get"_s, kGrowing, u"--remove-git"_s}).exitCode(), 0);
    model.publishSecond();
    QCOMPARE(cli.json({u"update"_s}).exitCode(), 0);
    writeFile(folder + u"/mine.txt"_s, "mine");
    mustRun(u"cp"_s, {u"-a"_s, cli.library(), cli.home() + u"/saved"_s});
    for (int number = 1; QFileInfo::exists(folder) && number < 60; ++number) {
        mustRun(u"rm"_s, {u"-rf"_s, cli.library()});
        mustRun(u"cp"_s, {u"-a"_s, cli.home() + u"/saved"_s, cli.library()});
        QStringList command = injecting(u"rename"_s, u"signal=KILL:when=%1"_s.arg(number));
        command.replaceInStrings(u"trace="_s, u"trace=renameat2,"_s);
        command << u"-e"_s << u"inject=renameat2:error=EINVAL"_s << QStringLiteral(WEIGHTYARD_CLI)
                << u"--config"_s << cli.config() << u"--library"_s << cli.library() << u"update"_s
                << u"--rollback"_s << kGrowing;
        runProcess(u"strace"_s, command,
                   {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
    }
    QVERIFY(!QFileInfo::exists(folder)); // that moment
    writeFile(folder + u"/theirs.txt"_s, "theirs");
    const CliResult refused = cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s});
    QVERIFY2(refused.exitCode() == 10, qPrintable(refused.describe()));
    QCOMPARE(cli.json({u"get"_s, kGrowing}).exitCode(), 10);
    QCOMPARE(readFile(folder + u"/theirs.txt"_s), QByteArray("theirs"));
    QVERIFY(QFile::remove(folder + u"/theirs.txt"_s)); // the empty folder is in nobody's way
    const CliResult cleaned = cli.json({u"clean"_s, u"--leftovers"_s, u"--yes"_s});
    QVERIFY2(cleaned.exitCode() == 0, qPrintable(cleaned.describe()));
    QVERIFY2(differences(folder, 1, true).isEmpty(), qPrintable(differences(folder, 1, true)));
    QCOMPARE(readFile(folder + u"/mine.txt"_s), QByteArray("mine"));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
}

void SwapFailureTest::cameMeanwhile_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("a file that is new in the new version") << u"new/added.txt"_s;
    QTest::newRow("a file of no version") << u"notes.txt"_s;
}

// While the weights are fetched its user writes a file into the folder.
void SwapFailureTest::cameMeanwhile()
{
    QFETCH(QString, path);
    Growing model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kGrowing, u"--remove-git"_s}).exitCode(), 0);
    const QString file = cli.folder(kGrowing) + u'/' + path;
    model.publishSecond();
    model.hub.addFault(Fault::stall(Endpoint::Storage, 1000, 3000));
    ServerProcess process;
    cli.start(process, {u"update"_s});
    QVERIFY(waitUntil([&] { return model.hub.log().count(Endpoint::Storage) > 0; }, 20s));
    writeFile(file, "mine");
    QVERIFY(process.waitForFinished(60s));
    QCOMPARE(readFile(file), QByteArray("mine"));
    const bool isOfModel = path == "new/added.txt"_L1;
    QCOMPARE(process.exitCode(), isOfModel ? 10 : 0);
    QVERIFY2(differences(cli.folder(kGrowing), isOfModel ? 1 : 2, true).section(u' ', 0, 0)
                 == (isOfModel ? path : QString()),
             qPrintable(differences(cli.folder(kGrowing), 1, true)));
    QCOMPARE(cli.json({u"update"_s, u"--take-new"_s}).exitCode(), 0);
    QVERIFY2(differences(cli.folder(kGrowing), 2).isEmpty(),
             qPrintable(differences(cli.folder(kGrowing), 2)));
}

WEIGHTYARD_TEST(SwapFailureTest)

} // namespace swap_failure_test

#include "swap_failure_test.moc"
