// Certificates, and what may cross from one origin to another: own CA, bad certificates, redirects, hanging handshakes.
#include "child_process.h"
#include "local_hub.h"
#include "net/http_stream.h"
#include "net/qt_http_client.h"
#include "said.h"
#include "sockets.h"
#include "test_registry.h"
#include "tls_authority.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <thread>

namespace tls_test {

using namespace weightyard;
using namespace weightyard::net;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

base::SystemClock systemClock;

using Config = QList<base::ConfigEntry>;

NetworkSettings settingsWith(const Config &config, const QHash<QString, QString> &variables = {})
{
    return NetworkSettings::from(base::ConfigEntries(config), base::Environment(variables));
}

base::Result<QByteArray> ask(HttpClient &client, const HttpRequest &request,
                             const base::CancelToken &cancel = {})
{
    const auto stream = HttpStream::open(client, request, cancel);
    return stream ? (*stream)->readAll(512LL * 1024 * 1024) : base::fail(stream.error());
}

QString shown(const base::Result<QByteArray> &body)
{
    return body ? QString::fromLatin1(*body) : errorKindName(body.error().kind);
}

} // namespace

class TlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void trust_data();
    void trust();
    void badCertificates_data();
    void badCertificates();
    void unusableCaFile();
    void noSecretCrossesOrigins_data();
    void noSecretCrossesOrigins();
    void configuredHeadersStayHome();
    void secureToPlainIsRefused();
    void plainToSecureIsFollowed();
    void redirectLoop();
    void backPressure();
    void hangingHandshake_data();
    void hangingHandshake();
    void handshakeThatHungDoesNotHoldTheNext();
    void hangingConnect();

private:
    void serve(LocalHub &hub);
    QUrl objectUrl(const QUrl &base) const { return QUrl(base.toString() + m_path); }
    Config trusting() const { return {{u"http.sslcainfo"_s, m_authority->caFile()}}; }

    std::unique_ptr<TlsAuthority> m_authority;
    std::unique_ptr<LocalHub> m_hub;
    QString m_path;
};

void TlsTest::serve(LocalHub &hub)
{
    hub.update([](HubSettings &settings) { settings.requireTicket = false; });
    m_path = u"/_objects/"_s + QString::fromLatin1(hub.addObject("hello").oid);
}

void TlsTest::initTestCase()
{
    m_authority = std::make_unique<TlsAuthority>();
    m_hub = std::make_unique<LocalHub>(TlsAuthority::listener(m_authority->good()));
    serve(*m_hub);
}

void TlsTest::trust_data()
{
    QTest::addColumn<Config>("config");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("expected");
    const QString ca = m_authority->caFile();
    const QString own = u"http.%1/.sslcainfo"_s.arg(m_hub->baseUrl().toString());
    const QString folder = QFileInfo(ca).absolutePath();
    QTest::newRow("nobody vouches") << Config() << QString() << u"Tls"_s;
    QTest::newRow("http.sslCAInfo") << Config{{u"http.sslcainfo"_s, ca}} << QString() << u"hello"_s;
    QTest::newRow("for this URL") << Config{{own, ca}} << QString() << u"hello"_s;
    QTest::newRow("for another URL") << Config{{u"http.https://127.0.0.2/.sslcainfo"_s, ca}} << QString()
                                     << u"Tls"_s;
    QTest::newRow("a folder") << Config{{u"http.sslcapath"_s, folder}} << QString() << u"hello"_s;
    QTest::newRow("GIT_SSL_CAINFO") << Config() << ca << u"hello"_s;
    QTest::newRow("checks stay on") << Config{{u"http.sslverify"_s, u"false"_s}} << QString() << u"Tls"_s;
}

void TlsTest::trust()
{
    QFETCH(Config, config);
    QFETCH(QString, variable);
    QFETCH(QString, expected);
    QtHttpClient client(
        settingsWith(config, {{u"GIT_SSL_CAINFO"_s, variable}, {u"GIT_SSL_NO_VERIFY"_s, u"1"_s}}),
        systemClock, 1);
    QCOMPARE(shown(ask(client, {.url = objectUrl(m_hub->baseUrl())})), expected);
}

void TlsTest::badCertificates_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("wrong host") << 0;
    QTest::newRow("expired") << 1;
    QTest::newRow("signed by itself") << 2;
}

void TlsTest::badCertificates()
{
    QFETCH(int, which);
    const CertificateFiles files = which == 0   ? m_authority->wrongHost()
                                   : which == 1 ? m_authority->expired()
                                                : m_authority->selfSigned();
    LocalHub hub(TlsAuthority::listener(files));
    serve(hub);
    QtHttpClient client(settingsWith(trusting()), systemClock, 1);
    const auto body =
        ask(client, {.url = objectUrl(hub.baseUrl()), .headers = {{"Authorization", "Basic hidden1"}}});
    QVERIFY(!body);
    QCOMPARE(body.error().kind, ErrorKind::Tls);
    QVERIFY(!test::said(body.error()).isEmpty());
    QCOMPARE(hub.log().all().size(), 0); // not a byte of a request
}

