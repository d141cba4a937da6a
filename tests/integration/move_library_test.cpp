// `move-library`: the models come to another folder or disk and nothing of them is lost on the way, whatever ends the move. Real
// volumes; skipped where this machine cannot mount one.
#include "libraries_scene.h"
#include "test_registry.h"
#include "test_volume.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QtTest>
#include <unistd.h>

namespace move_library_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kName = LibrariesScene::name();
const QString kOther = LibrariesScene::other();
constexpr qint64 kMiB = 1024 * 1024;

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        throw std::runtime_error(path.toStdString());
}

QString gitStatus(const QString &folder)
{
    return QString::fromUtf8(runProcess(u"git"_s, {u"-C"_s, folder, u"status"_s, u"--porcelain"_s}).out);
}

} // namespace

class MoveLibraryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onOneVolume();
    void toAnotherVolume();
    void unfinishedDownloads();
    void leaveAndForget();
    void unfinishedStay();
    void killedInTheMiddle();
    void somethingInTheWay();
    void notTheLibrarys();
    void inUse();
    void mountedTwice();
    void namesThatAreNotText();
    void refused_data();
    void refused();
    void noRoom();
    void tellsOnly();
};

void MoveLibraryTest::onOneVolume()
{
    LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    scene.mustGet(kOther, scene.first());
    scene.model.hub.log().clear();
    const CliResult moved = scene.json({u"move-library"_s, scene.second()});
    QVERIFY2(moved.exitCode() == 0, qPrintable(moved.describe()));
    QCOMPARE(moved.summary().value("models"_L1).toInt(), 2);
    QCOMPARE(moved.summary().value("bytes_copied"_L1).toInt(-1), 0);
    QCOMPARE(moved.lastOf(kName).value("how"_L1).toString(), u"renamed"_s);
    QCOMPARE(scene.setting(u"library"_s).toString(), scene.second());
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), QJsonArray());
    QVERIFY(!QFileInfo::exists(scene.first()));
    for (const QString &name : {kName, kOther})
        QCOMPARE(scene.model.differences(scene.second() + u'/' + name), QString());
    QCOMPARE(gitStatus(scene.second() + u'/' + kName), QString());
    const CliResult status = scene.json({u"status"_s});
    QVERIFY2(status.exitCode() == 0 && status.summary().value("models"_L1).toInt() == 2,
             qPrintable(status.describe()));
    QCOMPARE(status.lastOf(kName).value("state"_L1).toString(), u"here"_s);
    QCOMPARE(scene.model.hub.log().count(Endpoint::Batch), 0);

    const CliResult again = scene.plain({u"move-library"_s, scene.second()});
    QVERIFY2(again.exitCode() == 0 && again.process.out.contains("from now on"),
             qPrintable(again.describe()));
    for (const QByteArray &line : again.process.out.split('\n'))
        QVERIFY2(line.size() <= 80 || line.contains('/'), line.constData());
}

