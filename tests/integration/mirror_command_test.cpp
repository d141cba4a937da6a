// `mirror`: a folder of objects, filled from installed models, and given out by a real nginx to ten clients at once; and the caching
// mirror that we ship, in front of a hub, for the download of a second machine.
#include "nginx_site.h"
#include "small_model.h"
#include "test_registry.h"
#include "test_volume.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

#include <memory>
#include <sys/stat.h>
#include <vector>

namespace mirror_command_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();

QString placeOf(const QString &folder, const QByteArray &bytes)
{
    const QString oid = QString::fromLatin1(sha256Hex(bytes));
    return u"%1/%2/%3/%4"_s.arg(folder, oid.left(2), oid.mid(2, 2), oid);
}

QStringList filesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(all.next());
    files.sort();
    return files;
}

quint64 inodeOf(const QString &path)
{
    struct stat status {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
}

CliResult fill(const CliRun &cli, const QString &folder, const QStringList &more = {})
{
    return cli.json(QStringList{u"mirror"_s, kModel, u"--to"_s, folder} + more);
}

} // namespace

class MirrorCommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fills();
    void withoutTakingRoom();
    void onAnotherVolume();
    void dryRun();
    void cutAndForeignThings();
    void whatWasChanged();
    void leftoversOfAKill();
    void usage_data();
    void usage();
    void tenClients();
    void lyingObject();
    void cachingMirror();

private:
    static void install(const CliRun &cli);
};

void MirrorCommandTest::install(const CliRun &cli)
{
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
}

void MirrorCommandTest::fills()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(cli);
    const QString folder = cli.home() + u"/mirror"_s;
    const CliResult first = cli.json({u"mirror"_s, u"--all"_s, u"--to"_s, folder});
    QVERIFY2(first.exitCode() == 0, qPrintable(first.describe()));
    const int weights = static_cast<int>(SmallModel::weights().size());
    QCOMPARE(first.lines.first().value("model"_L1).toString(), kModel);
    QCOMPARE(first.summary().value("added"_L1).toInt(), weights);
    QCOMPARE(first.summary().value("models"_L1).toInt(), 1);
    QStringList wanted;
    for (int i = 0; i < weights; ++i) {
        wanted.append(placeOf(folder, SmallModel::weight(i)));
        QCOMPARE(readFile(wanted.last()), SmallModel::weight(i));
        QVERIFY(QFile::permissions(wanted.last()).testFlag(QFile::ReadOther)); // a web server's user reads it
    }
    wanted.sort();
    QCOMPARE(filesBelow(folder), wanted); // nothing else stays
    const CliResult second = fill(cli, folder);
    QVERIFY2(second.exitCode() == 0, qPrintable(second.describe()));
    QCOMPARE(second.summary().value("added"_L1).toInt(), 0);
    QCOMPARE(second.summary().value("objects"_L1).toInt(), weights);
    const CliResult quiet = cli.plain({u"mirror"_s, kModel, u"--to"_s, folder, u"--quiet"_s});
    QVERIFY2(quiet.exitCode() == 0 && quiet.process.out.isEmpty(), qPrintable(quiet.describe()));
}

void MirrorCommandTest::withoutTakingRoom()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(cli);
    const CliResult result = fill(cli, cli.home() + u"/mirror"_s);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QJsonObject summary = result.summary();
    QCOMPARE(summary.value("copied"_L1).toInt(), 0);
    const int all = summary.value("added"_L1).toInt();
    QCOMPARE(summary.value("shared"_L1).toInt() + summary.value("linked"_L1).toInt(), all);
    const QString path = cli.folder(kModel) + u'/' + SmallModel::weights().first();
    const bool linked = inodeOf(path) == inodeOf(placeOf(cli.home() + u"/mirror"_s, SmallModel::weight(0)));
    QCOMPARE(linked, summary.value("linked"_L1).toInt() == all);
}

void MirrorCommandTest::onAnotherVolume()
{
    if (!QFileInfo(u"/dev/shm"_s).isWritable())
        QSKIP("there is no second volume to write to (/dev/shm)");
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(cli);
    const QString folder = u"/dev/shm/weightyard-mirror-test-%1"_s.arg(QCoreApplication::applicationPid());
    const auto gone = qScopeGuard([&] { QDir(folder).removeRecursively(); });
    const CliResult result = fill(cli, folder);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(result.summary().value("copied"_L1).toInt(), SmallModel::weights().size());
    QCOMPARE(readFile(placeOf(folder, SmallModel::weight(1))), SmallModel::weight(1));
}

