// How a model may be named, and where in the library it ends up.
#include "small_model.h"
#include "test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QtTest>

namespace get_locations_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

class GetLocationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hubForms_data();
    void hubForms();
    void revisionsOfPages_data();
    void revisionsOfPages();
    void otherHosts_data();
    void otherHosts();
    void hostsDoNotClash();
    void differentNamesOfOneModel();
    void refused_data();
    void refused();
};

namespace {
QByteArray contentOf(const CliRun &cli, const QString &model)
{
    const QString file = cli.folder(model) + u"/README.md"_s;
    return QFileInfo::exists(file) ? readFile(file) : QByteArray();
}

void addModel(LocalHub &hub, const QString &name)
{
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s)
        .lfsFile(u"m.bin"_s, "weights of " + name.toUtf8())
        .file(u"README.md"_s, name.toUtf8())
        .commit("1");
    hub.addRepository(name, repo);
}
} // namespace

void GetLocationsTest::hubForms_data()
{
    QTest::addColumn<QString>("text"); // {hub}: the address of the hub
    QTest::addColumn<QString>("path");
    const QString model = u"owner/Model-1.5_x"_s;
    QTest::newRow("OWNER/NAME") << model << model;
    QTest::newRow("page") << u"{hub}/owner/Model-1.5_x"_s << model;
    QTest::newRow("page, slash") << u"{hub}/owner/Model-1.5_x/"_s << model;
    QTest::newRow("page, query and fragment") << u"{hub}/owner/Model-1.5_x?library=mlx#files"_s << model;
    QTest::newRow("files") << u"{hub}/owner/Model-1.5_x/tree/main"_s << model;
    QTest::newRow("a file") << u"{hub}/owner/Model-1.5_x/blob/main/README.md"_s << model;
    QTest::newRow("a download") << u"{hub}/owner/Model-1.5_x/resolve/main/README.md?download=true"_s << model;
    QTest::newRow("discussions") << u"{hub}/owner/Model-1.5_x/discussions/3"_s << model;
    QTest::newRow("clone address") << u"{hub}/owner/Model-1.5_x.git"_s << model;
    QTest::newRow("blanks around") << u"  {hub}/owner/Model-1.5_x \n"_s << model;
    QTest::newRow("the public Hub, mirrored") << u"https://huggingface.co/owner/Model-1.5_x"_s << model;
    QTest::newRow("the short host") << u"https://hf.co/owner/Model-1.5_x/tree/main"_s << model;
    QTest::newRow("without scheme") << u"huggingface.co/owner/Model-1.5_x"_s << model;
    QTest::newRow("git@") << u"git@hf.co:owner/Model-1.5_x"_s << model;
    QTest::newRow("ssh://") << u"ssh://git@hf.co/owner/Model-1.5_x.git"_s << model;
    QTest::newRow("without owner") << u"{hub}/gpt2"_s << u"gpt2"_s;
    QTest::newRow("without owner, files") << u"{hub}/gpt2/tree/main"_s << u"gpt2"_s;
    QTest::newRow("dataset") << u"{hub}/datasets/owner/data"_s << u"datasets/owner/data"_s;
    QTest::newRow("dataset, as we print it") << u"datasets/owner/data"_s << u"datasets/owner/data"_s;
    QTest::newRow("dataset, its viewer")
        << u"{hub}/datasets/owner/data/viewer/default/train"_s << u"datasets/owner/data"_s;
    QTest::newRow("dataset, files") << u"https://huggingface.co/datasets/owner/data/tree/main"_s
                                    << u"datasets/owner/data"_s;
}

void GetLocationsTest::hubForms()
{
    QFETCH(QString, text);
    QFETCH(QString, path);
    LocalHub hub;
    addModel(hub, path);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, text.replace(u"{hub}"_s, hub.baseUrl().toString())});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(contentOf(cli, path), path.toUtf8());
    QCOMPARE(result.lastOf(path).value("folder"_L1).toString(), cli.folder(path));
    const CliResult status = cli.json({u"status"_s});
    QCOMPARE(status.lastOf(path).value("url"_L1).toString(), hub.baseUrl().toString() + u'/' + path);
}

