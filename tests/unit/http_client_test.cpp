// label: threads
#include "collecting_sink.h"
#include "net/qt_http_client.h"
#include "said.h"
#include "script_server.h"
#include "test_registry.h"

#include <QTest>

#include <array>

namespace http_client_test {

using namespace weightyard;
using namespace weightyard::net;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

base::SystemClock systemClock;

struct Outcome {
    base::Result<void> end = {};
    ResponseHead head = {};
    QByteArray body;
    QByteArray order;
};

Outcome run(HttpClient &client, const HttpRequest &request)
{
    const auto sink = std::make_shared<CollectingSink>();
    client.start(request, sink);
    const base::Result<void> end = sink->waitForEnd();
    return {.end = end, .head = sink->head(), .body = sink->body(), .order = sink->order()};
}

QByteArray headerIn(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

} // namespace

class HttpClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void getsBodyAndHead();
    void sendsItsOwnHeadersOnly();
    void postsBody();
    void statusIsNoError_data();
    void statusIsNoError();
    void brokenAnswers_data();
    void brokenAnswers();
    void chunksWithoutEnd();
    void refusesRequests_data();
    void refusesRequests();
    void postIsNotSentTwice();
    void rateLimitHolds();
    void rateLimitWaitIsNoSilence();
    void tooSlowEnds();
    void flowStopEnds();
    void stopAtTheEndKeepsTheConnection_data();
    void stopAtTheEndKeepsTheConnection();
    void sinksMayRunOutOfMemory_data();
    void sinksMayRunOutOfMemory();
    void pauseHoldsTheSender();
    void pausedTimeIsNoSilence();
    void goesOnByItself();
    void limitIsShared();
    void silence();
    void abortEndsAtOnce();
    void abortGivesWhatWasReadable();
    void cancelWhileConnecting();
    void destructorEndsAll();
    void seventhConnectionWaits();
    void errorsNameNoSecret();
};

void HttpClientTest::getsBodyAndHead()
{
    ScriptServer server(ScriptServer::answering([](const QByteArray &) {
        return httpAnswer("206 Partial Content", "Content-Length: 5\r\nContent-Range: bytes 0-4/9\r\nX-A: 1",
                          "hello");
    }));
    QtHttpClient client({}, systemClock, 1);
    const Outcome outcome = run(client, {.url = server.url(u"/a?b=c"_s)});
    QVERIFY2(outcome.end, qPrintable(outcome.end ? QString() : describe(outcome.end.error())));
    QCOMPARE(outcome.head.status, 206);
    QCOMPARE(outcome.head.contentLength, 5);
    QCOMPARE(outcome.head.url, server.url(u"/a?b=c"_s));
    QCOMPARE(outcome.head.headers.value("x-a"), std::optional("1"_ba));
    QCOMPARE(outcome.body, "hello"_ba);
    QCOMPARE(outcome.order, "hde"_ba);
}

void HttpClientTest::sendsItsOwnHeadersOnly()
{
    QCoreApplication::setApplicationVersion(u"9.8"_s);
    Locked<QByteArray> seen;
    ScriptServer server([&](ScriptConnection &connection) {
        seen.set(connection.readHead());
        connection.send(httpAnswer("200 OK", "Content-Length: 0\r\nSet-Cookie: a=b\r\nConnection: close"));
    });
    QtHttpClient client({}, systemClock, 1);
    const HttpRequest request{
        .url = server.url(),
        .headers = {{"Range", "bytes=1-2"}, {"accept-encoding", "gzip"}, {"Host", "evil"}, {"X-B", "1"}}};
    QVERIFY(run(client, request).end);
    const QByteArray first = seen.get();
    QCOMPARE(headerIn(first, "Accept-Encoding"), "identity"_ba);
    QCOMPARE(headerIn(first, "User-Agent"), "weightyard/9.8"_ba);
    QCOMPARE(headerIn(first, "Range"), "bytes=1-2"_ba);
    QCOMPARE(headerIn(first, "Host"), "127.0.0.1:" + QByteArray::number(server.port()));
    QCOMPARE(headerIn(first, "X-B"), "1"_ba);
    QVERIFY(first.startsWith("GET / HTTP/1.1\r\n"));
    QVERIFY(run(client, request).end);
    QVERIFY2(!seen.get().toLower().contains("cookie"), seen.get().constData());
    HttpRequest named = request;
    named.headers.set("User-Agent"_ba, "git/2.0 (weightyard)"_ba);
    QVERIFY(run(client, named).end);
    QCOMPARE(headerIn(seen.get(), "User-Agent"), "git/2.0 (weightyard)"_ba);
}

