// A disk that refuses: full from a certain system call on, a quota, an input/output error, at each step of a download; and full
// while the git part arrives, which libgit2 writes through mapped memory. Each time a clear error, nothing half made, and the next
// run is whole.
// label: slow
#include "small_model.h"
#include "support/test_volume.h"
#include "syscall_trace.h"
#include "test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QtTest>
#include <csignal>
#include <numeric>

namespace disk_errors_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {
constexpr qint64 kMiB = 1024 * 1024;
const QString kModel = u"owner/history"_s;
} // namespace

class DiskErrorsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusedFromACallOn_data();
    void refusedFromACallOn();
    void refusedAtClose();
    void badSectorIsNotWaitedFor();
    void fullWhileTheGitPartArrives_data();
    void fullWhileTheGitPartArrives();
};

void DiskErrorsTest::refusedFromACallOn_data()
{
    QTest::addColumn<QString>("calls");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>(
        "kind"); // a disk that takes nothing any more looks like one that was pulled out
    QTest::newRow("write") << u"pwrite64"_s << u"ENOSPC"_s << u"DiskFull"_s;
    QTest::newRow("write, quota") << u"pwrite64"_s << u"EDQUOT"_s << u"DiskFull"_s;
    QTest::newRow("write, failing disk") << u"pwrite64"_s << u"EIO"_s << u"DiskFault|Disconnected"_s;
    QTest::newRow("preallocation") << u"fallocate"_s << u"ENOSPC"_s << u"DiskFull"_s;
    QTest::newRow("fdatasync") << u"fdatasync"_s << u"ENOSPC"_s << u"DiskFull"_s;
    QTest::newRow("fdatasync, failing disk") << u"fdatasync"_s << u"EIO"_s << u"DiskFault|Disconnected"_s;
    QTest::newRow("fsync") << u"fsync"_s << u"ENOSPC"_s << u"DiskFull"_s;
    QTest::newRow("new folders") << u"mkdir,mkdirat"_s << u"ENOSPC"_s << u"DiskFull"_s;
    QTest::newRow("new names") << u"rename,renameat,renameat2"_s << u"ENOSPC"_s << u"DiskFull"_s;
}

void DiskErrorsTest::refusedFromACallOn()
{
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    QFETCH(QString, calls);
    QFETCH(QString, error);
    QFETCH(QString, kind);
    SmallModel model;
    int refusals = 0;
    int successes = 0;
    for (int turn = 1; successes == 0; turn += turn) {
        const CliRun cli(u"env"_s, model.hub.baseUrl()); // one home for the traced run and the one behind it
        const QStringList get{QStringLiteral(WEIGHTYARD_CLI), u"get"_s, SmallModel::name()};
        const CliResult first = cli.json(
            QStringList{u"strace"_s} + injecting(calls, u"error=%1:when=%2+"_s.arg(error).arg(turn)) + get);
        const QString told = u"%1 %2: %3"_s.arg(calls).arg(turn).arg(first.describe());
        const QString folder = cli.folder(SmallModel::name());
        QVERIFY2(first.exitCode() == 0 || first.exitCode() == 6, qPrintable(told));
        if (QFileInfo::exists(folder)) // never a part of it
            QVERIFY2(model.differences(folder).isEmpty(), qPrintable(told + model.differences(folder)));
        if (first.exitCode() == 0) {
            ++successes;
        } else {
            ++refusals;
            QVERIFY2(kind.split(u'|').contains(first.errorKind()), qPrintable(told));
        }
        const CliResult second = cli.json(get);
        QVERIFY2(second.exitCode() == 0, qPrintable(told + second.describe()));
        QCOMPARE(model.differences(folder), QString());
        QCOMPARE(leftovers(cli.library()), QStringList{cli.library() + u"/.weightyard"_s});
    }
    QVERIFY(refusals > 0);
}

// Network file systems say only then what became of the writes.
void DiskErrorsTest::refusedAtClose()
{
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    SmallModel model;
    const CliRun cli(u"env"_s, model.hub.baseUrl());
    const QStringList get{QStringLiteral(WEIGHTYARD_CLI), u"get"_s, SmallModel::name()};
    const QString partial = cli.library() + u"/.weightyard/partials/"_s
                            + QString::fromLatin1(sha256Hex(SmallModel::weight(0))) + u".partial"_s;
    const CliResult first =
        cli.json(QStringList{u"strace"_s, u"-f"_s, u"-qq"_s, u"-o"_s, u"/dev/null"_s, u"-P"_s, partial,
                             u"-e"_s, u"trace=close"_s, u"-e"_s, u"inject=close:error=ENOSPC"_s}
                 + get);
    QVERIFY2(first.exitCode() == 6, qPrintable(first.describe()));
    QCOMPARE(first.errorKind(), u"DiskFull"_s);
    const QString folder = cli.folder(SmallModel::name());
    QVERIFY(!QFileInfo::exists(folder));
    const CliResult second = cli.json(get);
    QVERIFY2(second.exitCode() == 0, qPrintable(second.describe()));
    QCOMPARE(model.differences(folder), QString());
}

