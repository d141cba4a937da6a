// What `search`, `files` and `info` print of the Hub's words: fits every terminal, steers none.
#include "test_registry.h"

#include "app/cli/hub_rows.h"
#include "app/cli/terminal.h"

#include <QTest>

namespace hub_rows_test {

using namespace weightyard;
using namespace weightyard::cli;
using namespace Qt::Literals::StringLiterals;

class HubRowsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void counts();
    void downloads_data();
    void downloads();
    void widths_data();
    void widths();
    void hostile();
};

void HubRowsTest::counts()
{
    QCOMPARE(countText(-1), QString());
    QCOMPARE(countText(0), u"0"_s);
    QCOMPARE(countText(999), u"999"_s);
    QCOMPARE(countText(1000), u"1.0k"_s);
    QCOMPARE(countText(12'340), u"12.3k"_s);
    QCOMPARE(countText(999'600), u"1.0M"_s);
    QCOMPARE(countText(123'456'789), u"123M"_s);
    QCOMPARE(countText(9'000'000'000'000'000), u"9000T"_s);
}

void HubRowsTest::downloads_data()
{
    QTest::addColumn<qint64>("downloads");
    QTest::addColumn<QString>("text");
    QTest::newRow("not known") << qint64(-1) << QString();
    QTest::newRow("none") << qint64(0) << u"0 downloads"_s;
    QTest::newRow("one") << qint64(1) << u"1 download"_s;
    QTest::newRow("some") << qint64(999) << u"999 downloads"_s;
    QTest::newRow("with a unit") << qint64(1000) << u"1.0k downloads"_s;
}

void HubRowsTest::downloads()
{
    QFETCH(qint64, downloads);
    QFETCH(QString, text);
    QCOMPARE(searchRow({.id = u"o/n"_s, .downloads = downloads}, {}, 40),
             text.isEmpty() ? u"o/n\n"_s : u"o/n\n  %1\n"_s.arg(text));
}

void HubRowsTest::widths_data()
{
    QTest::addColumn<int>("columns");
    for (const int columns : {40, 41, 63, 64, 79, 80})
        QTest::addRow("%d", columns) << columns;
}

void HubRowsTest::widths()
{
    QFETCH(int, columns);
    const hub::FoundModel small{.id = u"a/b"_s};
    hub::FoundModel large{.id = QString(96, u'o') + u'/' + QString(96, u'n'),
                          .gate = u"manual"_s,
                          .parameters = 671'000'000'000,
                          .parametersByName = true,
                          .quantization = u"UD-Q4_K_XL_IMATRIX"_s,
                          .downloads = 123'456'789,
                          .likes = 99'999};
    const library::ModelOnDisk here{.state = library::OnDisk::HereUnverified};
    const hub::Variant variant{
        .name = QString(300, u'v'), .isComplete = false, .bytes = 1'234'567'890, .bits = 4.89};
    const QString text = searchRow(small, {}, columns) + searchRow(large, here, columns)
                         + variantRow(variant, columns)
                         + variantRow({.name = u"Q4_K_M"_s, .bytes = 5}, columns);
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        QVERIFY2(line.size() <= columns, qPrintable(line));
        QVERIFY2(!line.endsWith(u' '), qPrintable(line));
    }
    QVERIFY(text.contains("671B"_L1) && text.contains("1.23 GB"_L1) && text.contains("Q4_K_M"_L1));
}

void HubRowsTest::hostile()
{
    const QString evil = u"x\x1b[2J\u202e\nname"_s;
    const QString text = searchRow({.id = u"o/"_s + evil, .quantization = evil}, {}, 80)
                         + variantRow({.name = evil, .bytes = 1}, 80);
    QVERIFY(!text.contains(QChar(0x1b)) && !text.contains(QChar(0x202e)));
    QCOMPARE(text.count(u'\n'), 2);
}

WEIGHTYARD_TEST(HubRowsTest)

} // namespace hub_rows_test

#include "hub_rows_test.moc"