void HttpClientTest::postsBody()
{
    Locked<QByteArray> head;
    Locked<QByteArray> body;
    ScriptServer server([&](ScriptConnection &connection) {
        head.set(connection.readHead());
        body.set(connection.readBody(headerIn(head.get(), "Content-Length").toLongLong()));
        connection.send(okAnswer("ok"));
    });
    QtHttpClient client({}, systemClock, 1);
    const QByteArray large(300'000, 'x');
    const Outcome outcome = run(
        client, {.method = "POST", .url = server.url(), .headers = {{"Content-Type", "a/b"}}, .body = large});
    QVERIFY(outcome.end);
    QCOMPARE(body.get(), large);
    QVERIFY(head.get().startsWith("POST "));
    QCOMPARE(headerIn(head.get(), "Content-Type"), "a/b"_ba);
    QCOMPARE(outcome.body, "ok"_ba);
}

void HttpClientTest::statusIsNoError_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 401, 403, 404, 405, 410, 413, 416, 422, 429, 500, 501, 503, 509, 304, 204})
        QTest::addRow("%d", status) << status;
}

void HttpClientTest::statusIsNoError()
{
    QFETCH(int, status);
    const bool bodyless = status == 304 || status == 204;
    ScriptServer server(ScriptServer::answering([&](const QByteArray &) {
        const QByteArray line = QByteArray::number(status) + " Something";
        return bodyless ? httpAnswer(line, "ETag: a")
                        : httpAnswer(line, "Content-Length: 3\r\nWWW-Authenticate: Basic realm=\"x\"", "why");
    }));
    QtHttpClient client({}, systemClock, 1);
    const Outcome outcome = run(client, {.url = server.url()});
    QVERIFY2(outcome.end, qPrintable(outcome.end ? QString() : describe(outcome.end.error())));
    QCOMPARE(outcome.head.status, status);
    QCOMPARE(outcome.body, bodyless ? ""_ba : "why"_ba);
}

void HttpClientTest::brokenAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("kind"); // empty: no error
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &answer, const QString &kind,
                        const QByteArray &body) { QTest::newRow(name) << answer << kind << body; };
    row("short body", httpAnswer("200 OK", "Content-Length: 10", "12345"), u"Network"_s, "12345");
    row("short body of a 404", httpAnswer("404 No", "Content-Length: 10", "12345"), u"Network"_s, "12345");
    row("no length, closed", httpAnswer("200 OK", "", "12345"), {}, "12345");
    row("longer than announced", httpAnswer("200 OK", "Content-Length: 3", "12345"), {}, "123");
    row("chunks", httpAnswer("200 OK", "Transfer-Encoding: chunked", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), {},
        "abcde");
    row("two lengths", httpAnswer("200 OK", "Content-Length: 5\r\nContent-Length: 7", "12345"), u"Protocol"_s,
        "");
    row("negative length", httpAnswer("200 OK", "Content-Length: -5", "12345"), u"Protocol"_s, "");
    row("gzip unasked", httpAnswer("200 OK", "Content-Encoding: gzip\r\nContent-Length: 5", "12345"),
        u"Protocol"_s, "");
    row("gzip of a 206", httpAnswer("206 P", "Content-Encoding: gzip\r\nContent-Length: 5", "12345"),
        u"Protocol"_s, "");
    row("gzip of a 404", httpAnswer("404 No", "Content-Encoding: gzip\r\nContent-Length: 5", "12345"), {},
        "");
    row("identity named", httpAnswer("200 OK", "Content-Encoding: identity\r\nContent-Length: 5", "12345"),
        {}, "12345");
    row("head cut", "HTTP/1.1 200 OK\r\nContent-Le", u"Network"_s, "");
    row("nothing at all", "", u"Network"_s, "");
    row("not http", "220 ftp.example ready\r\n", u"Network"_s, ""); // Qt tells it as a closed connection
}

