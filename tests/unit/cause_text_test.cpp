// The sentence of each error code.
#include "test_registry.h"

#include "base/error_code.h"
#include "ui/text/cause_tables.h"
#include "ui/text/cause_text.h"
#include "ui/text/translation.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace cause_text_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;

class CauseTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasItsSentence();
    void namesComeBack();
    void values_data();
    void values();
    void withDetail();
    void inEveryLanguage();
};

void CauseTextTest::everyCodeHasItsSentence()
{
    const QList<ErrorCode> codes = base::allErrorCodes();
    QVERIFY(codes.size() > 100 && !codes.contains(ErrorCode::None));
    QSet<ErrorCode> rows;
    QSet<QString> sentences;
    for (const auto table :
         {text::usageCauses(), text::networkCauses(), text::repositoryCauses(), text::diskCauses()}) {
        for (const text::CauseRow &row : table) {
            QVERIFY2(!rows.contains(row.code), row.sentence);
            rows.insert(row.code);
            sentences.insert(QString::fromUtf8(row.sentence));
        }
    }
    QCOMPARE(rows, QSet<ErrorCode>(codes.begin(), codes.end()));
    QCOMPARE(sentences.size(), rows.size());
    for (const QString &sentence : std::as_const(sentences)) {
        QVERIFY2(!sentence.endsWith(u'.') && sentence == sentence.simplified(), qPrintable(sentence));
        const QString first = sentence.left(1); // the middle of a sentence, but for names
        QVERIFY2(first == first.toLower() || sentence.startsWith("Content-Length"_L1), qPrintable(sentence));
        for (int i = 2; i < 10; ++i) // no value is left out; %4 of "%40" is none
            QVERIFY2(!sentence.contains(QRegularExpression(u"%%1(?!\\w)"_s.arg(i)))
                         || sentence.contains(u'%' + QString::number(i - 1)),
                     qPrintable(sentence));
    }
}

void CauseTextTest::namesComeBack()
{
    for (const ErrorCode code : base::allErrorCodes()) {
        const QString name = base::errorCodeName(code);
        QVERIFY(name.size() > 3);
        QVERIFY2(base::errorCodeNamed(name) == code, qPrintable(name));
    }
    QVERIFY(base::errorCodeName(ErrorCode::None).isEmpty());
    for (const QString &name : {u""_s, u"None"_s, u"wronghash"_s, u"OfALaterVersion"_s})
        QVERIFY2(base::errorCodeNamed(name) == ErrorCode::None, qPrintable(name));
}

void CauseTextTest::values_data()
{
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << Cause() << QString();
    QTest::newRow("no value") << Cause(ErrorCode::WrongHash)
                              << u"the bytes received do not have the hash that names the object"_s;
    QTest::newRow("numbers") << Cause(ErrorCode::BodyShort, 12, qint64(5'000'000'000))
                             << u"the connection ended after 12 of 5000000000 bytes"_s;
    QTest::newRow("a value with a place in it")
        << Cause(ErrorCode::MayBeSeveral, u"%2"_s, u"a/%1"_s) << u"'%2' may be a/%1"_s;
    QTest::newRow("percent signs of its own")
        << Cause(ErrorCode::ProxyUser)
        << u"in the proxy's user and password '@' is written as %40, ':' as "
           "%3A, '/' as %2F, '?' as %3F, '#' as %23 and '%' as %25"_s;
    QTest::newRow("a value is missing")
        << Cause(ErrorCode::NoSuchModel) << u"no model of the catalogue is called '%1'"_s;
}

void CauseTextTest::values()
{
    QFETCH(Cause, cause);
    QTEST(text::causeText(cause), "text");
}

void CauseTextTest::withDetail()
{
    QCOMPARE(text::causeText({}, u"no route"_s), u"no route"_s);
    QCOMPARE(text::causeText(ErrorCode::NoThread, {}), u"the system gives no further thread"_s);
    QCOMPARE(text::causeText(Cause(ErrorCode::ThroughProxy, u"http://p:1"_s), u"no route"_s),
             u"through the proxy http://p:1: no route"_s);
}

void CauseTextTest::inEveryLanguage()
{
    const auto all = [] {
        QHash<ErrorCode, QString> texts;
        for (const ErrorCode code : base::allErrorCodes())
            texts.insert(code, text::causeText(Cause(code, u"3"_s, u"b"_s, u"c"_s)));
        return texts;
    };
    const QHash<ErrorCode, QString> english = all();
    for (const text::Language &language : text::languages()) {
        if (language.code == "en"_L1)
            continue;
        text::installTranslations(language.code);
        const QHash<ErrorCode, QString> texts = all();
        text::installTranslations(u"en"_s);
        for (const ErrorCode code : base::allErrorCodes()) {
            const QString sentence = english.value(code);
            QVERIFY2(texts.value(code) != sentence || !sentence.contains(u' '),
                     qPrintable(language.code + u": "_s + sentence));
        }
    }
}

WEIGHTYARD_TEST(CauseTextTest)

} // namespace cause_text_test

#include "cause_text_test.moc"
