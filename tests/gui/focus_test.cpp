// Where the keyboard goes when the control that has it is disabled or hidden: to the list that is shown, never to a neighbour, where
// Enter would do something else.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/queue_view.h"
#include "ui/widgets/reading_order.h"
#include "ui/window/toolbar.h"
#include "ui/window/window_pages.h"

#include <QAbstractButton>
#include <QDialog>
#include <QTest>
#include <algorithm>

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
    void tabGoesAsOneReads_data();
    void tabGoesAsOneReads();
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

void FocusTest::tabGoesAsOneReads_data()
{
    QTest::addColumn<ui::Toolbar::View>("view");
    QTest::addColumn<bool>("isFirst");
    using View = ui::Toolbar::View;
    QTest::newRow("first start") << View::Models << true;
    QTest::newRow("my models") << View::Models << false;
    QTest::newRow("browse") << View::Browse << false;
    QTest::newRow("downloads") << View::Downloads << false;
}

// Each control once, none before one that is above it or before it in its line, and each shows that it has the focus.
void FocusTest::tabGoesAsOneReads()
{
    QFETCH(ui::Toolbar::View, view);
    QFETCH(bool, isFirst);
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.offerOnly(u"Demo"_s, u"demo/two"_s, 1000);
    if (isFirst)
        scene.beFirstStart();
    scene.open();
    scene.clickBox(kOne);
    scene.child<ui::WindowPages>()->showView(view);
    QWidget &window = scene.window();
    const QList<QWidget *> all = controls(scene);
    QSet<QWidget *> unseen(all.begin(), all.end());
    // Of buttons of which one is down, that one alone; arrows go to the others.
    unseen.removeIf([](const QWidget *one) {
        const auto *button = qobject_cast<const QAbstractButton *>(one);
        return button && button->autoExclusive() && !button->isChecked();
    });
    QVERIFY(unseen.size() > 8);
    for (QWidget *one : ui::inReadingOrder(window)) {
        if (unseen.contains(one)) {
            one->setFocus(Qt::TabFocusReason);
            break;
        }
    }
    QStringList names;
    while (unseen.contains(window.focusWidget())) {
        QWidget *now = window.focusWidget();
        unseen.remove(now);
        names.append(nameOf(*now));
        const QRect place = QRect(now->mapTo(&window, QPoint(0, 0)), now->size()).adjusted(-3, -3, 3, 3);
        const QImage with = window.grab(place).toImage();
        now->clearFocus();
        QVERIFY2(window.grab(place).toImage() != with,
                 qPrintable(names.join(u" > "_s) + u" does not show it"_s));
        now->setFocus(Qt::TabFocusReason);
        QTest::keyClick(now, Qt::Key_Tab);
        QVERIFY2(window.focusWidget() != now, qPrintable(names.join(u" > "_s) + u" keeps it"_s));
    }
    QStringList left;
    for (const QWidget *one : std::as_const(unseen))
        left.append(nameOf(*one));
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u", "_s)));
    const auto placeOf = [&](const QString &part) {
        const auto found = std::find_if(names.cbegin(), names.cend(),
                                        [&](const QString &name) { return name.contains(part); });
        return found - names.cbegin();
    };
    if (view != ui::Toolbar::View::Downloads)
        QVERIFY2(placeOf(u"“Search"_s) < placeOf(u"⋯"_s), qPrintable(names.join(u" > "_s)));
    QVERIFY2(placeOf(u"⋯"_s) < placeOf(u"View “"_s), qPrintable(names.join(u" > "_s)));
    QVERIFY2(placeOf(u"View “"_s) < placeOf(u"“Remove git history"_s), qPrintable(names.join(u" > "_s)));
    if (isFirst)
        QVERIFY2(placeOf(u"“OK”"_s) < placeOf(u"View “"_s), qPrintable(names.join(u" > "_s)));
}

WEIGHTYARD_TEST(FocusTest)

} // namespace focus_test

#include "focus_test.moc"
