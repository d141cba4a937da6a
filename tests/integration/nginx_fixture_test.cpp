// The fixtures judged by clients nobody here wrote: git with git-lfs, and curl.
#include "nginx_fixture.h"
#include "test_registry.h"
#include "tinyproxy_fixture.h"

#include <QJsonDocument>
#include <QTest>

namespace nginx_fixture_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

class NginxFixtureTest : public QObject
{
    Q_OBJECT

private:
    QByteArray fill(RepoBuilder &repo);
    void expectGoodClone(const QUrl &url, const QByteArray &commit, const CloneOptions &options = {});

    const QByteArray m_weights = generatedBytes(7, 2'000'000);

private Q_SLOTS:
    void initTestCase();
    void plainClone();
    void cloneWithPassword();
    void cloneOverTls();
    void objectsOnAnotherHost();
    void rangesAndAskedObjectsOnly();
    void throughProxy();
    void throughProxyWithPassword();
};

void NginxFixtureTest::initTestCase()
{
    QVERIFY2(NginxFixture::available(), "nginx or fcgiwrap is not installed");
    QVERIFY2(TinyproxyFixture::available(), "tinyproxy is not installed");
}

QByteArray NginxFixtureTest::fill(RepoBuilder &repo)
{
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "# Hello\n").lfsFile(u"model.bin"_s, m_weights);
    for (int i = 0; i < 5; ++i)
        repo.lfsFile(u"part-%1.bin"_s.arg(i), generatedBytes(static_cast<quint64>(i), 1000 + i));
    return repo.commit("first");
}

void NginxFixtureTest::expectGoodClone(const QUrl &url, const QByteArray &commit, const CloneOptions &options)
{
    const TempDir target;
    const QString clone = target.path(u"clone"_s);
    const ProcessResult result = realClone(url.toString(), clone, options);
    QVERIFY2(result.ok(), qPrintable(result.describe()));
    QCOMPARE(sha256HexOfFile(clone + u"/model.bin"_s), sha256Hex(m_weights));
    QCOMPARE(readFile(clone + u"/part-4.bin"_s), generatedBytes(4, 1004));
    ProcessOptions here;
    here.workingDirectory = clone;
    QCOMPARE(mustRun(u"git"_s, {u"rev-parse"_s, u"HEAD"_s}, here).trimmed(), commit);
}

void NginxFixtureTest::plainClone()
{
    NginxFixture nginx;
    RepoBuilder repo;
    const QByteArray commit = fill(repo);
    nginx.addRepository(u"owner/name"_s, repo);
    nginx.start();
    expectGoodClone(nginx.repositoryUrl(u"owner/name"_s), commit);
    CloneOptions shallow;
    shallow.arguments = {u"--depth"_s, u"1"_s};
    expectGoodClone(QUrl(nginx.repositoryUrl(u"owner/name"_s).toString() + u".git"_s), commit, shallow);
    QTRY_COMPARE(nginx.accessLog().count("GET /_objects/"), 12);
}

void NginxFixtureTest::cloneWithPassword()
{
    NginxOptions options;
    options.user = u"alice"_s;
    options.password = u"s3cret"_s;
    NginxFixture nginx(options);
    RepoBuilder repo;
    const QByteArray commit = fill(repo);
    nginx.addRepository(u"owner/name"_s, repo);
    nginx.start();
    QUrl url = nginx.repositoryUrl(u"owner/name"_s);
    const TempDir target;
    QVERIFY(!realClone(url.toString(), target.path(u"x"_s)).ok());
    url.setUserName(u"alice"_s);
    url.setPassword(u"s3cret"_s);
    expectGoodClone(url, commit);
    QTRY_VERIFY(nginx.accessLog().count(" 401 ") >= 2);
}

void NginxFixtureTest::cloneOverTls()
{
    TlsAuthority ca;
    NginxOptions options;
    options.tls = ca.good();
    NginxFixture nginx(options);
    RepoBuilder repo;
    const QByteArray commit = fill(repo);
    nginx.addRepository(u"owner/name"_s, repo);
    nginx.start();
    CloneOptions trusting;
    trusting.extra.insert(u"GIT_SSL_CAINFO"_s, ca.caFile());
    expectGoodClone(nginx.repositoryUrl(u"owner/name"_s), commit, trusting);
    const TempDir target;
    QVERIFY(!realClone(nginx.repositoryUrl(u"owner/name"_s).toString(), target.path(u"x"_s)).ok());
}

