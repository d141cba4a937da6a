// `get` from a server that nobody here wrote: nginx and `git http-backend`.
#include "nginx_fixture.h"
#include "small_model.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QFileInfo>
#include <QtTest>

namespace get_nginx_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard::test;

namespace {

const QString kModel = u"owner/model"_s;
constexpr qint64 kMiB = 1024 * 1024;

void fill(RepoBuilder &repo)
{
    repo.lfsTrack(u"*.bin"_s)
        .lfsTrack(u"*.safetensors"_s)
        .file(u"README.md"_s, "# nginx\n")
        .file(u"config.json"_s, "{}\n");
    repo.executable(u"run.sh"_s, "#!/bin/sh\n")
        .symlink(u"link"_s, u"README.md"_s)
        .file(u"deep/er/\u00fc.txt"_s, "x\n");
    repo.lfsFile(u"model.safetensors"_s, generatedBytes(1, 5'000'003)).lfsFile(u"small.bin"_s, "x");
    repo.lfsFile(u"deep/copy.bin"_s, "x");
    for (int i = 0; i < 30; ++i)
        repo.file(u"many/%1.txt"_s.arg(i), QByteArray::number(i));
    repo.commit("first");
    repo.file(u"README.md"_s, "# nginx, newer\n").commit("second");
}

QList<QByteArray> requests(const NginxFixture &server)
{
    QList<QByteArray> lines = server.accessLog().split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

QList<QByteArray> objectRequests(const NginxFixture &server)
{
    QList<QByteArray> lines = requests(server);
    lines.removeIf([](const QByteArray &line) { return !line.contains("/_objects/"); });
    return lines;
}

} // namespace

class GetNginxTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void sameTreeAsClone_data();
    void sameTreeAsClone();
    void withoutTheCertificate();
    void basicAuthentication_data();
    void basicAuthentication();
    void goesOnAfterKill();
    void survivesARestart();
};

void GetNginxTest::initTestCase()
{
    if (!NginxFixture::available())
        QSKIP("nginx or fcgiwrap is not installed");
}

void GetNginxTest::sameTreeAsClone_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("caBy");
    QTest::addColumn<bool>("otherHost"); // has the objects
    QTest::newRow("http") << false << QString() << false;
    QTest::newRow("http, objects elsewhere") << false << QString() << true;
    QTest::newRow("https, http.sslCAInfo") << true << u"config"_s << false;
    QTest::newRow("https, GIT_SSL_CAINFO") << true << u"variable"_s << false;
    QTest::newRow("https, http.<url>.sslCAInfo") << true << u"url"_s << false;
    QTest::newRow("https, objects elsewhere by http") << true << u"config"_s << true;
}

void GetNginxTest::sameTreeAsClone()
{
    QFETCH(bool, tls);
    QFETCH(QString, caBy);
    QFETCH(bool, otherHost);
    TlsAuthority authority;
    NginxFixture server(
        {.tls = tls ? std::optional(authority.good()) : std::nullopt, .dataOnOtherHost = otherHost});
    RepoBuilder repo;
    fill(repo);
    server.addRepository(kModel, repo);
    server.start();
    const TempDir reference;
    const CloneOptions options{.gitConfig = tls ? QStringList{u"http.sslCAInfo="_s + authority.caFile()}
                                                : QStringList()};
    const ProcessResult clone =
        realClone(server.repositoryUrl(kModel).toString(), reference.path(u"clone"_s), options);
    QVERIFY2(clone.ok(), qPrintable(clone.describe() + QString::fromUtf8(server.errorLog())));

    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), server.baseUrl());
    const QByteArray ca = authority.caFile().toUtf8();
    if (caBy == "config"_L1)
        writeFile(cli.home() + u"/.gitconfig"_s, "[http]\n\tsslCAInfo = " + ca + '\n');
    else if (caBy == "url"_L1)
        writeFile(cli.home() + u"/.gitconfig"_s,
                  "[http \"" + server.baseUrl().toString().toUtf8() + "\"]\n\tsslCAInfo = " + ca + '\n');
    else if (caBy == "variable"_L1)
        cli.environment().insert(u"GIT_SSL_CAINFO"_s, authority.caFile());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QString difference =
        TreeSnapshot::of(reference.path(u"clone"_s)).differencesTo(TreeSnapshot::of(cli.folder(kModel)));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));

    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = cli.folder(kModel), .input = {}};
    QCOMPARE(runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s}, inside).out, QByteArray());
    QCOMPARE(runProcess(u"git"_s, {u"rev-parse"_s, u"HEAD"_s}, inside).out.trimmed(), repo.revision());
    QCOMPARE(runProcess(u"git"_s, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}, inside).out.trimmed(),
             QByteArray("1")); // shallow
}

void GetNginxTest::withoutTheCertificate()
{
    TlsAuthority authority;
    NginxFixture server({.tls = authority.good()});
    RepoBuilder repo;
    fill(repo);
    server.addRepository(kModel, repo);
    server.start();
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), server.baseUrl());
    cli.environment().insert(u"GIT_SSL_NO_VERIFY"_s, u"1"_s); // must not help
    writeFile(cli.home() + u"/.gitconfig"_s, "[http]\n\tsslVerify = false\n");
    const CliResult result = cli.plain({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 3, qPrintable(result.describe()));
    QVERIFY2(result.describe().contains("Certificate checks stay on"_L1), qPrintable(result.describe()));
    QVERIFY2(result.describe().contains("http.sslCAInfo"_L1), qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
    QCOMPARE(requests(server).size(), 0);
}

void GetNginxTest::basicAuthentication_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("none") << QString() << 4;
    QTest::newRow("user info") << u"url"_s << 0;
    QTest::newRow("credential store") << u"store"_s << 0;
    QTest::newRow("wrong credential store") << u"wrong store"_s << 4;
}