void HttpClientTest::brokenAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, kind);
    QFETCH(QByteArray, body);
    ScriptServer server([&](ScriptConnection &connection) {
        if (!connection.readHead().isEmpty())
            connection.send(answer);
    });
    QtHttpClient client({}, systemClock, 1);
    const Outcome outcome = run(client, {.url = server.url()});
    QCOMPARE(outcome.end ? QString() : errorKindName(outcome.end.error().kind), kind);
    QCOMPARE(outcome.body, body);
    QVERIFY(outcome.order.endsWith('e'));
}

// See ResponseSink::onEnd(): both outcomes occur. What came is given, and nothing is made up.
void HttpClientTest::chunksWithoutEnd()
{
    ScriptServer server([&](ScriptConnection &connection) {
        if (!connection.readHead().isEmpty())
            connection.send(httpAnswer("200 OK", "Transfer-Encoding: chunked", "3\r\nabc\r\n9\r\nde"));
    });
    QtHttpClient client({}, systemClock, 1);
    for (int i = 0; i < 20; ++i) {
        const Outcome outcome = run(client, {.url = server.url()});
        QCOMPARE(outcome.head.contentLength, -1);
        QCOMPARE(outcome.body, "abcde"_ba);
        QVERIFY(outcome.end || outcome.end.error().kind == ErrorKind::Network);
    }
}

void HttpClientTest::refusesRequests_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("headerName");
    QTest::addColumn<QByteArray>("headerValue");
    QTest::addColumn<QString>("kind");
    QTest::newRow("user info") << u"http://me:pw@127.0.0.1:1/"_s << "A"_ba
                               << "b"_ba << u"Internal"_s;
    QTest::newRow("ftp") << u"ftp://127.0.0.1/"_s << "A"_ba
                         << "b"_ba << u"Usage"_s;
    QTest::newRow("no host") << u"http:///x"_s << "A"_ba
                             << "b"_ba << u"Usage"_s;
    QTest::newRow("line end in value") << u"http://127.0.0.1:1/"_s << "A"_ba
                                       << "b\r\nEvil: 1"_ba << u"Protocol"_s;
    QTest::newRow("zero in value") << u"http://127.0.0.1:1/"_s << "A"_ba << QByteArray("b\0c", 3)
                                   << u"Protocol"_s;
    QTest::newRow("space in name") << u"http://127.0.0.1:1/"_s << "A b"_ba
                                   << "b"_ba << u"Protocol"_s;
    QTest::newRow("nobody listens") << u"http://127.0.0.1:1/"_s << "A"_ba
                                    << "b"_ba << u"Network"_s;
    QTest::newRow("no such name") << u"http://nowhere.invalid/"_s << "A"_ba
                                  << "b"_ba << u"Network"_s;
}

void HttpClientTest::refusesRequests()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, headerName);
    QFETCH(QByteArray, headerValue);
    QFETCH(QString, kind);
    QtHttpClient client({}, systemClock, 1);
    const Outcome outcome = run(client, {.url = QUrl(url), .headers = {{headerName, headerValue}}});
    QVERIFY(!outcome.end);
    QCOMPARE(errorKindName(outcome.end.error().kind), kind);
    QVERIFY(!describe(outcome.end.error()).contains(u"pw"_s));
    QCOMPARE(outcome.order, "e"_ba);
}

