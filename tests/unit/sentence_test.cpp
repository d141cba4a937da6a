// How parts become one text, in each language.
#include "test_registry.h"

#include "ui/text/sentence.h"
#include "ui/text/translation.h"

#include <QTest>

namespace sentence_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

class SentenceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { text::installTranslations(u"en"_s); }
    void oneAfterTheOther_data();
    void oneAfterTheOther();
    void lists_data();
    void lists();
};

void SentenceTest::oneAfterTheOther_data()
{
    QTest::addColumn<QStringList>("parts");
    QTest::addColumn<QString>("whole");
    QTest::newRow("none") << QStringList() << QString();
    QTest::newRow("one") << QStringList{u"A."_s} << u"A."_s;
    QTest::newRow("two") << QStringList{u"A."_s, u"B."_s} << u"A. B."_s;
    QTest::newRow("empty ones") << QStringList{QString(), u"A."_s, QString(), u"B."_s, QString()}
                                << u"A. B."_s;
    QTest::newRow("Chinese") << QStringList{u"一。"_s, u"二。"_s} << u"一。二。"_s;
    QTest::newRow("Chinese after English") << QStringList{u"A."_s, u"二。"_s} << u"A. 二。"_s;
    QTest::newRow("other stops") << QStringList{u"一！"_s, u"二？"_s, u"三"_s} << u"一！二？三"_s;
}

void SentenceTest::oneAfterTheOther()
{
    QFETCH(QStringList, parts);
    QTEST(text::sentences(parts), "whole");
}

void SentenceTest::lists_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("parts");
    QTest::addColumn<QString>("whole");
    const QStringList three{u"a/b"_s, u"%1 and %2"_s, u"c"_s};
    QTest::newRow("none") << u"en"_s << QStringList() << QString();
    QTest::newRow("one") << u"en"_s << QStringList{u"a"_s} << u"a"_s;
    QTest::newRow("English") << u"en"_s << three << u"a/b, %1 and %2, c"_s;
    QTest::newRow("German") << u"de"_s << three << u"a/b, %1 and %2, c"_s;
    QTest::newRow("Chinese") << u"zh_CN"_s << three << u"a/b、%1 and %2、c"_s;
}

void SentenceTest::lists()
{
    QFETCH(QString, language);
    QFETCH(QStringList, parts);
    text::installTranslations(language);
    QTEST(text::listed(parts), "whole");
}

WEIGHTYARD_TEST(SentenceTest)

} // namespace sentence_test

#include "sentence_test.moc"
