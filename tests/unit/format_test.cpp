#include "test_registry.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTest>

namespace format_test {

using namespace weightyard::text;
using namespace Qt::Literals::StringLiterals;

class FormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }
    void bytes_data();
    void bytes();
    void bytesInOtherLocales();
    void rates();
    void durations_data();
    void shellWords();
    void durations();
    void fromRightToLeft();
    void cleanup() { qApp->setProperty("layoutDirection", Qt::LeftToRight); }
};

void FormatTest::bytes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 bytes, const char *text) {
        QTest::newRow(text) << bytes << QString::fromLatin1(text);
    };
    row(0, "0 bytes");
    row(1, "1 byte");
    row(2, "2 bytes");
    row(999, "999 bytes");
    row(1000, "1.00 kB");
    row(1004, "1.00 kB"); // not rounded up
    row(1024, "1.02 kB");
    row(9994, "9.99 kB");
    row(9995, "10.0 kB");
    row(99'949, "99.9 kB");
    row(99'950, "100 kB");
    row(999'499, "999 kB");
    row(999'500, "1.00 MB");
    row(1'000'000, "1.00 MB");
    row(999'499'999, "999 MB");
    row(999'500'000, "1.00 GB");
    row(1'760'000'000, "1.76 GB");
    row(2LL * 1024 * 1024 * 1024, "2.15 GB");
    row(999'500'000'000, "1.00 TB");
    row(12'345'678'901'234, "12.3 TB");
    row(999'500'000'000'000, "1.00 PB");
    row(std::numeric_limits<qint64>::max(), "9223 PB");
}

void FormatTest::bytes()
{
    QFETCH(qint64, bytes);
    QTEST(formatBytes(bytes).remove(u','), "text");
}

void FormatTest::bytesInOtherLocales()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(formatBytes(1'760'000'000), u"1,76 GB"_s);
    QCOMPARE(formatBytes(500), u"500 bytes"_s);
}

void FormatTest::rates()
{
    QCOMPARE(formatRate(88'000'000.4), u"88.0 MB/s"_s);
    QCOMPARE(formatRate(0.9), u"0 bytes/s"_s);
    QCOMPARE(formatRate(1e15), u"1.00 PB/s"_s);
    QCOMPARE(formatLimit(1'000'000), u"1 MB/s"_s);
    QCOMPARE(formatLimit(1'500'000), u"1.5 MB/s"_s);
    QCOMPARE(formatLimit(100'000'000), u"100 MB/s"_s);
    QCOMPARE(formatLimit(500'000), u"500 kB/s"_s);
    QCOMPARE(formatLimit(1), u"0.001 kB/s"_s);
}

void FormatTest::durations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 ms, const char *text) {
        QTest::addRow("%lld", ms) << ms << QString::fromLatin1(text);
    };
    row(-5000, "0 s");
    row(0, "0 s");
    row(1, "1 s"); // a wait is never shown as over before it is
    row(1000, "1 s");
    row(1001, "2 s");
    row(59'000, "59 s");
    row(59'001, "1 min 00 s");
    row(185'000, "3 min 05 s");
    row(3'599'000, "59 min 59 s");
    row(3'599'001, "1 h 00 min");
    row(7'800'000, "2 h 10 min");
    row(360'000'000, "100 h 00 min");
    row(std::numeric_limits<qint64>::max(), "2562047788015 h 12 min");
}

void FormatTest::durations()
{
    QFETCH(qint64, ms);
    QTEST(formatDuration(ms), "text");
}

void FormatTest::shellWords()
{
    QCOMPARE(shellWord(u"/tmp/out"_s), u"/tmp/out"_s);
    QCOMPARE(shellWord(u"/tmp/out s"_s), u"'/tmp/out s'"_s);
    QCOMPARE(shellWord(u"it's"_s), u"'it'\\''s'"_s);
    QCOMPARE(shellWord(u"a$(b)"_s), u"'a$(b)'"_s);
    QCOMPARE(shellWord(u"~x"_s), u"'~x'"_s);
    QCOMPARE(shellWord(QString()), u"''"_s);
}

// As the window's application says it.
void FormatTest::fromRightToLeft()
{
    QCOMPARE(isolated(u"4-bit"_s), u"4-bit"_s);
    qApp->setProperty("layoutDirection", Qt::RightToLeft);
    QCOMPARE(isolated(u"4-bit"_s), u"\u20684-bit\u2069"_s);
    QCOMPARE(isolated({}), QString());
    QCOMPARE(formatBytes(2'980'000), u"\u20682.98 MB\u2069"_s);
    QCOMPARE(formatRate(2'980'000), u"\u20682.98 MB/s\u2069"_s);
    QCOMPARE(formatLimit(5'000'000), u"\u20685 MB/s\u2069"_s);
    QCOMPARE(formatDuration(185'000), u"\u20683 min 05 s\u2069"_s);
}

WEIGHTYARD_TEST(FormatTest)

} // namespace format_test

#include "format_test.moc"
