// Volumes that another program fills while models arrive: at any moment, down to the reserve, by a second Weightyard. Real
// volumes; skipped where none can be mounted.
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "test_registry.h"
#include "test_volume.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QStorageInfo>
#include <QtTest>
#include <array>
#include <thread>

namespace filled_disk_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard::test;

namespace {

constexpr qint64 kMiB = 1024 * 1024;
const QString kModel = u"owner/model"_s;

/// 25 MiB: three objects, one of them at two paths, and a file of git's own.
struct Staged {
    LocalHub hub;
    QList<std::pair<QString, ObjectId>> files;
    Staged()
    {
        RepoBuilder repo;
        repo.lfsTrack(u"*.bin"_s).file(u"tokenizer.json"_s, generatedBytes(2, 300'000));
        const ObjectId large = hub.addGenerated(11, 16 * kMiB);
        const ObjectId middle = hub.addGenerated(12, 5 * kMiB);
        const ObjectId twice = hub.addGenerated(13, 2 * kMiB);
        files = {{u"a.bin"_s, large}, {u"b.bin"_s, middle}, {u"c.bin"_s, twice}, {u"copy/c.bin"_s, twice}};
        for (const auto &[path, object] : files)
            repo.lfsPointer(path, object);
        repo.commit("1");
        hub.addRepository(kModel, repo);
    }
    void verify(const QString &folder) const
    {
        for (const auto &[path, object] : files)
            QCOMPARE(sha256HexOfFile(folder + u'/' + path), object.oid);
        QCOMPARE(readFile(folder + u"/tokenizer.json"_s), generatedBytes(2, 300'000));
    }
};

void fill(const QString &path)
{
    runProcess(u"dd"_s, {u"if=/dev/zero"_s, u"of="_s + path, u"bs=64K"_s, u"status=none"_s});
    runProcess(u"dd"_s, {u"if=/dev/zero"_s, u"of="_s + path + u".last"_s, u"bs=512"_s, u"status=none"_s});
}

void makeRoom(const QString &path)
{
    QVERIFY(QFile::remove(path) && QFile::remove(path + u".last"_s));
}

qint64 freeBytes(const QString &path)
{
    return QStorageInfo(path).bytesAvailable();
}

} // namespace

class FilledDiskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void atAnyMoment_data();
    void atAnyMoment();
    void goesOnInTheMiddle();
    void reserveIsKept();
    void twoLibraries();

private:
    static void oneMoment(const Staged &staged, const QString &root, std::chrono::milliseconds when,
                          int &full);
};

void FilledDiskTest::atAnyMoment_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("tmpfs") << u"tmpfs"_s;
    QTest::newRow("ext4") << u"ext4"_s;
}

void FilledDiskTest::oneMoment(const Staged &staged, const QString &root, std::chrono::milliseconds when,
                               int &full)
{
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const QString library = root + u"/library"_s;
    const QStringList get{u"get"_s, u"--json"_s, u"--library"_s, library, kModel};
    ServerProcess process;
    cli.start(process, get);
    std::this_thread::sleep_for(when);
    fill(root + u"/filler"_s);
    QVERIFY(process.waitForFinished(60s));
    const QByteArray said = process.allOutput();
    QVERIFY2(process.exitCode() == 0 || process.exitCode() == 6, said.constData());
    full += process.exitCode() == 6 ? 1 : 0;
    QCOMPARE(said.contains("\"kind\":\"DiskFull\""), process.exitCode() == 6);
    QCOMPARE(QFileInfo::exists(library + u'/' + kModel), process.exitCode() == 0); // never a part of it
    makeRoom(root + u"/filler"_s);
    const CliResult second = cli.json({u"get"_s, u"--library"_s, library, kModel});
    QVERIFY2(second.exitCode() == 0, qPrintable(QString::fromUtf8(said) + second.describe()));
    staged.verify(library + u'/' + kModel);
    QVERIFY(QDir(library).removeRecursively());
}

void FilledDiskTest::atAnyMoment()
{
    QFETCH(QString, type);
    constexpr int kMoments = 14;
    const TestVolume volume(type, 80, type == "tmpfs"_L1 ? QStringList() : QStringList{u"-q"_s});
    SKIP_WITHOUT(volume);
    Staged staged;
    staged.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 16 * kMiB; }); // about a second
    int full = 0;
    for (int i = 0; i < kMoments && !QTest::currentTestFailed(); ++i) {
        const int part = 1400 / kMoments;
        const int when = i * part + QRandomGenerator::global()->bounded(part);
        qInfo("full after %d ms", when);
        oneMoment(staged, volume.path(), std::chrono::milliseconds(when), full);
    }
    QVERIFY2(full >= 3, qPrintable(QString::number(full)));
}

