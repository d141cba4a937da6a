#include "test_registry.h"

#include "base/redact.h"

#include <QTest>

namespace redact_test {

using namespace weightyard::base;
using namespace Qt::Literals::StringLiterals;

class RedactTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void url_data();
    void url();
    void text_data();
    void text();
    void plainTextStays_data();
    void plainTextStays();
    void onlyTheBegin();
    void secretHeaders_data();
    void secretHeaders();
};

void RedactTest::url_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << u"https://host/a/b"_s << u"https://host/a/b"_s;
    QTest::newRow("port") << u"https://host:8443/a"_s << u"https://host:8443/a"_s;
    QTest::newRow("user and password") << u"https://me:pw@host/a"_s << u"https://host/a"_s;
    QTest::newRow("token as user") << u"https://hf_abcdefgh@host/a"_s << u"https://host/a"_s;
    QTest::newRow("signed query") << u"https://cdn/o?Signature=abc&Expires=1"_s << u"https://cdn/o?***"_s;
    QTest::newRow("empty query") << u"https://cdn/o?"_s << u"https://cdn/o?***"_s;
    QTest::newRow("fragment") << u"https://host/a#access_token=abc"_s << u"https://host/a"_s;
    QTest::newRow("user info and query") << u"https://me:pw@host/a?t=1#x"_s << u"https://host/a?***"_s;
}

void RedactTest::url()
{
    QFETCH(QString, url);
    QTEST(redacted(QUrl(url)), "expected");
}

void RedactTest::text_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("user info") << u"cannot open https://me:s3cret@host/x now"_s
                               << u"cannot open https://host/x now"_s;
    QTest::newRow("at in password") << u"https://me:p@s3cret@host/x"_s << u"https://host/x"_s;
    QTest::newRow("user info without scheme")
        << u"'me:s3cret@host/x' is no address"_s << u"'***@host/x' is no address"_s;
    QTest::newRow("two urls") << u"https://a:s3cret@h/ and http://b:s3cret@i/"_s
                              << u"https://h/ and http://i/"_s;
    QTest::newRow("signed query") << u"GET https://cdn/o?X-Amz-Signature=s3cret&b=1 failed"_s
                                  << u"GET https://cdn/o?*** failed"_s;
    QTest::newRow("quoted url") << u"\"https://cdn/o?s=s3cret\""_s << u"\"https://cdn/o?***\""_s;
    QTest::newRow("authorization") << u"Authorization: Basic czNjcmV0\nHost: h"_s
                                   << u"Authorization: ***\nHost: h"_s;
    QTest::newRow("lower case") << u"authorization: Bearer s3cret"_s << u"authorization: ***"_s;
    QTest::newRow("proxy") << u"Proxy-Authorization: Basic s3cret"_s << u"Proxy-Authorization: ***"_s;
    QTest::newRow("cookie") << u"Set-Cookie: session=s3cret; Path=/"_s << u"Set-Cookie: ***"_s;
    QTest::newRow("custom header") << u"X-Api-Key: s3cret"_s << u"X-Api-Key: ***"_s;
    QTest::newRow("assignment") << u"HF_TOKEN=s3cret"_s << u"HF_TOKEN=***"_s;
    QTest::newRow("git credential") << u"username=me\npassword=s3cret\n"_s
                                    << u"username=me\npassword=***\n"_s;
    QTest::newRow("json") << u"{\"Authorization\": \"Basic s3cret\"}"_s << u"{\"Authorization\": ***"_s;
    QTest::newRow("json token") << u"{\"token\":\"s3cret\"}"_s << u"{\"token\":***"_s;
    QTest::newRow("scheme alone") << u"sent 'Bearer s3cret-token'"_s << u"sent 'Bearer ***'"_s;
    QTest::newRow("hub token") << u"the token hf_s3cretS3cret is expired"_s << u"the token *** is expired"_s;
}

void RedactTest::text()
{
    QFETCH(QString, text);
    const QString out = redactedText(text);
    QVERIFY2(!out.contains("s3cret"_L1), qPrintable(out));
    QTEST(out, "expected");
    QCOMPARE(redactedText(out), out);
}

void RedactTest::plainTextStays_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"Repository not found", "https://host/a/b.git is gone", "git@github.com:org/name", "10:30 a@b",
          "a token is needed", "C:\\models\\x", "mail me@example.org", "see https://h/x#y"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void RedactTest::plainTextStays()
{
    QFETCH(QString, text);
    QCOMPARE(redactedText(text), text);
}

// Whole words: half of an address would show the secret in it.
void RedactTest::onlyTheBegin()
{
    QCOMPARE(redactedText(u"token"_s.repeated(3'000'000)), QString());
    const QString words = u"word "_s.repeated(1638); // 8190 characters
    QCOMPARE(redactedText(words + u"https://user:secret@host/path and more"_s), words.trimmed());
    QCOMPARE(redactedText(words), words);
    QCOMPARE(redactedText(u"https://user:secret@host/ "_s + words + words),
             u"https://host/ "_s + words.left(8164)); // what is left of 8192
}

void RedactTest::secretHeaders_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("secret");
    for (const char *name : {"Authorization", "AUTHORIZATION", "proxy-authorization", "Cookie", "Set-Cookie",
                             "X-Amz-Security-Token", "PRIVATE-TOKEN", "X-Api-Key", "x-client-secret"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"Accept", "Host", "Range", "Content-Type", "User-Agent", ""})
        QTest::addRow("'%s'", name) << QByteArray(name) << false;
}

void RedactTest::secretHeaders()
{
    QFETCH(QByteArray, name);
    QTEST(isSecretHeader(name), "secret");
}

WEIGHTYARD_TEST(RedactTest)

} // namespace redact_test

#include "redact_test.moc"
