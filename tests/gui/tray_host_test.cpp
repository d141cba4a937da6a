// The icon in a real tray (trayer, which embeds it as X11's system tray protocol has it): the window goes behind
// it, comes back by a click on it, and comes back when the tray ends.
#include "test_registry.h"
#include "window_scene.h"

#include "app/gui/qt_tray_watch.h"
#include "support/child_process.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

namespace tray_host_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

namespace {

/// What Qt embeds in the tray.
QWidget *icon()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->inherits("QSystemTrayIconSys") && widget->isVisible())
            return widget;
    }
    return nullptr;
}

struct Scene : WindowScene {
    gui::QtTrayWatch watch;
    test::ServerProcess host;

    Scene() { setDesktop({.tray = &watch}); }
    ~Scene() { close(); } // before what it uses

    bool startHost()
    {
        host.start(
            u"trayer"_s, {u"--edge"_s, u"bottom"_s, u"--width"_s, u"20"_s, u"--height"_s, u"36"_s},
            {.environment = QProcessEnvironment::systemEnvironment(), .workingDirectory = {}, .input = {}});
        return QTest::qWaitFor([] { return QSystemTrayIcon::isSystemTrayAvailable(); }, kPatienceMs);
    }
    void goIntoTray()
    {
        window().close();
        auto *question = window().findChild<QMessageBox *>();
        QVERIFY(question != nullptr);
        for (QAbstractButton *button : question->buttons()) {
            if (button->text().remove(u'&') == "Keep in tray"_L1) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT(window().isHidden(), kPatienceMs);
    }
};

} // namespace

class TrayHostTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keepsAndComesBack();
};

void TrayHostTest::initTestCase()
{
    if (QStandardPaths::findExecutable(u"trayer"_s).isEmpty())
        QSKIP("trayer is not installed");
    if (QGuiApplication::platformName() != "xcb"_L1)
        QSKIP("there is no display, and a tray needs one");
}

void TrayHostTest::keepsAndComesBack()
{
    Scene scene;
    QVERIFY2(scene.startHost(), scene.host.allOutput());
    scene.slowDown(scene.offer(u"Demo"_s, kOne, 30'000'000));
    scene.open();
    QTRY_VERIFY_WITH_TIMEOUT(icon() != nullptr && icon()->width() >= 16, kPatienceMs);
    QVERIFY(!icon()->toolTip().isEmpty());
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.goIntoTray();
    QTest::mouseClick(icon(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().isVisible(), kPatienceMs);
    QCOMPARE(scene.state(kOne), JobState::Transferring);
    scene.goIntoTray();
    scene.host.kill();
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().isVisible(), kPatienceMs);
}

WEIGHTYARD_TEST(TrayHostTest)

} // namespace tray_host_test

#include "tray_host_test.moc"