// The disk is there, and one place of it cannot be read: that does not pass by waiting.
void DiskErrorsTest::badSectorIsNotWaitedFor()
{
    if (!canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    constexpr qint64 kSent = 30 * kMiB;
    LocalHub hub;
    const ObjectId object = hub.addGenerated(5, 40 * kMiB);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, object).commit("1");
    hub.addRepository(SmallModel::name(), repo);
    const CliRun cli(u"env"_s, hub.baseUrl());
    const QStringList get{QStringLiteral(WEIGHTYARD_CLI), u"get"_s, u"--wait"_s, SmallModel::name()};
    hub.addFault(Fault::stall(Endpoint::Storage, kSent).inObjectBytes().always());
    ServerProcess process;
    cli.start(process, get);
    const auto sent = [&] {
        const auto all = hub.log().of(Endpoint::Storage);
        return std::accumulate(all.cbegin(), all.cend(), qint64(0),
                               [](qint64 sum, const auto &one) { return sum + one.bytesSent; });
    };
    QVERIFY(waitUntil([&] { return sent() >= kSent - kMiB; }, std::chrono::seconds(60)));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(std::chrono::seconds(20)));
    hub.clearFaults();
    hub.dropConnections();
    const QString partial =
        cli.library() + u"/.weightyard/partials/"_s + QString::fromLatin1(object.oid) + u".partial"_s;
    QVERIFY(QFileInfo::exists(partial));
    const CliResult failed =
        cli.json(QStringList{u"strace"_s, u"-f"_s, u"-qq"_s, u"-o"_s, u"/dev/null"_s, u"-P"_s, partial,
                             u"-e"_s, u"trace=pread64"_s, u"-e"_s, u"inject=pread64:error=EIO"_s}
                 + get);
    QVERIFY2(failed.exitCode() == 6, qPrintable(failed.describe()));
    QCOMPARE(failed.errorKind(), u"DiskFault"_s);
    const CliResult second = cli.json(get); // the sector was read after all
    QVERIFY2(second.exitCode() == 0, qPrintable(second.describe()));
}

void DiskErrorsTest::fullWhileTheGitPartArrives_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("mebibytes");
    QTest::newRow("tmpfs") << u"tmpfs"_s << 24;
    QTest::newRow("ext4") << u"ext4"_s << 24;
    QTest::newRow("xfs") << u"xfs"_s << 320;
    QTest::newRow("a quota of btrfs") << u"btrfs"_s << 256;
}

void DiskErrorsTest::fullWhileTheGitPartArrives()
{
    QFETCH(QString, type);
    QFETCH(int, mebibytes);
    const TestVolume volume(type, mebibytes, type == "tmpfs"_L1 ? QStringList() : QStringList{u"-q"_s});
    SKIP_WITHOUT(volume);
    const QString parent = volume.path() + u"/in"_s;
    if (type == "btrfs"_L1) {
        mustRun(u"btrfs"_s, {u"quota"_s, u"enable"_s, volume.path()});
        mustRun(u"btrfs"_s, {u"subvolume"_s, u"create"_s, parent});
        mustRun(u"btrfs"_s, {u"qgroup"_s, u"limit"_s, u"24M"_s, parent});
    }
    QVERIFY(QDir().mkpath(parent));
    const qint64 spare = QStorageInfo(volume.path()).bytesAvailable() - 24 * kMiB;
    if (spare > 0 && type != "btrfs"_L1)
        mustRun(u"fallocate"_s, {u"-l"_s, QString::number(spare), volume.path() + u"/filler"_s});
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"tokenizer.bin"_s, generatedBytes(3, 40 * kMiB)).commit("1");
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult refused = cli.json({u"get"_s, u"--library"_s, parent + u"/library"_s, kModel});
    QVERIFY2(!refused.process.crashed, "killed by SIGBUS?");
    QVERIFY2(refused.exitCode() == 6, qPrintable(refused.describe()));
    QCOMPARE(refused.errorKind(), u"DiskFull"_s);
    QVERIFY(!QFileInfo::exists(parent + u"/library/"_s + kModel));
    const QStringList kept =
        QDir(parent + u"/library/.weightyard/staging"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY2(kept.isEmpty(), qPrintable(kept.join(u" "_s) + refused.describe())); // it makes room again
}

WEIGHTYARD_TEST(DiskErrorsTest)

} // namespace disk_errors_test

#include "disk_errors_test.moc"