void NginxFixtureTest::objectsOnAnotherHost()
{
    NginxOptions options;
    options.dataOnOtherHost = true;
    NginxFixture nginx(options);
    RepoBuilder repo;
    const QByteArray commit = fill(repo);
    nginx.addRepository(u"owner/name"_s, repo);
    nginx.start();
    QCOMPARE(nginx.dataUrl().host(), u"127.0.0.2"_s);
    expectGoodClone(nginx.repositoryUrl(u"owner/name"_s), commit);
    QTRY_COMPARE(nginx.accessLog().count("GET /_objects/"), 6);
    const QList<QByteArray> lines = nginx.accessLog().split('\n');
    for (const QByteArray &line : lines) {
        if (!line.contains("GET /_objects/"))
            continue;
        QVERIFY2(line.startsWith(QByteArray::number(nginx.dataUrl().port()) + ' '), line.constData());
        QVERIFY2(line.endsWith("auth=\"-\""), line.constData());
    }
}

void NginxFixtureTest::rangesAndAskedObjectsOnly()
{
    NginxFixture nginx;
    RepoBuilder repo;
    fill(repo);
    nginx.addRepository(u"owner/name"_s, repo);
    nginx.start();
    const QByteArray oid = sha256Hex(generatedBytes(2, 1002));
    const QString object = nginx.dataUrl().toString() + u"/_objects/"_s + QString::fromLatin1(oid);
    QCOMPARE(mustRun(u"curl"_s, {u"-sS"_s, u"-r"_s, u"10-19"_s, object}),
             generatedBytes(2, 1002).mid(10, 10));
    QVERIFY(waitUntil([&] { return nginx.accessLog().contains(" 206 10 range=\"bytes=10-19\""); }, 5s));
    const QUrl before = nginx.dataUrl();
    nginx.restart();
    QCOMPARE(nginx.dataUrl(), before);
    const QByteArray answer = mustRun(
        u"curl"_s, {u"-sS"_s, u"-d"_s,
                    u"{\"operation\":\"download\",\"objects\":[{\"oid\":\"%1\",\"size\":1002}]}\n"_s.arg(
                        QString::fromLatin1(oid)),
                    nginx.repositoryUrl(u"owner/name"_s).toString() + u".git/info/lfs/objects/batch"_s});
    QCOMPARE(answer.count("\"oid\""), 1);
    QVERIFY2(answer.contains(object.toUtf8()), answer.constData());
    QVERIFY(QJsonDocument::fromJson(answer).isObject());
}

void NginxFixtureTest::throughProxy()
{
    NginxFixture nginx;
    RepoBuilder repo;
    const QByteArray commit = fill(repo);
    nginx.addRepository(u"owner/name"_s, repo);
    nginx.start();
    const TinyproxyFixture proxy;
    CloneOptions options;
    // git-lfs goes to 127.0.0.1 directly whatever the proxy setting: only git's own requests are looked for.
    options.gitConfig = {u"http.proxy="_s + proxy.url().toString()};
    expectGoodClone(nginx.repositoryUrl(u"owner/name"_s), commit, options);
    QTRY_VERIFY2(proxy.carried(nginx.baseUrl().authority()), proxy.log().constData());
    QVERIFY(!proxy.carried(u"127.0.0.1:1/"_s));
}

void NginxFixtureTest::throughProxyWithPassword()
{
    NginxFixture nginx;
    nginx.start();
    const TinyproxyFixture proxy(u"carol"_s, u"pr0xy"_s);
    const QString page = nginx.baseUrl().toString() + u"/_objects/none"_s;
    const QStringList common{u"-sS"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s, u"-x"_s};
    QCOMPARE(mustRun(u"curl"_s, common + QStringList{proxy.url(false).toString(), page}), QByteArray("407"));
    QCOMPARE(mustRun(u"curl"_s, common + QStringList{proxy.url().toString(), page}), QByteArray("404"));
}

WEIGHTYARD_TEST(NginxFixtureTest)

} // namespace nginx_fixture_test

#include "nginx_fixture_test.moc"
