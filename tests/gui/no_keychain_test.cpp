// Signing in where the system has no keychain. By itself: a process asks for its keychain on one connection, once.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/window/login_dialog.h"
#include "ui/window/window_menu.h"

#include <QLineEdit>
#include <QTest>

namespace no_keychain_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

class NoKeychainTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokenIsNotKept();
};

void NoKeychainTest::tokenIsNotKept()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    WindowScene scene;
    scene.hub().addAccount({.user = u"alice"_s, .secret = "hf_tokenOfAlice"});
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    Q_EMIT scene.child<ui::WindowMenu>()->signInWanted();
    auto *dialog = scene.child<ui::LoginDialog>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"hf_tokenOfAlice"_s);
    QAbstractButton *signIn = scene.button(u"Sign in"_s, dialog);
    QTest::mouseClick(signIn, Qt::LeftButton);
    const auto says = [&] {
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (label->text().contains(u"keychain"_s) && !label->text().contains(u"nowhere"_s))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(says(), kPatienceMs);
    QVERIFY(dialog->isVisible());
}

WEIGHTYARD_TEST(NoKeychainTest)

} // namespace no_keychain_test

#include "no_keychain_test.moc"
