// label: threads
// HttpStream's waits and bounds, and the Errors behind statuses.
#include "net/http_stream.h"
#include "net/qt_http_client.h"
#include "net/status_error.h"
#include "said.h"
#include "script_server.h"
#include "test_registry.h"

#include <QElapsedTimer>
#include <QTest>

namespace http_stream_test {

using namespace weightyard;
using namespace weightyard::net;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

base::SystemClock systemClock;

class FixedClock final : public base::Clock
{
public:
    qint64 wallMs() const override { return 784'111'777'000; } // Sun, 06 Nov 1994 08:49:37 GMT
    qint64 steadyMs() const override { return 0; }
};

} // namespace

class HttpStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPiecewise();
    void readAllHasACap();
    void reportsACutBody();
    void boundsWhatIsBuffered();
    void cancelEndsEveryWait_data();
    void cancelEndsEveryWait();
    void cancelledBefore();
    void destructorHangsUp();
    void statusErrors_data();
    void statusErrors();
    void quotas_data();
    void quotas();
    void retryAfter_data();
    void retryAfter();
    void retryAfterByTheServersClock();
    void statusErrorIsTidy();
};

void HttpStreamTest::readsPiecewise()
{
    ScriptServer server(ScriptServer::answering([](const QByteArray &) { return okAnswer("hello world"); }));
    QtHttpClient client({}, systemClock, 1);
    const auto stream = HttpStream::open(client, {.url = server.url()}, {});
    QVERIFY(stream);
    QCOMPARE((*stream)->head().contentLength, 11);
    QByteArray all;
    char buffer[4];
    while (true) {
        const auto count = (*stream)->read(buffer, sizeof buffer);
        QVERIFY(count);
        if (*count == 0)
            break;
        QVERIFY(*count <= 4);
        all.append(buffer, *count);
    }
    QCOMPARE(all, "hello world"_ba);
    QCOMPARE(*(*stream)->read(buffer, 1), 0); // the end stays the end
}

void HttpStreamTest::readAllHasACap()
{
    ScriptServer server(
        ScriptServer::answering([](const QByteArray &) { return okAnswer(QByteArray(1000, 'x')); }));
    QtHttpClient client({}, systemClock, 1);
    const auto exact = HttpStream::open(client, {.url = server.url()}, {});
    QVERIFY(exact);
    QCOMPARE((*exact)->readAll(1000)->size(), 1000);
    const auto tooLong = HttpStream::open(client, {.url = server.url()}, {});
    QVERIFY(tooLong);
    const auto body = (*tooLong)->readAll(999);
    QVERIFY(!body);
    QCOMPARE(body.error().kind, ErrorKind::Protocol);
}

void HttpStreamTest::reportsACutBody()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: 10", "abc"));
    });
    QtHttpClient client({}, systemClock, 1);
    const auto stream = HttpStream::open(client, {.url = server.url()}, {});
    QVERIFY(stream);
    char buffer[100];
    const auto first = (*stream)->read(buffer, sizeof buffer);
    QVERIFY(first);
    QCOMPARE(*first, 3);
    const auto second = (*stream)->read(buffer, sizeof buffer);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Network);
}