void MirrorCommandTest::dryRun()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(cli);
    const QString folder = cli.home() + u"/mirror"_s;
    const CliResult result = fill(cli, folder, {u"--dry-run"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(result.summary().value("added"_L1).toInt(), SmallModel::weights().size());
    QVERIFY(!QFileInfo::exists(folder));
}

void MirrorCommandTest::cutAndForeignThings()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(cli);
    const QString folder = cli.home() + u"/mirror"_s;
    const QString cut = placeOf(folder, SmallModel::weight(0));
    const QString inTheWay = placeOf(folder, SmallModel::weight(1));
    QDir().mkpath(QFileInfo(cut).path());
    writeFile(cut, "half");
    QDir().mkpath(inTheWay);
    const CliResult result = fill(cli, folder);
    QVERIFY2(result.exitCode() == 10, qPrintable(result.describe()));
    QCOMPARE(readFile(cut), SmallModel::weight(0)); // made whole, the other one notwithstanding
    QVERIFY(QFileInfo(inTheWay).isDir());
    QVERIFY2(result.describe().contains(inTheWay), qPrintable(result.describe()));
}

void MirrorCommandTest::whatWasChanged()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(cli);
    const QString path = cli.folder(kModel) + u'/' + SmallModel::weights().first();
    QByteArray other = SmallModel::weight(0);
    other[5] = static_cast<char>(other.at(5) ^ 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.write(other) == other.size());
    QVERIFY(file.flush()
            && file.setFileTime(QDateTime::currentDateTime().addSecs(60), QFile::FileModificationTime));
    file.close();
    const QString folder = cli.home() + u"/mirror"_s;
    const CliResult result = fill(cli, folder);
    QVERIFY2(result.exitCode() == 7, qPrintable(result.describe()));
    QVERIFY2(result.describe().contains(SmallModel::weights().first()), qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(placeOf(folder, SmallModel::weight(0))));
    QVERIFY(QFileInfo::exists(placeOf(folder, SmallModel::weight(1)))); // the others went in
}

// What was not finished is nobody's object, and goes with the next run.
void MirrorCommandTest::leftoversOfAKill()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(cli);
    const QString folder = cli.home() + u"/mirror"_s;
    QVERIFY(fill(cli, folder).exitCode() == 0);
    const QStringList whole = filesBelow(folder);
    const QString left = folder + u"/.weightyard-mirror"_s;
    QDir().mkpath(left);
    writeFile(left + u"/0123-4"_s, "half an object");
    QFile::remove(whole.first());
    const CliResult result = fill(cli, folder);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(filesBelow(folder), whole);
}

void MirrorCommandTest::usage_data()
{
    QTest::addColumn<QStringList>("arguments"); // {home} is filled in
    QTest::addColumn<int>("exitCode");
    QTest::newRow("no model") << QStringList{u"--to"_s, u"{home}/m"_s} << 2;
    QTest::newRow("no folder") << QStringList{u"--all"_s} << 2;
    QTest::newRow("unknown") << QStringList{u"nonsense"_s, u"--to"_s, u"{home}/m"_s} << 5;
    QTest::newRow("a file") << QStringList{u"--all"_s, u"--to"_s, u"{home}/file"_s} << 10;
    QTest::newRow("in the model") << QStringList{u"--all"_s, u"--to"_s, u"{home}/library/owner/model/m"_s}
                                  << 10;
    QTest::newRow("in our state") << QStringList{u"--all"_s, u"--to"_s, u"{home}/library/.weightyard/m"_s}
                                  << 10;
}

void MirrorCommandTest::usage()
{
    QFETCH(QStringList, arguments);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(cli);
    writeFile(cli.home() + u"/file"_s, "x");
    arguments.replaceInStrings(u"{home}"_s, cli.home());
    const CliResult result = cli.json(QStringList{u"mirror"_s} + arguments);
    QTEST(result.exitCode(), "exitCode");
    QVERIFY(!QFileInfo::exists(cli.home() + u"/m"_s));
    QCOMPARE(model.differences(cli.folder(kModel)), QString());
}

