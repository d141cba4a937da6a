#include "test_registry.h"

#include "settings/rate_text.h"

#include <QTest>

namespace rate_text_test {

using namespace Qt::Literals::StringLiterals;
using weightyard::settings::parseRate;

class RateTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rates_data();
    void rates();
    void noRates_data();
    void noRates();
};

void RateTextTest::rates_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("0") << 0LL;
    QTest::newRow("800000") << 800'000LL;
    QTest::newRow("5M") << 5'000'000LL;
    QTest::newRow("5m") << 5'000'000LL;
    QTest::newRow("500k") << 500'000LL;
    QTest::newRow("1.5 MB/s") << 1'500'000LL;
    QTest::newRow(" 2GB ") << 2'000'000'000LL;
    QTest::newRow("10B") << 10LL;
    QTest::newRow("0.1") << 1LL;
    QTest::newRow("1T") << 1'000'000'000'000LL;
}

void RateTextTest::rates()
{
    QFETCH(qint64, bytes);
    const auto rate = parseRate(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(rate);
    QCOMPARE(*rate, bytes);
}

void RateTextTest::noRates_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u""_s, u"M"_s, u"-5M"_s, u"5X"_s, u"5 M B"_s, u"fast"_s, u"1e6"_s, u"5M/h"_s,
                                u"999999999999999999T"_s, u"1,5M"_s, u"٣M"_s})
        QTest::addRow("'%s'", qPrintable(text)) << text;
}

void RateTextTest::noRates()
{
    QFETCH(QString, text);
    QVERIFY(!parseRate(text));
}

WEIGHTYARD_TEST(RateTextTest)

} // namespace rate_text_test

#include "rate_text_test.moc"
