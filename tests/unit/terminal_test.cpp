#include "test_registry.h"

#include "app/cli/terminal.h"
#include "ui/text/columns.h"

#include <QTest>

namespace terminal_test {

using namespace weightyard::cli;
using namespace Qt::Literals::StringLiterals;

class TerminalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wrapping_data();
    void wrapping();
    void everyWidth();
    void eliding_data();
    void eliding();
    void columnsAreBounded();
    void columns_data();
    void columns();
    void everyWidthOfChinese();
};

void TerminalTest::wrapping_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("indent");
    QTest::addColumn<QString>("expected");
    QTest::newRow("fits") << u"one two"_s << 7 << 2 << u"one two"_s;
    QTest::newRow("one too many") << u"one two"_s << 6 << 2 << u"one\n  two"_s;
    QTest::newRow("no indent") << u"one two three"_s << 7 << 0 << u"one two\nthree"_s;
    QTest::newRow("indent counts") << u"a bb cc dd"_s << 5 << 2 << u"a bb\n  cc\n  dd"_s;
    QTest::newRow("long word stays whole")
        << u"see https://host/a/long/path now"_s << 10 << 2 << u"see\n  https://host/a/long/path\n  now"_s;
    QTest::newRow("long word first") << u"https://host/a/long/path"_s << 10 << 2
                                     << u"https://host/a/long/path"_s;
    QTest::newRow("blanks") << u"  a   b  "_s << 10 << 2 << u"a b"_s;
    QTest::newRow("empty") << QString() << 10 << 2 << QString();
    QTest::newRow("Chinese") << u"磁盘已满，请腾出空间。"_s << 12 << 2 << u"磁盘已满，请\n  腾出空间。"_s;
    QTest::newRow("no comma begins a line") << u"磁盘已满，好"_s << 9 << 0 << u"磁盘已\n满，好"_s;
    QTest::newRow("opening stays with its word") << u"见（说明）"_s << 5 << 0 << u"见\n（说\n明）"_s;
    QTest::newRow("Latin in Chinese") << u"使用--all选项"_s << 9 << 0 << u"使用--all\n选项"_s;
    QTest::newRow("controls") << u"a\x1b[2Jb \u009b31m c\r\u202e d"_s << 40 << 2 << u"a [2Jb 31m c d"_s;
}

void TerminalTest::wrapping()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    QFETCH(int, indent);
    QTEST(wrapped(text, columns, indent), "expected");
}

void TerminalTest::everyWidth()
{
    const QString text =
        u"The disk is full, or cannot hold a file this large: write: No space left on device (/models/x)."_s;
    for (int columns = 20; columns <= 80; ++columns) {
        const QString out = wrapped(text, columns, 2);
        for (const QString &line : out.split(u'\n'))
            QVERIFY2(line.size() <= columns, qPrintable(line));
        QCOMPARE(out.simplified(), text);
    }
}

void TerminalTest::eliding_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("expected");
    QTest::newRow("fits") << u"owner/name"_s << 10 << u"owner/name"_s;
    QTest::newRow("odd") << u"owner/name"_s << 9 << u"owne…name"_s;
    QTest::newRow("even") << u"owner/name"_s << 8 << u"own…name"_s;
    QTest::newRow("wide") << u"模型权重文件"_s << 7 << u"模…件"_s;
    QTest::newRow("one") << u"owner/name"_s << 1 << u"…"_s;
    QTest::newRow("empty") << QString() << 5 << QString();
    QTest::newRow("controls") << u"a\x1b[2J\n"_s << 9 << u"a [2J "_s;
}

void TerminalTest::eliding()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    QTEST(elided(text, columns), "expected");
}

void TerminalTest::columnsAreBounded()
{
    QVERIFY(terminalColumns() >= 20 && terminalColumns() <= 80);
    QVERIFY(!isTerminal(-1));
}

void TerminalTest::columns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("firstFour");
    QTest::addColumn<QString>("lastThree");
    QTest::newRow("Latin") << u"weights"_s << 7 << u"weig"_s << u"hts"_s;
    QTest::newRow("Chinese") << u"模型权重"_s << 8 << u"模型"_s << u"重"_s;
    QTest::newRow("mixed") << u"a模b型"_s << 6 << u"a模b"_s << u"b型"_s;
    QTest::newRow("Korean, Japanese, fullwidth") << u"모ルＡ"_s << 6 << u"모ル"_s << u"Ａ"_s;
    QTest::newRow("combining") << u"u\u0308ber"_s << 4 << u"u\u0308ber"_s << u"ber"_s;
    QTest::newRow("emoji") << u"🦙🦙"_s << 4 << u"🦙🦙"_s << u"🦙"_s;
    QTest::newRow("beyond 16 bits") << u"𠀀𠀁𠀂"_s << 6 << u"𠀀𠀁"_s << u"𠀂"_s;
    QTest::newRow("empty") << QString() << 0 << QString() << QString();
}

void TerminalTest::columns()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    using namespace weightyard;
    QCOMPARE(text::columnsOf(text), columns);
    QTEST(text::firstColumns(text, 4), "firstFour");
    QTEST(text::lastColumns(text, 3), "lastThree");
    QCOMPARE(text::columnsOf(text::padded(text, 12)), 12);
    QCOMPARE(text::paddedBefore(text, 12).trimmed(), text);
    QCOMPARE(text::padded(text, 0), text);
}

void TerminalTest::everyWidthOfChinese()
{
    const QString text =
        u"磁盘已满，或无法容纳这么大的文件：写入失败（/models/x）。请腾出空间，或用 --library 另选。"_s;
    for (int columns = 20; columns <= 80; ++columns) {
        const QString out = wrapped(text, columns, 2);
        for (const QString &line : out.split(u'\n'))
            QVERIFY2(weightyard::text::columnsOf(line) <= columns, qPrintable(line));
        QCOMPARE(QString(out).remove(u' ').remove(u'\n'), QString(text).remove(u' '));
    }
}

WEIGHTYARD_TEST(TerminalTest)

} // namespace terminal_test

#include "terminal_test.moc"
