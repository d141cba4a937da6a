#include "batch_texts.h"
#include "said.h"
#include "test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace batch_answer_test {

using namespace weightyard;
using namespace weightyard::lfs;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

class BatchAnswerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestBody();
    void specAnswer();
    void objectErrors_data();
    void objectErrors();
    void refusedObjects_data();
    void refusedObjects();
    void refusedAnswers_data();
    void refusedAnswers();
    void extraAndDuplicateObjects();
    void sizesBeyondDoubles();
};

void BatchAnswerTest::requestBody()
{
    const qint64 large = 9'007'199'254'740'993;
    const QByteArray body = batchRequestBody({{kOne, 123}, {kTwo, large}}, u"refs/heads/main"_s);
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    QCOMPARE(json.value(u"operation"_s).toString(), u"download"_s);
    QCOMPARE(json.value(u"transfers"_s).toArray(), QJsonArray{u"basic"_s});
    QCOMPARE(json.value(u"hash_algo"_s).toString(), u"sha256"_s);
    QCOMPARE(json.value(u"ref"_s).toObject().value(u"name"_s).toString(), u"refs/heads/main"_s);
    const QJsonArray objects = json.value(u"objects"_s).toArray();
    QCOMPARE(objects.size(), 2);
    QCOMPARE(objects[0].toObject().value(u"oid"_s).toString(), kOne.toString());
    QCOMPARE(objects[1].toObject().value(u"size"_s).toInteger(), large);
    QVERIFY(body.contains("9007199254740993"));
    QVERIFY(!QJsonDocument::fromJson(batchRequestBody({{kOne, 1}}, {})).object().contains(u"ref"_s));
}

// The example of git-lfs docs/api/batch.md.
void BatchAnswerTest::specAnswer()
{
    const auto action = actionIn(answerWith(
        R"({"href":"https://some-download.com","header":{"Key":"value"},"expires_at":"2016-11-10T15:39:07Z"})",
        R"(,"authenticated":true)"));
    QVERIFY(action);
    QCOMPARE(action->href, QUrl(u"https://some-download.com"_s));
    QCOMPARE(action->headers.value("key"), std::optional<QByteArray>("value"));
    QVERIFY(action->authenticated);
    QCOMPARE(action->expiresAtSteadyMs, std::optional<qint64>(1'000'000 + 600'000 - 5'000));
}

void BatchAnswerTest::objectErrors_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("401") << 401 << ErrorKind::Auth;
    QTest::newRow("403") << 403 << ErrorKind::Auth;
    QTest::newRow("404") << 404 << ErrorKind::NotFound;
    QTest::newRow("409: hash") << 409 << ErrorKind::Protocol;
    QTest::newRow("410: removed") << 410 << ErrorKind::NotFound;
    QTest::newRow("422") << 422 << ErrorKind::Protocol;
    QTest::newRow("429") << 429 << ErrorKind::RateLimited;
    QTest::newRow("500") << 500 << ErrorKind::Server;
    QTest::newRow("503") << 503 << ErrorKind::Server;
    QTest::newRow("0") << 0 << ErrorKind::Protocol;
}

