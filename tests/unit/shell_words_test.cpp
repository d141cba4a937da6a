// Texts as words of command lines: real shells read them back, whatever they hold.
#include "child_process.h"
#include "temp_dir.h"
#include "test_registry.h"

#include "base/shell_words.h"

#include <QDir>
#include <QStandardPaths>
#include <QTest>

namespace shell_words_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

const QStringList kTexts{u"plain/model-1.0_x"_s,
                         u"/home/me/My Models/a b"_s,
                         u"it's"_s,
                         u"'"_s,
                         u"say \"hi\""_s,
                         u"$(touch owned)"_s,
                         u"`touch owned`"_s,
                         u"a; touch owned"_s,
                         u"a && touch owned #"_s,
                         u"a\ntouch owned\n"_s,
                         u"$HOME ${PATH} ~ ~root"_s,
                         u"!! !$ ^a^b"_s,
                         u"*?[a-z]{b,c}"_s,
                         u"-rf"_s,
                         u"\\ \\n \\' \\x41"_s,
                         u"tab\tand\r\x1b[201~ touch owned"_s,
                         u"\x7f\u0085\u009b1;2m"_s,
                         u"模型 Größe 🦙"_s,
                         u"\u202eright to left\u200b"_s,
                         u"typographic ‘quotes’ “here”"_s,
                         u"%PATH% %1"_s,
                         u" "_s};

} // namespace

class ShellWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readBack_data();
    void readBack();
    void controlsAreNotPasted();
    void plainStaysPlain();
    void windows_data();
    void windows();
};

void ShellWordsTest::readBack_data()
{
    QTest::addColumn<QString>("shell");
    QTest::newRow("bash") << u"bash"_s;
    QTest::newRow("zsh") << u"zsh"_s;
    QTest::newRow("python3") << u"python3"_s;
}

// In a folder of its own, which stays empty: nothing of a text is run.
void ShellWordsTest::readBack()
{
    QFETCH(QString, shell);
    const QString program = QStandardPaths::findExecutable(shell);
    if (program.isEmpty())
        QSKIP("not installed");
    const test::TempDir dir;
    for (const QString &text : kTexts) {
        const QString command =
            shell == "python3"_L1 ? u"import sys; sys.stdout.buffer.write(%1.encode())"_s : u"printf %s %1"_s;
        const QString word = shell == "python3"_L1 ? base::pythonLiteral(text) : base::posixWord(text);
        const QString line =
            shell == "python3"_L1 ? command.arg(word) : u"printf %s "_s + word + u"; exit $?"_s;
        test::ProcessOptions options;
        options.workingDirectory = dir.path();
        options.environment = QProcessEnvironment::systemEnvironment();
        options.environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        const test::ProcessResult result = test::runProcess(program, {u"-c"_s, line}, options);
        QVERIFY2(result.ok(), qPrintable(line + u'\n' + result.describe()));
        QCOMPARE(QString::fromUtf8(result.out), text);
        QVERIFY2(QDir(dir.path()).isEmpty(), qPrintable(line));
    }
}

// A terminal obeys them while they are pasted, quotes or not.
void ShellWordsTest::controlsAreNotPasted()
{
    for (const QString &text : kTexts) {
        for (const QString &word : {base::posixWord(text), base::pythonLiteral(text)}) {
            for (const QChar c : word)
                QVERIFY2(c >= u' ' && c != QChar(0x7f) && (c < QChar(0x80) || c >= QChar(0xa0)),
                         qPrintable(word));
        }
    }
}

void ShellWordsTest::plainStaysPlain()
{
    QCOMPARE(base::posixWord(u"/home/me/Models/owner/Name-1.5_4bit"_s),
             u"/home/me/Models/owner/Name-1.5_4bit"_s);
    QCOMPARE(base::posixWord(QString()), u"''"_s);
    QCOMPARE(base::posixWord(u"a b"_s), u"'a b'"_s);
    QCOMPARE(base::pythonLiteral(u"C:\\a \"b\""_s), u"\"C:\\\\a \\\"b\\\"\""_s);
}

void ShellWordsTest::windows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("plain") << u"C:\\Models\\a-b_1.0"_s << u"C:\\Models\\a-b_1.0"_s;
    QTest::newRow("space") << u"C:\\My Models\\a"_s << u"\"C:\\My Models\\a\""_s;
    QTest::newRow("commands") << u"C:\\a & calc | b; c"_s << u"\"C:\\a & calc | b; c\""_s;
    QTest::newRow("apostrophe") << u"C:\\it's"_s << u"\"C:\\it's\""_s;
    QTest::newRow("backslash last") << u"C:\\a b\\"_s << u"\"C:\\a b\\\\\""_s;
    QTest::newRow("dollar") << u"C:\\$(calc)"_s << u"'C:\\$(calc)'"_s;
    QTest::newRow("backtick") << u"C:\\a`nb's"_s << u"'C:\\a`nb''s'"_s;
    QTest::newRow("typographic double") << u"C:\\a”; calc"_s << u"'C:\\a”; calc'"_s;
    QTest::newRow("typographic both") << u"C:\\a”’; calc"_s << u"'C:\\a”’’; calc'"_s;
    QTest::newRow("comma, at") << u"C:\\a,@b"_s << u"\"C:\\a,@b\""_s;
    QTest::newRow("empty") << QString() << u"\"\""_s;
}

void ShellWordsTest::windows()
{
    QFETCH(QString, text);
    QTEST(base::windowsWord(text), "word");
}

WEIGHTYARD_TEST(ShellWordsTest)

} // namespace shell_words_test

#include "shell_words_test.moc"
