// Strangers' text in a tool tip is shown, not obeyed: a file may be called <img src='file:/dev/zero'>.
#include "test_registry.h"
#include "ui/widgets/plain_tool_tips.h"
#include "window_scene.h"

#include <QHelpEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QTest>
#include <QToolTip>

namespace plain_tool_tips_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;

class PlainToolTipsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { QToolTip::hideText(); }
    void ofAWidget_data();
    void ofAWidget();
    void ofARow();
    void ofAMenu();
    void inTheWindow();
};

namespace {

/// The text that the tip has, "" for none. What is HTML is of the tip's own making.
QString tipOf(QWidget &widget, const QPoint &where)
{
    QToolTip::hideText();
    QHelpEvent event(QEvent::ToolTip, where, widget.mapToGlobal(where));
    QCoreApplication::sendEvent(&widget, &event);
    return QToolTip::isVisible() ? QToolTip::text() : QString();
}

const QString kHostile = QStringLiteral("<img src='file:/dev/zero'> & <b>w</b>.bin");

} // namespace

void PlainToolTipsTest::ofAWidget_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"a < b & c"_s << u"a < b & c"_s;
    QTest::newRow("a tag") << u"<b>bold</b>"_s << u"<p>&lt;b&gt;bold&lt;/b&gt;</p>"_s;
    QTest::newRow("what Qt takes for text") << u"<!-- --><i>x"_s << u"<!-- --><i>x"_s;
    QTest::newRow("none") << QString() << QString();
}

void PlainToolTipsTest::ofAWidget()
{
    QFETCH(QString, text);
    QLabel label(u"label"_s);
    const ui::PlainToolTips tips(&label);
    label.setToolTip(text);
    label.show();
    QVERIFY(QTest::qWaitForWindowExposed(&label));
    QTEST(tipOf(label, {2, 2}), "shown");
}

void PlainToolTipsTest::ofARow()
{
    QListWidget list;
    const ui::PlainToolTips tips(&list);
    list.addItems({u"one"_s, u"two"_s});
    list.item(0)->setToolTip(kHostile);
    list.item(1)->setToolTip(u"plain"_s);
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    const auto shown = [&](int row) {
        return tipOf(*list.viewport(), list.visualItemRect(list.item(row)).center());
    };
    QVERIFY2(shown(0).contains("&lt;img src='file:/dev/zero'&gt; &amp; &lt;b&gt;"_L1)
                 && !shown(0).contains("<img"_L1),
             qPrintable(shown(0)));
    QCOMPARE(shown(1), u"plain"_s);
}

void PlainToolTipsTest::ofAMenu()
{
    QMenu menu;
    const ui::PlainToolTips tips(&menu);
    menu.setToolTipsVisible(true);
    QAction *action = menu.addAction(u"library"_s);
    action->setToolTip(kHostile);
    menu.popup({10, 10});
    QVERIFY(QTest::qWaitForWindowExposed(&menu));
    const QString shown = tipOf(menu, menu.actionGeometry(action).center());
    QVERIFY2(shown.contains("&lt;img"_L1) && !shown.contains("<img"_L1), qPrintable(shown));
}

void PlainToolTipsTest::inTheWindow()
{
    test::WindowScene scene;
    scene.open();
    QLabel label(u"label"_s, &scene.window());
    label.setToolTip(kHostile);
    label.show();
    const QString shown = tipOf(label, {2, 2});
    QVERIFY2(shown.contains("&lt;img"_L1) && !shown.contains("<img"_L1), qPrintable(shown));
}

WEIGHTYARD_TEST(PlainToolTipsTest)

} // namespace plain_tool_tips_test

#include "plain_tool_tips_test.moc"