void BatchAnswerTest::objectErrors()
{
    QFETCH(int, code);
    const QByteArray number = QByteArray::number(code);
    const auto action = actionIn(answerOf(R"("error":{"code":)" + number
                                          + R"(,"message":"Object at https://me:s3cret@h/x is gone"})"));
    QVERIFY(!action);
    QTEST(action.error().kind, "kind");
    QCOMPARE(action.error().context.httpStatus, code);
    QCOMPARE(action.error().context.oid, kOne.toString());
    QCOMPARE(test::said(action.error()), u"Object at https://h/x is gone"_s);
    const auto silent = actionIn(answerOf(R"("error":{"code":)" + number + "}"));
    QVERIFY(!silent && !test::said(silent.error()).isEmpty());
}

void BatchAnswerTest::refusedObjects_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("left out") << QByteArray(R"({"objects":[]})");
    QTest::newRow("another object") << R"({"objects":[{"oid":")" + kTwo.hex()
                                           + R"(","actions":{"download":{"href":"https://h/o"}}}]})";
    QTest::newRow("upper-case oid") << R"({"objects":[{"oid":")" + kOne.hex().toUpper() + R"("}]})";
    QTest::newRow("neither action nor error") << answerOf(R"("size":123)");
    QTest::newRow("actions null") << answerOf(R"("size":123,"actions":null)");
    QTest::newRow("upload only") << answerOf(R"("size":123,"actions":{"upload":{"href":"https://h/o"}})");
    QTest::newRow("no href") << answerWith(R"({"header":{}})");
    QTest::newRow("empty href") << answerWith(R"({"href":""})");
    QTest::newRow("wrong size") << answerOf(R"("size":124,"actions":{"download":{"href":"https://h/o"}})");
    QTest::newRow("size as text") << answerOf(
        R"("size":"123","actions":{"download":{"href":"https://h/o"}})");
    QTest::newRow("half a byte") << answerOf(R"("size":123.5,"actions":{"download":{"href":"https://h/o"}})");
    QTest::newRow("error as text") << answerOf(
        R"("error":"no","actions":{"download":{"href":"https://h/o"}})");
    QTest::newRow("objects are no objects") << QByteArray(R"({"objects":[1,"a",null,[]]})");
}

void BatchAnswerTest::refusedObjects()
{
    QFETCH(QByteArray, json);
    const auto answer = parseBatchAnswer(json, {{kOne, 123}}, kNow);
    QVERIFY(answer); // the request itself went well
    QCOMPARE(answer->size(), 1);
    QCOMPARE(answer->first().oid, kOne);
    QVERIFY(!answer->first().action);
    QCOMPARE(answer->first().action.error().kind, ErrorKind::Protocol);
    QCOMPARE(answer->first().action.error().context.oid, kOne.toString());
}

void BatchAnswerTest::refusedAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("web page") << QByteArray("<!DOCTYPE html><html>Sign in</html>");
    QTest::newRow("cut short") << answerWith(R"({"href":"https://h/o"})").chopped(1);
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no objects") << QByteArray(R"({"message":"hello"})");
    QTest::newRow("objects null") << QByteArray(R"({"objects":null})");
    QTest::newRow("objects as object") << QByteArray(R"({"objects":{}})");
    QTest::newRow("other transfer") << QByteArray(R"({"transfer":"lfs-standalone-file","objects":[]})");
    QTest::newRow("multipart") << QByteArray(R"({"transfer":"multipart-basic","objects":[]})");
    QTest::newRow("sha512") << QByteArray(R"({"hash_algo":"sha512","objects":[]})");
    QTest::newRow("deep nesting") << QByteArray(100'000, '[');
}

void BatchAnswerTest::refusedAnswers()
{
    QFETCH(QByteArray, body);
    const auto answer = parseBatchAnswer(body, {{kOne, 123}}, kNow);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::Protocol);
}

void BatchAnswerTest::extraAndDuplicateObjects()
{
    const auto object = [](const base::Oid &oid, const QByteArray &href) {
        return R"({"oid":")" + oid.hex() + R"(","size":123,"error":null,"actions":{"download":{"href":")"
               + href + R"("}}})";
    };
    const base::Oid extra = base::Oid::fromDigest(QByteArray(32, '\x33'));
    const QByteArray json = R"({"transfer":null,"hash_algo":"","objects":[)" + object(extra, "https://h/x")
                            + ',' + object(kTwo, "https://h/2") + ',' + object(kOne, "https://h/1") + ','
                            + object(kOne, "https://evil/1") + "]}";
    const auto answer = parseBatchAnswer(json, {{kOne, 123}, {kTwo, 123}}, kNow);
    QVERIFY(answer);
    QCOMPARE(answer->size(), 2);
    QCOMPARE(answer->at(0).oid, kOne);
    QVERIFY(answer->at(0).action && answer->at(1).action);
    QCOMPARE(answer->at(0).action->href, QUrl(u"https://h/1"_s));
    QCOMPARE(answer->at(1).action->href, QUrl(u"https://h/2"_s));
}

void BatchAnswerTest::sizesBeyondDoubles()
{
    const qint64 size = 9'007'199'254'740'993; // 2^53 + 1
    const auto answered = [&](qint64 said) {
        return parseBatchAnswer(answerOf(R"("actions":{"download":{"href":"https://h/o"}},"size":)"
                                         + QByteArray::number(said)),
                                {{kOne, size}}, kNow)
            ->first()
            .action.has_value();
    };
    QVERIFY(answered(size));
    QVERIFY(!answered(size - 1));
}

WEIGHTYARD_TEST(BatchAnswerTest)

} // namespace batch_answer_test

#include "batch_answer_test.moc"