void HttpClientTest::postIsNotSentTwice()
{
    std::atomic<int> heads = 0;
    ScriptServer server([&](ScriptConnection &connection) {
        if (!connection.readHead().isEmpty())
            ++heads;
        connection.readBody(4);
    });
    QtHttpClient client({}, systemClock, 1);
    const Outcome outcome = run(client, {.method = "POST", .url = server.url(), .body = "body"});
    QVERIFY(!outcome.end);
    QCOMPARE(outcome.end.error().kind, ErrorKind::Network);
    QCOMPARE(heads.load(), 1);
}

void HttpClientTest::rateLimitHolds()
{
    const QByteArray body(3'000'000, 'z');
    ScriptServer server([&](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: 3000000", body));
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 2);
    client.setRateLimit(2'000'000);
    std::array<std::shared_ptr<CollectingSink>, 2> sinks;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 2; ++i) {
        sinks[static_cast<size_t>(i)] = std::make_shared<CollectingSink>();
        client.start({.url = server.url()}, sinks[static_cast<size_t>(i)], i);
    }
    for (const auto &sink : sinks) {
        QVERIFY(sink->waitForEnd());
        QCOMPARE(sink->body(), body);
    }
    // 6 MB at 2 MB/s over both lanes; how much longer it takes is the machine's business.
    QVERIFY2(timer.elapsed() >= 2700, qPrintable(QString::number(timer.elapsed())));
}

void HttpClientTest::rateLimitWaitIsNoSilence()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: 10000", QByteArray(10'000, 'z')));
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    client.setRateLimit(8'000);
    const auto sink = std::make_shared<CollectingSink>();
    client.start({.url = server.url(),
                  .silence = std::chrono::milliseconds(300),
                  .slowestBytes = 1'000'000,
                  .slowestWindow = std::chrono::milliseconds(300)},
                 sink);
    QVERIFY(sink->waitForEnd());
    QCOMPARE(sink->body().size(), 10'000);
}

void HttpClientTest::tooSlowEnds()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: 100000"));
        for (int i = 0; i < 1000 && connection.send("x"); ++i)
            QThread::msleep(20);
    });
    QtHttpClient client({}, systemClock, 1);
    const auto sink = std::make_shared<CollectingSink>();
    client.start({.url = server.url(), .slowestBytes = 1000, .slowestWindow = std::chrono::milliseconds(500)},
                 sink);
    const base::Result<void> end = sink->waitForEnd();
    QVERIFY(!end);
    QCOMPARE(end.error().kind, ErrorKind::Timeout);
    QVERIFY(sink->body().size() > 0);
}

void HttpClientTest::flowStopEnds()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: 1000000", "some"));
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    const auto atHead = std::make_shared<CollectingSink>();
    atHead->headAnswer = [](const auto &) { return Flow::Stop; };
    client.start({.url = server.url()}, atHead);
    QVERIFY(atHead->waitForEnd());
    QCOMPARE(atHead->order(), "he"_ba);
    const auto atData = std::make_shared<CollectingSink>();
    atData->dataAnswer = [](QByteArrayView) { return Flow::Stop; };
    client.start({.url = server.url()}, atData);
    QVERIFY(atData->waitForEnd());
    QCOMPARE(atData->order(), "hde"_ba);
}

void HttpClientTest::stopAtTheEndKeepsTheConnection_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {1, 1000, 65'536, 3'000'000})
        QTest::addRow("%d", bytes) << bytes;
}

// A sink that has its last byte says so; a new connection for each small object would cost more than the object.
void HttpClientTest::stopAtTheEndKeepsTheConnection()
{
    QFETCH(int, bytes);
    std::atomic<int> requests = 0;
    ScriptServer server(ScriptServer::answering([&](const QByteArray &) {
        ++requests;
        return httpAnswer("200 OK", "Content-Length: " + QByteArray::number(bytes), QByteArray(bytes, 'x'));
    }));
    QtHttpClient client({}, systemClock, 1);
    constexpr int kRequests = 20;
    for (int i = 0; i < kRequests; ++i) {
        const auto sink = std::make_shared<CollectingSink>();
        qsizetype got = 0;
        sink->dataAnswer = [&](QByteArrayView data) {
            got += data.size();
            return got == bytes ? Flow::Stop : Flow::Continue;
        };
        client.start({.url = server.url()}, sink);
        QVERIFY(sink->waitForEnd());
        QCOMPARE(got, bytes);
    }
    QCOMPARE(requests.load(), kRequests);
    QCOMPARE(server.connections(), 1);
}