void TlsTest::unusableCaFile()
{
    const TempDir folder;
    for (const QString &path :
         {folder.path(u"absent.pem"_s), folder.writeFile(u"text.pem"_s, "no certificate"),
          folder.makeFolder(u"empty"_s)}) {
        QtHttpClient client(settingsWith({{u"http.sslcainfo"_s, path}}), systemClock, 1);
        const auto body = ask(client, {.url = objectUrl(m_hub->baseUrl())});
        QVERIFY(!body);
        QCOMPARE(body.error().kind, ErrorKind::Tls);
        QCOMPARE(body.error().context.path, path);
    }
}

void TlsTest::noSecretCrossesOrigins_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("sameHost");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("%d to another host", status) << status << false;
        QTest::addRow("%d to another port", status) << status << true;
    }
}

void TlsTest::noSecretCrossesOrigins()
{
    QFETCH(int, status);
    QFETCH(bool, sameHost);
    LocalHub hub(TlsAuthority::listener(m_authority->good()));
    serve(hub);
    const Listener other = hub.addListener(
        TlsAuthority::listener(m_authority->good(), sameHost ? u"127.0.0.1"_s : u"127.0.0.2"_s));
    hub.addFault(Fault::redirect(Endpoint::Storage, objectUrl(other.baseUrl).toEncoded(), status)
                     .forPort(hub.port())
                     .always());
    QtHttpClient client(settingsWith(trusting()), systemClock, 1);
    const HttpRequest request{.url = objectUrl(hub.baseUrl()),
                              .headers = {{"Authorization", "Basic topsecret1"},
                                          {"Cookie", "topsecret2"},
                                          {"X-Amz-Security-Token", "topsecret3"},
                                          {"X-Whatever", "topsecret4"},
                                          {"Range", "bytes=1-2"}}};
    QCOMPARE(shown(ask(client, request)), u"el"_s);
    for (const char *secret : {"topsecret1", "topsecret2", "topsecret3", "topsecret4"}) {
        QVERIFY2(hub.log().sawOnPort(hub.port(), secret), secret);
        QVERIFY2(!hub.log().sawOnPort(other.port, secret), secret);
    }
    QVERIFY(hub.log().sawOnPort(other.port, "bytes=1-2"));
}

void TlsTest::configuredHeadersStayHome()
{
    LocalHub hub(TlsAuthority::listener(m_authority->good()));
    serve(hub);
    const Listener other = hub.addListener(TlsAuthority::listener(m_authority->good(), u"127.0.0.2"_s));
    hub.addFault(Fault::redirect(Endpoint::Storage, objectUrl(other.baseUrl).toEncoded())
                     .forPort(hub.port())
                     .always());
    Config config = trusting();
    config.append({u"http.extraheader"_s, u"Authorization: Bearer topsecret1"_s});
    config.append({u"http.extraheader"_s, u"X-Mine: topsecret2"_s});
    QtHttpClient client(settingsWith(config), systemClock, 1);
    QCOMPARE(shown(ask(client, {.url = objectUrl(hub.baseUrl()), .addConfiguredHeaders = true})), u"hello"_s);
    for (const char *secret : {"topsecret1", "topsecret2"}) {
        QVERIFY2(hub.log().sawOnPort(hub.port(), secret), secret);
        QVERIFY2(!hub.log().sawOnPort(other.port, secret), secret);
    }
    hub.log().clear();
    QCOMPARE(shown(ask(client, {.url = objectUrl(hub.baseUrl())})), u"hello"_s);
    QVERIFY(!hub.log().sawOnPort(hub.port(), "topsecret2")); // only where asked for
}

void TlsTest::secureToPlainIsRefused()
{
    LocalHub hub(TlsAuthority::listener(m_authority->good()));
    serve(hub);
    const Listener plain = hub.addListener({});
    const QByteArray target = objectUrl(plain.baseUrl).toEncoded() + "?sig=topsecret";
    hub.addFault(Fault::redirect(Endpoint::Storage, target).forPort(hub.port()).always());
    QtHttpClient client(settingsWith(trusting()), systemClock, 1);
    const auto body = ask(client, {.url = objectUrl(hub.baseUrl())});
    QVERIFY(!body);
    QCOMPARE(body.error().kind, ErrorKind::Protocol);
    QVERIFY(!describe(body.error()).contains(u"topsecret"_s));
    QCOMPARE(
        hub.log().matching([&](const LoggedRequest &request) { return request.port == plain.port; }).size(),
        0);
}

