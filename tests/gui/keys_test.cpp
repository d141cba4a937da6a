// The window by its keys: what ux promises is reachable without a mouse.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/widgets/model_view.h"
#include "ui/window/add_dialog.h"

#include <QTest>

namespace keys_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

class KeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addDialogOpensAndCloses();
    void detailsComeAndGo();
    void lookAgainAsksOnceMore();
    void pauseAndResumeAll();
    void quitAsksWhileDownloading();
    void everyButtonHasAName();
};

void KeysTest::addDialogOpensAndCloses()
{
    WindowScene scene;
    scene.open();
    QTest::keyClick(&scene.window(), Qt::Key_N, Qt::ControlModifier);
    auto *dialog = scene.child<ui::AddDialog>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!scene.child<ui::AddDialog>());
}

void KeysTest::detailsComeAndGo()
{
    WindowScene scene;
    scene.open();
    auto *details = scene.child<ui::DetailsPanel>();
    QVERIFY(details->isVisible());
    QTest::keyClick(&scene.window(), Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(!details->isVisible());
    QTest::keyClick(&scene.window(), Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(details->isVisible());
}

void KeysTest::lookAgainAsksOnceMore()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    QCOMPARE(scene.status(kOne), u"Not here"_s);
    test::writeFile(scene.library() + u'/' + kOne + u"/notes.txt"_s, "mine"); // by somebody else
    QTest::keyClick(&scene.window(), Qt::Key_F5);
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kOne), u"Not recognised"_s, kPatienceMs);
}

void KeysTest::pauseAndResumeAll()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 6'000'000);
    const int slow = scene.slowDown(object);
    scene.open();
    scene.clickBox(kOne);
    QTest::keyClick(&scene.window(), Qt::Key_D, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 0, kPatienceMs);
    QTest::keyClick(&scene.window(), Qt::Key_P, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(kOne), std::optional(JobState::Paused), kPatienceMs);
    scene.hub().removeFault(slow);
    QTest::keyClick(&scene.window(), Qt::Key_P, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(kOne), std::optional(JobState::Installed), kPatienceMs);
}

void KeysTest::quitAsksWhileDownloading()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 6'000'000);
    scene.slowDown(object);
    scene.open();
    scene.clickBox(kOne);
    QTest::keyClick(&scene.window(), Qt::Key_D, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(scene.state(kOne) == JobState::Transferring, kPatienceMs);
    QTest::keyClick(&scene.window(), Qt::Key_Q, Qt::ControlModifier);
    QAbstractButton *quit = nullptr;
    QTRY_VERIFY((quit = scene.button(u"Quit"_s)));
    QVERIFY(scene.window().isVisible());
    QTest::mouseClick(quit, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.window().isVisible(), test::patient(5000));
}

void KeysTest::everyButtonHasAName()
{
    WindowScene scene;
    scene.open();
    const QList<QAbstractButton *> buttons = scene.window().findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        const bool ours = button->isVisible() && button->focusPolicy() != Qt::NoFocus;
        QVERIFY2(!ours || !button->text().isEmpty() || !button->accessibleName().isEmpty(),
                 button->metaObject()->className());
    }
}

WEIGHTYARD_TEST(KeysTest)

} // namespace keys_test

#include "keys_test.moc"
