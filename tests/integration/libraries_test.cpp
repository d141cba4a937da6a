// Several libraries: the models of all of them are here, downloads go into one, and one whose disk is away stops nothing. Real volumes;
// skipped where this machine cannot mount one.
#include "libraries_scene.h"
#include "test_registry.h"
#include "test_volume.h"

#include <QFileInfo>
#include <QtTest>

namespace libraries_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = LibrariesScene::name();
const QString kOther = LibrariesScene::other();

QString libraryOf(const CliResult &result, const QString &model)
{
    return result.lastOf(model).value("library"_L1).toString();
}

bool fits80(const CliResult &result)
{
    for (const QByteArray &line : result.process.out.split('\n')) {
        if (QString::fromUtf8(line).size() > 80 && !line.contains('/')) // a path is never broken
            return false;
    }
    return true;
}

} // namespace

class LibrariesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allAreShown();
    void whatIsElsewhereIsNotFetched();
    void goesOnWhereItWasBegun();
    void changesWhereItLies();
    void adoptsWhereItLies();
    void oneIsUnplugged();
    void severalFoldersAsSetting();
    void besideEachOther_data();
    void besideEachOther();
    void estimatesWhereItWasBegun();
};

void LibrariesTest::allAreShown()
{
    const LibrariesScene scene;
    scene.mustGet(kName, scene.first());
    scene.mustGet(kOther, scene.second());
    const CliResult alone = scene.json({u"status"_s});
    QCOMPARE(alone.summary().value("models"_L1).toInt(), 1);
    scene.mustSet({u"libraries"_s, scene.second()});

    const CliResult both = scene.json({u"status"_s});
    QVERIFY2(both.exitCode() == 0, qPrintable(both.describe()));
    QCOMPARE(both.summary().value("models"_L1).toInt(), 2);
    QCOMPARE(libraryOf(both, kName), scene.first());
    QCOMPARE(libraryOf(both, kOther), scene.second());
    const CliResult listed = scene.json({u"list"_s, kName, kOther});
    QCOMPARE(listed.lines.value(0).value("library"_L1).toString(), scene.first());
    const QJsonObject line = listed.lines.value(1);
    QCOMPARE(line.value("state"_L1).toString(), u"here"_s);
    QCOMPARE(line.value("library"_L1).toString(), scene.second());
    QCOMPARE(line.value("bytes_missing"_L1).toInt(-1), 0);
    const CliResult verified = scene.json({u"verify"_s});
    QVERIFY2(verified.exitCode() == 0 && verified.lastOf(kOther).value("good"_L1).toBool(),
             qPrintable(verified.describe()));
    const CliResult named = scene.json({u"status"_s, u"--library"_s, scene.first()});
    QCOMPARE(named.summary().value("models"_L1).toInt(), 1);

    for (const QStringList &verb : {QStringList{u"status"_s}, QStringList{u"list"_s, kName, kOther}}) {
        const CliResult table = scene.plain(verb);
        QVERIFY2(table.process.out.contains(scene.second().toUtf8()) && fits80(table),
                 qPrintable(table.describe()));
    }
}

void LibrariesTest::whatIsElsewhereIsNotFetched()
{
    LibrariesScene scene;
    scene.mustGet(kName, scene.second());
    scene.mustSet({u"libraries"_s, scene.second()});
    scene.model.hub.log().clear();

    const CliResult again = scene.json({u"get"_s, kName});
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QCOMPARE(again.summary().value("already_installed"_L1).toInt(), 1);
    QCOMPARE(again.lastOf(kName).value("folder"_L1).toString(), scene.second() + u'/' + kName);
    QCOMPARE(scene.model.hub.log().count(Endpoint::Batch), 0);
    QVERIFY(!QFileInfo::exists(scene.first()));
    const QByteArray said = scene.plain({u"get"_s, kName}).process.out;
    QVERIFY2(said.contains(scene.second().toUtf8()), said.constData());

    scene.mustGet(kName, scene.first()); // asked for by name: a copy, and not by the network
    QCOMPARE(scene.model.hub.log().count(Endpoint::Storage), 0);
    QCOMPARE(scene.model.differences(scene.first() + u'/' + kName), QString());
}

