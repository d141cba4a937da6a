// `get` through a real squid, which wants Basic or Digest, and through a real microsocks, which speaks SOCKS. Their logs are the witnesses.
#include "small_model.h"
#include "socks_fixture.h"
#include "squid_fixture.h"
#include "test_registry.h"
#include "tls_authority.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QtTest>
#include <netdb.h>
#include <sys/socket.h>

namespace get_proxy_kinds_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using Login = SquidFixture::Login;

namespace {

const QString kModel = SmallModel::name();

QString authority(const QUrl &url)
{
    return u"%1:%2"_s.arg(url.host()).arg(url.port());
}

// As the system has it, in its order: microsocks tries no other one.
QString firstAddressOf(const char *name)
{
    const addrinfo hints{.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    addrinfo *found = nullptr;
    if (getaddrinfo(name, nullptr, &hints, &found) != 0)
        return u"127.0.0.1"_s;
    const QString address = QHostAddress(found->ai_addr).toString();
    freeaddrinfo(found);
    return address;
}

} // namespace

class GetProxyKindsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void squid_data();
    void squid();
    void passwordOnlyWhenAsked();
    void wrongPassword_data();
    void wrongPassword();
    void manyRequestsWithDigest();
    void socks_data();
    void socks();
};

void GetProxyKindsTest::squid_data()
{
    QTest::addColumn<int>("login");
    QTest::addColumn<bool>("tls");
    for (const bool tls : {false, true}) {
        const char *way = tls ? "https" : "http";
        QTest::addRow("none, %s", way) << int(Login::None) << tls;
        QTest::addRow("Basic, %s", way) << int(Login::Basic) << tls;
        QTest::addRow("Digest, %s", way) << int(Login::Digest) << tls;
    }
}

void GetProxyKindsTest::squid()
{
    if (!SquidFixture::available())
        QSKIP("squid is not installed");
    QFETCH(int, login);
    QFETCH(bool, tls);
    TlsAuthority authorityOfTests;
    SmallModel model(tls ? TlsAuthority::listener(authorityOfTests.good()) : ListenerOptions());
    const SquidFixture proxy{Login(login)};
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"GIT_SSL_CAINFO"_s, authorityOfTests.caFile());
    writeFile(cli.home() + u"/.gitconfig"_s, "[http]\n\tproxy = \"" + proxy.url().toEncoded() + "\"\n");
    const CliResult result = cli.json({u"get"_s, kModel, u"--verbose"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe() + QString::fromUtf8(proxy.log())));
    QVERIFY2(model.differences(cli.folder(kModel)).isEmpty(),
             qPrintable(model.differences(cli.folder(kModel))));
    const QString user = Login(login) == Login::None ? u"-"_s : u"carol"_s;
    QVERIFY2(proxy.carried(authority(model.hub.baseUrl()), user), proxy.log().constData());
    QVERIFY(!result.describe().contains("p@ss"_L1) && !result.describe().contains("p%40ss"_L1));
    for (const LoggedRequest &request : model.hub.log().all())
        QVERIFY2(!request.hasHeader("Proxy-Authorization"), request.rawHead.constData());
}

// One that takes a digest never sees the password itself; each question costs one refusal, not one a request.
void GetProxyKindsTest::passwordOnlyWhenAsked()
{
    if (!SquidFixture::available())
        QSKIP("squid is not installed");
    SmallModel model;
    const SquidFixture proxy(Login::Digest);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"http_proxy"_s, QString::fromUtf8(proxy.url().toEncoded()));
    const CliResult result = cli.json({u"get"_s, kModel, u"--connections"_s, u"1"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const qsizetype refused = proxy.log().count("407 ");
    QVERIFY2(refused >= 1 && refused <= 3, proxy.log().constData());
}

void GetProxyKindsTest::wrongPassword_data()
{
    QTest::addColumn<int>("login");
    QTest::addColumn<bool>("tls");
    for (const bool tls : {false, true}) {
        QTest::addRow("Basic, %s", tls ? "https" : "http") << int(Login::Basic) << tls;
        QTest::addRow("Digest, %s", tls ? "https" : "http") << int(Login::Digest) << tls;
    }
}

void GetProxyKindsTest::wrongPassword()
{
    if (!SquidFixture::available())
        QSKIP("squid is not installed");
    QFETCH(int, login);
    QFETCH(bool, tls);
    TlsAuthority authorityOfTests;
    SmallModel model(tls ? TlsAuthority::listener(authorityOfTests.good()) : ListenerOptions());
    const SquidFixture proxy{Login(login)};
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"GIT_SSL_CAINFO"_s, authorityOfTests.caFile());
    cli.environment().insert(u"ALL_PROXY"_s, u"http://carol:wrong@"_s + proxy.url(false).authority());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    QVERIFY2(result.describe().contains("The proxy refused access"_L1), qPrintable(result.describe()));
    QCOMPARE(model.hub.log().all().size(), 0);
    QVERIFY2(proxy.log().count('\n') <= 4, proxy.log().constData()); // and no more than that
}