void HttpClientTest::sinksMayRunOutOfMemory_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"head", "room", "data"})
        QTest::newRow(where) << QString::fromLatin1(where);
}

// The exchange fails, and the lane carries the next one.
void HttpClientTest::sinksMayRunOutOfMemory()
{
    struct Poor final : CollectingSink {
        std::span<char> room() override
        {
            if (lacksRoom)
                throw std::bad_alloc();
            return {};
        }
        bool lacksRoom = false;
    };
    QFETCH(QString, where);
    ScriptServer server(ScriptServer::answering(
        [](const QByteArray &) { return httpAnswer("200 OK", "Content-Length: 5", "hello"); }));
    QtHttpClient client({}, systemClock, 1);
    const auto poor = std::make_shared<Poor>();
    poor->lacksRoom = where == "room"_L1;
    if (where == "head"_L1)
        poor->headAnswer = [](const auto &) -> Flow { throw std::bad_alloc(); };
    if (where == "data"_L1)
        poor->dataAnswer = [](QByteArrayView) -> Flow { throw std::bad_alloc(); };
    client.start({.url = server.url()}, poor);
    const base::Result<void> end = poor->waitForEnd();
    QVERIFY(!end);
    QCOMPARE(end.error().kind, ErrorKind::Internal);
    QVERIFY2(test::said(end.error()).contains("memory"_L1), qPrintable(test::said(end.error())));
    QCOMPARE(poor->order().count('e'), 1);
    QCOMPARE(run(client, {.url = server.url()}).body, "hello"_ba);
}

void HttpClientTest::pauseHoldsTheSender()
{
    constexpr qint64 kSize = 200 * 1024 * 1024;
    std::atomic<qint64> sent = 0;
    ScriptServer server([&](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: " + QByteArray::number(kSize)));
        const QByteArray block(256 * 1024, 'b');
        while (sent < kSize && connection.send(block))
            sent += block.size();
    });
    QtHttpClient client({}, systemClock, 1);
    const auto sink = std::make_shared<CollectingSink>();
    sink->keepsBody = false;
    std::atomic<bool> pauses = true;
    sink->dataAnswer = [&](QByteArrayView) { return pauses.exchange(false) ? Flow::Pause : Flow::Continue; };
    const Exchange exchange = client.start({.url = server.url()}, sink);
    QVERIFY(sink->waitForBytes(1));
    // The sender stands still once buffers are full: seen by the same figure for a while.
    qint64 before = -1;
    QTRY_VERIFY_WITH_TIMEOUT(std::exchange(before, sent.load()) == sent.load() && sent > 0
                                 && (QTest::qWait(300), before == sent),
                             20'000);
    QVERIFY2(sent < 32 * 1024 * 1024, qPrintable(QString::number(sent)));
    const qint64 whilePaused = sink->received();
    QVERIFY(whilePaused <= 256 * 1024);
    exchange.resume();
    QVERIFY(sink->waitForEnd());
    QCOMPARE(sink->received(), kSize);
}

void HttpClientTest::pausedTimeIsNoSilence()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.send(okAnswer("hello"));
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    const auto sink = std::make_shared<CollectingSink>();
    sink->headAnswer = [](const auto &) { return Flow::Pause; };
    const Exchange exchange =
        client.start({.url = server.url(), .silence = std::chrono::milliseconds(300)}, sink);
    QVERIFY(sink->waitForHead());
    QVERIFY(!sink->waitForEnd(std::chrono::milliseconds(1200)));
    QCOMPARE(sink->order(), "h"_ba);
    exchange.resume();
    QVERIFY(sink->waitForEnd());
    QCOMPARE(sink->body(), "hello"_ba);
}

