// `get --into DIR`: what may be in the folder beforehand, and what is in and beside it afterwards.
#include "small_model.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtTest>
#include <sys/stat.h>

namespace get_into_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();

TreeSnapshot everythingIn(const QString &folder)
{
    return TreeSnapshot::of(folder, {.exclude = {}, .onlyExecutableBit = false});
}

ino_t inodeOf(const QString &file)
{
    struct stat info = {};
    return ::lstat(QFile::encodeName(file).constData(), &info) == 0 ? info.st_ino : 0;
}

} // namespace

class GetIntoTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void targets_data();
    void targets();
    void foreignFilesStay();
    void sameContentIsNotFetchedAgain();
    void otherContentIsConflict_data();
    void otherContentIsConflict();
    void secondModelIsConflict();
    void otherRevisionThatIsNone();
    void failureLeavesNothing_data();
    void failureLeavesNothing();

private:
    static CliResult get(const CliRun &cli, const QString &folder, const QStringList &more = {})
    {
        return cli.json(QStringList{u"get"_s, kModel, u"--into"_s, folder} + more);
    }
};

void GetIntoTest::targets_data()
{
    QTest::addColumn<QString>("argument"); // relative to the home folder, which is the working folder
    QTest::addColumn<QString>("make");     // made before
    QTest::addColumn<bool>("absolute");
    QTest::newRow("absent") << u"model"_s << QString() << true;
    QTest::newRow("absent, with parents") << u"a/b/model"_s << QString() << true;
    QTest::newRow("empty") << u"model"_s << u"model"_s << true;
    QTest::newRow("trailing slash, absent") << u"model/"_s << QString() << true;
    QTest::newRow("trailing slash, empty") << u"model//"_s << u"model"_s << true;
    QTest::newRow("relative") << u"model"_s << QString() << false;
    QTest::newRow("relative, upwards") << u"x/../y/./model"_s << u"x"_s << false;
    QTest::newRow("hidden, with spaces") << u"my models/.secret \u00fc"_s << QString() << false;
}

void GetIntoTest::targets()
{
    QFETCH(QString, argument);
    QFETCH(QString, make);
    QFETCH(bool, absolute);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    if (!make.isEmpty())
        QVERIFY(QDir(cli.home()).mkpath(make));
    const QString folder = QDir::cleanPath(cli.home() + u'/' + argument);
    const CliResult result = get(cli, absolute ? cli.home() + u'/' + argument : argument);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));

    QVERIFY2(model.differences(folder).isEmpty(), qPrintable(model.differences(folder)));
    QCOMPARE(leftovers(cli.home()), QStringList());
    QVERIFY(!QFileInfo::exists(cli.library()));
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}};
    const ProcessResult status = runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s}, inside);
    QVERIFY2(status.ok() && status.out.isEmpty(), qPrintable(status.describe()));

    QCOMPARE(result.lastOf(kModel).value("folder"_L1).toString(), folder);
    QCOMPARE(intoRecords(cli).size(), 1);
    QCOMPARE(intoRecords(cli).first().value("folder"_L1).toString(), folder);
    QCOMPARE(intoRecords(cli).first().value("url"_L1).toString(), model.url().toString());

    model.hub.log().clear();
    const auto before = everythingIn(folder);
    const CliResult again = get(cli, folder);
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QVERIFY(again.lastOf(kModel).value("already_installed"_L1).toBool());
    QCOMPARE(model.hub.log().all().size(), 0);
    QVERIFY(everythingIn(folder) == before);
    QCOMPARE(leftovers(cli.home()), QStringList());
}

void GetIntoTest::foreignFilesStay()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    writeFile(folder + u"/notes.txt"_s, "mine\n");
    writeFile(folder + u"/tokenizer/mine.bin"_s, "also mine\n");
    QVERIFY(QFile::link(u"/nowhere"_s, folder + u"/dangling"_s));
    QVERIFY(QDir(folder).mkpath(u"empty/below"_s));
    const auto before = everythingIn(folder).entries();

    const CliResult result = get(cli, folder);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(model.differences(folder).isEmpty(), qPrintable(model.differences(folder)));
    const auto after = everythingIn(folder).entries();
    for (auto it = before.cbegin(); it != before.cend(); ++it)
        QVERIFY2(after.value(it.key()) == it.value(), qPrintable(it.key()));
    QCOMPARE(leftovers(cli.home()), QStringList());
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}};
    const QByteArray status = runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s}, inside).out;
    QCOMPARE(status, QByteArray("?? dangling\n?? notes.txt\n?? tokenizer/mine.bin\n"));
    QVERIFY(get(cli, folder).lastOf(kModel).value("already_installed"_L1).toBool());
}

void GetIntoTest::sameContentIsNotFetchedAgain()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    const QString weight = folder + u'/' + SmallModel::weights().first();
    writeFile(weight, SmallModel::weight(0));
    writeFile(folder + u"/README.md"_s, "# Small\n");
    const ino_t inode = inodeOf(weight);

    const CliResult result = get(cli, folder);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(model.differences(folder).isEmpty(), qPrintable(model.differences(folder)));
    QCOMPARE(inodeOf(weight), inode);
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 1);
    const QByteArray there = sha256Hex(SmallModel::weight(0));
    QVERIFY(!model.hub.log().of(Endpoint::Storage).first().target.contains(there));
    for (const LoggedRequest &batch : model.hub.log().of(Endpoint::Batch))
        QVERIFY(!batch.body.contains(there));
    QCOMPARE(bytesFetched(result), qint64(SmallModel::weight(1).size()));
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}};
    QCOMPARE(runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s}, inside).out, QByteArray());
}

