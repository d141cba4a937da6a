// `get --into DIR` where DIR is no ordinary folder: a mount point, below a folder that cannot be written, inside
// another git work tree, or reached through a link.
#include "small_model.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QScopeGuard>
#include <QtTest>
#include <unistd.h>

namespace get_into_places_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QString kNobody = u"65534"_s;

bool isRoot()
{
    return ::geteuid() == 0;
}

void inFolder(const QString &folder, const QString &program, const QStringList &arguments)
{
    mustRun(program, arguments,
            {.environment = neutralEnvironment(folder), .workingDirectory = folder, .input = {}});
}

} // namespace

class GetIntoPlacesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mountPoint_data();
    void mountPoint();
    void parentNotWritable_data();
    void parentNotWritable();
    void folderNotWritable();
    void throughLink();
    void insideWorkTree_data();
    void insideWorkTree();
    void libraryInsideWorkTree();
    void folderIsALibrary();
    void targetIsAFile();

private:
    static CliResult get(const CliRun &cli, const QString &folder, const QStringList &more = {})
    {
        return cli.json(QStringList{u"get"_s, kModel, u"--into"_s, folder} + more);
    }
    static void check(const CliResult &result, SmallModel &model, const QString &folder)
    {
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        QVERIFY2(model.differences(folder).isEmpty(), qPrintable(model.differences(folder)));
        QVERIFY(QFileInfo(folder + u"/.git"_s).isDir());
    }
};

void GetIntoPlacesTest::mountPoint_data()
{
    QTest::addColumn<bool>("notEmpty");
    QTest::newRow("empty") << false;
    QTest::newRow("with files") << true;
}

