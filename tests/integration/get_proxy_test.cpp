// `get` through a real proxy (tinyproxy): by git's settings and by the variables, with exceptions, with a password,
// with TLS; and what happens when the proxy is down. The proxy's own log is the witness.
#include "nginx_fixture.h"
#include "small_model.h"
#include "sockets.h"
#include "test_registry.h"
#include "tls_authority.h"

#include <QtTest>

namespace get_proxy_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();

bool carried(const TinyproxyFixture &proxy, const QUrl &host)
{
    return proxy.carried(u"%1:%2"_s.arg(host.host()).arg(host.port()));
}

} // namespace

class GetProxyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void settings_data();
    void settings();
    void tlsThroughConnect();
    void withPassword();
    void refusedByTheProxy_data();
    void refusedByTheProxy();
    void unusable_data();
    void unusable();
    void storageElsewhereGoesThroughItToo();
    void down();
};

void GetProxyTest::initTestCase()
{
    if (!TinyproxyFixture::available())
        QSKIP("tinyproxy is not installed");
}

void GetProxyTest::settings_data()
{
    QTest::addColumn<QByteArray>("config"); // {proxy} and {hub} are filled in
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<bool>("used");
    const QByteArray general = "[http]\n\tproxy = http://{proxy}\n";
    const QByteArray forHub = "[http \"{hub}/\"]\n\tproxy = http://{proxy}\n";
    QTest::newRow("http.proxy") << general << QStringList() << true;
    QTest::newRow("http.proxy without scheme")
        << QByteArray("[http]\n\tproxy = {proxy}\n") << QStringList() << true;
    QTest::newRow("http.<url>.proxy") << forHub << QStringList() << true;
    QTest::newRow("http.<other url>.proxy")
        << QByteArray("[http \"http://127.0.0.9/\"]\n\tproxy = http://{proxy}\n") << QStringList() << false;
    QTest::newRow("http.<url>.proxy empty wins over http.proxy")
        << general + "[http \"{hub}/\"]\n\tproxy = \n"
        << QStringList() << false;
    QTest::newRow("http_proxy") << QByteArray() << QStringList{u"http_proxy=http://{proxy}"_s} << true;
    QTest::newRow("ALL_PROXY") << QByteArray() << QStringList{u"ALL_PROXY=http://{proxy}"_s} << true;
    QTest::newRow("https_proxy is not for http")
        << QByteArray() << QStringList{u"https_proxy=http://{proxy}"_s} << false;
    QTest::newRow("http.proxy wins over http_proxy")
        << general << QStringList{u"http_proxy=http://127.0.0.1:1"_s} << true;
    QTest::newRow("NO_PROXY names the host")
        << QByteArray() << QStringList{u"http_proxy=http://{proxy}"_s, u"NO_PROXY=example.org,127.0.0.1"_s}
        << false;
    QTest::newRow("no_proxy is a star")
        << QByteArray() << QStringList{u"http_proxy=http://{proxy}"_s, u"no_proxy=*"_s} << false;
    QTest::newRow("NO_PROXY names a subnet")
        << QByteArray() << QStringList{u"http_proxy=http://{proxy}"_s, u"NO_PROXY=127.0.0.0/8"_s} << false;
    QTest::newRow("NO_PROXY names others")
        << QByteArray() << QStringList{u"http_proxy=http://{proxy}"_s, u"NO_PROXY=example.org"_s} << true;
    QTest::newRow("NO_PROXY goes for http.proxy too")
        << general << QStringList{u"NO_PROXY=127.0.0.1"_s} << false;
}

void GetProxyTest::settings()
{
    QFETCH(QByteArray, config);
    QFETCH(QStringList, variables);
    QFETCH(bool, used);
    SmallModel model;
    const TinyproxyFixture proxy;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString address = proxy.url().authority();
    config.replace("{proxy}", address.toUtf8()).replace("{hub}", model.hub.baseUrl().toString().toUtf8());
    writeFile(cli.home() + u"/.gitconfig"_s, config);
    for (const QString &variable : variables) {
        cli.environment().insert(variable.section(u'=', 0, 0),
                                 variable.section(u'=', 1).replace(u"{proxy}"_s, address));
    }
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(model.differences(cli.folder(kModel)).isEmpty(),
             qPrintable(model.differences(cli.folder(kModel))));
    QVERIFY2(carried(proxy, model.hub.baseUrl()) == used, proxy.log().constData());
    if (used) {
        QVERIFY2(proxy.log().contains("info/refs"), proxy.log().constData());
        QVERIFY2(proxy.log().contains("objects/batch"), proxy.log().constData());
        QVERIFY2(proxy.log().contains("/_objects/"), proxy.log().constData());
        QVERIFY(proxy.log().count("Request (") >= model.hub.log().all().size()); // each of them
    }
}

