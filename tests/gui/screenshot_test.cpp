// One picture a state, light and dark, in two sizes, with the usual and with a doubled font, to be looked at:
// <build>/screenshots/*.png, or in $WEIGHTYARD_SCREENSHOTS. What a program can see for itself is asserted: no text is cut or
// pale, all that is clicked is large enough, and all that has the focus has a name.
#include "grab.h"
#include "staged_states.h"
#include "test_registry.h"
#include "window_scene.h"

#include "app/gui/appearance.h"
#include "ui/settings/settings_window.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/details_panel.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/search_field.h"
#include "ui/window/about_dialog.h"
#include "ui/window/add_dialog.h"
#include "ui/window/adopt_dialog.h"
#include "ui/window/disk_dialog.h"
#include "ui/window/login_dialog.h"
#include "ui/window/removal_question.h"
#include "ui/window/use_dialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QTest>
#include <QTreeWidget>
#include <algorithm>

namespace screenshot_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using base::ErrorKind;
using job::JobState;
using test::grab;
using test::WindowScene;

namespace {

bool isDialog(QLatin1StringView what)
{
    static const QList<QLatin1StringView> dialogs{"question"_L1, "add"_L1, "sign-in"_L1,
                                                  "delete"_L1,   "use"_L1, "several-delete"_L1};
    return dialogs.contains(what);
}

} // namespace

class ScreenshotTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void states_data();
    void states();

private:
    gui::Appearance m_appearance;
    QFont m_font;
};

void ScreenshotTest::states_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("largeFont");
    QTest::addColumn<bool>("rightToLeft");
    const std::initializer_list<std::pair<const char *, const char *>> scenes{
        {"all-states", "states"},
        {"first-start", "start"},
        {"failed", "failed"},
        {"does-not-fit", "room"},
        {"not-discarded", "banner"},
        {"question", "question"},
        {"add", "add"},
        {"no-match", "nothing"},
        {"drawer", "drawer"},
        {"sign-in", "sign-in"},
        {"delete", "delete"},
        {"several", "several"},
        {"several-delete", "several-delete"},
        {"use", "use"}};
    for (const bool dark : {false, true}) {
        const char *tone = dark ? "dark" : "light";
        for (const bool small : {false, true}) {
            for (const bool large : {false, true}) {
                for (const auto &[name, what] : scenes) {
                    if (small && isDialog(QLatin1StringView(what))) // it has its own size
                        continue;
                    QTest::addRow("%s%s%s-%s", tone, small ? "-small" : "", large ? "-large-font" : "", name)
                        << dark << (small ? QSize(800, 500) : QSize(1100, 720)) << QString::fromLatin1(what)
                        << large << false;
                }
            }
        }
        for (const bool large : {false, true}) {
            for (const char *what :
                 {"care", "about", "disk", "clean-up", "take-over", "settings-library", "settings-downloads",
                  "settings-account", "settings-network", "settings-desktop", "settings-search"})
                QTest::addRow("%s%s-%s", tone, large ? "-large-font" : "", what)
                    << dark << QSize(1100, 720) << QString::fromLatin1(what) << large << false;
        }
        for (const char *what : {"states", "failed", "settings-downloads"})
            QTest::addRow("high-contrast-%s-%s", tone, what)
                << dark << QSize(1100, 720) << QString::fromLatin1(what) << false << false;
        for (const char *what : {"states", "failed", "banner", "care"})
            QTest::addRow("%s-rtl-%s", tone, what)
                << dark << QSize(1100, 720) << QString::fromLatin1(what) << false << true;
    }
}

void ScreenshotTest::init()
{
    m_font = QApplication::font();
}