void TlsTest::plainToSecureIsFollowed()
{
    LocalHub hub;
    serve(hub);
    const Listener secure = hub.addListener(TlsAuthority::listener(m_authority->good()));
    hub.addFault(Fault::redirect(Endpoint::Storage, objectUrl(secure.baseUrl).toEncoded(), 308)
                     .forPort(hub.port())
                     .always());
    QtHttpClient client(settingsWith(trusting()), systemClock, 1);
    QCOMPARE(
        shown(ask(client, {.url = objectUrl(hub.baseUrl()), .headers = {{"Authorization", "topsecret"}}})),
        u"hello"_s);
    QVERIFY(!hub.log().sawOnPort(secure.port, "topsecret"));
}

void TlsTest::redirectLoop()
{
    LocalHub hub;
    serve(hub);
    hub.addFault(Fault::redirect(Endpoint::Storage, "{target}").always());
    QtHttpClient client({}, systemClock, 1);
    const auto body = ask(client, {.url = objectUrl(hub.baseUrl())});
    QVERIFY(!body);
    QCOMPARE(body.error().kind, ErrorKind::Protocol);
    QCOMPARE(hub.log().count(Endpoint::Storage), 11);
}

void TlsTest::backPressure()
{
    constexpr qint64 kSize = 100 * 1024 * 1024;
    const ObjectId large = m_hub->addGenerated(7, kSize);
    QtHttpClient client(settingsWith(trusting()), systemClock, 1);
    m_hub->log().clear();
    const auto stream = HttpStream::open(
        client, {.url = QUrl(m_hub->baseUrl().toString() + u"/_objects/"_s + QString::fromLatin1(large.oid))},
        {});
    QVERIFY(stream);
    const auto sent = [&] { return m_hub->log().of(Endpoint::Storage).last().bytesSent; };
    qint64 before = -1;
    QTRY_VERIFY_WITH_TIMEOUT((before = sent(), QTest::qWait(400), before > 0 && before == sent()),
                             test::patient(20'000));
    QVERIFY2(before < 40 * 1024 * 1024, qPrintable(QString::number(before)));
    const auto body = (*stream)->readAll(kSize);
    QVERIFY(body);
    QCOMPARE(body->size(), kSize);
}

void TlsTest::hangingHandshake_data()
{
    QTest::addColumn<bool>("cancels");
    QTest::newRow("time-out") << false;
    QTest::newRow("cancel") << true;
}

void TlsTest::hangingHandshake()
{
    QFETCH(bool, cancels);
    const SilentListener silent;
    QUrl url = silent.url(u"/x"_s);
    url.setScheme(u"https"_s);
    QtHttpClient client({}, systemClock, 1);
    const base::CancelToken cancel;
    QElapsedTimer timer;
    timer.start();
    std::thread canceller([&] {
        if (cancels && waitUntil([&] { return silent.bytesReceived() > 0; }, std::chrono::seconds(10))) {
            timer.start();
            cancel.cancel();
        }
    });
    const auto body =
        ask(client, {.url = url, .silence = std::chrono::milliseconds(cancels ? 60'000 : 500)}, cancel);
    canceller.join();
    QVERIFY(!body);
    QCOMPARE(body.error().kind, cancels ? ErrorKind::Cancelled : ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < test::patient(cancels ? 1000 : 3000),
             qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE(silent.open(), 0); // it hung up
}

void TlsTest::handshakeThatHungDoesNotHoldTheNext()
{
    QtHttpClient client({}, systemClock, 1);
    const SilentListener silent;
    QUrl url = silent.url(u"/x"_s);
    url.setScheme(u"https"_s);
    for (int tries = 1; tries <= 3; ++tries) {
        const auto late = ask(client, {.url = url, .silence = std::chrono::milliseconds(300)});
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::Timeout);
        QCOMPARE(silent.accepted(), tries); // each on a connection of its own
    }
}

void TlsTest::hangingConnect()
{
    const BlackHole hole;
    QtHttpClient client({}, systemClock, 1);
    const auto late = ask(client, {.url = hole.url(), .silence = std::chrono::milliseconds(500)});
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Timeout);
    const base::CancelToken cancel;
    std::atomic<qint64> cancelledAt = 0;
    std::thread canceller([&] {
        QThread::msleep(300); // nothing shows that a connect is hanging
        cancelledAt = systemClock.steadyMs();
        cancel.cancel();
    });
    const auto body = ask(client, {.url = hole.url(), .silence = std::chrono::seconds(60)}, cancel);
    const qint64 took = systemClock.steadyMs() - cancelledAt;
    canceller.join();
    QVERIFY(!body);
    QCOMPARE(body.error().kind, ErrorKind::Cancelled);
    QVERIFY2(took < test::patient(1000), qPrintable(QString::number(took)));
}

WEIGHTYARD_TEST(TlsTest)

} // namespace tls_test

#include "tls_test.moc"