void LibrariesTest::goesOnWhereItWasBegun()
{
    LibrariesScene scene;
    scene.mustBegin({kName, u"--library"_s, scene.second()});
    scene.mustSet({u"libraries"_s, scene.second()});
    QCOMPARE(scene.json({u"list"_s, kName}).lines.value(0).value("state"_L1).toString(), u"unfinished"_s);
    scene.model.hub.log().clear();
    const CliResult done = scene.json({u"get"_s, kName});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(bytesFetched(done), SmallModel::weight(0).size());
    QCOMPARE(scene.model.differences(scene.second() + u'/' + kName), QString());
    QVERIFY(!QFileInfo::exists(scene.first()));
}

void LibrariesTest::changesWhereItLies()
{
    LibrariesScene scene;
    scene.mustGet(kName, scene.second());
    scene.mustSet({u"libraries"_s, scene.second()});
    const QString folder = scene.second() + u'/' + kName;
    QVERIFY(QFile::remove(folder + u'/' + SmallModel::weights().first()));
    const CliResult repaired = scene.json({u"verify"_s, u"--repair"_s});
    QVERIFY2(repaired.exitCode() == 0, qPrintable(repaired.describe()));
    QCOMPARE(scene.model.differences(folder), QString());

    const CliResult current = scene.json({u"update"_s, u"--check"_s});
    QCOMPARE(current.lastOf(kName).value("update"_L1).toString(), u"current"_s);
    scene.model.repo.file(u"config.json"_s, "{\"a\":2}\n").commit("2");
    scene.model.hub.addRepository(kName, scene.model.repo);
    const CliResult updated = scene.json({u"update"_s});
    QVERIFY2(updated.exitCode() == 0, qPrintable(updated.describe()));
    QVERIFY(!QFileInfo::exists(scene.first()));
    const CliResult cleaned = scene.json({u"clean"_s, u"--git-history"_s, u"--yes"_s});
    QVERIFY2(cleaned.exitCode() == 0 && !QFileInfo::exists(folder + u"/.git"_s),
             qPrintable(cleaned.describe()));

    const CliResult removed = scene.json({u"remove"_s, kName, u"--yes"_s});
    QVERIFY2(removed.exitCode() == 0, qPrintable(removed.describe()));
    QVERIFY(!QFileInfo::exists(folder));
    QCOMPARE(scene.json({u"status"_s}).summary().value("models"_L1).toInt(), 0);
}

void LibrariesTest::adoptsWhereItLies()
{
    LibrariesScene scene;
    scene.mustSet({u"libraries"_s, scene.second()});
    const QString folder = scene.second() + u'/' + kName;
    QVERIFY(QDir().mkpath(QFileInfo(folder).absolutePath()));
    QVERIFY(realClone(scene.model.url().toString(), folder).ok());
    const CliResult adopted = scene.json({u"adopt"_s, folder});
    QVERIFY2(adopted.exitCode() == 0, qPrintable(adopted.describe()));
    QVERIFY(adopted.lines.value(0).value("in_library"_L1).toBool());
    QCOMPARE(QDir(scene.second() + u"/.weightyard/records"_s).entryList(QDir::Files).size(), 1);
    QVERIFY(QDir(scene.cli.config() + u"/records"_s).isEmpty());
}