void GetLocationsTest::revisionsOfPages_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("main") << u"/tree/main"_s << QString() << QByteArray("main");
    QTest::newRow("branch") << u"/tree/dev"_s << QString() << QByteArray("dev");
    QTest::newRow("file of a branch") << u"/blob/dev/README.md"_s << QString() << QByteArray("dev");
    QTest::newRow("branch with a slash") << u"/tree/feature%2Fx"_s << QString() << QByteArray("feature");
    QTest::newRow("pull request") << u"/tree/refs%2Fpr%2F1"_s << QString() << QByteArray("request");
    QTest::newRow("pull request, unescaped") << u"/tree/refs/pr/1"_s << QString() << QByteArray("request");
    QTest::newRow("tag") << u"/tree/v1"_s << QString() << QByteArray("dev");
    QTest::newRow("the option wins") << u"/tree/main"_s << u"dev"_s << QByteArray("dev");
}

void GetLocationsTest::revisionsOfPages()
{
    QFETCH(QString, page);
    QFETCH(QString, option);
    QFETCH(QByteArray, content);
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"README.md"_s, "request").commit("1");
    repo.ref(u"refs/pr/1"_s);
    repo.file(u"README.md"_s, "feature").commit("2");
    repo.branch(u"feature/x"_s);
    repo.file(u"README.md"_s, "dev").commit("3");
    repo.branch(u"dev"_s).tag(u"v1"_s);
    repo.file(u"README.md"_s, "main").commit("4");
    hub.addRepository(u"owner/model"_s, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    QStringList arguments{u"get"_s, hub.baseUrl().toString() + u"/owner/model"_s + page};
    if (!option.isEmpty())
        arguments += {u"--revision"_s, option};
    const CliResult result = cli.json(arguments);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(contentOf(cli, u"owner/model"_s), content);
}

void GetLocationsTest::otherHosts_data()
{
    QTest::addColumn<QString>("repository");
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("path"); // below the host
    QTest::newRow("two names") << u"team/model"_s << QString() << u"team/model"_s;
    QTest::newRow("clone address") << u"team/model"_s << u".git"_s << u"team/model"_s;
    QTest::newRow("slash") << u"team/model"_s << u"/"_s << u"team/model"_s;
    QTest::newRow("deep") << u"group/sub/team/model"_s << u".git"_s << u"group/sub/team/model"_s;
    QTest::newRow("one name") << u"model"_s << u".git"_s << u"model"_s;
    QTest::newRow("characters that some disks cannot hold")
        << u"team/a%3Ab%20c%5Cd"_s << u".git"_s << u"team/a_b c_d"_s;
    QTest::newRow("a name like a page") << u"team/tree"_s << QString() << u"team/tree"_s;
}

void GetLocationsTest::otherHosts()
{
    QFETCH(QString, repository);
    QFETCH(QString, suffix);
    QFETCH(QString, path);
    LocalHub hub;
    addModel(hub, QUrl::fromPercentEncoding(repository.toLatin1()));
    const Listener other = hub.addListener({.address = u"127.0.0.2"_s});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, other.baseUrl.toString() + u'/' + repository + suffix});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QString place = u"127.0.0.2_%1/%2"_s.arg(QString::number(other.port), path);
    const QByteArray name = QByteArray::fromPercentEncoding(repository.toLatin1());
    QCOMPARE(contentOf(cli, place), name);
    QCOMPARE(readFile(cli.folder(place) + u"/m.bin"_s), "weights of " + name);
    QCOMPARE(cli.json({u"status"_s}).lastOf(place).value("state"_L1).toString(), u"here"_s);
    const QString into = cli.home() + u"/into"_s;
    const QString url = other.baseUrl.toString() + u'/' + repository + suffix;
    const CliResult asked = cli.json({u"get"_s, u"--into"_s, into, url});
    QVERIFY2(asked.exitCode() == 0, qPrintable(asked.describe()));
    QCOMPARE(readFile(into + u"/README.md"_s), name);
}

