// Headers, Content-Range, redirects, challenges: the pure parts of HTTP.
#include "test_registry.h"

#include "net/challenge.h"
#include "net/redirect.h"

#include <QTest>

namespace http_types_test {

using namespace weightyard;
using namespace weightyard::net;
using namespace Qt::Literals::StringLiterals;

class HttpTypesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headers();
    void contentRange_data();
    void contentRange();
    void redirects_data();
    void redirects();
    void redirectHeaders_data();
    void redirectHeaders();
    void redirectLimit();
    void challenges_data();
    void challenges();
};

void HttpTypesTest::headers()
{
    Headers headers{{"A", "1"}, {"b", "2"}};
    headers.add("a"_ba, "3"_ba);
    QCOMPARE(headers.value("a"_ba), std::optional("1"_ba));
    headers.set("a"_ba, "4"_ba);
    QCOMPARE(headers.all().size(), 2);
    QCOMPARE(headers.value("A"_ba), std::optional("4"_ba));
    headers.remove("B"_ba);
    QVERIFY(!headers.contains("b"_ba));
}

void HttpTypesTest::contentRange_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("expected"); // empty: refused
    const auto row = [](const char *value, const char *expected) {
        QTest::newRow(value) << QByteArray(value) << QString::fromLatin1(expected);
    };
    row("bytes 0-4/5", "0 4 5");
    row("bytes 1-4/*", "1 4 -1");
    row("Bytes 5-9/10", "5 9 10");
    row(" bytes 9007199254740993-9007199254740994/9007199254740999 ",
        "9007199254740993 9007199254740994 9007199254740999");
    row("bytes 0-4/4", "");
    row("bytes 4-0/9", "");
    row("bytes */9", "");
    row("bytes 0-4", "");
    row("bytes -1-4/9", "");
    row("bytes 0-+4/9", "");
    row("bytes 0x1-4/9", "");
    row("bytes 0-99999999999999999999/*", "");
    row("items 0-4/9", "");
    row("bytes=0-4/9", "");
    row("bytes 0-4/9, bytes 5-6/9", "");
    row("", "");
}

void HttpTypesTest::contentRange()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, expected);
    const std::optional<ContentRange> range = parseContentRange(value);
    QCOMPARE(range ? u"%1 %2 %3"_s.arg(range->begin).arg(range->end).arg(range->total) : QString(), expected);
}

void HttpTypesTest::redirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("keepMethod");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("expected"); // "METHOD url", or the error's kind
    const auto row = [](const char *name, int status, const char *method, bool keep,
                        const QByteArray &location, const QString &expected) {
        QTest::newRow(name) << status << QByteArray(method) << keep << location << expected;
    };
    row("absolute", 302, "GET", false, "https://b.example/x?y=1", u"GET https://b.example/x?y=1"_s);
    row("path", 302, "GET", false, "/x", u"GET https://a.example/x"_s);
    row("relative", 302, "GET", false, "x", u"GET https://a.example/d/x"_s);
    row("no scheme", 307, "GET", false, "//c.example/x", u"GET https://c.example/x"_s);
    row("signed url stays as it is", 302, "GET", false, "https://b.example/a%2Fb?Sig=a%2Bb%2F%3D~&X=%7E",
        u"GET https://b.example/a%2Fb?Sig=a%2Bb%2F%3D~&X=~"_s);
    row("fragment and user go", 302, "GET", false, "https://u:p@b.example/x#f", u"GET https://b.example/x"_s);
    row("301 POST", 301, "POST", false, "/x", u"GET https://a.example/x"_s);
    row("302 POST", 302, "POST", false, "/x", u"GET https://a.example/x"_s);
    row("303 POST", 303, "POST", false, "/x", u"GET https://a.example/x"_s);
    row("303 HEAD", 303, "HEAD", false, "/x", u"HEAD https://a.example/x"_s);
    row("307 POST", 307, "POST", false, "/x", u"POST https://a.example/x"_s);
    row("308 POST", 308, "POST", false, "/x", u"POST https://a.example/x"_s);
    row("301 POST kept", 301, "POST", true, "/x", u"POST https://a.example/x"_s);
    row("to http", 302, "GET", false, "http://a.example/x", u"Protocol"_s);
    row("to another http", 302, "GET", false, "http://b.example/x", u"Protocol"_s);
    row("to ftp", 302, "GET", false, "ftp://a.example/x", u"Protocol"_s);
    row("to a file", 302, "GET", false, "file:///etc/passwd", u"Protocol"_s);
    row("nowhere", 302, "GET", false, "", u"Protocol"_s);
    row("no host", 302, "GET", false, "https:///x", u"Protocol"_s);
}

