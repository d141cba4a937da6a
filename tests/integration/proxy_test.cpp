// The HTTP client through proxies: a real tinyproxy, a scripted SOCKS5 server, proxies that refuse, hang or are not there.
#include "child_process.h"
#include "local_hub.h"
#include "net/http_stream.h"
#include "net/qt_http_client.h"
#include "said.h"
#include "script_server.h"
#include "sockets.h"
#include "test_registry.h"
#include "tls_authority.h"

#include <QElapsedTimer>
#include <QTest>

namespace proxy_test {

using namespace weightyard;
using namespace weightyard::net;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

base::SystemClock systemClock;

class TinyProxy
{
public:
    explicit TinyProxy(const QByteArray &more = {}) : m_port(freePort())
    {
        const QByteArray log = m_folder.path(u"log"_s).toUtf8();
        const QString config = m_folder.writeFile(
            u"conf"_s, "Port " + QByteArray::number(m_port)
                           + "\nListen 127.0.0.1\nTimeout 60\nMaxClients 50\nLogLevel Connect\nLogFile \""
                           + log + "\"\n" + more);
        if (!m_process.start(u"tinyproxy"_s, {u"-d"_s, u"-c"_s, config})
            || !waitForPort(u"127.0.0.1"_s, m_port, std::chrono::seconds(10)))
            throw std::runtime_error("tinyproxy does not start");
    }
    QString address() const { return u"127.0.0.1:%1"_s.arg(m_port); }
    QByteArray log() const { return readFile(m_folder.path(u"log"_s)); }

private:
    TempDir m_folder;
    quint16 m_port;
    ServerProcess m_process;
};

struct Answer {
    base::Result<QByteArray> body;
    ResponseHead head;
};

Answer ask(HttpClient &client, const HttpRequest &request, const base::CancelToken &cancel = {})
{
    const auto stream = HttpStream::open(client, request, cancel);
    if (!stream)
        return {.body = base::fail(stream.error()), .head = {}};
    auto body = (*stream)->readAll(kJsonCap);
    return {.body = std::move(body), .head = (*stream)->head()};
}

NetworkSettings settingsWith(const QHash<QString, QString> &config,
                             const QHash<QString, QString> &variables = {})
{
    QList<base::ConfigEntry> entries;
    for (auto it = config.cbegin(); it != config.cend(); ++it)
        entries.append({it.key(), it.value()});
    return NetworkSettings::from(base::ConfigEntries(entries), base::Environment(variables));
}

NetworkSettings proxied(const QString &proxy)
{
    return settingsWith({{u"http.proxy"_s, proxy}});
}

} // namespace

class ProxyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void plainHttp();
    void httpsTunnel();
    void credentials_data();
    void credentials();
    void refusedCredentials_data();
    void refusedCredentials();
    void variablesOfTheProcessAreNotRead();
    void eachHopDecides();
    void socksNames_data();
    void socksNames();
    void refusesTheTunnel();
    void notThere();
    void silentProxy_data();
    void silentProxy();

private:
    std::unique_ptr<LocalHub> m_hub;
    std::unique_ptr<TlsAuthority> m_authority;
    std::unique_ptr<LocalHub> m_secureHub;
    QUrl m_plain;
    QUrl m_secure;
};

void ProxyTest::initTestCase()
{
    if (!runProcess(u"tinyproxy"_s, {u"-v"_s}).started)
        QSKIP("tinyproxy is not installed");
    m_hub = std::make_unique<LocalHub>();
    m_authority = std::make_unique<TlsAuthority>();
    m_secureHub = std::make_unique<LocalHub>(TlsAuthority::listener(m_authority->good()));
    for (LocalHub *hub : {m_hub.get(), m_secureHub.get()}) {
        hub->update([](HubSettings &settings) { settings.requireTicket = false; });
        const ObjectId object = hub->addObject("hello");
        QUrl &url = hub == m_hub.get() ? m_plain : m_secure;
        url = QUrl(hub->baseUrl().toString() + u"/_objects/"_s + QString::fromLatin1(object.oid));
    }
}

void ProxyTest::plainHttp()
{
    const TinyProxy proxy;
    QtHttpClient client(proxied(proxy.address()), systemClock, 1);
    m_hub->log().clear();
    const Answer answer = ask(client, {.url = m_plain});
    QVERIFY2(answer.body, qPrintable(answer.body ? QString() : describe(answer.body.error())));
    QCOMPARE(*answer.body, "hello"_ba);
    QVERIFY(m_hub->log().all().first().hasHeader("Via"));
    QVERIFY(proxy.log().contains("GET http://"));
    QtHttpClient direct({}, systemClock, 1);
    m_hub->log().clear();
    QVERIFY(ask(direct, {.url = m_plain}).body);
    QVERIFY(!m_hub->log().all().first().hasHeader("Via"));
}

