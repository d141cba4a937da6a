// A library on a disk that is not there, or goes away: said as that, and nothing is written into the empty folder it
// was mounted on. Real volumes; skipped where this machine cannot mount one.
#include "small_model.h"
#include "test_registry.h"
#include "test_volume.h"

#include <QDir>
#include <QFileInfo>
#include <QtTest>

namespace unplugged_disk_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kName = SmallModel::name();

bool isEmpty(const QString &folder)
{
    return QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

QStringList getInto(const QString &library)
{
    return {u"get"_s, u"--library"_s, library, kName};
}

} // namespace

class UnpluggedDiskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void notConnected();
    void waitsUntilItIsBack();
    void anotherDisk();
    void deletedFolder();
    void pulledOut();

private:
    std::unique_ptr<TestVolume> m_volume;
    QString library() const { return m_volume->path() + u"/models"_s; }
};

void UnpluggedDiskTest::init()
{
    m_volume = std::make_unique<TestVolume>(u"ext4"_s, 64, QStringList{u"-q"_s, u"-m"_s, u"0"_s});
    SKIP_WITHOUT(*m_volume);
}

void UnpluggedDiskTest::notConnected()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult first = cli.json(getInto(library()));
    QVERIFY2(first.exitCode() == 0, qPrintable(first.describe()));
    QVERIFY(m_volume->unplug());

    model.hub.log().clear();
    const CliResult refused = cli.json(getInto(library()));
    QVERIFY2(refused.exitCode() == 6, qPrintable(refused.describe()));
    QCOMPARE(refused.errorKind(), u"Disconnected"_s);
    QVERIFY(isEmpty(m_volume->path()));
    QCOMPARE(model.hub.log().count(Endpoint::Batch), 0);
    const CliResult verified = cli.json({u"verify"_s, u"--library"_s, library()});
    QVERIFY2(verified.exitCode() == 6, qPrintable(verified.describe()));

    m_volume->plugIn();
    const CliResult again = cli.json(getInto(library()));
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QCOMPARE(again.summary().value("already_installed"_L1).toInt(), 1);
}

void UnpluggedDiskTest::waitsUntilItIsBack()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QVERIFY(QDir().mkpath(library()));
    QCOMPARE(cli.json(getInto(library())).exitCode(), 0);
    QVERIFY(QDir(library() + u'/' + kName).removeRecursively());
    QVERIFY(m_volume->unplug());
    ServerProcess process;
    cli.start(process, getInto(library()) + QStringList{u"--json"_s, u"--wait"_s});
    const QByteArray said = saidWhenIn("waiting", process);
    QVERIFY2(said.contains(R"("state":"waiting")") && said.contains("Disconnected"), said.constData());
    QVERIFY(isEmpty(m_volume->path()));
    m_volume->plugIn();
    QVERIFY(process.waitForFinished(60s));
    QVERIFY2(process.exitCode() == 0, process.allOutput().constData());
    QCOMPARE(model.differences(library() + u'/' + kName), QString());
}

// Something is mounted there: whoever did that means it.
void UnpluggedDiskTest::anotherDisk()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json(getInto(library())).exitCode(), 0);
    QVERIFY(m_volume->unplug());
    mustRun(u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"tmpfs"_s, m_volume->path()});
    const CliResult taken = cli.json(getInto(library()));
    mustRun(u"umount"_s, {m_volume->path()});
    QVERIFY2(taken.exitCode() == 0, qPrintable(taken.describe()));
    QCOMPARE(taken.summary().value("installed"_L1).toInt(), 1);
}

void UnpluggedDiskTest::deletedFolder()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    for (const QString &folder : {library(), cli.library()}) {
        QCOMPARE(cli.json(getInto(folder)).exitCode(), 0);
        QVERIFY(QDir(folder).removeRecursively());
        const CliResult anew = cli.json(getInto(folder));
        QVERIFY2(anew.exitCode() == 0, qPrintable(anew.describe()));
        QCOMPARE(anew.summary().value("installed"_L1).toInt(), 1);
    }
}

void UnpluggedDiskTest::pulledOut()
{
    LocalHub hub;
    RepoBuilder repo;
    const ObjectId weight = hub.addGenerated(5, 20 * 1024 * 1024);
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"weight.bin"_s, weight).commit("1");
    hub.addRepository(kName, repo);
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 4'000'000; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    ServerProcess process;
    cli.start(process, QStringList{u"--json"_s} + getInto(library()));
    const QString partial =
        library() + u"/.weightyard/partials/"_s + QString::fromLatin1(weight.oid) + u".partial"_s;
    QVERIFY(waitUntil([&] { return QFileInfo::exists(partial); }, 60s));
    QVERIFY(m_volume->unplug());
    QVERIFY(process.waitForFinished(60s));
    QCOMPARE(process.exitCode(), 6);
    QVERIFY(isEmpty(m_volume->path()));
}

WEIGHTYARD_TEST(UnpluggedDiskTest)

} // namespace unplugged_disk_test

#include "unplugged_disk_test.moc"