void HttpStreamTest::boundsWhatIsBuffered()
{
    constexpr qint64 kSize = 100 * 1024 * 1024;
    std::atomic<qint64> sent = 0;
    ScriptServer server([&](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: " + QByteArray::number(kSize)));
        const QByteArray block(256 * 1024, 'b');
        while (sent < kSize && connection.send(block))
            sent += block.size();
    });
    QtHttpClient client({}, systemClock, 1);
    const auto stream = HttpStream::open(client, {.url = server.url()}, {});
    QVERIFY(stream);
    qint64 before = -1;
    QTRY_VERIFY_WITH_TIMEOUT((before = sent, QTest::qWait(300), before == sent && before > 0),
                             test::patient(20'000));
    QVERIFY2(sent < 32 * 1024 * 1024, qPrintable(QString::number(sent)));
    const auto body = (*stream)->readAll(kSize);
    QVERIFY(body);
    QCOMPARE(body->size(), kSize);
    QCOMPARE(body->count('b'), kSize);
}

void HttpStreamTest::cancelEndsEveryWait_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("silent before the head") << u"silent"_s;
    QTest::newRow("silent in the body") << u"body"_s;
    QTest::newRow("connecting") << u"http://192.0.2.1/"_s;
    QTest::newRow("looking up a name") << u"http://nowhere.invalid/"_s;
}

void HttpStreamTest::cancelEndsEveryWait()
{
    QFETCH(QString, url);
    ScriptServer server([](ScriptConnection &connection) {
        if (connection.readHead().contains("/body"))
            connection.send(httpAnswer("200 OK", "Content-Length: 10", "abc"));
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    const base::CancelToken cancel;
    QElapsedTimer sinceCancel;
    std::thread canceller([&] {
        QThread::msleep(300);
        sinceCancel.start();
        cancel.cancel();
    });
    const QUrl target = url.startsWith("http"_L1) ? QUrl(url) : server.url(u'/' + url);
    base::Result<void> outcome = {};
    const auto stream = HttpStream::open(client, {.url = target}, cancel);
    if (stream) {
        const auto body = (*stream)->readAll(100);
        outcome = body ? base::Result<void>() : base::fail(body.error());
    } else {
        outcome = base::fail(stream.error());
    }
    canceller.join();
    QVERIFY2(sinceCancel.elapsed() < test::patient(200), qPrintable(QString::number(sinceCancel.elapsed())));
    QVERIFY(!outcome);
    if (url == "http://192.0.2.1/"_L1
        || url.contains("invalid"_L1)) // where the machine refuses at once, it may be Network
        QVERIFY(outcome.error().kind == ErrorKind::Cancelled || outcome.error().kind == ErrorKind::Network);
    else
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
}

void HttpStreamTest::cancelledBefore()
{
    ScriptServer server(ScriptServer::answering([](const QByteArray &) { return okAnswer("x"); }));
    QtHttpClient client({}, systemClock, 1);
    const base::CancelToken cancel;
    cancel.cancel();
    const auto stream = HttpStream::open(client, {.url = server.url()}, cancel);
    QVERIFY(!stream);
    QCOMPARE(stream.error().kind, ErrorKind::Cancelled);
}

void HttpStreamTest::destructorHangsUp()
{
    std::atomic<bool> gone = false;
    ScriptServer server([&](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: 10", "abc"));
        connection.stayUntilClosed();
        gone = true;
    });
    QtHttpClient client({}, systemClock, 1);
    {
        const auto stream = HttpStream::open(client, {.url = server.url()}, {});
        QVERIFY(stream);
    }
    QTRY_VERIFY_WITH_TIMEOUT(gone, test::patient(2000));
}

void HttpStreamTest::statusErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("kind");
    const auto row = [](int status, const char *code, const char *kind) {
        QTest::addRow("%d %s", status, code) << status << QByteArray(code) << QString::fromLatin1(kind);
    };
    row(400, "", "Protocol");
    row(401, "", "Auth");
    row(401, "RepoNotFound", "Auth");
    row(401, "GatedRepo", "Gated");
    row(403, "", "Auth");
    row(403, "GatedRepo", "Gated");
    row(404, "RepoNotFound", "NotFound");
    row(407, "", "Auth");
    row(408, "", "Timeout");
    row(410, "", "NotFound");
    row(413, "", "Protocol");
    row(416, "", "Protocol");
    row(422, "", "Protocol");
    row(429, "", "RateLimited");
    row(500, "", "Server");
    row(503, "", "Server");
    row(403, "DisabledRepo", "NotFound");
    row(402, "", "RateLimited");
    row(451, "", "NotFound");
    row(509, "", "RateLimited");
    row(511, "", "Protocol");
    row(507, "", "Server");
}

void HttpStreamTest::statusErrors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(QString, kind);
    HttpReply reply{.head = {.status = status, .url = QUrl(u"https://a.example/x?sig=hidden"_s)}};
    if (!code.isEmpty())
        reply.head.headers.add("x-error-code"_ba, code);
    const base::Error error = errorForStatus(reply, FixedClock());
    QCOMPARE(errorKindName(error.kind), kind);
    QCOMPARE(error.context.httpStatus, status);
    QCOMPARE(error.context.reason == base::ErrorReason::Disabled, status == 403 && code == "DisabledRepo");
    QCOMPARE(error.context.url, u"https://a.example/x?***"_s);
    QVERIFY(test::said(error).contains(QString::fromLatin1(code)));
    QVERIFY(!error.retryAfterMs);
}

void HttpStreamTest::quotas_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("GitHub")
        << 403
        << u"This repository is over its data quota. Account responsible for LFS bandwidth "
           "should purchase more data packs to restore access."_s
        << ErrorKind::RateLimited;
    QTest::newRow("GitLab") << 403 << u"Your namespace has exceeded its storage limit"_s
                            << ErrorKind::RateLimited;
    QTest::newRow("a refusal") << 403 << u"You may not read this."_s << ErrorKind::Auth;
    QTest::newRow("not found") << 404 << u"no quota here"_s << ErrorKind::NotFound;
}