void ProxyTest::httpsTunnel()
{
    const TinyProxy proxy;
    const auto settings =
        settingsWith({{u"http.proxy"_s, proxy.address()}, {u"http.sslcainfo"_s, m_authority->caFile()}});
    QtHttpClient client(settings, systemClock, 1);
    const Answer answer = ask(client, {.url = m_secure});
    QVERIFY2(answer.body, qPrintable(answer.body ? QString() : describe(answer.body.error())));
    QCOMPARE(*answer.body, "hello"_ba);
    QVERIFY2(proxy.log().contains("CONNECT 127.0.0.1:" + QByteArray::number(m_secureHub->port())),
             proxy.log().constData());
    QtHttpClient distrusting(proxied(proxy.address()), systemClock, 1);
    const Answer refused = ask(distrusting, {.url = m_secure});
    QVERIFY(!refused.body);
    QCOMPARE(refused.body.error().kind, ErrorKind::Tls);
}

void ProxyTest::credentials_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<QByteArray>("method");
    QTest::newRow("http GET") << false << "GET"_ba;
    QTest::newRow("http POST") << false << "POST"_ba;
    QTest::newRow("https GET") << true << "GET"_ba;
    QTest::newRow("https POST") << true << "POST"_ba;
}

void ProxyTest::credentials()
{
    QFETCH(bool, secure);
    QFETCH(QByteArray, method);
    const TinyProxy proxy("BasicAuth me secret1\n");
    const auto settings = settingsWith({{u"http.proxy"_s, u"http://me:secret1@"_s + proxy.address()},
                                        {u"http.sslcainfo"_s, m_authority->caFile()}});
    QtHttpClient client(settings, systemClock, 1);
    LocalHub &hub = secure ? *m_secureHub : *m_hub;
    hub.log().clear();
    const QByteArray body = method == "POST" ? "x=1"_ba : QByteArray();
    const Answer answer = ask(client, {.method = method, .url = secure ? m_secure : m_plain, .body = body});
    QVERIFY2(answer.body, qPrintable(answer.body ? QString() : describe(answer.body.error())));
    QVERIFY(answer.head.status != 407);
    const QList<LoggedRequest> requests = hub.log().all();
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.first().body, body);
    if (secure) // what tinyproxy passes on over plain http is its own affair
        QVERIFY2(!requests.first().hasHeader("Proxy-Authorization"), requests.first().rawHead.constData());
}

void ProxyTest::refusedCredentials_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("secure");
    QTest::addColumn<bool>("real");
    // tinyproxy 1.11 answers wrong credentials with 401, so those need a proxy that follows RFC 9110 15.5.8.
    QTest::newRow("none, http") << QString() << false << true;
    QTest::newRow("none, https") << QString() << true << true;
    QTest::newRow("wrong, http") << u"me:wrong1@"_s << false << false;
    QTest::newRow("wrong, https") << u"me:wrong1@"_s << true << false;
}

void ProxyTest::refusedCredentials()
{
    QFETCH(QString, user);
    QFETCH(bool, secure);
    QFETCH(bool, real);
    const TinyProxy tiny("BasicAuth me secret1\n");
    const ScriptServer strict(ScriptServer::answering([](const QByteArray &) {
        return httpAnswer("407 Proxy Authentication Required",
                          "Proxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0");
    }));
    const QString address = real ? tiny.address() : u"127.0.0.1:%1"_s.arg(strict.port());
    QtHttpClient client(proxied(u"http://"_s + user + address), systemClock, 1);
    const Answer answer =
        ask(client, {.url = secure ? m_secure : m_plain, .silence = std::chrono::seconds(5)});
    QVERIFY(!answer.body);
    const QString text = describe(answer.body.error());
    QVERIFY2(answer.body.error().kind == ErrorKind::Auth, qPrintable(text));
    QVERIFY2(text.contains(address), qPrintable(text));
    QVERIFY2(!text.contains(u"wrong1"_s), qPrintable(text));
}

void ProxyTest::variablesOfTheProcessAreNotRead()
{
    qputenv("http_proxy", "http://127.0.0.1:1");
    QtHttpClient client({}, systemClock, 1);
    const Answer answer = ask(client, {.url = m_plain});
    qunsetenv("http_proxy");
    QVERIFY(answer.body);
}

void ProxyTest::eachHopDecides()
{
    const TinyProxy proxy;
    const Listener other =
        m_hub->addListener({.address = u"127.0.0.2"_s, .hostName = {}, .certificateFile = {}, .keyFile = {}});
    const QByteArray target = other.baseUrl.toEncoded() + m_plain.path().toLatin1();
    const int fault =
        m_hub->addFault(Fault::redirect(Endpoint::Storage, target).forPort(m_hub->port()).always());
    const auto settings = settingsWith(
        {}, {{u"http_proxy"_s, u"http://"_s + proxy.address()}, {u"NO_PROXY"_s, u"127.0.0.2"_s}});
    QtHttpClient client(settings, systemClock, 1);
    m_hub->log().clear();
    const Answer answer = ask(client, {.url = m_plain});
    m_hub->removeFault(fault);
    QVERIFY(answer.body);
    QCOMPARE(*answer.body, "hello"_ba);
    const QList<LoggedRequest> requests = m_hub->log().all();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests.at(0).hasHeader("Via"));
    QVERIFY(!requests.at(1).hasHeader("Via"));
}

