// What is on this machine already is not fetched again, whoever put it there; and no name is believed.
#include "small_model.h"
#include "store_results.h"
#include "test_registry.h"
#include "test_volume.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QtTest>

namespace reuse_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();

QString oidText(const QByteArray &bytes)
{
    return oidOf(bytes).toString();
}

QString hubBlob(const CliRun &cli, const QByteArray &bytes)
{
    return cli.home() + u"/.cache/huggingface/hub/models--some--one/blobs/"_s + oidText(bytes);
}

QString ollamaFile(const CliRun &cli, const QByteArray &bytes)
{
    return cli.home() + u"/.ollama/models/blobs/sha256-"_s + oidText(bytes);
}

qint64 freeBytes(const QString &path)
{
    mustRun(u"sync"_s, {u"-f"_s, path});
    QStorageInfo volume(path);
    volume.refresh();
    return volume.bytesFree();
}

} // namespace

class ReuseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromOtherPrograms();
    void nothingIsBelieved();
    void whatWasBegun();
    void cloneByGitLfs();
    void intoTheCloneItself();
    void takesNoRoom_data();
    void takesNoRoom();
};

void ReuseTest::fromOtherPrograms()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    writeFile(hubBlob(cli, SmallModel::weight(0)), SmallModel::weight(0));
    writeFile(ollamaFile(cli, SmallModel::weight(1)), SmallModel::weight(1));
    const TreeSnapshot before = TreeSnapshot::of(cli.home() + u"/.cache"_s, {.exclude = {}});
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0);
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    // What was found stays as it was, and is its own file.
    QVERIFY(before == TreeSnapshot::of(cli.home() + u"/.cache"_s, {.exclude = {}}));
    QFile weight(cli.folder(kName) + u'/' + SmallModel::weights().at(0));
    QVERIFY(weight.open(QIODevice::ReadWrite) && weight.write("x") == 1);
    weight.close();
    QCOMPARE(readFile(hubBlob(cli, SmallModel::weight(0))), SmallModel::weight(0));
}

void ReuseTest::nothingIsBelieved()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QByteArray lie = SmallModel::weight(0);
    lie[1000] = static_cast<char>(lie[1000] + 1);
    writeFile(hubBlob(cli, SmallModel::weight(0)), lie);
    writeFile(ollamaFile(cli, SmallModel::weight(1)), "short");
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), SmallModel::weight(0).size() + SmallModel::weight(1).size());
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    QCOMPARE(readFile(hubBlob(cli, SmallModel::weight(0))), lie); // not ours to mend
}

// Half an object, and then the whole of it comes up elsewhere: nothing of the half stays.
void ReuseTest::whatWasBegun()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const int fault = model.hub.addFault(Fault::cut(Endpoint::Storage, 100'000).always());
    ServerProcess process;
    cli.start(process, {u"get"_s, kName});
    QTRY_VERIFY_WITH_TIMEOUT(model.hub.faultHits(fault) > 1, 20'000);
    process.stop();
    model.hub.clearFaults();
    for (int i = 0; i < 2; ++i)
        writeFile(hubBlob(cli, SmallModel::weight(i)), SmallModel::weight(i));
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0);
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    QStringList left = QDir(cli.library() + u"/.weightyard/partials"_s).entryList(QDir::Files);
    left.removeAll(u"CACHEDIR.TAG"_s);
    QCOMPARE(left, QStringList());
}

void ReuseTest::cloneByGitLfs()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const ProcessResult cloned = realClone(model.url().toString(), cli.folder(u"other/clone"_s));
    QVERIFY2(cloned.ok(), qPrintable(cloned.describe()));
    model.hub.log().clear();
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0);
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
}

// A download into a folder looks into the library and into other programs' stores, too.
void ReuseTest::intoTheCloneItself()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    writeFile(ollamaFile(cli, SmallModel::weight(0)), SmallModel::weight(0));
    const QString folder = cli.home() + u"/mine"_s;
    const QString hex = oidText(SmallModel::weight(1));
    writeFile(folder + u"/.git/lfs/objects/"_s + hex.left(2) + u'/' + hex.mid(2, 2) + u'/' + hex,
              SmallModel::weight(1));
    const CliResult got = cli.json({u"get"_s, kName, u"--remove-git"_s, u"--into"_s, folder});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0);
    QVERIFY2(model.differences(folder, false).isEmpty(), qPrintable(model.differences(folder, false)));
}

void ReuseTest::takesNoRoom_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("xfs") << u"xfs"_s;
    QTest::newRow("btrfs") << u"btrfs"_s;
}

void ReuseTest::takesNoRoom()
{
    QFETCH(QString, type);
    const TestVolume volume(type, 400);
    SKIP_WITHOUT(volume);
    LocalHub hub;
    RepoBuilder repo;
    constexpr int kBytes = 24 * 1024 * 1024;
    const QByteArray bytes = patternBytes(kBytes, 9);
    repo.lfsTrack(u"*.safetensors"_s).lfsFile(u"w.safetensors"_s, bytes).commit("1");
    hub.addRepository(u"owner/big"_s, repo);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    cli.environment().insert(u"HF_HUB_CACHE"_s, volume.path() + u"/hub"_s);
    writeFile(volume.path() + u"/hub/models--owner--big/blobs/"_s + oidText(bytes), bytes);
    const qint64 before = freeBytes(volume.path());
    const QString library = volume.path() + u"/library"_s;
    const CliResult got = cli.json({u"--library"_s, library, u"get"_s, u"owner/big"_s});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(bytesFetched(got), 0);
    QCOMPARE(readFile(library + u"/owner/big/w.safetensors"_s), bytes);
    const qint64 taken = before - freeBytes(volume.path());
    QVERIFY2(taken < kBytes / 4, qPrintable(QString::number(taken)));
}

WEIGHTYARD_TEST(ReuseTest)

} // namespace reuse_test

#include "reuse_test.moc"
