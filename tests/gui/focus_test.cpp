// Where the keyboard goes when the control that has it is disabled or hidden: to the list that is shown, never to a neighbour, where
// Enter would do something else.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/queue_view.h"
#include "ui/window/toolbar.h"
#include "ui/window/window_pages.h"

#include <QDialog>
#include <QTest>

namespace focus_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::kOne;
using test::WindowScene;

namespace {

QString nameOf(const QWidget &widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    return u"%1 “%2”"_s.arg(QString::fromLatin1(widget.metaObject()->className()),
                            button ? button->text() : widget.accessibleName());
}

/// All that can have the focus in the window.
QList<QWidget *> controls(WindowScene &scene)
{
    QList<QWidget *> found;
    const QList<QWidget *> all = scene.window().findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const bool takesFocus = (widget->focusPolicy() & Qt::TabFocus) != 0 && !widget->focusProxy();
        if (takesFocus && widget->window() == &scene.window() && widget->isVisible() && widget->isEnabled())
            found.append(widget);
    }
    return found;
}

} // namespace

class FocusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesToTheList_data();
    void goesToTheList();
    void staysWithTheListAfterDownload();
    void comesBackFromAQuestion();
};

void FocusTest::goesToTheList_data()
{
    QTest::addColumn<ui::Toolbar::View>("view");
    QTest::addColumn<bool>("hidden");
    using View = ui::Toolbar::View;
    QTest::newRow("models, disabled") << View::Models << false;
    QTest::newRow("models, hidden") << View::Models << true;
    QTest::newRow("downloads, disabled") << View::Downloads << false;
    QTest::newRow("downloads, hidden") << View::Downloads << true;
}

void FocusTest::goesToTheList()
{
    QFETCH(ui::Toolbar::View, view);
    QFETCH(bool, hidden);
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 6'000'000);
    scene.slowDown(object);
    scene.offerOnly(u"Demo"_s, u"demo/two"_s, 1000);
    scene.open();
    scene.choose(kOne);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, job::JobState::Transferring);
    scene.child<ui::Banner>()->post({.key = u"here"_s, .text = u"Here"_s, .action = u"Do"_s});
    scene.clickBox(u"demo/two"_s);
    scene.child<ui::WindowPages>()->showView(view);
    QTRY_VERIFY(scene.button(u"Download"_s));
    QWidget *list = view == ui::Toolbar::View::Models ? static_cast<QWidget *>(scene.child<ui::ModelView>())
                                                      : scene.child<ui::QueueView>();
    const QList<QWidget *> all = controls(scene);
    QVERIFY2(all.size() > 10, qPrintable(QString::number(all.size())));
    for (QWidget *control : all) {
        if (control == list || control->isAncestorOf(list))
            continue;
        control->setFocus(Qt::TabFocusReason);
        if (!control->hasFocus()) // gone meanwhile
            continue;
        if (hidden)
            control->hide();
        else
            control->setEnabled(false);
        const QWidget *now = scene.window().focusWidget();
        QVERIFY2(now == list,
                 qPrintable(u"%1 gave it to %2"_s.arg(nameOf(*control), now ? nameOf(*now) : u"none"_s)));
        if (hidden)
            control->show();
        else
            control->setEnabled(true);
    }
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Tab); // goes on to the next one, as ever
    QVERIFY(!list->hasFocus());
}

void FocusTest::staysWithTheListAfterDownload()
{
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.open();
    scene.clickBox(kOne);
    QAbstractButton *download = nullptr;
    QTRY_VERIFY((download = scene.button(u"Download 1 selected"_s)) && download->isEnabled());
    download->setFocus(Qt::TabFocusReason);
    QTest::keyClick(download, Qt::Key_Space);
    QTRY_VERIFY(!download->isEnabled());
    QVERIFY(scene.child<ui::ModelView>()->hasFocus());
}

// The question is a window of its own; the button that asked goes while it is open.
void FocusTest::comesBackFromAQuestion()
{
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.open();
    scene.choose(kOne);
    QAbstractButton *asks = scene.button(u"Download"_s, scene.child<ui::DetailsPanel>());
    QVERIFY(asks);
    asks->setFocus(Qt::TabFocusReason);
    QDialog question(&scene.window());
    question.open();
    QVERIFY(QTest::qWaitForWindowActive(&question));
    asks->hide();
    question.reject();
    scene.window().activateWindow(); // as the system does
    QVERIFY(QTest::qWaitForWindowActive(&scene.window()));
    QTRY_VERIFY(scene.child<ui::ModelView>()->hasFocus());
}

WEIGHTYARD_TEST(FocusTest)

} // namespace focus_test

#include "focus_test.moc"