void MoveLibraryTest::toAnotherVolume()
{
    TestVolume volume(u"ext4"_s, 64, {u"-q"_s, u"-m"_s, u"0"_s});
    SKIP_WITHOUT(volume);
    LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    const QString to = volume.path() + u"/models"_s;
    const QString own = scene.first() + u'/' + kName + u"/notes/mine.txt"_s;
    QVERIFY(QDir().mkpath(QFileInfo(own).absolutePath()));
    writeFile(own, "mine");
    scene.mustSet({u"removeGit"_s, u"yes"_s});
    scene.mustGet(kOther, scene.first());
    const CliResult moved = scene.json({u"move-library"_s, to});
    QVERIFY2(moved.exitCode() == 0, qPrintable(moved.describe()));
    QCOMPARE(moved.lastOf(kName).value("how"_L1).toString(), u"copied"_s);
    QVERIFY(moved.summary().value("bytes_copied"_L1).toInteger() > 1'600'000);
    QVERIFY(!QFileInfo::exists(scene.first()));
    QCOMPARE(scene.model.differences(to + u'/' + kName), QString());
    QCOMPARE(scene.model.differences(to + u'/' + kOther, false), QString());
    QCOMPARE(QFileInfo(to + u'/' + kName + u"/notes/mine.txt"_s).size(), 4);
    QCOMPARE(gitStatus(to + u'/' + kName), u"?? notes/\n"_s);
    QCOMPARE(QDir(to + u"/.weightyard"_s).entryList({u"moving"_s}), QStringList());
    const CliResult verified = scene.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0, qPrintable(verified.describe()));
    QCOMPARE(scene.json({u"get"_s, kName}).summary().value("already_installed"_L1).toInt(), 1);

    const CliResult back = scene.json({u"move-library"_s, scene.first()});
    QVERIFY2(back.exitCode() == 0, qPrintable(back.describe()));
    QCOMPARE(scene.model.differences(scene.first() + u'/' + kName), QString());
    QVERIFY(!QFileInfo::exists(to));
}

// What it has received comes along, also into the window's list of downloads.
void MoveLibraryTest::unfinishedDownloads()
{
    TestVolume volume(u"ext4"_s, 64, {u"-q"_s, u"-m"_s, u"0"_s});
    for (const QString &to :
         {QString(), volume.problem().isEmpty() ? volume.path() + u"/models"_s : QString()}) {
        LibrariesScene scene;
        const QString library = to.isEmpty() ? scene.second() : to;
        scene.mustBegin({kName});
        const QJsonObject job{{"url"_L1, scene.model.url().toString()},
                              {"model"_L1, kName},
                              {"phase"_L1, "paused"_L1},
                              {"library"_L1, scene.first()}};
        const QString queue = scene.cli.config() + u"/queue.json"_s;
        writeFile(queue,
                  QJsonDocument(QJsonObject{{"version"_L1, 1}, {"jobs"_L1, QJsonArray{job}}}).toJson());
        const CliResult moved = scene.json({u"move-library"_s, library});
        QVERIFY2(moved.exitCode() == 0, qPrintable(moved.describe()));
        QVERIFY2(moved.lastOf(kName).value("unfinished"_L1).toBool(), qPrintable(moved.describe()));
        QVERIFY(moved.lastOf(kName).value("moved"_L1).toBool());
        QCOMPARE(moved.lastOf(kName).value("bytes_kept"_L1).toInteger(), SmallModel::weight(1).size());
        QFile kept(queue);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const QByteArray jobs = kept.readAll();
        QVERIFY2(jobs.contains(library.toUtf8()) && !jobs.contains(scene.first().toUtf8()), jobs.constData());
        QVERIFY(!QFileInfo::exists(scene.first()));
        scene.model.hub.log().clear();
        const CliResult done = scene.json({u"get"_s, kName});
        QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
        QCOMPARE(bytesFetched(done), SmallModel::weight(0).size());
        QCOMPARE(scene.model.differences(library + u'/' + kName), QString());
    }
}

void MoveLibraryTest::leaveAndForget()
{
    const LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    const CliResult left = scene.json({u"move-library"_s, scene.second(), u"--leave"_s});
    QVERIFY2(left.exitCode() == 0, qPrintable(left.describe()));
    QCOMPARE(scene.setting(u"library"_s).toString(), scene.second());
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), QJsonArray{scene.first()});
    QCOMPARE(scene.json({u"status"_s}).lastOf(kName).value("library"_L1).toString(), scene.first());

    const QString third = scene.cli.home() + u"/third"_s;
    QCOMPARE(scene.json({u"get"_s, kOther}).exitCode(), 0);
    const CliResult forgot = scene.json({u"move-library"_s, third, u"--forget"_s});
    QVERIFY2(forgot.exitCode() == 0, qPrintable(forgot.describe()));
    QCOMPARE(scene.setting(u"library"_s).toString(), third);
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), QJsonArray{scene.first()});
    QVERIFY(QFileInfo::exists(scene.second() + u'/' + kOther + u"/config.json"_s));
    QCOMPARE(scene.json({u"status"_s}).summary().value("models"_L1).toInt(), 1);
}

