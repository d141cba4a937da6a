// `verify`: what the disk did to an installed model is found, named, and fetched again by the next `get`, and nothing else is.
#include "small_model.h"
#include "test_registry.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>

namespace verify_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();
const QString kWeight = SmallModel::weights().at(0);

/// One bit, as a bad disk does it: size and time stay.
void damage(const QString &path)
{
    const QDateTime modified = QFileInfo(path).lastModified();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly));
    QVERIFY(file.seek(1000));
    char byte = 0;
    QVERIFY(file.getChar(&byte));
    QVERIFY(file.seek(1000) && file.putChar(static_cast<char>(byte ^ 1)));
    QVERIFY(file.flush() && file.setFileTime(modified, QFileDevice::FileModificationTime));
}

QStringList listIn(const CliResult &result, const char *key)
{
    return result.lastOf(kName).value(QLatin1StringView(key)).toVariant().toStringList();
}

} // namespace

class VerifyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goodModel();
    void damagedWeight_data();
    void damagedWeight();
    void deletedFile();
    void deletedModel();
    void byName();
    void byFolder();
    void forPeople();
    void namesAsTheRepositoryHasThem();
    void namesDoNotSteerTheTerminal();
};

void VerifyTest::goodModel()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"verify"_s}).summary().value("models"_L1).toInt(-1), 0);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    writeFile(cli.folder(kName) + u"/README.md"_s, "my own notes"); // grown: the user's to change
    const CliResult result = cli.json({u"verify"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(result.lastOf(kName).value("good"_L1).toBool());
    QCOMPARE(result.summary().value("good"_L1).toInt(), 1);
    QCOMPARE(listIn(result, "changed"), QStringList{u"README.md"_s});
    QVERIFY(result.summary().value("bytes"_L1).toInteger()
            > SmallModel::weight(0).size() + SmallModel::weight(1).size()); // small files, too
}

void VerifyTest::damagedWeight_data()
{
    QTest::addColumn<bool>("into");
    QTest::addColumn<bool>("history");
    QTest::newRow("in the library") << false << true;
    QTest::newRow("in the library, without history") << false << false;
    QTest::newRow("in a folder") << true << true;
    QTest::newRow("in a folder, without history") << true << false;
}

void VerifyTest::damagedWeight()
{
    QFETCH(bool, into);
    QFETCH(bool, history);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = into ? cli.home() + u"/model"_s : cli.folder(kName);
    QStringList get{u"get"_s, kName, history ? u"--keep-git"_s : u"--remove-git"_s};
    if (into)
        get += {u"--into"_s, folder};
    QCOMPARE(cli.json(get).exitCode(), 0);
    damage(folder + u'/' + kWeight);

    const CliResult found = cli.json({u"verify"_s});
    QVERIFY2(found.exitCode() == 7, qPrintable(found.describe()));
    QCOMPARE(listIn(found, "damaged"), QStringList{kWeight});
    QVERIFY(listIn(found, "missing").isEmpty());
    QCOMPARE(found.summary().value("good"_L1).toInt(-1), 0);
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"incomplete"_s);

    model.hub.log().clear();
    const CliResult mended = cli.json(get);
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QCOMPARE(bytesFetched(mended), SmallModel::weight(0).size());
    QCOMPARE(readFile(folder + u'/' + kWeight), SmallModel::weight(0));
    QVERIFY2(model.differences(folder, history).isEmpty(), qPrintable(model.differences(folder, history)));
    QCOMPARE(QFileInfo::exists(folder + u"/.git"_s), history);
    const CliResult again = cli.json({u"verify"_s});
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QCOMPARE(cli.json({u"status"_s}).lastOf(kName).value("state"_L1).toString(), u"here"_s);
}

void VerifyTest::deletedFile()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString path = cli.folder(kName) + u'/' + kWeight;
    QVERIFY(QFile::remove(path));
    const CliResult found = cli.json({u"verify"_s});
    QVERIFY2(found.exitCode() == 7, qPrintable(found.describe()));
    QCOMPARE(listIn(found, "missing"), QStringList{kWeight});
    QVERIFY(listIn(found, "damaged").isEmpty());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);

    // What comes back by hand is not held against the model any more.
    damage(path);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 7);
    writeFile(path, SmallModel::weight(0));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    QVERIFY(cli.json({u"get"_s, kName}).lastOf(kName).value("already_installed"_L1).toBool());
}