void GetNginxTest::basicAuthentication()
{
    QFETCH(QString, source);
    QFETCH(int, exitCode);
    NginxFixture server({.user = u"alice"_s, .password = u"p@ss:w/rd"_s});
    RepoBuilder repo;
    fill(repo);
    server.addRepository(kModel, repo);
    server.start();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), server.baseUrl());
    QString url = server.repositoryUrl(kModel).toString();
    if (source == "url"_L1)
        url.replace(u"://"_s, u"://alice:p%40ss%3Aw%2Frd@"_s);
    // git's own `store` helper, with a file as it writes it.
    const QByteArray password = source.startsWith("wrong"_L1) ? "wrong" : "p%40ss%3aw%2frd";
    const QString stored = cli.home() + u"/.git-credentials"_s;
    if (source.endsWith("store"_L1)) {
        writeFile(cli.home() + u"/.gitconfig"_s, "[credential]\n\thelper = store\n");
        writeFile(stored, "http://alice:" + password + "@"
                              + server.baseUrl().authority().replace(u":"_s, u"%3a"_s).toUtf8() + '\n');
    }
    const CliResult result = cli.json({u"get"_s, url});
    QVERIFY2(result.exitCode() == exitCode, qPrintable(result.describe()));
    if (source.endsWith("store"_L1))
        QCOMPARE(readFile(stored).contains("alice"),
                 exitCode == 0); // a refused one is forgotten, a good one kept
    const QList<QByteArray> seen = requests(server);
    QVERIFY2(seen.first().contains("auth=\"-\""), seen.first().constData());
    if (exitCode != 0) {
        int asked = 0; // anonymous, and one try; what the Hub's API would say is asked without a secret
        for (const QByteArray &request : seen) {
            const bool isApi = request.contains(" /api/");
            QVERIFY2(isApi ? request.contains("auth=\"-\"") : request.contains(" 401 "), request.constData());
            asked += isApi ? 0 : 1;
        }
        QVERIFY(asked <= 2);
        return;
    }
    const QByteArray basic = "auth=\"Basic " + QByteArray("alice:p@ss:w/rd").toBase64();
    QVERIFY2(seen.at(1).contains(basic), seen.at(1).constData());
    QCOMPARE(readFile(cli.folder(kModel) + u"/model.safetensors"_s), generatedBytes(1, 5'000'003));
}

void GetNginxTest::goesOnAfterKill()
{
    constexpr qint64 kSize = 160 * kMiB;
    NginxFixture server;
    RepoBuilder repo;
    const QByteArray bytes = generatedBytes(3, kSize);
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hi\n").lfsFile(u"model.bin"_s, bytes).commit("1");
    server.addRepository(kModel, repo);
    server.start();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), server.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel, u"--limit-rate"_s, u"30M"_s});
    const QString journal =
        cli.library() + u"/.weightyard/partials/"_s + QString::fromLatin1(sha256Hex(bytes)) + u".journal"_s;
    // More than 64 MiB have come, and more is on its way.
    QVERIFY2(waitUntil([&] { return objectRequests(server).size() >= 12; }, 60s),
             process.allOutput().constData());
    process.kill();
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
    QVERIFY(QFileInfo::exists(journal));

    const qsizetype before = objectRequests(server).size();
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(bytesFetched(result) <= kSize - 60 * kMiB,
             qPrintable(QString::number(bytesFetched(result) / kMiB) + u" MiB"_s));
    const QList<QByteArray> second = objectRequests(server).mid(before);
    QVERIFY(!second.isEmpty());
    int fromTheStart = 0; // of the run that was killed; nginx notes it when it ends
    for (const QByteArray &request : second)
        fromTheStart += request.contains("range=\"bytes=0-") ? 1 : 0;
    QCOMPARE(fromTheStart, 0);
    QVERIFY(readFile(cli.folder(kModel) + u"/model.bin"_s) == bytes);
}

// The server goes away in the middle and comes back: no new start needed.
void GetNginxTest::survivesARestart()
{
    NginxFixture server;
    RepoBuilder repo;
    const QByteArray bytes = generatedBytes(4, 60 * kMiB);
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"model.bin"_s, bytes).commit("1");
    server.addRepository(kModel, repo);
    server.start();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), server.baseUrl());
    ServerProcess process;
    cli.start(process, {u"get"_s, kModel, u"--json"_s, u"--limit-rate"_s, u"10M"_s});
    QByteArray said;
    QVERIFY(waitUntil(
        [&] {
            said += process.readLine(100ms);
            return said.contains("\"state\":\"transferring\"");
        },
        60s));
    QVERIFY(waitUntil(
        [&] {
            const QByteArray line = process.readLine(100ms);
            return line.contains("transferring") && !line.contains("\"bytes_here\":0,");
        },
        60s));
    server.restart();
    QVERIFY2(process.waitForFinished(120s), process.allOutput().constData());
    QVERIFY2(process.exitCode() == 0, process.allOutput().constData());
    QVERIFY(readFile(cli.folder(kModel) + u"/model.bin"_s) == bytes);
}

WEIGHTYARD_TEST(GetNginxTest)

} // namespace get_nginx_test

#include "get_nginx_test.moc"