// A nonce of this squid is good for three requests: it is renewed while many go on at a time.
void GetProxyKindsTest::manyRequestsWithDigest()
{
    if (!SquidFixture::available())
        QSKIP("squid is not installed");
    SmallModel model;
    RepoBuilder many;
    many.lfsTrack(u"*.bin"_s);
    for (int i = 0; i < 60; ++i)
        many.lfsFile(u"w/%1.bin"_s.arg(i), generatedBytes(static_cast<quint64>(i), 20'000));
    many.commit("many");
    model.hub.addRepository(u"owner/many"_s, many);
    const SquidFixture proxy(Login::Digest);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"http_proxy"_s, QString::fromUtf8(proxy.url().toEncoded()));
    const CliResult result = cli.json({u"get"_s, u"owner/many"_s, u"--connections"_s, u"8"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe() + QString::fromUtf8(proxy.log())));
}

void GetProxyKindsTest::socks_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("rate");
    for (const bool tls : {false, true}) {
        QTest::addRow("socks5, %s", tls ? "https" : "http") << u"socks5"_s << tls << u"0"_s;
        QTest::addRow("socks5h, %s", tls ? "https" : "http") << u"socks5h"_s << tls << u"0"_s;
        QTest::addRow("limited rate, %s", tls ? "https" : "http") << u"socks5h"_s << tls << u"40M"_s;
    }
}

// The log has the host as it was asked for: socks5 looks its address up here, socks5h leaves that to the proxy.
void GetProxyKindsTest::socks()
{
    if (!SocksFixture::available())
        QSKIP("microsocks is not installed");
    QFETCH(QString, scheme);
    QFETCH(bool, tls);
    QFETCH(QString, rate);
    TlsAuthority authorityOfTests;
    ListenerOptions options = tls ? TlsAuthority::listener(authorityOfTests.good()) : ListenerOptions();
    options.hostName = u"localhost"_s;
    if (scheme == "socks5h"_L1)
        options.address = firstAddressOf("localhost");
    if (!QTcpServer().listen(QHostAddress(options.address)))
        QSKIP("localhost is an address that nothing can listen on");
    SmallModel model(options);
    const QString large = u"owner/large"_s;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s)
        .lfsPointer(u"w.bin"_s, model.hub.addGenerated(5, 96LL * 1024 * 1024))
        .commit("1");
    model.hub.addRepository(large, repo);
    SocksFixture proxy;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"GIT_SSL_CAINFO"_s, authorityOfTests.caFile());
    writeFile(cli.home() + u"/.gitconfig"_s, "[http]\n\tproxy = " + proxy.url(scheme).toUtf8() + '\n');
    const CliResult result = cli.json({u"get"_s, kModel, large, u"--limit-rate"_s, rate});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe() + QString::fromUtf8(proxy.log())));
    QVERIFY2(model.differences(cli.folder(kModel)).isEmpty(),
             qPrintable(model.differences(cli.folder(kModel))));
    QVERIFY2(!result.process.out.contains("\"waiting\""),
             qPrintable(result.describe())); // no connection stalled
    const QByteArray named = "localhost:" + QByteArray::number(model.hub.port());
    QVERIFY2(proxy.log().contains(':' + QByteArray::number(model.hub.port())), proxy.log().constData());
    QCOMPARE(proxy.log().contains(named), scheme == "socks5h"_L1);
}

WEIGHTYARD_TEST(GetProxyKindsTest)

} // namespace get_proxy_kinds_test

#include "get_proxy_kinds_test.moc"