// What the user deleted is no damage.
void VerifyTest::deletedModel()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QVERIFY(QDir(cli.folder(kName)).removeRecursively());
    const CliResult result = cli.json({u"verify"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(result.summary().value("models"_L1).toInt(-1), 0);
}

void VerifyTest::byName()
{
    SmallModel model;
    RepoBuilder other;
    other.lfsTrack(u"*.bin"_s).lfsFile(u"w.bin"_s, "other weights").commit("1");
    model.hub.addRepository(u"owner/other"_s, other);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName, u"owner/other"_s}).exitCode(), 0);
    damage(cli.folder(kName) + u'/' + kWeight);
    const CliResult one = cli.json({u"verify"_s, u"OTHER"_s});
    QVERIFY2(one.exitCode() == 0, qPrintable(one.describe()));
    QCOMPARE(one.summary().value("models"_L1).toInt(), 1);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 7);
    const CliResult none = cli.json({u"verify"_s, u"nothing-like-it"_s});
    QCOMPARE(none.exitCode(), 5);
    QVERIFY(none.process.err.contains("nothing-like-it"));
}

// A folder is exactly that one; "." is no part of a name.
void VerifyTest::byFolder()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString other = u"owner/v1.5"_s;
    model.hub.addRepository(other, model.repo);
    const QString folder = cli.home() + u"/one"_s;
    QCOMPARE(cli.json({u"get"_s, other}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const CliResult one = cli.json({u"verify"_s, folder});
    QCOMPARE(one.summary().value("models"_L1).toInt(), 1);
    QCOMPARE(one.lastOf(kName).value("folder"_L1).toString(), folder);
    const CliResult here = cli.json({u"verify"_s, u"./one"_s}); // run in the home folder
    QCOMPARE(here.lastOf(kName).value("folder"_L1).toString(), folder);
    QCOMPARE(cli.json({u"verify"_s, u"."_s}).exitCode(), 5);
}

void VerifyTest::forPeople()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    QVERIFY(cli.plain({u"verify"_s}).process.out.contains("No models are installed"));
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    QVERIFY(cli.plain({u"verify"_s}).process.out.contains("owner/model: good, 800 kB"));
    QVERIFY(cli.plain({u"verify"_s, u"--quiet"_s}).process.out.isEmpty());
    damage(folder + u'/' + kWeight);
    const CliResult said = cli.plain({u"verify"_s});
    QCOMPARE(said.exitCode(), 7);
    const QString text = QString::fromUtf8(said.process.out).simplified();
    QVERIFY2(text.contains("damaged: "_L1 + kWeight), qPrintable(text));
    QVERIFY2(text.contains("weightyard-cli get --config "_L1) && text.contains(" --into "_L1 + folder),
             qPrintable(text));
}

// What `get` publishes, every other command takes.
void VerifyTest::namesAsTheRepositoryHasThem()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).file(u"a\\b.txt"_s, "text").file(u"c:d/ e. /x"_s, "x");
    repo.file(u".weightyard/notes"_s, "theirs").lfsFile(u"w\\x.bin"_s, "weights").commit("1");
    hub.addRepository(kName, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult got = cli.json({u"get"_s, kName});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    const CliResult status = cli.json({u"status"_s});
    QVERIFY2(status.exitCode() == 0, qPrintable(status.describe()));
    QCOMPARE(status.lastOf(kName).value("state"_L1).toString(), u"here"_s);
    const CliResult verify = cli.json({u"verify"_s});
    QVERIFY2(verify.exitCode() == 0, qPrintable(verify.describe()));
    writeFile(cli.folder(kName) + u"/w\\x.bin"_s, "WEIGHTS");
    const CliResult damaged = cli.json({u"verify"_s});
    QCOMPARE(damaged.exitCode(), 7);
    QCOMPARE(listIn(damaged, "damaged"), QStringList{u"w\\x.bin"_s});
    const CliResult mended = cli.json({u"get"_s, kName});
    QVERIFY2(mended.exitCode() == 0, qPrintable(mended.describe()));
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
}

// A record is a file that anybody may have edited.
void VerifyTest::namesDoNotSteerTheTerminal()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"w\x1b[2J.bin"_s, "weights").commit("1");
    hub.addRepository(kName, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    writeFile(cli.folder(kName) + u"/w\x1b[2J.bin"_s, "WEIGHTS");
    const CliResult damaged = cli.plain({u"verify"_s});
    QCOMPARE(damaged.exitCode(), 7);
    QVERIFY2(damaged.process.out.contains("damaged: w [2J.bin"), damaged.process.out.constData());
    QVERIFY(!damaged.process.out.contains('\x1b'));
}

WEIGHTYARD_TEST(VerifyTest)

} // namespace verify_test

#include "verify_test.moc"