void ProxyTest::socksNames_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("addressType"); // RFC 1928: 1 IPv4, 3 name, 4 IPv6
    QTest::newRow("socks5h gives the name away") << u"socks5h"_s << u"far.invalid"_s << 3;
    QTest::newRow("socks5 resolves itself") << u"socks5"_s << u"127.0.0.1"_s << 1;
}

void ProxyTest::socksNames()
{
    QFETCH(QString, scheme);
    QFETCH(QString, host);
    QFETCH(int, addressType);
    std::atomic<int> seenType = 0;
    // Answers in place of the origin once the handshake is done.
    ScriptServer socks([&](ScriptConnection &connection) {
        const QByteArray hello = connection.readBody(2);
        connection.readBody(hello.size() == 2 ? hello.at(1) : 0);
        connection.send(QByteArray("\x05\x00", 2));
        const QByteArray request = connection.readBody(4);
        if (request.size() < 4)
            return;
        seenType = request.at(3);
        connection.readBody((seenType == 3 ? connection.readBody(1).at(0) : seenType == 1 ? 4 : 16) + 2);
        connection.send(QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50", 10));
        if (!connection.readHead().isEmpty())
            connection.send(okAnswer("via socks"));
        connection.stayUntilClosed();
    });
    QtHttpClient client(proxied(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(socks.port())), systemClock, 1);
    const Answer answer =
        ask(client, {.url = QUrl(u"http://%1/x"_s.arg(host)), .silence = std::chrono::seconds(5)});
    QVERIFY2(answer.body, qPrintable(answer.body ? QString() : describe(answer.body.error())));
    QCOMPARE(*answer.body, "via socks"_ba);
    QCOMPARE(seenType.load(), addressType);
}

void ProxyTest::refusesTheTunnel()
{
    const TinyProxy proxy("ConnectPort 1\n");
    QtHttpClient client(proxied(proxy.address()), systemClock, 1);
    const Answer answer = ask(client, {.url = m_secure, .silence = std::chrono::seconds(5)});
    QVERIFY(!answer.body);
    QVERIFY2(answer.body.error().kind == ErrorKind::Network, qPrintable(describe(answer.body.error())));
    QVERIFY2(test::said(answer.body.error()).contains(proxy.address()),
             qPrintable(test::said(answer.body.error())));
}

void ProxyTest::notThere()
{
    for (const QUrl &url : {m_plain, m_secure}) {
        const QString address = u"127.0.0.1:%1"_s.arg(freePort());
        QtHttpClient client(proxied(u"http://me:hidden1@"_s + address), systemClock, 1);
        const Answer answer = ask(client, {.url = url});
        QVERIFY(!answer.body);
        const QString text = describe(answer.body.error());
        QVERIFY2(answer.body.error().kind == ErrorKind::Network && text.contains(address), qPrintable(text));
        QVERIFY(!text.contains(u"hidden1"_s));
    }
}

void ProxyTest::silentProxy_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<bool>("cancels");
    QTest::newRow("http, time-out") << false << false;
    QTest::newRow("https, time-out") << true << false;
    QTest::newRow("http, cancel") << false << true;
    QTest::newRow("https, cancel") << true << true;
}

void ProxyTest::silentProxy()
{
    QFETCH(bool, secure);
    QFETCH(bool, cancels);
    const SilentListener silent;
    QtHttpClient client(proxied(u"127.0.0.1:%1"_s.arg(silent.port())), systemClock, 1);
    const base::CancelToken cancel;
    QElapsedTimer timer;
    timer.start();
    std::thread canceller([&] {
        if (cancels && waitUntil([&] { return silent.bytesReceived() > 0; }, std::chrono::seconds(10))) {
            timer.start();
            cancel.cancel();
        }
    });
    const auto silence = std::chrono::milliseconds(cancels ? 60'000 : 500);
    const Answer answer = ask(client, {.url = secure ? m_secure : m_plain, .silence = silence}, cancel);
    canceller.join();
    QVERIFY(!answer.body);
    QCOMPARE(answer.body.error().kind, cancels ? ErrorKind::Cancelled : ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < test::patient(cancels ? 1000 : 3000),
             qPrintable(QString::number(timer.elapsed())));
}

WEIGHTYARD_TEST(ProxyTest)

} // namespace proxy_test

#include "proxy_test.moc"