// Full in the middle of a transfer, when not even the journal finds room: waits, says so, and goes on by itself with what it
// has. What was not flushed by then is fetched again.
void FilledDiskTest::goesOnInTheMiddle()
{
    const TestVolume volume(u"tmpfs"_s, 160);
    SKIP_WITHOUT(volume);
    constexpr qint64 kSize = 96 * kMiB;
    LocalHub hub;
    const ObjectId object = hub.addGenerated(14, kSize);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, object).commit("1");
    hub.addRepository(kModel, repo);
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 24 * kMiB; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString library = volume.path() + u"/library"_s;
    ServerProcess process;
    cli.start(process, {u"get"_s, u"--json"_s, u"--wait"_s, u"--connections"_s, u"1"_s, u"--library"_s,
                        library, kModel});
    const auto sent = [&] {
        qint64 bytes = 0;
        for (const LoggedRequest &request : hub.log().of(Endpoint::Storage))
            bytes += request.bytesSent;
        return bytes;
    };
    QVERIFY(waitUntil([&] { return sent() >= 56 * kMiB; }, 30s));
    fill(volume.path() + u"/filler"_s);
    const QByteArray said = saidWhenIn("waiting", process);
    QVERIFY2(said.contains(R"("state":"waiting")") && said.contains("DiskFull")
                 && said.contains("wait_until_ms"),
             said.constData());
    QVERIFY(process.isRunning());
    makeRoom(volume.path() + u"/filler"_s);
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
    QVERIFY(process.waitForFinished(60s));
    QVERIFY2(process.exitCode() == 0, process.allOutput().constData());
    QCOMPARE(sha256HexOfFile(library + u'/' + kModel + u"/model.bin"_s), object.oid);
    const QByteArrayList lines = process.allOutput().trimmed().split('\n');
    const QJsonObject summary = QJsonDocument::fromJson(lines.last())[u"summary"_s].toObject();
    const qint64 fetched = summary[u"bytes_fetched"_s].toInteger();
    QVERIFY2(fetched >= kSize && fetched < kSize + 40 * kMiB, lines.last().constData());
}

// 2 % of a small volume: what does not fit above it is refused before the first byte, what fits leaves it alone.
void FilledDiskTest::reserveIsKept()
{
    const TestVolume volume(u"tmpfs"_s, 100);
    SKIP_WITHOUT(volume);
    constexpr qint64 kReserve = 100 * kMiB / 50;
    Staged staged;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const QStringList get{u"get"_s, u"--library"_s, volume.path() + u"/library"_s, kModel};
    const QString filler = volume.path() + u"/filler"_s;
    const auto leave = [&](qint64 bytes) {
        QFile::remove(filler);
        mustRun(u"fallocate"_s, {u"-l"_s, QString::number(freeBytes(volume.path()) - bytes), filler});
    };
    leave(25 * kMiB + kReserve);
    const CliResult refused = cli.json(get);
    QVERIFY2(refused.exitCode() == 6, qPrintable(refused.describe()));
    QCOMPARE(refused.errorKind(), u"DiskFull"_s);
    QCOMPARE(staged.hub.log().count(Endpoint::Storage), 0);

    leave(28 * kMiB + kReserve);
    ServerProcess process;
    cli.start(process, get);
    qint64 least = freeBytes(volume.path());
    while (process.isRunning()) {
        least = std::min(least, freeBytes(volume.path()));
        std::this_thread::sleep_for(2ms);
    }
    QVERIFY2(process.exitCode() == 0, process.allOutput().constData());
    QVERIFY2(least >= kReserve, qPrintable(QString::number(least)));
    staged.verify(volume.path() + u"/library/"_s + kModel);
}

// They know nothing of each other, so each may hold what the other one needs. Then both say that they wait; nobody ever gets half
// of a model; and both go on when there is room.
void FilledDiskTest::twoLibraries()
{
    const TestVolume volume(u"tmpfs"_s, 40);
    SKIP_WITHOUT(volume);
    Staged staged;
    staged.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 8 * kMiB; });
    const std::array<QString, 2> libraries{volume.path() + u"/one"_s, volume.path() + u"/two"_s};
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const CliRun other(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    std::array<ServerProcess, 2> processes;
    for (size_t i = 0; i < 2; ++i)
        (i == 0 ? cli : other)
            .start(processes[i], {u"get"_s, u"--json"_s, u"--wait"_s, u"--library"_s, libraries[i], kModel});
    std::array<QByteArray, 2> said;
    const auto stands = [&](size_t i) {
        said[i] = processes[i].allOutput();
        return !processes[i].isRunning() || said[i].contains(R"("state":"waiting")");
    };
    QVERIFY2(waitUntil([&] { return stands(0) && stands(1); }, 60s), (said[0] + said[1]).constData());
    QVERIFY(said[0].contains("DiskFull") || said[1].contains("DiskFull"));
    for (size_t i = 0; i < 2; ++i) {
        if (processes[i].isRunning())
            QVERIFY(!QFileInfo::exists(libraries[i] + u'/' + kModel));
    }
    mustRun(u"mount"_s, {u"-o"_s, u"remount,size=120m"_s, volume.path()});
    for (size_t i = 0; i < 2; ++i) {
        QVERIFY(processes[i].waitForFinished(60s));
        QVERIFY2(processes[i].exitCode() == 0, processes[i].allOutput().constData());
        staged.verify(libraries[i] + u'/' + kModel);
    }
}

WEIGHTYARD_TEST(FilledDiskTest)

} // namespace filled_disk_test

#include "filled_disk_test.moc"
