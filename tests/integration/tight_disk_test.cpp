// Disks with just enough room, and disks that will not let go of what is to be cleaned up. Real volumes; skipped where
// none can be mounted.
#include "small_model.h"
#include "test_registry.h"
#include "test_volume.h"

#include "store/download_layout.h"
#include "support/store_results.h"

#include <QDir>
#include <QFileInfo>
#include <QtTest>
#include <csignal>

namespace tight_disk_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard;
using namespace weightyard::test;

namespace {

constexpr qint64 kMiB = 1024 * 1024;

/// One object of 40 MiB, and a catalogue that knows its size.
struct Large {
    LocalHub hub;
    ObjectId object = hub.addGenerated(8, 40 * kMiB);
    CliRun cli{QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl()};
    Large()
    {
        RepoBuilder repo;
        repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, object).commit("1");
        hub.addRepository(u"owner/large"_s, repo);
        writeFile(cli.config() + u"/catalogues/own.json"_s,
                  R"({"version": 1, "models": [{"id": "owner/large", "family": "Own", "name": "Large",
                      "bytes": 41943040}]})");
    }
    void interrupt(const QStringList &arguments)
    {
        hub.addFault(Fault::stall(Endpoint::Storage, kMiB).always());
        ServerProcess process;
        cli.start(process, arguments);
        const bool begun = waitUntil([&] { return hub.log().count(Endpoint::Storage) > 0; }, 30s);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(begun && process.waitForFinished(20s));
        QCOMPARE(process.exitCode(), 130);
        hub.clearFaults();
    }
};

} // namespace

class TightDiskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesOn_data();
    void goesOn();
    void intoWithoutRoom();
    void waitsForRoom_data();
    void waitsForRoom();
    void tooLargeForTheFileSystem();
    void cleanUpThatFails();
};

void TightDiskTest::goesOn_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("library") << u"--library"_s;
    QTest::newRow("into") << u"--into"_s;
}

// What the first run received takes its room already: the second one does not ask for it again.
void TightDiskTest::goesOn()
{
    QFETCH(QString, option);
    const TestVolume volume(u"tmpfs"_s, 64);
    SKIP_WITHOUT(volume);
    Large large;
    const QString folder = volume.path() + u"/here"_s;
    const QStringList get{u"get"_s, option, folder, u"owner/large"_s};
    large.interrupt(get);
    const CliResult second = large.cli.json(get);
    QVERIFY2(second.exitCode() == 0, qPrintable(second.describe()));
    const QString model = option == "--into"_L1 ? folder : folder + u"/owner/large"_s;
    QCOMPARE(sha256HexOfFile(model + u"/model.bin"_s), large.object.oid);
}

void TightDiskTest::intoWithoutRoom()
{
    const TestVolume volume(u"tmpfs"_s, 32);
    SKIP_WITHOUT(volume);
    const Large large;
    const CliResult refused =
        large.cli.json({u"get"_s, u"--into"_s, volume.path() + u"/here"_s, u"owner/large"_s});
    QVERIFY2(refused.exitCode() == 6, qPrintable(refused.describe()));
    QCOMPARE(refused.errorKind(), u"DiskFull"_s);
    QVERIFY(QDir(volume.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

void TightDiskTest::waitsForRoom_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("library") << u"--library"_s;
    QTest::newRow("into") << u"--into"_s;
}

// It says what it waits for, keeps no lock meanwhile, and goes on by itself.
void TightDiskTest::waitsForRoom()
{
    QFETCH(QString, option);
    const TestVolume volume(u"tmpfs"_s, 64);
    SKIP_WITHOUT(volume);
    Large large;
    const QString folder = volume.path() + u"/here"_s;
    const QString filler = volume.path() + u"/filler"_s;
    writeFile(filler, QByteArray(40 * kMiB, 'x'));
    ServerProcess process;
    large.cli.start(process, {u"get"_s, u"--json"_s, u"--wait"_s, option, folder, u"owner/large"_s});
    const QByteArray said = saidWhenIn("waiting", process);
    QVERIFY2(said.contains(R"("state":"waiting")"), said.constData());
    QVERIFY2(said.contains("DiskFull"), said.constData());
    QCOMPARE(large.hub.log().count(Endpoint::Storage), 0);
    QVERIFY(QFile::remove(filler));
    QVERIFY(process.waitForFinished(30s));
    QVERIFY2(process.exitCode() == 0, process.allOutput().constData());
    const QString model = option == "--into"_L1 ? folder : folder + u"/owner/large"_s;
    QCOMPARE(sha256HexOfFile(model + u"/model.bin"_s), large.object.oid);
}

// No room of the world would help: no waiting.
void TightDiskTest::tooLargeForTheFileSystem()
{
    const TestVolume volume(u"ext4"_s, 40, {u"-q"_s, u"-b"_s, u"1024"_s});
    SKIP_WITHOUT(volume);
    LocalHub hub;
    const ObjectId object{QByteArray(64, 'a'), 1LL << 45}; // nobody will ask for it
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, object).commit("1");
    hub.addRepository(u"owner/huge"_s, repo);
    const CliRun cli{QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl()};
    const CliResult refused =
        cli.json({u"get"_s, u"--wait"_s, u"--library"_s, volume.path() + u"/here"_s, u"owner/huge"_s});
    QCOMPARE(refused.exitCode(), 6);
    QVERIFY2(refused.process.out.contains("model.bin"), refused.process.out.constData());
    QCOMPARE(hub.log().count(Endpoint::Storage), 0);
}

// The model is installed; that something of ours could not go is for the log.
void TightDiskTest::cleanUpThatFails()
{
    const TestVolume volume(u"tmpfs"_s, 8);
    SKIP_WITHOUT(volume);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const store::DownloadLayout place = valueOf(store::layoutInLibrary(cli.library(), SmallModel::name()));
    const QString busy = place.stagingDir + u"/busy"_s;
    model.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 200'000; });
    ServerProcess process;
    cli.start(process, {u"get"_s, SmallModel::name()});
    QVERIFY(waitUntil([&] { return model.hub.log().count(Endpoint::Storage) > 0; }, 30s));
    QVERIFY(QDir().mkpath(busy));
    mustRun(u"mount"_s, {u"--bind"_s, volume.path(), busy}); // nobody can remove a mount point
    const bool ended = process.waitForFinished(60s);
    mustRun(u"umount"_s, {busy});
    QVERIFY(ended);
    QVERIFY2(process.exitCode() == 0, process.allOutput().constData());
    QVERIFY(QFileInfo::exists(place.stagingDir)); // it did fail
    QVERIFY(
        cli.json({u"get"_s, SmallModel::name()}).lastOf(SmallModel::name()).contains("already_installed"_L1));
}

WEIGHTYARD_TEST(TightDiskTest)

} // namespace tight_disk_test

#include "tight_disk_test.moc"
