// What a client reads out of one action of a batch answer: where, with which headers, until when.
#include "batch_texts.h"
#include "test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace batch_action_test {

using namespace weightyard;
using namespace weightyard::lfs;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

class BatchActionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void expiry_data();
    void expiry();
    void isExpired();
    void headers_data();
    void headers();
    void hrefs_data();
    void hrefs();
};

void BatchActionTest::expiry_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<qint64>("fromNowMs"); // -1: never
    const auto row = [](const char *name, const char *fields, qint64 ms) {
        QTest::newRow(name) << QByteArray(fields) << ms;
    };
    constexpr qint64 never = -1;
    row("neither", "", never);
    row("expires_in", R"(,"expires_in":3600)", 3'595'000);
    row("expires_in wins", R"(,"expires_in":60,"expires_at":"2016-11-10T16:29:07Z")", 55'000);
    row("expires_in 0 is unset", R"(,"expires_in":0,"expires_at":"2016-11-10T15:39:07Z")", 595'000);
    row("expires_in 0 alone", R"(,"expires_in":0)", never);
    row("expires_in negative", R"(,"expires_in":-10)", -15'000);
    row("expires_in of a million years", R"(,"expires_in":31557600000000)", 2'147'483'642'000);
    row("expires_in as text", R"(,"expires_in":"3600")", never);
    row("expires_at", R"(,"expires_at":"2016-11-10T15:39:07Z")", 595'000);
    row("expires_at with an offset", R"(,"expires_at":"2016-11-10T17:39:07+02:00")", 595'000);
    row("expires_at with nanoseconds", R"(,"expires_at":"2016-11-10T15:39:07.500000001Z")", 595'500);
    row("expires_at in the past", R"(,"expires_at":"2016-11-10T15:29:06Z")", -6'000);
    row("Go's zero time", R"(,"expires_at":"0001-01-01T00:00:00Z")", never);
    row("Go's zero time beside expires_in", R"(,"expires_in":60,"expires_at":"0001-01-01T00:00:00Z")",
        55'000);
    row("unreadable date", R"(,"expires_at":"tomorrow")", never);
    row("empty date", R"(,"expires_at":"")", never);
    row("null", R"(,"expires_in":null,"expires_at":null)", never);
}

void BatchActionTest::expiry()
{
    QFETCH(QByteArray, fields);
    QFETCH(qint64, fromNowMs);
    const auto action = actionIn(answerWith(R"({"href":"https://h/o")" + fields + "}"));
    QVERIFY(action);
    QCOMPARE(action->expiresAtSteadyMs.has_value(), fromNowMs != -1);
    if (action->expiresAtSteadyMs)
        QCOMPARE(*action->expiresAtSteadyMs - kNow.steadyMs, fromNowMs);
}

void BatchActionTest::isExpired()
{
    const Action action{.href = {}, .headers = {}, .authenticated = false, .expiresAtSteadyMs = 5000};
    QVERIFY(!action.isExpired(4999));
    QVERIFY(action.isExpired(5000));
    QVERIFY(!Action().isExpired(std::numeric_limits<qint64>::max()));
}

void BatchActionTest::headers_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QByteArray>("name"); // sent, when good
    QTest::newRow("plain") << QByteArray(R"("X-Foo":"bar")") << true << QByteArray("X-Foo");
    QTest::newRow("authorization") << QByteArray(R"("Authorization":"Basic abc=")") << true
                                   << QByteArray("Authorization");
    QTest::newRow("empty value") << QByteArray(R"("X-Foo":"")") << true << QByteArray("X-Foo");
    for (const char *ours : {"Host", "range", "RANGE", "Accept-Encoding", "Connection", "Content-Length",
                             "Transfer-Encoding", "TE", "Upgrade"})
        QTest::newRow(ours) << '"' + QByteArray(ours) + R"(":"x")" << true << QByteArray();
    for (const char *bad : {R"("X-Foo":"a\r\nEvil: 1")", R"("X-Foo":"a\nEvil: 1")", R"("X-Foo":"a\rb")",
                            R"("X-Foo":"a\u0000b")", R"("X-Foo":"a\u007fb")", R"("X-Foo\r\nEvil":"1")",
                            R"("X Foo":"1")", R"("X:Foo":"1")", R"("":"1")", R"("Fo\u00f6":"1")"})
        QTest::newRow(bad) << QByteArray(bad) << false << QByteArray();
    QTest::newRow("huge") << R"("X":")" + QByteArray(20'000, 'a') + '"' << false << QByteArray();
}

void BatchActionTest::headers()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, name);
    const auto action = actionIn(answerWith(R"({"href":"https://h/o","header":{)" + header + "}}"));
    QTEST(action.has_value(), "good");
    if (!action) {
        QCOMPARE(action.error().kind, ErrorKind::Protocol);
        return;
    }
    QCOMPARE(action->headers.all().size(), name.isEmpty() ? 0 : 1);
    if (!name.isEmpty())
        QVERIFY(action->headers.contains(name));
}

void BatchActionTest::hrefs_data()
{
    QTest::addColumn<QString>("href");
    QTest::addColumn<QByteArray>("sent"); // empty: refused
    QTest::newRow("http") << u"http://h:8080/o"_s << QByteArray("http://h:8080/o");
    QTest::newRow("signed")
        << u"https://cdn.example/aa/bb%2Fcc?X-Amz-Credential=A%2F20240101%2Fus-east-1&Policy=eyJ~_-&f=a%27%27b%20%2B+"_s
        << QByteArray("https://cdn.example/aa/"
                      "bb%2Fcc?X-Amz-Credential=A%2F20240101%2Fus-east-1&Policy=eyJ~_-&f=a%27%27b%20%2B+");
    QTest::newRow("quotes and spaces")
        << u"https://h/o?d=inline; name=\"a b\""_s << QByteArray("https://h/o?d=inline;%20name=%22a%20b%22");
    QTest::newRow("user info is left out") << u"https://me:pw@h/o"_s << QByteArray("https://h/o");
    QTest::newRow("fragment is left out") << u"https://h/o#x"_s << QByteArray("https://h/o");
    for (const char *bad : {"ftp://h/o", "file:///etc/passwd", "ssh://h/o", "javascript:x", "//h/o", "/o",
                            "o", "https://", "https:///o", "data:,x", "https://h:99999/o", "https://a b/o"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << QByteArray();
}

void BatchActionTest::hrefs()
{
    QFETCH(QString, href);
    QFETCH(QByteArray, sent);
    const QByteArray action = QJsonDocument(QJsonObject{{u"href"_s, href}}).toJson(QJsonDocument::Compact);
    const auto read = actionIn(answerWith(action));
    QCOMPARE(read.has_value(), !sent.isEmpty());
    if (read)
        QCOMPARE(read->href.toEncoded(), sent);
    else
        QCOMPARE(read.error().kind, ErrorKind::Protocol);
}

WEIGHTYARD_TEST(BatchActionTest)

} // namespace batch_action_test

#include "batch_action_test.moc"