void GetProxyTest::tlsThroughConnect()
{
    TlsAuthority authority;
    SmallModel model(TlsAuthority::listener(authority.good()));
    const TinyproxyFixture proxy;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"GIT_SSL_CAINFO"_s, authority.caFile());
    cli.environment().insert(u"https_proxy"_s, proxy.url().toString());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(proxy.log().contains("CONNECT 127.0.0.1:" + QByteArray::number(model.hub.port())),
             proxy.log().constData());
    QVERIFY2(!proxy.log().contains("info/refs"), proxy.log().constData());
    QVERIFY2(model.differences(cli.folder(kModel)).isEmpty(),
             qPrintable(model.differences(cli.folder(kModel))));
}

void GetProxyTest::withPassword()
{
    SmallModel model;
    const TinyproxyFixture proxy(u"proxyuser"_s, u"proxyS3cret"_s);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"http_proxy"_s, proxy.url().toString());
    const CliResult result = cli.plain({u"get"_s, kModel, u"--verbose"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(carried(proxy, model.hub.baseUrl()), proxy.log().constData());
    QVERIFY2(!result.describe().contains("proxyS3cret"_L1), qPrintable(result.describe()));
    for (const LoggedRequest &request : model.hub.log().all())
        QVERIFY2(!request.hasHeader("Proxy-Authorization"), request.rawHead.constData());
    QCOMPARE(filesWith(cli.home(), {"proxyS3cret", "proxyuser:proxyS3cret"}), QStringList());
}

void GetProxyTest::refusedByTheProxy_data()
{
    QTest::addColumn<QString>("userInfo");
    QTest::newRow("no password") << QString();
    QTest::newRow("wrong password") << u"proxyuser:wrong@"_s;
}

void GetProxyTest::refusedByTheProxy()
{
    QFETCH(QString, userInfo);
    SmallModel model;
    const TinyproxyFixture proxy(u"proxyuser"_s, u"proxyS3cret"_s);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"http_proxy"_s, u"http://"_s + userInfo + proxy.url(false).authority());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    if (userInfo.isEmpty()) // to a wrong password tinyproxy says 401, as if it were the host
        QVERIFY2(result.describe().contains("The proxy refused access"_L1)
                     && result.describe().contains(" (http_proxy) wants"_L1),
                 qPrintable(result.describe()));
    QCOMPARE(model.hub.log().all().size(), 0);
}

// Said at once, with the variable: nothing gets better by trying again.
void GetProxyTest::unusable_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("socks") << u"ALL_PROXY"_s << u"socks://127.0.0.1:9"_s;
    QTest::newRow("raw @") << u"http_proxy"_s << u"http://user:proxyS3cret@x@127.0.0.1:9"_s;
    QTest::newRow("https") << u"HTTP_PROXY"_s << u"https://127.0.0.1:9"_s;
}

void GetProxyTest::unusable()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(name, value);
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 2, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"Usage"_s);
    QVERIFY2(!result.process.out.contains("\"waiting\""), qPrintable(result.describe()));
    QVERIFY2(result.describe().contains(u"the proxy"_s) && result.describe().contains(u'(' + name + u')'),
             qPrintable(result.describe()));
    QVERIFY(!result.describe().contains("proxyS3cret"_L1));
    QCOMPARE(model.hub.log().all().size(), 0);
}

void GetProxyTest::storageElsewhereGoesThroughItToo()
{
    SmallModel model;
    const Listener data = model.hub.addListener({.address = u"127.0.0.2"_s});
    model.hub.update([&](HubSettings &settings) { settings.dataBaseUrl = data.baseUrl.toString(); });
    const TinyproxyFixture proxy;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"http_proxy"_s, proxy.url().toString());
    cli.environment().insert(u"NO_PROXY"_s, u"127.0.0.1"_s); // the hub directly, its storage by the proxy
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(proxy.log().contains("127.0.0.2") && !proxy.log().contains("info/refs"),
             proxy.log().constData());
}

void GetProxyTest::down()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"http_proxy"_s, u"http://user:proxyS3cret@127.0.0.1:%1"_s.arg(freePort()));
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 3, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"Network"_s);
    QVERIFY2(result.describe().contains("proxy"_L1), qPrintable(result.describe()));
    QVERIFY(!result.describe().contains("proxyS3cret"_L1));
    QCOMPARE(model.hub.log().all().size(), 0); // never past the proxy
}

WEIGHTYARD_TEST(GetProxyTest)

} // namespace get_proxy_test

#include "get_proxy_test.moc"
