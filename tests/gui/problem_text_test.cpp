// What comes from servers and disks has words of any length: none of them may widen the panel that shows it.
#include "test_registry.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/problem_text.h"

#include <QtTest>

namespace problem_text_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::ui;

class ProblemTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void longWordsBreak_data();
    void longWordsBreak();
    void namesBreakBetweenParts();
};

void ProblemTextTest::longWordsBreak_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("hash") << QString(64, u'8');
    QTest::newRow("folder") << u"/srv/"_s + QString(120, u'm') + u"/x"_s;
    QTest::newRow("host") << u"https://"_s + u"sub."_s.repeated(30) + u"example.org/"_s;
    QTest::newRow("outside the first plane") << u"\U0001F9F0"_s.repeated(60);
}

void ProblemTextTest::longWordsBreak()
{
    QFETCH(QString, word);
    ProblemText text(nullptr);
    text.setProblem({.sentence = u"The bytes received are damaged: no match ("_s + word + u")."_s,
                     .remedy = u"Look at "_s + word,
                     .isFailure = true});
    const int columns = text.fontMetrics().horizontalAdvance(QString(36, u'm'));
    QVERIFY2(text.minimumSizeHint().width() <= columns,
             qPrintable(u"%1 > %2"_s.arg(text.minimumSizeHint().width()).arg(columns)));
    QCOMPARE(breakable(word).remove(QChar(0x200B)), word);
    QVERIFY(breakable(word).toUtf8().contains(u"\u200B"_s.toUtf8()) && breakable(word).isValidUtf16());
    QCOMPARE(breakable(u"short words stay"_s), u"short words stay"_s);
}

void ProblemTextTest::namesBreakBetweenParts()
{
    const auto parts = [](const QString &text) { return breakable(text).split(QChar(0x200B)); };
    QCOMPARE(parts(u"Qwen3-Coder-30B-A3B-Instruct-4bit"_s),
             QStringList({u"Qwen3-Coder-30B-A3B-"_s, u"Instruct-4bit"_s}));
    QCOMPARE(parts(u"o/DeepSeek_R1_Distill.Llama_70B.Q4_K_M"_s),
             QStringList({u"o/"_s, u"DeepSeek_R1_Distill."_s, u"Llama_70B.Q4_K_M"_s}));
    QCOMPARE(parts(u"a-"_s + QString(30, u'm')), QStringList({u"a-"_s, QString(24, u'm'), QString(6, u'm')}));
}

WEIGHTYARD_TEST(ProblemTextTest)

} // namespace problem_text_test

#include "problem_text_test.moc"