void GetIntoPlacesTest::mountPoint()
{
    QFETCH(bool, notEmpty);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/disk"_s;
    QVERIFY(QDir().mkpath(folder));
    const ProcessResult mounted =
        runProcess(u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=64m"_s, u"none"_s, folder});
    if (!mounted.ok())
        QSKIP("mounting is not allowed here");
    const auto unmount = qScopeGuard([&] { runProcess(u"umount"_s, {folder}); });
    if (notEmpty)
        writeFile(folder + u"/lost+found/x"_s, "mine\n");

    check(get(cli, folder), model, folder);
    QCOMPARE(leftovers(cli.home()), QStringList());
    QCOMPARE(runProcess(u"mountpoint"_s, {u"-q"_s, folder}).exitCode, 0); // the model is on that disk
    QVERIFY(get(cli, folder).lastOf(kModel).value("already_installed"_L1).toBool());
}

void GetIntoPlacesTest::parentNotWritable_data()
{
    QTest::addColumn<bool>("notEmpty");
    QTest::newRow("empty") << false;
    QTest::newRow("with files") << true;
}

void GetIntoPlacesTest::parentNotWritable()
{
    QFETCH(bool, notEmpty);
    SmallModel model;
    // To root every folder is writable: then the program runs as somebody else.
    const CliRun cli(isRoot() ? u"setpriv"_s : QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString parent = cli.home() + u"/locked"_s;
    const QString folder = parent + u"/model"_s;
    QVERIFY(QDir().mkpath(folder));
    if (notEmpty)
        writeFile(folder + u"/notes.txt"_s, "mine\n");
    QStringList prefix;
    if (isRoot()) {
        prefix = {u"--reuid="_s + kNobody, u"--regid="_s + kNobody, u"--clear-groups"_s,
                  QStringLiteral(WEIGHTYARD_CLI)};
        mustRun(u"chown"_s, {u"-R"_s, kNobody + u':' + kNobody, cli.home()});
        mustRun(u"chown"_s, {u"0:0"_s, parent});
    }
    mustRun(u"chmod"_s, {u"0555"_s, parent});
    const auto unlock = qScopeGuard([&] { runProcess(u"chmod"_s, {u"0755"_s, parent}); });

    const QStringList arguments = prefix + QStringList{u"get"_s, kModel, u"--into"_s, folder};
    check(cli.json(arguments), model, folder);
    QCOMPARE(leftovers(cli.home()), QStringList());
    QVERIFY(cli.json(arguments).lastOf(kModel).value("already_installed"_L1).toBool());
}

void GetIntoPlacesTest::folderNotWritable()
{
    SmallModel model;
    const CliRun cli(isRoot() ? u"setpriv"_s : QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/locked"_s;
    QVERIFY(QDir().mkpath(folder));
    writeFile(folder + u"/notes.txt"_s, "mine\n");
    QStringList prefix;
    if (isRoot()) {
        prefix = {u"--reuid="_s + kNobody, u"--regid="_s + kNobody, u"--clear-groups"_s,
                  QStringLiteral(WEIGHTYARD_CLI)};
        mustRun(u"chown"_s, {kNobody + u':' + kNobody, cli.home()});
    }
    mustRun(u"chmod"_s, {u"0555"_s, folder});
    const auto unlock = qScopeGuard([&] { runProcess(u"chmod"_s, {u"0755"_s, folder}); });
    for (const QString &target : {folder, folder + u"/model"_s}) {
        const CliResult result = cli.json(prefix + QStringList{u"get"_s, kModel, u"--into"_s, target});
        QVERIFY2(result.exitCode() == 6, qPrintable(result.describe()));
        QCOMPARE(result.errorKind(), u"Permission"_s);
        QVERIFY2(result.describe().contains(folder), qPrintable(result.describe()));
        QCOMPARE(model.hub.log().all().size(), 0);
        QCOMPARE(leftovers(cli.home()), QStringList());
    }
}

void GetIntoPlacesTest::throughLink()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString real = cli.home() + u"/real"_s;
    const QString link = cli.home() + u"/link"_s;
    QVERIFY(QDir().mkpath(real));
    QVERIFY(QFile::link(real, link));
    check(get(cli, link), model, real);
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(leftovers(cli.home()), QStringList());
    for (const QString &name : {real, link})
        QVERIFY(get(cli, name).lastOf(kModel).value("already_installed"_L1).toBool());
}

void GetIntoPlacesTest::insideWorkTree_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<bool>("git");
    QTest::addColumn<bool>("attributes");
    QTest::addColumn<bool>("told");
    QTest::newRow("unasked") << QString() << false << false << true;
    QTest::newRow("--keep-git") << u"--keep-git"_s << true << true << true;
    QTest::newRow("--remove-git") << u"--remove-git"_s << false << false << false;
}

void GetIntoPlacesTest::insideWorkTree()
{
    QFETCH(QString, option);
    QFETCH(bool, git);
    QFETCH(bool, attributes);
    QFETCH(bool, told);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString outer = cli.home() + u"/project"_s;
    const QString folder = outer + u"/models/small"_s;
    QVERIFY(QDir().mkpath(outer));
    inFolder(outer, u"git"_s, {u"init"_s, u"-q"_s});

    const QStringList more = option.isEmpty() ? QStringList() : QStringList{option};
    const CliResult result = get(cli, folder, more);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(model.differences(folder, attributes).isEmpty(),
             qPrintable(model.differences(folder, attributes)));
    QCOMPARE(QFileInfo::exists(folder + u"/.git"_s), git);
    QCOMPARE(QFileInfo::exists(folder + u"/.gitattributes"_s), attributes);
    QCOMPARE(QFileInfo::exists(folder + u"/tokenizer/.gitattributes"_s), attributes);
    const QString notices =
        QString::fromUtf8(QJsonDocument(result.lastOf(kModel).value("notices"_L1).toArray()).toJson());
    QVERIFY2(notices.contains(outer) == told, qPrintable(result.describe()));
    QCOMPARE(leftovers(cli.home()), QStringList());
    QVERIFY(get(cli, folder, more).lastOf(kModel).value("already_installed"_L1).toBool());

    if (git)
        return;
    // What the surrounding repository stores of it are the weights, not pointers.
    inFolder(outer, u"git"_s, {u"add"_s, u"models"_s});
    const ProcessOptions inside{
        .environment = neutralEnvironment(outer), .workingDirectory = outer, .input = {}};
    QCOMPARE(mustRun(u"git"_s,
                     {u"cat-file"_s, u"blob"_s, u":models/small/"_s + SmallModel::weights().first()}, inside),
             SmallModel::weight(0));
}

void GetIntoPlacesTest::libraryInsideWorkTree()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QVERIFY(QDir().mkpath(cli.library()));
    inFolder(cli.library(), u"git"_s, {u"init"_s, u"-q"_s});
    const CliResult result = cli.plain({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(result.describe().simplified().contains("inside the git work tree"_L1),
             qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel) + u"/.git"_s));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel) + u"/.gitattributes"_s));
}

void GetIntoPlacesTest::folderIsALibrary()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kModel}).exitCode(), 0);
    const TreeSnapshot before = TreeSnapshot::of(cli.library());
    const CliResult result = get(cli, cli.library());
    QVERIFY2(result.exitCode() == 10, qPrintable(result.describe()));
    QVERIFY(TreeSnapshot::of(cli.library()) == before);
}

void GetIntoPlacesTest::targetIsAFile()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString file = cli.home() + u"/model"_s;
    writeFile(file, "a file\n");
    for (const QString &target : {file, file + u"/below"_s}) {
        const CliResult result = get(cli, target);
        QVERIFY2(result.exitCode() == 10, qPrintable(result.describe()));
        QCOMPARE(readFile(file), QByteArray("a file\n"));
        QCOMPARE(model.hub.log().all().size(), 0);
    }
}

WEIGHTYARD_TEST(GetIntoPlacesTest)

} // namespace get_into_places_test

#include "get_into_places_test.moc"