// At every moment each model is whole in one of two libraries, both of which are shown.
// They are named with their bytes, also where they stay.
void MoveLibraryTest::unfinishedStay()
{
    LibrariesScene scene;
    scene.mustBegin({kName});
    const CliResult told = scene.plain({u"move-library"_s, scene.second(), u"--dry-run"_s});
    QVERIFY2(told.process.out.contains("400 kB received, would move along"), qPrintable(told.describe()));
    const CliResult left = scene.plain({u"move-library"_s, scene.second(), u"--leave"_s});
    QVERIFY2(left.exitCode() == 0 && left.process.out.contains("400 kB received, stays in"),
             qPrintable(left.describe()));
}

void MoveLibraryTest::killedInTheMiddle()
{
    TestVolume volume(u"ext4"_s, 128, {u"-q"_s, u"-m"_s, u"0"_s});
    SKIP_WITHOUT(volume);
    LibrariesScene scene;
    QStringList names;
    for (int i = 0; i < 5; ++i) {
        RepoBuilder repo;
        const ObjectId weight = scene.model.hub.addGenerated(200 + static_cast<quint64>(i), 6 * kMiB);
        repo.lfsTrack(u"*.bin"_s)
            .lfsPointer(u"weight.bin"_s, weight)
            .file(u"config.json"_s, "{}\n")
            .commit("1");
        names.append(u"big/model%1"_s.arg(i));
        scene.model.hub.addRepository(names.last(), repo);
        scene.mustGet(names.last(), scene.first());
    }
    const QString to = volume.path() + u"/models"_s;
    QRandomGenerator random(static_cast<quint32>(qEnvironmentVariableIntValue("WEIGHTYARD_SEED") + 17));
    int killed = 0;
    for (int i = 0; i < 12; ++i) {
        ServerProcess process;
        scene.start(process, {u"move-library"_s, to, u"--quiet"_s});
        std::this_thread::sleep_for(std::chrono::milliseconds(30 + random.bounded(90)));
        killed += process.isRunning() ? 1 : 0;
        process.kill();
        process.waitForFinished(10s);
        const CliResult status = scene.json({u"status"_s});
        QVERIFY2(status.exitCode() == 0, qPrintable(status.describe()));
        for (const QString &name : names)
            QVERIFY2(status.lastOf(name).value("state"_L1).toString() == "here"_L1,
                     qPrintable(status.describe()));
    }
    QVERIFY2(killed > 2, qPrintable(QString::number(killed)));
    const CliResult verified = scene.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0, qPrintable(verified.describe()));
    const CliResult moved = scene.json({u"move-library"_s, to});
    QVERIFY2(moved.exitCode() == 0, qPrintable(moved.describe()));
    QVERIFY(!QFileInfo::exists(scene.first()));
    QCOMPARE(scene.setting(u"library"_s).toString(), to);
    const CliResult after = scene.json({u"verify"_s});
    QVERIFY2(after.exitCode() == 0, qPrintable(after.describe()));
    for (const QString &name : names)
        QVERIFY2(after.lastOf(name).value("good"_L1).toBool(), qPrintable(after.describe()));
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), QJsonArray());
}