void LibrariesTest::oneIsUnplugged()
{
    TestVolume volume(u"ext4"_s, 64, {u"-q"_s, u"-m"_s, u"0"_s});
    SKIP_WITHOUT(volume);
    LibrariesScene scene;
    const QString away = volume.path() + u"/models"_s;
    scene.mustGet(kName, scene.first());
    scene.mustGet(kOther, away);
    scene.mustSet({u"libraries"_s, away});
    QCOMPARE(scene.json({u"status"_s}).summary().value("models"_L1).toInt(), 2);
    QVERIFY(volume.unplug());

    const CliResult status = scene.json({u"status"_s});
    QVERIFY2(status.exitCode() == 0, qPrintable(status.describe()));
    QCOMPARE(status.summary().value("models"_L1).toInt(), 1);
    const QJsonArray libraries = status.summary().value("libraries"_L1).toArray();
    QCOMPARE(libraries.size(), 2);
    QVERIFY(libraries.at(0)["connected"_L1].toBool());
    QVERIFY(!libraries.at(1)["connected"_L1].toBool(true));
    for (const QStringList &verb : {QStringList{u"status"_s}, QStringList{u"list"_s, kName}}) {
        const CliResult table = scene.plain(verb);
        QVERIFY2(table.exitCode() == 0 && table.process.out.simplified().contains("not connected"),
                 qPrintable(table.describe()));
    }
    // What it has is known, said, and not fetched again.
    const QString own = scene.cli.home() + u"/own.json"_s;
    writeFile(own, QJsonDocument(QJsonObject{{u"version"_s, 1},
                                             {u"families"_s, QJsonArray{u"Own"_s}},
                                             {u"models"_s, QJsonArray{QJsonObject{{u"id"_s, kOther},
                                                                                  {u"family"_s, u"Own"_s},
                                                                                  {u"name"_s, u"Other"_s}}}}})
                       .toJson());
    const CliResult family =
        scene.plain({u"get"_s, u"--family"_s, u"Own"_s, u"--catalogue"_s, own, u"--dry-run"_s});
    QVERIFY2(family.exitCode() == 0 && family.process.err.contains("not connected")
                 && !family.process.out.contains(kOther.toUtf8()),
             qPrintable(family.describe()));
    QCOMPARE(status.summary().value("not_connected"_L1).toInt(), 1);
    QCOMPARE(status.lastOf(kOther).value("state"_L1).toString(), u"not_connected"_s);
    QCOMPARE(libraryOf(status, kOther), away);
    const QJsonObject listed = scene.json({u"list"_s, kOther}).lines.value(0);
    QCOMPARE(listed.value("state"_L1).toString(), u"not_connected"_s);
    QCOMPARE(listed.value("library"_L1).toString(), away);
    const CliResult words = scene.plain({u"status"_s});
    QVERIFY2(words.process.out.contains("Not connected") && fits80(words), qPrintable(words.describe()));
    QCOMPARE(scene.json({u"verify"_s}).exitCode(), 0);
    QCOMPARE(scene.json({u"get"_s, kName}).exitCode(), 0);
    QVERIFY(QDir(volume.path()).isEmpty());
    volume.plugIn();
    const CliResult back = scene.json({u"status"_s});
    QCOMPARE(back.summary().value("models"_L1).toInt(), 2);
    QCOMPARE(back.summary().value("not_connected"_L1).toInt(-1), 0);
}

void LibrariesTest::severalFoldersAsSetting()
{
    const LibrariesScene scene;
    const QString spaced = scene.cli.home() + u"/my models"_s;
    scene.mustSet({u"libraries"_s, scene.second(), spaced, scene.second()});
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), (QJsonArray{scene.second(), spaced}));
    scene.mustSet({u"libraries"_s, u"third"_s});
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), (QJsonArray{scene.cli.home() + u"/third"_s}));
    scene.mustSet({u"libraries"_s, u""_s});
    QCOMPARE(scene.setting(u"libraries"_s).toArray(), QJsonArray());
    QCOMPARE(scene.json({u"settings"_s, u"set"_s, u"jobs"_s, u"1"_s, u"2"_s}).exitCode(), 2);
}