void HttpTypesTest::redirects()
{
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    QFETCH(bool, keepMethod);
    QFETCH(QByteArray, location);
    QFETCH(QString, expected);
    const HttpRequest from{
        .method = method, .url = QUrl(u"https://a.example/d/e"_s), .body = "b", .keepMethod = keepMethod};
    QVERIFY(isRedirect(status));
    const auto next = redirectedRequest(from, status, location);
    QCOMPARE(next ? QString::fromLatin1(next->method) + u' ' + QString::fromLatin1(next->url.toEncoded())
                  : errorKindName(next.error().kind),
             expected);
    if (next)
        QCOMPARE(next->body, next->method == "GET" && method == "POST" ? ""_ba : "b"_ba);
}

void HttpTypesTest::redirectHeaders_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<bool>("same");
    const QString https = u"https://a.example/d"_s;
    QTest::newRow("same origin") << https << "/x"_ba << true;
    QTest::newRow("same origin, port named") << https << "https://A.example:443/x"_ba << true;
    QTest::newRow("other host") << https << "https://b.example/x"_ba << false;
    QTest::newRow("subdomain") << https << "https://x.a.example/x"_ba << false;
    QTest::newRow("other port") << https << "https://a.example:8443/x"_ba << false;
    QTest::newRow("now https") << u"http://a.example/d"_s << "https://a.example/x"_ba << false;
}

void HttpTypesTest::redirectHeaders()
{
    QFETCH(QString, from);
    QFETCH(QByteArray, location);
    QFETCH(bool, same);
    const QList<QByteArray> private_{"Authorization", "Cookie", "X-Amz-Security-Token", "X-Odd",
                                     "Proxy-Authorization"};
    const QList<QByteArray> harmless{"Accept",     "Range",        "If-Range",
                                     "User-Agent", "Content-Type", "Git-Protocol"};
    HttpRequest request{.url = QUrl(from), .addConfiguredHeaders = true};
    for (const QByteArray &name : private_ + harmless)
        request.headers.add(name, "v"_ba);
    const auto next = redirectedRequest(request, 307, location);
    QVERIFY(next);
    for (const QByteArray &name : harmless)
        QVERIFY2(next->headers.contains(name), name.constData());
    for (const QByteArray &name : private_)
        QVERIFY2(next->headers.contains(name) == same, name.constData());
    QCOMPARE(next->addConfiguredHeaders, same);
    // Coming back does not bring them back.
    const auto back = redirectedRequest(*next, 307, request.url.toEncoded());
    if (!same && from.startsWith("https"_L1))
        QVERIFY(back && !back->headers.contains("Authorization"_ba));
}

void HttpTypesTest::redirectLimit()
{
    HttpRequest request{.url = QUrl(u"http://a.example/"_s), .maxRedirects = 2};
    for (int i = 0; i < 2; ++i) {
        const auto next = redirectedRequest(request, 302, "/x");
        QVERIFY(next);
        request = *next;
    }
    const auto last = redirectedRequest(request, 302, "/x");
    QVERIFY(!last);
    QCOMPARE(last.error().kind, base::ErrorKind::Protocol);
}

void HttpTypesTest::challenges_data()
{
    QTest::addColumn<QByteArray>("www");
    QTest::addColumn<QByteArray>("lfs");
    QTest::addColumn<QString>("expected"); // "basic bearer realm"
    QTest::newRow("none") << ""_ba
                          << ""_ba << u"0 0 "_s;
    QTest::newRow("hub") << "Basic realm=\"Authentication required\", charset=\"UTF-8\""_ba
                         << ""_ba << u"1 0 Authentication required"_s;
    QTest::newRow("lfs only") << ""_ba
                              << "Basic realm=\"Git LFS\""_ba << u"1 0 Git LFS"_s;
    QTest::newRow("bearer") << "Bearer realm=\"api\""_ba
                            << ""_ba << u"0 1 api"_s;
    QTest::newRow("both") << "Bearer realm=\"x\", Basic realm=\"y\""_ba
                          << ""_ba << u"1 1 y"_s;
    QTest::newRow("both, other order") << "BASIC realm=y,Bearer"_ba
                                       << ""_ba << u"1 1 y"_s;
    QTest::newRow("words in the realm") << "Negotiate, Basic realm=\"a, Bearer \\\"b\\\"\""_ba
                                        << ""_ba << u"1 0 a, Bearer \"b\""_s;
    QTest::newRow("digest") << "Digest realm=\"d\", nonce=\"n\""_ba
                            << ""_ba << u"0 0 "_s;
}

void HttpTypesTest::challenges()
{
    QFETCH(QByteArray, www);
    QFETCH(QByteArray, lfs);
    QFETCH(QString, expected);
    Headers headers;
    if (!www.isEmpty())
        headers.add("www-authenticate"_ba, www);
    if (!lfs.isEmpty())
        headers.add("LFS-Authenticate"_ba, lfs);
    const Challenge challenge = challengeOf(headers);
    QCOMPARE(u"%1 %2 %3"_s.arg(int(challenge.basic)).arg(int(challenge.bearer)).arg(challenge.realm),
             expected);
}

WEIGHTYARD_TEST(HttpTypesTest)

} // namespace http_types_test

#include "http_types_test.moc"
