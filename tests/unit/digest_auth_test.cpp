// Digest: the examples of the RFCs, and which of a proxy's offers is taken.
#include "net/proxy_login.h"
#include "test_registry.h"

#include <QTest>

namespace digest_auth_test {

using namespace weightyard::net;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray valueOf(const QByteArray &header, const QByteArray &name)
{
    const qsizetype at = header.indexOf(' ' + name + "=\"");
    const qsizetype begin = at + name.size() + 3;
    return at < 0 ? QByteArray() : header.mid(begin, header.indexOf('"', begin) - begin);
}

Proxy proxyOf(const QString &password = u"p"_s)
{
    return {.kind = Proxy::Kind::Http, .host = u"h"_s, .port = 3128, .user = u"u"_s, .password = password};
}

} // namespace

class DigestAuthTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void examples_data();
    void examples();
    void notTaken_data();
    void notTaken();
    void whatAProxyAsksFor();
    void staleNonce();
};

void DigestAuthTest::examples_data()
{
    QTest::addColumn<QString>("challenge");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QByteArray>("clientNonce");
    QTest::addColumn<QByteArray>("response");
    const QString realm = u"Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%1, "
                          "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
                          "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""_s;
    const QByteArray nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    QTest::newRow("RFC 7616, MD5") << realm.arg(u"MD5"_s) << u"Circle of Life"_s << nonce
                                   << "8ca523f5e9506fed4657c9700eebdbec"_ba;
    QTest::newRow("RFC 7616, SHA-256")
        << realm.arg(u"SHA-256"_s) << u"Circle of Life"_s << nonce
        << "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"_ba;
    QTest::newRow("RFC 2617")
        << u"Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", "
           "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""_s
        << u"Circle Of Life"_s << "0a4f113b"_ba
        << "6629fae49393a05397450978507c4ef1"_ba;
}

void DigestAuthTest::examples()
{
    QFETCH(QString, challenge);
    QFETCH(QString, password);
    QFETCH(QByteArray, clientNonce);
    const QList<AuthScheme> schemes = authSchemes(challenge);
    QCOMPARE(schemes.size(), 1);
    const auto digest = digestChallenge(schemes.first());
    QVERIFY(digest);
    const QByteArray header = digestAuthorization(*digest, {.user = u"Mufasa"_s,
                                                            .password = password,
                                                            .method = "GET",
                                                            .target = "/dir/index.html",
                                                            .clientNonce = clientNonce,
                                                            .count = 1});
    QTEST(valueOf(header, "response"), "response");
    QCOMPARE(valueOf(header, "opaque"), digest->opaque.toUtf8());
    QVERIFY2(header.contains("qop=auth, nc=00000001"), header.constData());
}

void DigestAuthTest::notTaken_data()
{
    QTest::addColumn<QString>("challenge");
    QTest::newRow("another scheme") << u"Basic realm=\"x\""_s;
    QTest::newRow("no nonce") << u"Digest realm=\"x\""_s;
    QTest::newRow("unknown hash") << u"Digest realm=\"x\", nonce=\"n\", algorithm=SHA-512-256"_s;
    QTest::newRow("body protection alone") << u"Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\""_s;
}

void DigestAuthTest::notTaken()
{
    QFETCH(QString, challenge);
    QVERIFY(!digestChallenge(authSchemes(challenge).value(0)));
}

void DigestAuthTest::whatAProxyAsksFor()
{
    ProxyLogin login;
    QVERIFY(login.headerFor(proxyOf(), "GET", "http://x/").isEmpty()); // nothing before it asks
    QVERIFY(!login.learn(proxyOf(), {{"Proxy-Authenticate", "Negotiate"}}, false));
    QVERIFY(login.learn(proxyOf(), {{"Proxy-Authenticate", "Basic realm=\"r\""}}, false));
    QCOMPARE(login.headerFor(proxyOf(), "GET", "http://x/"), "Basic dTpw"_ba);
    QVERIFY(!login.learn(proxyOf(), {{"Proxy-Authenticate", "Basic realm=\"r\""}}, true)); // it was wrong
    // Both are offered: the password itself is kept.
    QVERIFY(login.learn(proxyOf(u"q"_s),
                        {{"Proxy-Authenticate", "Basic realm=\"r\""},
                         {"Proxy-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\""}},
                        false));
    const QByteArray header = login.headerFor(proxyOf(u"q"_s), "GET", "http://x/");
    QVERIFY2(header.startsWith("Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"http://x/\""),
             header.constData());
    QVERIFY(login.headerFor(proxyOf(u"q"_s), "GET", "http://x/").contains("nc=00000002"));
}

void DigestAuthTest::staleNonce()
{
    ProxyLogin login;
    const auto asks = [](const QByteArray &nonce, bool stale) {
        return Headers{{"Proxy-Authenticate",
                        "Digest realm=\"r\", nonce=\"" + nonce + "\", stale=" + (stale ? "TRUE" : "false")}};
    };
    QVERIFY(login.learn(proxyOf(), asks("one", false), false));
    QVERIFY(login.headerFor(proxyOf(), "GET", "/").contains("nonce=\"one\""));
    QVERIFY(!login.learn(proxyOf(), asks("two", false), true));
    QVERIFY(login.learn(proxyOf(), asks("three", true), true));
    QVERIFY(login.headerFor(proxyOf(), "GET", "/").contains("nonce=\"three\""));
}

WEIGHTYARD_TEST(DigestAuthTest)

} // namespace digest_auth_test

#include "digest_auth_test.moc"