void HttpStreamTest::quotas()
{
    QFETCH(int, status);
    QFETCH(QString, message);
    QTEST(kindForStatus(status, {}, message), "kind");
    QTEST(errorForStatus({.head = {.status = status,
                                   .headers = {{"Content-Type", "application/vnd.git-lfs+json"}},
                                   .url = QUrl(u"https://a/"_s)},
                          .body = "{\"message\": \"" + message.toUtf8() + "\"}"},
                         FixedClock())
              .kind,
          "kind");
}

void HttpStreamTest::retryAfter_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<QByteArray>("rateLimit");
    QTest::addColumn<qint64>("expected"); // -1: none
    const auto row = [](const char *name, const char *retry, const char *limit, qint64 expected,
                        int status = 429) {
        QTest::newRow(name) << status << QByteArray(retry) << QByteArray(limit) << expected;
    };
    row("none", "", "", -1);
    row("seconds", "120", "", 120'000);
    row("zero", "0", "", 0);
    row("negative", "-5", "", 0);
    row("date", "Sun, 06 Nov 1994 08:50:37 GMT", "", 60'000);
    row("past date", "Sun, 06 Nov 1994 08:48:37 GMT", "", 0);
    row("nonsense", "soon", "", -1);
    row("absurd", "99999999999999", "", 31'622'400'000);
    row("hub's limit", "", "\"api\";r=0;t=55", 55'000);
    row("Retry-After wins", "7", "\"api\";r=0;t=55", 7'000);
    row("what is left of a limit", "", "\"api\";r=9;t=55", -1, 503);
    row("busy, and says when", "7", "\"api\";r=9;t=55", 7'000, 503);
}

void HttpStreamTest::retryAfter()
{
    QFETCH(int, status);
    QFETCH(QByteArray, retryAfter);
    QFETCH(QByteArray, rateLimit);
    QFETCH(qint64, expected);
    HttpReply reply{.head = {.status = status, .url = QUrl(u"https://a.example/"_s)}};
    if (!retryAfter.isEmpty())
        reply.head.headers.add("Retry-After"_ba, retryAfter);
    if (!rateLimit.isEmpty())
        reply.head.headers.add("RateLimit"_ba, rateLimit);
    QCOMPARE(errorForStatus(reply, FixedClock()).retryAfterMs.value_or(-1), expected);
}

void HttpStreamTest::retryAfterByTheServersClock()
{
    HttpReply reply{.head = {.status = 503,
                             .headers = {{"Date", "Sun, 06 Nov 1994 03:00:00 GMT"},
                                         {"Retry-After", "Sun, 06 Nov 1994 03:00:09 GMT"}},
                             .url = QUrl(u"https://a.example/"_s)}};
    QCOMPARE(errorForStatus(reply, FixedClock()).retryAfterMs, std::optional<qint64>(9000));
    for (const char *date : {"yesterday", "Sun, 06 Nov 1994 03:00:00", "Sun, 36 Nov 1994 03:00:00 GMT"}) {
        reply.head.headers.set("Date"_ba, QByteArray(date));
        QCOMPARE(serverWallMs(reply, FixedClock()), FixedClock().wallMs());
    }
}

void HttpStreamTest::statusErrorIsTidy()
{
    HttpReply reply{
        .head = {.status = 422,
                 .headers = {{"Content-Type", "application/vnd.git-lfs+json"}},
                 .url = QUrl(u"https://a/"_s)},
        .body = "{\"message\": \"bad\\n\\u001b[31m oid at https://s/x?sig=hidden\", \"request_id\": \"1\"}"};
    const base::Error lfs = errorForStatus(reply, FixedClock());
    QVERIFY2(test::said(lfs).startsWith(u"bad "_s), qPrintable(test::said(lfs)));
    QVERIFY(!test::said(lfs).contains(u'\n'));
    QVERIFY(!test::said(lfs).contains(QChar(0x1b)));
    QVERIFY(!test::said(lfs).contains(u"hidden"_s));
    reply.body = QByteArray("{\"message\": \"") + QByteArray(5000, 'x') + "\"}";
    QVERIFY(test::said(errorForStatus(reply, FixedClock())).size() <= 300);
    reply.head.headers.set("X-Error-Message"_ba, "Repository not found"_ba);
    reply.head.headers.set("X-Error-Code"_ba, "RepoNotFound"_ba);
    QCOMPARE(test::said(errorForStatus(reply, FixedClock())), u"RepoNotFound: Repository not found"_s);
}

WEIGHTYARD_TEST(HttpStreamTest)

} // namespace http_stream_test

#include "http_stream_test.moc"
