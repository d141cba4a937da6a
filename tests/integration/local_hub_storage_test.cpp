// What LocalHub's object storage answers when nothing is scripted: tickets, ranges, kept connections.
#include "local_hub.h"
#include "raw_client.h"
#include "test_registry.h"

#include <QTest>

namespace local_hub_storage_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kRepo = QStringLiteral("owner/name");

} // namespace

class LocalHubStorageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actionHeadersAndTickets();
    void ranges_data();
    void ranges();
    void keepAlive();
};

void LocalHubStorageTest::actionHeadersAndTickets()
{
    LocalHub hub;
    hub.addEmptyRepository(kRepo);
    const ObjectId object = hub.addObject("hello");
    hub.update([](HubSettings &settings) { settings.actionHeaders = {{"X-Pass", "open sesame"}}; });
    const RawReply batch = rawBatch(hub.batchUrl(kRepo), {{object.oid, 5}});
    QVERIFY(batch.body.contains("\"header\":{\"X-Pass\":\"open sesame\"}"));
    const QUrl href = hrefOf(batch, object.oid);
    QCOMPARE(rawGet(href).status, 403);
    QCOMPARE(rawGet(href, {"X-Pass: open sesame"}).body, QByteArray("hello"));
    QUrl unsignedHref = href;
    unsignedHref.setQuery(QString());
    QCOMPARE(rawGet(unsignedHref, {"X-Pass: open sesame"}).status, 403);
    const QByteArray target = href.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    QCOMPARE(rawExchange(href, "HEAD " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").status,
             405);
    hub.expireActions();
    QCOMPARE(rawGet(href, {"X-Pass: open sesame"}).status, 403);
}

void LocalHubStorageTest::ranges_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentRange");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("none") << QByteArray() << 200 << QByteArray() << QByteArray("0123456789");
    QTest::newRow("first") << QByteArray("bytes=0-0") << 206 << QByteArray("bytes 0-0/10") << QByteArray("0");
    QTest::newRow("open") << QByteArray("bytes=7-") << 206 << QByteArray("bytes 7-9/10") << QByteArray("789");
    QTest::newRow("past the end") << QByteArray("bytes=8-99") << 206 << QByteArray("bytes 8-9/10")
                                  << QByteArray("89");
    QTest::newRow("last") << QByteArray("bytes=-3") << 206 << QByteArray("bytes 7-9/10") << QByteArray("789");
    QTest::newRow("several") << QByteArray("bytes=0-1,3-4") << 200 << QByteArray()
                             << QByteArray("0123456789");
    QTest::newRow("at the end") << QByteArray("bytes=10-") << 416 << QByteArray("bytes */10") << QByteArray();
}

void LocalHubStorageTest::ranges()
{
    QFETCH(QByteArray, range);
    QFETCH(int, status);
    QFETCH(QByteArray, contentRange);
    QFETCH(QByteArray, body);
    LocalHub hub;
    hub.addEmptyRepository(kRepo);
    const ObjectId object = hub.addObject("0123456789");
    const QUrl href = hrefOf(rawBatch(hub.batchUrl(kRepo), {{object.oid, 10}}), object.oid);
    const RawReply reply =
        rawGet(href, range.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{"Range: " + range});
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("Content-Range"), contentRange);
    if (status != 416)
        QCOMPARE(reply.body, body);
    QVERIFY(reply.header("ETag").isNull());
}

void LocalHubStorageTest::keepAlive()
{
    LocalHub hub;
    hub.update([](HubSettings &settings) { settings.requireTicket = false; });
    const ObjectId object = hub.addObject("hello");
    const QByteArray request = "GET /_objects/" + object.oid + " HTTP/1.1\r\nHost: x\r\n\r\n";
    const RawReply reply =
        rawExchange(hub.baseUrl(), request + request + request, std::chrono::milliseconds(500));
    QVERIFY(reply.silent); // still open
    QCOMPARE(reply.bytes.count("\r\n\r\nhello"), 3);
    QCOMPARE(hub.log().all().last().connection, hub.log().all().first().connection);
    hub.update([](HubSettings &settings) { settings.keepAliveRequests = 2; });
    const RawReply limited = rawExchange(hub.baseUrl(), request + request + request);
    QVERIFY(limited.closed);
    QCOMPARE(limited.bytes.count("\r\n\r\nhello"), 2);
}

WEIGHTYARD_TEST(LocalHubStorageTest)

} // namespace local_hub_storage_test

#include "local_hub_storage_test.moc"