// Nobody has to call resume(): who paused for want of memory is asked whether there is some again.
void HttpClientTest::goesOnByItself()
{
    const QByteArray body(1024 * 1024, 'b');
    ScriptServer server([&](ScriptConnection &connection) {
        connection.readHead();
        connection.send(okAnswer(body));
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    const auto sink = std::make_shared<CollectingSink>();
    sink->dataAnswer = [&](QByteArrayView) { return sink->goesOn ? Flow::Continue : Flow::Pause; };
    client.start({.url = server.url()}, sink);
    QVERIFY(sink->waitForBytes(1));
    const qint64 before = sink->received();
    QVERIFY(!sink->waitForEnd(std::chrono::milliseconds(300)));
    QCOMPARE(sink->received(), before);
    sink->goesOn = true;
    QVERIFY(sink->waitForEnd());
    QCOMPARE(sink->body(), body);
}

// Nobody takes all that a limit allows, for as long as there are others.
void HttpClientTest::limitIsShared()
{
    ScriptServer server([&](ScriptConnection &connection) {
        connection.readHead();
        connection.send(okAnswer(QByteArray(8 * 1024 * 1024, 'b')));
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    client.setRateLimit(1'000'000);
    std::vector<std::shared_ptr<CollectingSink>> sinks;
    std::vector<Exchange> exchanges;
    for (int i = 0; i < 3; ++i) {
        sinks.push_back(std::make_shared<CollectingSink>());
        exchanges.push_back(client.start({.url = server.url()}, sinks.back()));
    }
    QTest::qWait(4000);
    for (const Exchange &exchange : exchanges)
        exchange.abort();
    for (const auto &sink : sinks) {
        QCOMPARE(sink->waitForEnd().error().kind, ErrorKind::Cancelled);
        // A third of four seconds' bytes each, less what a busy machine takes.
        QVERIFY2(sink->received() > 600'000, qPrintable(QString::number(sink->received())));
    }
}

void HttpClientTest::silence()
{
    ScriptServer server([](ScriptConnection &connection) {
        const QByteArray head = connection.readHead();
        if (head.contains("/head"))
            connection.send(httpAnswer("200 OK", "Content-Length: 10", "abc"));
        if (head.contains("/drip")) {
            connection.send(httpAnswer("200 OK", "Content-Length: 10"));
            for (int i = 0; i < 10; ++i) {
                QThread::msleep(150);
                connection.send("x");
            }
        }
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    for (const QString &path : {u"/nothing"_s, u"/head"_s}) {
        QElapsedTimer timer;
        timer.start();
        const Outcome outcome =
            run(client, {.url = server.url(path), .silence = std::chrono::milliseconds(400)});
        QVERIFY(!outcome.end);
        QCOMPARE(outcome.end.error().kind, ErrorKind::Timeout);
        QVERIFY2(timer.elapsed() >= 390 && timer.elapsed() < test::patient(2000),
                 qPrintable(QString::number(timer.elapsed())));
    }
    const Outcome slow =
        run(client, {.url = server.url(u"/drip"_s), .silence = std::chrono::milliseconds(600)});
    QVERIFY(slow.end);
    QCOMPARE(slow.body.size(), 10);
}

void HttpClientTest::abortEndsAtOnce()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    const auto sink = std::make_shared<CollectingSink>();
    const Exchange exchange = client.start({.url = server.url()}, sink);
    QTRY_COMPARE(server.connections(), 1);
    QElapsedTimer timer;
    timer.start();
    exchange.abort();
    const base::Result<void> end = sink->waitForEnd();
    QVERIFY(timer.elapsed() < test::patient(200));
    QVERIFY(!end);
    QCOMPARE(end.error().kind, ErrorKind::Cancelled);
    exchange.abort(); // after the end: nothing
    exchange.resume();
    QCOMPARE(sink->order(), "e"_ba);
}

void HttpClientTest::abortGivesWhatWasReadable()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: 1000", QByteArray(600, 'q')));
        connection.stayUntilClosed();
    });
    QtHttpClient client({}, systemClock, 1);
    const auto sink = std::make_shared<CollectingSink>();
    const Exchange exchange =
        client.start({.url = server.url(), .silence = std::chrono::milliseconds(500)}, sink);
    const base::Result<void> end = sink->waitForEnd();
    QVERIFY(!end);
    QCOMPARE(end.error().kind, ErrorKind::Timeout);
    QCOMPARE(sink->body().size(), 600);
    QCOMPARE(sink->order(), "hde"_ba);
}

void HttpClientTest::cancelWhileConnecting()
{
    QtHttpClient client({}, systemClock, 1);
    for (const QString &url : {u"http://192.0.2.1/"_s, u"http://nowhere.invalid/"_s}) {
        const auto sink = std::make_shared<CollectingSink>();
        const Exchange exchange = client.start({.url = QUrl(url)}, sink);
        QElapsedTimer timer;
        timer.start();
        exchange.abort();
        QVERIFY(!sink->waitForEnd());
        QVERIFY(timer.elapsed() < test::patient(500));
    }
}

void HttpClientTest::destructorEndsAll()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.stayUntilClosed();
    });
    std::vector<std::shared_ptr<CollectingSink>> sinks;
    Exchange kept;
    QElapsedTimer timer;
    {
        QtHttpClient client({}, systemClock, 2);
        for (int i = 0; i < 20; ++i) {
            sinks.push_back(std::make_shared<CollectingSink>());
            kept = client.start({.url = server.url()}, sinks.back());
        }
        QTRY_COMPARE(server.connections(), 12);
        timer.start();
    }
    QVERIFY2(timer.elapsed() < test::patient(1000), qPrintable(QString::number(timer.elapsed())));
    for (const auto &sink : sinks) {
        const base::Result<void> end = sink->waitForEnd(std::chrono::milliseconds(0));
        QVERIFY(!end);
        QCOMPARE(end.error().kind, ErrorKind::Cancelled);
    }
    kept.abort();
    QCOMPARE(server.connections(), 12);
}