void MoveLibraryTest::somethingInTheWay()
{
    LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    scene.mustGet(kOther, scene.first());
    const QString theirs = scene.second() + u'/' + kName + u"/theirs.txt"_s;
    QVERIFY(QDir().mkpath(QFileInfo(theirs).absolutePath()));
    writeFile(theirs, "theirs");
    const CliResult moved = scene.json({u"move-library"_s, scene.second()});
    QVERIFY2(moved.exitCode() == 10, qPrintable(moved.describe()));
    QVERIFY(QFileInfo::exists(theirs));
    QCOMPARE(scene.model.differences(scene.first() + u'/' + kName), QString());
    QCOMPARE(scene.model.differences(scene.second() + u'/' + kOther), QString());
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), QJsonArray{scene.first()});
    const CliResult status = scene.json({u"status"_s});
    QCOMPARE(status.lastOf(kOther).value("state"_L1).toString(), u"here"_s);

    QVERIFY(QDir(QFileInfo(theirs).absolutePath()).removeRecursively());
    const CliResult rest = scene.json({u"move-library"_s, scene.second(), u"--library"_s, scene.first()});
    QVERIFY2(rest.exitCode() == 0, qPrintable(rest.describe()));
    QCOMPARE(scene.model.differences(scene.second() + u'/' + kName), QString());
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), QJsonArray());
}

void MoveLibraryTest::notTheLibrarys()
{
    const LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    writeFile(scene.first() + u"/todo.txt"_s, "x");
    const QString into = scene.first() + u"/own/place"_s;
    QCOMPARE(scene.json({u"get"_s, kOther, u"--into"_s, into}).exitCode(), 0);
    const CliResult moved = scene.json({u"move-library"_s, scene.second()});
    QVERIFY2(moved.exitCode() == 0, qPrintable(moved.describe()));
    QVERIFY(QFileInfo::exists(scene.first() + u"/todo.txt"_s));
    QVERIFY(QFileInfo::exists(into + u"/config.json"_s));
    QCOMPARE(moved.summary().value("staying"_L1).toArray(), QJsonArray{into});
    QCOMPARE(scene.json({u"status"_s}).lastOf(kOther).value("state"_L1).toString(), u"here"_s);
}

void MoveLibraryTest::inUse()
{
    LibrariesScene scene;
    scene.mustGet(kOther, scene.first());
    RepoBuilder repo;
    const ObjectId weight = scene.model.hub.addGenerated(301, kMiB);
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"weight.bin"_s, weight).commit("1");
    scene.model.hub.addRepository(u"big/model"_s, repo);
    scene.model.hub.update([](HubSettings &settings) { settings.bytesPerSecond = 250'000; });
    ServerProcess get;
    scene.start(get, {u"get"_s, u"big/model"_s, u"--json"_s});
    QVERIFY(saidWhenIn("transferring", get).contains("transferring"));
    const CliResult busy = scene.json({u"move-library"_s, scene.second(), u"--fail-if-busy"_s});
    QVERIFY2(busy.exitCode() == 9, qPrintable(busy.describe()));
    QVERIFY(QFileInfo::exists(scene.first() + u'/' + kOther));
    const CliResult waited = scene.json({u"move-library"_s, scene.second()});
    QVERIFY2(waited.exitCode() == 0 && waited.process.err.contains("Waiting"), qPrintable(waited.describe()));
    QVERIFY(get.waitForFinished(60s));
    QCOMPARE(get.exitCode(), 0);
    QCOMPARE(scene.model.differences(scene.second() + u'/' + kOther), QString());
    QCOMPARE(sha256HexOfFile(scene.second() + u"/big/model/weight.bin"_s), weight.oid);
}

// A file system that keeps its locks to itself: every model that is moved there is there already.
void MoveLibraryTest::mountedTwice()
{
    LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    QVERIFY(QDir().mkpath(scene.second()));
    ServerProcess bindfs;
    const bool isMounted = bindfs.start(u"bindfs"_s, {u"-f"_s, scene.first(), scene.second()})
                           && waitUntil(
                               [&] {
                                   return runProcess(u"mountpoint"_s, {u"-q"_s, scene.second()}).ok();
                               },
                               10s);
    const auto away = qScopeGuard([&] { runProcess(u"umount"_s, {scene.second()}); });
    if (!isMounted)
        QSKIP("cannot mount by bindfs here");
    const CliResult refused = scene.json({u"move-library"_s, scene.second()});
    QVERIFY2(refused.exitCode() == 2 && refused.process.err.contains("library already"),
             qPrintable(refused.describe()));
    QCOMPARE(scene.model.differences(scene.first() + u'/' + kName), QString());
    QCOMPARE(scene.setting(u"library"_s).toString(), scene.first());
    QCOMPARE(scene.json({u"verify"_s}).exitCode(), 0);
}

// Lists leave them out: a copy would lack them when the original goes.
void MoveLibraryTest::namesThatAreNotText()
{
    const TestVolume volume(u"tmpfs"_s, 32);
    SKIP_WITHOUT(volume);
    LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    const QByteArray file = QFile::encodeName(scene.first() + u'/' + kName) + "/caf\xe9.txt";
    mustRun(u"sh"_s, {u"-c"_s, u"printf mine > \"$(printf \"$1\")\""_s, u"sh"_s,
                      QString::fromLatin1(QByteArray(file).replace("\xe9", "\\351"))});
    const CliResult refused = scene.json({u"move-library"_s, volume.path() + u"/library"_s});
    QVERIFY2(refused.exitCode() == 10 && refused.process.out.contains("not text in UTF-8"),
             qPrintable(refused.describe()));
    QCOMPARE(::access(file.constData(), R_OK), 0);
    QCOMPARE(scene.model.differences(scene.first() + u'/' + kName), QString());
}

void MoveLibraryTest::refused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("below") << QStringList{u"first/below"_s} << 2;
    QTest::newRow("above") << QStringList{u"."_s} << 2;
    QTest::newRow("a file") << QStringList{u"file"_s} << 10;
    QTest::newRow("none") << QStringList{} << 2;
    QTest::newRow("two") << QStringList{u"a"_s, u"b"_s} << 2;
    QTest::newRow("both") << QStringList{u"a"_s, u"--leave"_s, u"--forget"_s} << 2;
}