void MirrorCommandTest::tenClients()
{
    if (!NginxSite::available())
        QSKIP("nginx is not installed");
    SmallModel model;
    const CliRun first(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(first);
    const QString folder = first.home() + u"/mirror"_s;
    QCOMPARE(fill(first, folder).exitCode(), 0);
    const NginxSite site(NginxSite::folder(folder));
    model.hub.log().clear();
    std::vector<std::unique_ptr<CliRun>> clients;
    std::vector<std::unique_ptr<ServerProcess>> running;
    for (int i = 0; i < 10; ++i) {
        clients.push_back(std::make_unique<CliRun>(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl()));
        const CliResult set = clients.back()->plain(
            {u"settings"_s, u"set"_s, u"mirrors"_s, site.baseUrl().toString() + u"#static"_s});
        QVERIFY2(set.exitCode() == 0, qPrintable(set.describe()));
    }
    for (const auto &client : clients) {
        running.push_back(std::make_unique<ServerProcess>());
        client->start(*running.back(), {u"get"_s, kModel, u"--json"_s});
    }
    for (size_t i = 0; i < clients.size(); ++i) {
        QVERIFY(waitUntil([&] { return !running[i]->isRunning(); }, std::chrono::seconds(120)));
        QVERIFY2(running[i]->allOutput().contains("\"exit_code\":0"), running[i]->allOutput().constData());
        QCOMPARE(model.differences(clients[i]->folder(kModel)), QString());
    }
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    QCOMPARE(site.accessLog().count(" 404 "), 0);
}

void MirrorCommandTest::lyingObject()
{
    if (!NginxSite::available())
        QSKIP("nginx is not installed");
    SmallModel model;
    const CliRun first(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    install(first);
    const QString folder = first.home() + u"/mirror"_s;
    QCOMPARE(fill(first, folder).exitCode(), 0);
    const QString lie = placeOf(folder, SmallModel::weight(0));
    QByteArray bytes = SmallModel::weight(0);
    bytes[1000] = static_cast<char>(bytes.at(1000) ^ 1);
    QFile::remove(lie); // it may be a link to the model's
    writeFile(lie, bytes);
    const NginxSite site(NginxSite::folder(folder));
    const CliRun client(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult set =
        client.plain({u"settings"_s, u"set"_s, u"mirrors"_s, site.baseUrl().toString() + u"#static"_s});
    QCOMPARE(set.exitCode(), 0);
    model.hub.log().clear();
    const CliResult result = client.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(model.differences(client.folder(kModel)), QString());
    QVERIFY(model.hub.log().count(Endpoint::Storage) > 0);
    QVERIFY2(result.describe().contains("bytes that are not the model's"_L1), qPrintable(result.describe()));
}

// packaging/mirror/weightyard-mirror.conf, with the addresses of this test.
void MirrorCommandTest::cachingMirror()
{
    if (!NginxSite::available())
        QSKIP("nginx is not installed");
    SmallModel model;
    const NginxSite site([&](quint16 port, const QString &folder) {
        QByteArray text =
            readFile(QStringLiteral(WEIGHTYARD_SOURCE_DIR "/packaging/mirror/weightyard-mirror.conf"));
        return text.replace("https://huggingface.co", model.hub.baseUrl().toString().toUtf8())
            .replace("/var/cache/nginx/weightyard", folder.toUtf8() + "/cache")
            .replace("listen 8080", "listen 127.0.0.1:" + QByteArray::number(port))
            .replace("slice 16m", "slice 128k");
    });
    const auto get = [&](CliRun &cli) {
        const CliResult set =
            cli.plain({u"settings"_s, u"set"_s, u"mirrors"_s, site.baseUrl().toString() + u"/objects"_s});
        return set.exitCode() == 0 ? cli.json({u"get"_s, kModel}) : set;
    };
    CliRun first(QStringLiteral(WEIGHTYARD_CLI), site.baseUrl());
    const CliResult one = get(first);
    QVERIFY2(one.exitCode() == 0, qPrintable(one.describe() + QString::fromUtf8(site.errorLog())));
    QVERIFY(model.hub.log().count(Endpoint::Resolve) > 0);
    QCOMPARE(model.differences(first.folder(kModel)), QString());
    model.hub.log().clear();
    CliRun second(QStringLiteral(WEIGHTYARD_CLI), site.baseUrl());
    const CliResult two = get(second);
    QVERIFY2(two.exitCode() == 0, qPrintable(two.describe() + QString::fromUtf8(site.errorLog())));
    QCOMPARE(model.differences(second.folder(kModel)), QString());
    QCOMPARE(model.hub.log().all().size(), 0); // it never leaves the mirror

    // A private model is passed on with its token, and kept for nobody.
    model.hub.addAccount({u"alice"_s, "s3cr3t"});
    model.hub.addRepository(u"owner/private"_s, model.repo, AccessRule::privateTo({u"alice"_s}));
    second.environment().insert(u"HF_TOKEN"_s, u"s3cr3t"_s);
    const CliResult allowed = second.json({u"get"_s, u"owner/private"_s});
    QVERIFY2(allowed.exitCode() == 0, qPrintable(allowed.describe()));
    const CliResult refused = first.json({u"get"_s, u"owner/private"_s});
    QVERIFY2(refused.exitCode() == 4, qPrintable(refused.describe()));
}

WEIGHTYARD_TEST(MirrorCommandTest)

} // namespace mirror_command_test

#include "mirror_command_test.moc"