void ScreenshotTest::cleanup()
{
    QApplication::setFont(m_font);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void ScreenshotTest::states()
{
    QFETCH(bool, largeFont);
    QFETCH(bool, rightToLeft);
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(QString, what);
    m_appearance.apply();
    if (largeFont) {
        QFont font = QApplication::font();
        font.setPointSizeF(font.pointSizeF() * 2);
        QApplication::setFont(font);
    }
    QGuiApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    const bool strong = QByteArray(QTest::currentDataTag()).startsWith("high-contrast");
    QApplication::setPalette(
        ui::paletteOf(strong ? (dark ? ui::highContrastDarkTokens() : ui::highContrastLightTokens())
                             : (dark ? ui::darkTokens() : ui::lightTokens())));
    WindowScene scene;
    if (what == "room"_L1)
        scene.offerOnly(u"Llama"_s, u"demo/huge"_s, 900'000'000'000'000);
    const bool hasClone = what == "disk"_L1 || what == "clean-up"_L1;
    if (hasClone) {
        scene.offer(u"Llama"_s, test::kOne, 30'000'000);
        scene.offer(u"Llama"_s, u"demo/two"_s, 200'000);
    }
    scene.open();
    scene.window().resize(size);
    if (hasClone) {
        scene.workbench().download({test::kOne});
        WAIT_FOR_STATE(test::kOne, JobState::Installed);
        scene.workbench().askHub({u"demo/two"_s});
        scene.clickBox(u"demo/two"_s);
        QTRY_VERIFY(scene.row(u"demo/two"_s)->facts && scene.workbench().clones().models == 1);
    }
    if (what != "start"_L1 && what != "nothing"_L1)
        test::showAllStates(scene);
    if (what == "room"_L1)
        scene.clickBox(u"demo/huge"_s);
    if (what == "nothing"_L1)
        QTest::keyClicks(scene.child<ui::SearchField>(), u"no such model"_s);
    else if (what != "start"_L1)
        scene.choose(what == "failed"_L1 ? u"mlx-community/gemma-2-2b-it-4bit"_s : test::kPhi);
    if (what == "care"_L1)
        test::showCare(scene);
    if (what == "several"_L1) {
        for (const char *name : {"phi-2-hf-4bit-mlx", "Llama-3.2-1B-Instruct-4bit", "gemma-3-1b-it-4bit"})
            scene.chooseToo(u"mlx-community/"_s + QString::fromLatin1(name));
    }
    if (what == "disk"_L1) {
        ui::DiskDialog dialog(scene.workbench().tools().diskUsage(), &scene.window());
        dialog.show();
        const auto isShown = [&] {
            const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
                return label->text().contains(u"after cleaning up"_s);
            });
        };
        QTRY_VERIFY(isShown());
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    if (what.startsWith("settings"_L1))
        return grab(test::settingsWindow(scene, what.section(u'-', 1)),
                    QString::fromLatin1(QTest::currentDataTag()));
    if (what == "take-over"_L1) {
        ui::AdoptDialog dialog(scene.workbench().tools().adopter(), &scene.window());
        dialog.show();
        dialog.addFolder(scene.configDir());
        auto *list = dialog.findChild<QTreeWidget *>();
        QTRY_VERIFY(list->topLevelItem(0)->text(1).startsWith(u"cannot"_s));
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    auto *view = scene.child<ui::ModelView>();
    view->scrollToTop();
    if (((what == "drawer"_L1 || what == "several"_L1) && scene.window().width() < 900)
        || (what == "failed"_L1 && size.height() < 600))
        QTest::keyClick(view, Qt::Key_Return);
    if (what == "banner"_L1)
        Q_EMIT scene.workbench().queue().notDiscarded(
            test::kPhi, {.kind = ErrorKind::Permission, .detail = {}, .context = {.path = scene.library()}});
    if (what == "add"_L1) {
        ui::AddDialog dialog(scene.workbench(), u"owner/model"_s, &scene.window());
        dialog.show();
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    if (what == "use"_L1) {
        ui::UseDialog dialog(u"Phi-3.5 mini Instruct"_s, &scene.window());
        dialog.setUses(test::stagedUses());
        dialog.show();
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    if (what == "sign-in"_L1) {
        ui::LoginDialog dialog(scene.workbench().account(), &scene.window());
        dialog.show();
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    if (what == "about"_L1) {
        ui::AboutDialog dialog(scene.workbench(), &scene.window());
        dialog.show();
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    if (what == "delete"_L1)
        ui::ask(&scene.window(), ui::removalQuestion(test::stagedRemoval(), u"Phi-3.5-mini-instruct-4bit"_s),
                [] {});
    else if (what == "several-delete"_L1)
        ui::ask(&scene.window(), test::stagedRemovals(), [] {});
    else if (what != "question"_L1)
        return grab(scene.window(), QString::fromLatin1(QTest::currentDataTag()));
    else
        Q_EMIT scene.child<ui::DetailsPanel>()->triggered(test::kPhi, ui::RowAction::Cancel);
    QTRY_VERIFY(scene.child<QMessageBox>() && scene.child<QMessageBox>()->isVisible());
    grab(*scene.child<QMessageBox>(), QString::fromLatin1(QTest::currentDataTag()));
}

WEIGHTYARD_TEST(ScreenshotTest)

} // namespace screenshot_test

#include "screenshot_test.moc"