void GetLocationsTest::hostsDoNotClash()
{
    LocalHub first;
    LocalHub second;
    RepoBuilder one;
    one.file(u"README.md"_s, "one").commit("1");
    RepoBuilder two;
    two.file(u"README.md"_s, "two").commit("1");
    first.addRepository(u"owner/model"_s, one);
    second.addRepository(u"owner/model"_s, two);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), first.baseUrl());
    const QString there = u"127.0.0.1_%1/owner/model"_s.arg(second.port());
    const CliResult result =
        cli.json({u"get"_s, u"owner/model"_s, second.repositoryUrl(u"owner/model"_s).toString()});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(contentOf(cli, u"owner/model"_s), QByteArray("one"));
    QCOMPARE(contentOf(cli, there), QByteArray("two"));
    QCOMPARE(cli.json({u"status"_s}).summary().value("models"_L1).toInt(), 2);
}

void GetLocationsTest::differentNamesOfOneModel()
{
    LocalHub hub;
    addModel(hub, u"owner/model"_s);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString page = hub.baseUrl().toString() + u"/owner/model"_s;
    QCOMPARE(cli.json({u"get"_s, u"owner/model"_s}).exitCode(), 0);
    hub.log().clear();
    for (const QString &name : {page, page + u".git"_s, page + u"/tree/main"_s, u"hf.co/owner/model"_s}) {
        const CliResult result = cli.json({u"get"_s, name});
        QVERIFY2(result.exitCode() == 0, qPrintable(name + u'\n' + result.describe()));
        QVERIFY2(result.lastOf(u"owner/model"_s).value("already_installed"_L1).toBool(), qPrintable(name));
    }
    QCOMPARE(hub.log().all().size(), 0);
    QCOMPARE(cli.json({u"status"_s}).summary().value("models"_L1).toInt(), 1);
}

void GetLocationsTest::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("upwards") << u"{other}/../../etc"_s
                             << 2; // what a URL resolves away leaves one name or none
    QTest::newRow("upwards, encoded") << u"{other}/team/%2e%2e%2f%2e%2e%2fescape"_s << 7;
    QTest::newRow("encoded dots") << u"{other}/%2e%2e/model"_s << 7;
    QTest::newRow("our own folder") << u"{other}/.weightyard/records"_s << 7;
    QTest::newRow(".git") << u"{other}/team/.git"_s << 7;
    QTest::newRow("control character") << u"{other}/team/a%0Ab"_s << 2;
    QTest::newRow("a server alone") << u"{other}/"_s << 2;
    QTest::newRow("owner alone") << u"owner"_s << 5; // no id of the catalogue has it
    QTest::newRow("three names") << u"a/b/c"_s << 2;
    QTest::newRow("file") << u"file:///etc/passwd"_s << 2;
    QTest::newRow("unknown page") << u"https://huggingface.co/owner/model/nonsense"_s << 2;
}

void GetLocationsTest::refused()
{
    QFETCH(QString, text);
    QFETCH(int, exitCode);
    LocalHub hub;
    const Listener other = hub.addListener({.address = u"127.0.0.2"_s});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.plain({u"get"_s, text.replace(u"{other}"_s, other.baseUrl.toString())});
    QVERIFY2(result.exitCode() == exitCode || (exitCode == 2 && result.exitCode() == 7),
             qPrintable(result.describe()));
    QVERIFY(!result.process.err.isEmpty());
    QCOMPARE(hub.log().all().size(), 0);
    QVERIFY(!QFileInfo::exists(cli.library()));
}

WEIGHTYARD_TEST(GetLocationsTest)

} // namespace get_locations_test

#include "get_locations_test.moc"
