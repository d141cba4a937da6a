// The first start: one card, which asks nothing and goes by itself.
#include "grab.h"
#include "test_registry.h"
#include "window_scene.h"

#include "app/gui/appearance.h"
#include "ui/theme/tokens.h"
#include "ui/window/welcome_card.h"

#include <QApplication>
#include <QLabel>
#include <QPointer>
#include <QSignalSpy>

namespace welcome_test {

using namespace Qt::Literals::StringLiterals;

using namespace weightyard;
using test::WindowScene;

class WelcomeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void onlyAtTheFirstStart();
    void saysWhereModelsGo();
    void goesWhenDismissed();
    void goesWithTheFirstDownload();
    void lowWindow();
};

void WelcomeTest::initTestCase()
{
    gui::Appearance().apply();
    QApplication::setPalette(ui::paletteOf(ui::lightTokens()));
}

void WelcomeTest::onlyAtTheFirstStart()
{
    WindowScene scene;
    scene.open();
    QVERIFY(!scene.child<ui::WelcomeCard>());
}

void WelcomeTest::saysWhereModelsGo()
{
    WindowScene scene;
    scene.beFirstStart();
    scene.open();
    auto *card = scene.child<ui::WelcomeCard>();
    QVERIFY(card && card->isVisible());
    const auto says = [&](const QString &part) {
        for (const QLabel *label : card->findChildren<QLabel *>()) {
            if (label->text().remove(QChar(0x200B)).contains(part))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(says(scene.library() + u" · "_s) && says(u" free"_s));
    const QString other = scene.configDir() + u"/elsewhere"_s;
    scene.workbench().setLibrary(other);
    QTRY_VERIFY(says(other));
    test::grab(scene.window(), u"welcome"_s);
}

void WelcomeTest::goesWhenDismissed()
{
    WindowScene scene;
    scene.beFirstStart();
    scene.open();
    const QPointer<ui::WelcomeCard> card(scene.child<ui::WelcomeCard>());
    QSignalSpy folder(card, &ui::WelcomeCard::folderWanted);
    scene.button(u"OK"_s, card)->click();
    QTRY_VERIFY(!card);
    QCOMPARE(folder.size(), 0);
}

void WelcomeTest::goesWithTheFirstDownload()
{
    WindowScene scene;
    scene.offer(u"Llama"_s, test::kOne, 300'000);
    scene.beFirstStart();
    scene.open();
    const QPointer<ui::WelcomeCard> card(scene.child<ui::WelcomeCard>());
    QVERIFY(card);
    scene.workbench().download({test::kOne});
    QTRY_VERIFY_WITH_TIMEOUT(!card, test::kPatienceMs);
}

void WelcomeTest::lowWindow()
{
    WindowScene scene;
    scene.beFirstStart();
    scene.open();
    scene.window().resize(800, 500);
    test::grab(scene.window(), u"welcome-small"_s);
}

WEIGHTYARD_TEST(WelcomeTest)

} // namespace welcome_test

#include "welcome_test.moc"
