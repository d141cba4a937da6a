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
    QCOMPARE(scene.json({u"verify"_s}).exitCode(), 0);
    QCOMPARE(scene.json({u"get"_s, kName}).exitCode(), 0);
    QVERIFY(QDir(volume.path()).isEmpty());
    volume.plugIn();
    QCOMPARE(scene.json({u"status"_s}).summary().value("models"_L1).toInt(), 2);
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

WEIGHTYARD_TEST(LibrariesTest)

} // namespace libraries_test

#include "libraries_test.moc"
