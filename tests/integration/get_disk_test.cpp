// How much disk a download takes on the way: the payload, the git pack and 64 MiB at most (git-lfs: the payload twice).
// And what a disk that is too small means: DiskFull before the first byte of an object.
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QtTest>
#include <sys/stat.h>

namespace get_disk_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kModel = u"owner/model"_s;
constexpr qint64 kMiB = 1024 * 1024;

// Blocks in use below a folder, as du counts them: each file once, also one that is moved while this looks. Files come and go meanwhile.
class BlocksBelow
{
public:
    explicit BlocksBelow(const QString &folder) { add(folder); }
    qint64 bytes() const { return m_bytes; }

private:
    void add(const QString &folder)
    {
        const QFileInfoList entries =
            QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        for (const QFileInfo &entry : entries) {
            struct stat state = {};
            if (::lstat(QFile::encodeName(entry.filePath()).constData(), &state) != 0)
                continue;
            if (!m_seen.contains(state.st_ino))
                m_bytes += state.st_blocks * 512;
            m_seen.insert(state.st_ino);
            if (S_ISDIR(state.st_mode))
                add(entry.filePath());
        }
    }

    QSet<ino_t> m_seen;
    qint64 m_bytes = 0;
};

} // namespace

class GetDiskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void peakIsPayloadAndAMargin();
    void tooSmallADisk();
};

void GetDiskTest::peakIsPayloadAndAMargin()
{
    LocalHub hub;
    RepoBuilder repo;
    const ObjectId large = hub.addGenerated(21, 160 * kMiB);
    const ObjectId small = hub.addGenerated(22, 40 * kMiB);
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"large.bin"_s, large).lfsPointer(u"small.bin"_s, small).commit("1");
    hub.addRepository(kModel, repo);
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 60'000'000; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel});
    qint64 peak = 0;
    QVERIFY(waitUntil(
        [&] {
            peak = std::max(peak, BlocksBelow(cli.library()).bytes());
            return !process.isRunning() || process.waitForFinished(1ms);
        },
        120s));
    QCOMPARE(process.exitCode(), 0);
    peak = std::max(peak, BlocksBelow(cli.library()).bytes());
    QVERIFY2(peak >= 200 * kMiB, qPrintable(QString::number(peak / kMiB) + u" MiB"_s));
    QVERIFY2(peak <= (200 + 64) * kMiB, qPrintable(QString::number(peak / kMiB) + u" MiB"_s));
    QCOMPARE(QFileInfo(cli.folder(kModel) + u"/large.bin"_s).size(), 160 * kMiB);
}

// A sparse terabyte that nobody could hold: the figures are in the error, and no object is asked for.
void GetDiskTest::tooSmallADisk()
{
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray oid(64, 'a');
    const QByteArray size = QByteArray::number(Q_INT64_C(1) << 50);
    repo.lfsTrack(u"*.bin"_s)
        .rawBlob(u"huge.bin"_s,
                 "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize " + size + "\n")
        .commit("1");
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 6, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"DiskFull"_s);
    const QJsonObject error = result.lastOf(kModel).value("error"_L1).toObject();
    QVERIFY(error.value("bytes_needed"_L1).toDouble() >= static_cast<double>(Q_INT64_C(1) << 50));
    QVERIFY(error.value("bytes_free"_L1).toDouble() > 0);
    QCOMPARE(hub.log().count(Endpoint::Batch), 0);
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
}

WEIGHTYARD_TEST(GetDiskTest)

} // namespace get_disk_test

#include "get_disk_test.moc"
