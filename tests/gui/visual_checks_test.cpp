// The visual checks are worth something: each finds a widget that is bad on purpose, and nothing in one that is good.
#include "test_registry.h"
#include "visual_checks.h"

#include "ui/widgets/eliding_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTest>

namespace visual_checks_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

/// A window with one widget of exactly that size in it.
template<typename T>
T *putIn(QWidget &window, const QString &text, const QSize &size, const QString &sheet = {})
{
    window.resize(400, 200);
    window.setStyleSheet(u"QWidget { background: #ffffff; color: #000000; }"_s);
    auto *widget = new T(&window);
    widget->setText(text);
    widget->setStyleSheet(sheet);
    widget->setGeometry(QRect(QPoint(10, 10), size));
    window.show();
    return widget;
}

} // namespace

class VisualChecksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void good();
    void cutLabel_data();
    void cutLabel();
    void cutByWhatItIsIn();
    void elided();
    void pale_data();
    void pale();
    void disabledMayBePaler();
    void smallTarget();
    void nameless();
};

void VisualChecksTest::good()
{
    QWidget window;
    auto *button = putIn<QPushButton>(window, u"A good button"_s, {260, 40});
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const QStringList faults = test::visualFaults(window);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    Q_UNUSED(button)
}

void VisualChecksTest::cutLabel_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("wraps");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("cut");
    const QString words = u"some words that take a line or two of this"_s;
    QTest::newRow("too narrow") << words << false << QSize(80, 40) << true;
    QTest::newRow("too low") << words << false << QSize(380, 6) << true;
    QTest::newRow("two lines in one") << u"one\ntwo"_s << false << QSize(380, 20) << true;
    QTest::newRow("wraps, too low") << words << true << QSize(120, 30) << true;
    QTest::newRow("a word too long") << u"unbreakablewordwithoutanyspace"_s << true << QSize(60, 150) << true;
    QTest::newRow("rich") << u"<a href=\"x\">%1</a>"_s.arg(words) << false << QSize(80, 40) << true;
    QTest::newRow("fits") << words << false << QSize(390, 40) << false;
    QTest::newRow("wraps and fits") << words << true << QSize(200, 150) << false;
}

void VisualChecksTest::cutLabel()
{
    QFETCH(QString, text);
    QFETCH(bool, wraps);
    QFETCH(QSize, size);
    QWidget window;
    putIn<QLabel>(window, text, size)->setWordWrap(wraps);
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTEST(!test::cutTexts(window).isEmpty(), "cut");
    QWidget other;
    putIn<QPushButton>(other, text, wraps ? QSize(390, 40) : size);
    QVERIFY(QTest::qWaitForWindowExposed(&other));
    if (!wraps && text.contains(u"words"_s) && !text.contains(u'<'))
        QTEST(!test::cutTexts(other).isEmpty(), "cut");
}

void VisualChecksTest::cutByWhatItIsIn()
{
    QWidget window;
    window.resize(400, 200);
    auto *low = new QWidget(&window);
    low->setGeometry(0, 0, 400, 12);
    auto *label = new QLabel(u"half of this is seen"_s, low);
    label->setGeometry(0, 0, 300, 30);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(test::cutTexts(window).size(), 1);
}

// May be cut, for the whole is in the tool tip; without one it may not.
void VisualChecksTest::elided()
{
    QWidget window;
    auto *button = putIn<ui::ElidingButton>(window, u"Download everything that there is"_s, {120, 40});
    button->setToolTip(u"Ctrl+D"_s);
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    static_cast<void>(window.grab());
    QVERIFY2(button->toolTip().contains(button->text()) && button->toolTip().contains(u"Ctrl+D"_s),
             qPrintable(button->toolTip()));
    QVERIFY(test::cutTexts(window).isEmpty());
    button->resize(390, 40);
    static_cast<void>(window.grab());
    QCOMPARE(button->toolTip(), u"Ctrl+D"_s);
    button->setText(u"Short"_s);
    button->resize(30, 40);
    button->setProperty("elides", false);
    QCOMPARE(test::cutTexts(window).size(), 1);
}

void VisualChecksTest::pale_data()
{
    QTest::addColumn<QString>("sheet");
    QTest::addColumn<bool>("pale");
    QTest::newRow("black on white") << u"color: #000000"_s << false;
    QTest::newRow("grey on white") << u"color: #999999"_s << true;
    QTest::newRow("yellow on white") << u"color: #d0b000"_s << true;
    QTest::newRow("on a ground of its own") << u"background: #101010; color: #404040"_s << true;
    QTest::newRow("light on dark") << u"background: #101010; color: #f0f0f0"_s << false;
    QTest::newRow("large") << u"color: #888888; font-size: 40px"_s << false;
}

void VisualChecksTest::pale()
{
    QFETCH(QString, sheet);
    QWidget window;
    putIn<QLabel>(window, u"How pale is this?"_s, {380, 60}, u"QLabel { %1 }"_s.arg(sheet));
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTEST(!test::paleTexts(window).isEmpty(), "pale");
}

void VisualChecksTest::disabledMayBePaler()
{
    QWidget window;
    auto *button = putIn<QPushButton>(window, u"Not now"_s, {200, 40}, u"color: #888888; border: none"_s);
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(test::paleTexts(window).size(), 1);
    button->setEnabled(false);
    QCOMPARE(test::paleTexts(window).size(), 0);
    button->setStyleSheet(u"color: #cccccc; border: none"_s);
    QCOMPARE(test::paleTexts(window).size(), 1);
}

void VisualChecksTest::smallTarget()
{
    QWidget window;
    auto *button = putIn<QPushButton>(window, u"x"_s, {20, 40});
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(test::smallTargets(window).size(), 1);
    button->resize(40, 20);
    QCOMPARE(test::smallTargets(window).size(), 1);
    button->resize(24, 24);
    QCOMPARE(test::smallTargets(window).size(), 0);
}

void VisualChecksTest::nameless()
{
    QWidget window;
    auto *button = putIn<QPushButton>(window, QString(), {40, 40});
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(test::namelessWidgets(window).size(), 1);
    button->setAccessibleName(u"Close"_s);
    QVERIFY(test::namelessWidgets(window).isEmpty());
}

WEIGHTYARD_TEST(VisualChecksTest)

} // namespace visual_checks_test

#include "visual_checks_test.moc"