void GetIntoTest::otherContentIsConflict_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("kind");
    QTest::newRow("plain file, other bytes") << u"config.json"_s << u"file"_s;
    QTest::newRow("weights, other bytes") << SmallModel::weights().first() << u"file"_s;
    QTest::newRow("weights, same size") << SmallModel::weights().first() << u"same size"_s;
    QTest::newRow("link with another target") << u"LICENSE"_s << u"link"_s;
    QTest::newRow("link in a file's way") << u"README.md"_s << u"link"_s;
    QTest::newRow("file in a link's way") << u"LICENSE"_s << u"file"_s;
    QTest::newRow("folder in a file's way") << u"README.md"_s << u"folder"_s;
    QTest::newRow("folder in the weights' way") << SmallModel::weights().first() << u"folder"_s;
    QTest::newRow("file in a folder's way") << u"tokenizer"_s << u"file"_s;
    QTest::newRow("link in a folder's way") << u"tokenizer"_s << u"outside link"_s;
    QTest::newRow("history of its own") << u".git"_s << u"folder"_s;
    QTest::newRow("work tree of another repository") << u".git"_s << u"file"_s;
}

void GetIntoTest::otherContentIsConflict()
{
    QFETCH(QString, path);
    QFETCH(QString, kind);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    const QString outside = cli.home() + u"/outside"_s;
    QVERIFY(QDir(cli.home()).mkpath(u"outside"_s));
    writeFile(folder + u"/notes.txt"_s, "mine\n");
    if (kind == "file"_L1)
        writeFile(folder + u'/' + path, "something else\n");
    else if (kind == "same size"_L1)
        writeFile(folder + u'/' + path, QByteArray(SmallModel::weight(0).size(), 'x'));
    else if (kind == "folder"_L1)
        QVERIFY(QDir(folder).mkpath(path + u"/below"_s));
    else
        QVERIFY(QFile::link(kind == "link"_L1 ? u"config.json"_s : outside, folder + u'/' + path));
    const auto before = everythingIn(cli.home() + u"/model"_s);

    const CliResult result = get(cli, folder);
    QVERIFY2(result.exitCode() == 10, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"Conflict"_s);
    QVERIFY2(result.describe().contains(path), qPrintable(result.describe()));
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    QCOMPARE(model.hub.log().count(Endpoint::Batch), 0);
    const QString difference = before.differencesTo(everythingIn(folder));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
    QVERIFY(QDir(outside).isEmpty());
    QCOMPARE(leftovers(cli.home()), QStringList());
    QCOMPARE(intoRecords(cli).size(), 0);
}

void GetIntoTest::secondModelIsConflict()
{
    SmallModel model;
    RepoBuilder other;
    other.lfsTrack(u"*.bin"_s).lfsFile(u"other.bin"_s, "other weights").commit("1");
    model.hub.addRepository(u"owner/other"_s, other);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    QCOMPARE(get(cli, folder).exitCode(), 0);
    const auto before = everythingIn(folder);
    model.hub.log().clear();
    const CliResult second = cli.json({u"get"_s, u"owner/other"_s, u"--into"_s, folder});
    QVERIFY2(second.exitCode() == 10, qPrintable(second.describe()));
    QCOMPARE(second.errorKind(), u"Conflict"_s);
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    QVERIFY(everythingIn(folder) == before);
    QCOMPARE(leftovers(cli.home()), QStringList());
}

void GetIntoTest::otherRevisionThatIsNone()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    QCOMPARE(get(cli, folder).exitCode(), 0);
    const auto before = everythingIn(folder);
    const CliResult second = get(cli, folder, {u"--revision"_s, u"other"_s});
    QVERIFY2(second.exitCode() == 5, qPrintable(second.describe()));
    QVERIFY(everythingIn(folder) == before);
}

void GetIntoTest::failureLeavesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("notEmpty");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("missing, absent folder") << u"owner/nonsense"_s << false << 4;
    QTest::newRow("missing, folder with files") << u"owner/nonsense"_s << true << 4;
    QTest::newRow("unsafe, absent folder") << u"owner/unsafe"_s << false << 7;
    QTest::newRow("unsafe, folder with files") << u"owner/unsafe"_s << true << 7;
}

// Nothing was received that another run could use: the folder looks as before.
void GetIntoTest::failureLeavesNothing()
{
    QFETCH(QString, name);
    QFETCH(bool, notEmpty);
    QFETCH(int, exitCode);
    SmallModel model;
    RepoBuilder unsafe;
    unsafe.hostilePath({".git", "hooks", "post-checkout"}, "#!/bin/sh\n");
    model.hub.addRepository(u"owner/unsafe"_s, unsafe);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    if (notEmpty)
        writeFile(folder + u"/notes.txt"_s, "mine\n");
    const CliResult result = cli.json({u"get"_s, name, u"--into"_s, folder});
    QVERIFY2(result.exitCode() == exitCode, qPrintable(result.describe()));
    QCOMPARE(leftovers(cli.home()), QStringList());
    QCOMPARE(QFileInfo::exists(folder), notEmpty);
    if (notEmpty)
        QCOMPARE(everythingIn(folder).paths(), QStringList{u"notes.txt"_s});
}

WEIGHTYARD_TEST(GetIntoTest)

} // namespace get_into_test

#include "get_into_test.moc"