void HttpClientTest::seventhConnectionWaits()
{
    std::atomic<bool> go = false;
    ScriptServer server([&](ScriptConnection &connection) {
        for (QByteArray head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
            if (head.contains("/slow")) {
                while (!go)
                    QThread::msleep(5);
            }
            connection.send(okAnswer("x"));
        }
    });
    QtHttpClient client({}, systemClock, 1);
    std::vector<std::shared_ptr<CollectingSink>> sinks;
    for (int i = 0; i < 6; ++i) {
        sinks.push_back(std::make_shared<CollectingSink>());
        client.start({.url = server.url(u"/slow"_s), .silence = std::chrono::seconds(60)}, sinks.back());
    }
    QTRY_COMPARE(server.connections(), 6);
    const auto seventh = std::make_shared<CollectingSink>();
    client.start({.url = server.url(u"/quick"_s), .silence = std::chrono::milliseconds(300)}, seventh);
    QVERIFY(!seventh->waitForEnd(std::chrono::milliseconds(1000))); // its silence has not begun
    QCOMPARE(seventh->order(), ""_ba);
    go = true;
    QVERIFY(seventh->waitForEnd());
    for (const auto &sink : sinks)
        QVERIFY(sink->waitForEnd());
    QCOMPARE(server.connections(), 6);
}

void HttpClientTest::errorsNameNoSecret()
{
    ScriptServer server([](ScriptConnection &connection) {
        connection.readHead();
        connection.send(httpAnswer("200 OK", "Content-Length: 10", "abc"));
    });
    QtHttpClient client({}, systemClock, 1);
    const Outcome outcome = run(client, {.url = server.url(u"/o?X-Amz-Signature=topsecret"_s),
                                         .headers = {{"Authorization", "Basic topsecret"}}});
    QVERIFY(!outcome.end);
    QVERIFY(!describe(outcome.end.error()).contains(u"topsecret"_s));
    QVERIFY(describe(outcome.end.error()).contains(u"127.0.0.1"_s));
}

WEIGHTYARD_TEST(HttpClientTest)

} // namespace http_client_test

#include "http_client_test.moc"