// One rule, whichever way a folder becomes a library.
void LibrariesTest::besideEachOther_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("said");
    const QStringList set{u"settings"_s, u"set"_s};
    const QByteArray nested("cannot lie in another one");
    const QByteArray twice("one library only");
    QTest::newRow("below") << set + QStringList{u"libraries"_s, u"first/below"_s} << nested;
    QTest::newRow("above") << set + QStringList{u"libraries"_s, u"."_s} << nested;
    QTest::newRow("in a further one") << set + QStringList{u"library"_s, u"second/below"_s} << nested;
    QTest::newRow("in each other") << set + QStringList{u"libraries"_s, u"a"_s, u"a/b"_s} << nested;
    QTest::newRow("through a link") << set + QStringList{u"libraries"_s, u"link/below"_s}
                                    << QByteArray("links lead to");
    QTest::newRow("the same") << set + QStringList{u"libraries"_s, u"first"_s} << twice;
    QTest::newRow("the same by a link")
        << set + QStringList{u"libraries"_s, u"link"_s} << QByteArray("by another name");
    QTest::newRow("moved into a further one") << QStringList{u"move-library"_s, u"second/below"_s} << nested;
    QTest::newRow("left for one in a further one")
        << QStringList{u"move-library"_s, u"second/below"_s, u"--leave"_s} << nested;
}

void LibrariesTest::besideEachOther()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, said);
    const LibrariesScene scene;
    scene.mustSet({u"libraries"_s, scene.second()});
    QVERIFY(QDir().mkpath(scene.first()));
    QVERIFY(QFile::link(scene.first(), scene.cli.home() + u"/link"_s));
    const QByteArray before = readFile(scene.cli.config() + u"/settings.json"_s);
    const CliResult refused = scene.plain(words);
    QVERIFY2(refused.exitCode() == 2 && refused.process.err.simplified().contains(said),
             qPrintable(refused.describe()));
    QCOMPARE(readFile(scene.cli.config() + u"/settings.json"_s), before);
    QVERIFY(!QFileInfo::exists(scene.second()));
}

// It goes on there: the room of the other disk is what counts.
void LibrariesTest::estimatesWhereItWasBegun()
{
    TestVolume volume(u"tmpfs"_s, 64);
    SKIP_WITHOUT(volume);
    LibrariesScene scene;
    const QString other = volume.path() + u"/models"_s;
    scene.model.hub.addFault(
        Fault::statusOf(Endpoint::Storage, 404).forOid(sha256Hex(SmallModel::weight(0))).always());
    QCOMPARE(scene.json({u"get"_s, kName, u"--library"_s, other}).exitCode(), 5);
    scene.model.hub.clearFaults();
    scene.mustSet({u"libraries"_s, other});
    // What is preallocated needs no room.
    const QDir partials(other + u"/.weightyard/partials"_s);
    const QString oid = QString::fromLatin1(sha256Hex(SmallModel::weight(0)));
    for (const QString &name : partials.entryList({oid + u'*'}, QDir::Files))
        QVERIFY(QFile::remove(partials.filePath(name)));
    const CliResult both = scene.json({u"estimate"_s, kName, kOther});
    QVERIFY2(both.exitCode() == 0, qPrintable(both.describe()));
    const QJsonArray volumes = both.summary().value("volumes"_L1).toArray();
    QVERIFY2(volumes.size() == 2, qPrintable(both.describe()));
    QCOMPARE(volumes.at(0)["library"_L1].toString(), scene.first());
    QCOMPARE(volumes.at(1)["library"_L1].toString(), other);
    QVERIFY(volumes.at(1)["bytes_available"_L1].toInteger() < 64LL * 1024 * 1024);
    QVERIFY(volumes.at(1)["bytes_to_write"_L1].toInteger() > 0);
    const CliResult words = scene.plain({u"estimate"_s, kName, kOther});
    QVERIFY2(words.process.out.contains(other.toUtf8()) && fits80(words), qPrintable(words.describe()));

    writeFile(volume.path() + u"/other-files"_s, QByteArray(63 * 1024 * 1024, 'x'));
    const CliResult full = scene.json({u"estimate"_s, kName, kOther});
    QVERIFY2(full.exitCode() == 6, qPrintable(full.describe()));
    QVERIFY(!full.lastOf(kName).value("fits"_L1).toBool(true)
            || full.lines.value(0).value("fits"_L1) == false);
    QVERIFY(full.lines.value(1).value("fits"_L1).toBool());
}

WEIGHTYARD_TEST(LibrariesTest)

} // namespace libraries_test

#include "libraries_test.moc"
