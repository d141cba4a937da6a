#include "test_registry.h"

#include "app/cli/terminal.h"

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

WEIGHTYARD_TEST(TerminalTest)

} // namespace terminal_test

#include "terminal_test.moc"