void MoveLibraryTest::refused()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    const LibrariesScene scene;
    QVERIFY(QDir().mkpath(scene.first()));
    writeFile(scene.cli.home() + u"/file"_s, "x");
    const CliResult result = scene.plain(QStringList{u"move-library"_s} + words);
    QVERIFY2(result.exitCode() == exitCode, qPrintable(result.describe()));
    QCOMPARE(scene.setting(u"library"_s).toString(), scene.first());
}

void MoveLibraryTest::noRoom()
{
    TestVolume volume(u"tmpfs"_s, 2);
    SKIP_WITHOUT(volume);
    LibrariesScene scene;
    RepoBuilder repo;
    const ObjectId weight = scene.model.hub.addGenerated(300, 4 * kMiB);
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"weight.bin"_s, weight).commit("1");
    scene.model.hub.addRepository(u"big/model"_s, repo);
    scene.mustGet(u"big/model"_s, scene.first());
    const CliResult full = scene.json({u"move-library"_s, volume.path() + u"/models"_s});
    QVERIFY2(full.exitCode() == 6, qPrintable(full.describe()));
    QCOMPARE(scene.setting(u"library"_s).toString(), scene.first());
    QCOMPARE(scene.json({u"status"_s}).lastOf(u"big/model"_s).value("state"_L1).toString(), u"here"_s);
}

void MoveLibraryTest::tellsOnly()
{
    const LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    const CliResult told = scene.json({u"move-library"_s, scene.second(), u"--dry-run"_s});
    QVERIFY2(told.exitCode() == 0, qPrintable(told.describe()));
    QCOMPARE(told.lastOf(kName).value("how"_L1).toString(), u"renamed"_s);
    QVERIFY(!told.lastOf(kName).value("moved"_L1).toBool(true));
    QVERIFY(!QFileInfo::exists(scene.second()));
    QCOMPARE(scene.setting(u"library"_s).toString(), scene.first());
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), QJsonArray());
}

WEIGHTYARD_TEST(MoveLibraryTest)

} // namespace move_library_test

#include "move_library_test.moc"
