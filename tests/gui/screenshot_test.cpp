// One picture a state, light and dark, in two sizes, with the usual and with a doubled font, to be looked at:
// <build>/screenshots/*.png, or in $WEIGHTYARD_SCREENSHOTS. What a program can see for itself is asserted: no text is cut or
// pale, all that is clicked is large enough, and all that has the focus has a name.
#include "grab.h"
#include "test_registry.h"
#include "window_scene.h"

#include "app/gui/appearance.h"
#include "ui/settings/settings_window.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/details_panel.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/search_field.h"
#include "ui/window/add_dialog.h"
#include "ui/window/adopt_dialog.h"
#include "ui/window/disk_dialog.h"
#include "ui/window/login_dialog.h"
#include "ui/window/removal_question.h"

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
using library::OnDisk;
using test::grab;
using test::WindowScene;

namespace {

const QString kPhi = u"mlx-community/Phi-3.5-mini-instruct-4bit"_s;

job::JobSnapshot job(const QString &key, JobState state, qint64 here, qint64 total)
{
    return {.modelPath = key,
            .commit = u"a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"_s,
            .state = state,
            .bytesTotal = total,
            .bytesHere = here};
}

job::JobSnapshot failed(const QString &key, ErrorKind kind)
{
    job::JobSnapshot snapshot = job(key, JobState::Failed, 0, 0);
    snapshot.error = base::Error{.kind = kind,
                                 .detail = u"the server said so"_s,
                                 .context = {.url = u"https://huggingface.co/"_s + key}};
    return snapshot;
}

// Every state that a row can be in, on real catalogue entries.
void showAllStates(WindowScene &scene)
{
    ui::ModelTree &tree = scene.workbench().tree();
    const auto id = [](const char *name) { return u"mlx-community/"_s + QString::fromLatin1(name); };
    library::LibraryContents contents;
    const auto put = [&](const QString &key, OnDisk state, qint64 history) {
        contents.models.insert(key, {.modelPath = key,
                                     .folder = u"/home/me/Models/"_s + key,
                                     .state = state,
                                     .bytes = 1'760'000'000,
                                     .historyBytes = history});
    };
    put(id("phi-2-hf-4bit-mlx"), OnDisk::Here, 0);
    put(id("gemma-3-1b-it-4bit"), OnDisk::HereUnverified, 12'000'000);
    put(id("gemma-3-1b-it-qat-4bit"), OnDisk::Incomplete, 0);
    put(id("quantized-gemma-2b-it"), OnDisk::NotRecognised, 0);
    tree.setContents(contents);
    job::JobSnapshot moving = job(kPhi, JobState::Transferring, 1'310'000'000, 2'150'000'000);
    moving.files = {{u"model.safetensors"_s, 2'147'000'000, 1'310'000'000, false},
                    {u"tokenizer.json"_s, 1'800'000, 1'800'000, true},
                    {u"tokenizer.model"_s, 500'000, 500'000, true},
                    {u"config.json"_s, 1'500, 1'500, true},
                    {u"README.md"_s, 900, 900, true}};
    moving.rate = 88e6;
    moving.timeLeftMs = 10'000;
    tree.setJob(kPhi, moving);
    tree.setJob(id("Llama-3.2-1B-Instruct-4bit"),
                job(id("Llama-3.2-1B-Instruct-4bit"), JobState::Queued, 0, 0));
    tree.setQueueOrder({id("Llama-3.2-1B-Instruct-4bit")});
    tree.setJob(id("gemma-2-2b-it-4bit"), failed(id("gemma-2-2b-it-4bit"), ErrorKind::Gated));
    job::JobSnapshot waiting =
        job(id("gemma-3n-E2B-it-lm-4bit"), JobState::Waiting, 900'000'000, 2'550'000'000);
    waiting.waitUntilMs = scene.workbench().clock().wallMs() + 42'000;
    waiting.error = base::Error{.kind = ErrorKind::Server, .detail = u"503"_s};
    tree.setJob(waiting.modelPath, waiting);
}

// What is done with models that are here, on top of these.
void showCare(WindowScene &scene)
{
    ui::ModelTree &tree = scene.workbench().tree();
    const QString newer = u"mlx-community/phi-2-hf-4bit-mlx"_s;
    const QString damaged = u"mlx-community/gemma-3-1b-it-4bit"_s;
    tree.setUpdates(
        {{.folder = u"/home/me/Models/"_s + newer, .newest = u"b"_s, .files = 2, .bytes = 5'000}});
    tree.setDamage(damaged, ui::RowDamage{.files = 2, .bytes = 730'000'000});
    tree.setWork(u"mlx-community/quantized-gemma-2b-it"_s,
                 ui::RowWork{.kind = ui::RowWork::Kind::Verifying, .fraction = 0.34});
    scene.choose(damaged);
}

ui::SettingsWindow &settingsWindow(WindowScene &scene, const QString &page)
{
    ui::Preferences &preferences = scene.workbench().preferences();
    static_cast<void>(preferences.set(u"limitRate"_s, 5'000'000));
    static_cast<void>(preferences.setText(
        u"mirrors"_s, {u"https://mirror.example.org/hub"_s, u"https://bucket.example.org/lfs#static"_s}));
    scene.workbench().libraries().add(u"/mnt/disk/models"_s);
    auto *window = new ui::SettingsWindow(scene.workbench(), &scene.window());
    using Page = ui::SettingsWindow::Page;
    window->showPage(page == "downloads"_L1 ? Page::Downloads
                     : page == "account"_L1 ? Page::Account
                     : page == "network"_L1 ? Page::Network
                                            : Page::Library);
    if (page == "search"_L1)
        test::named<QLineEdit>(*window, u"Search settings"_s)->setText(u"download"_s);
    window->show();
    return *window;
}

library::RemovalPlan removal()
{
    library::RemovalPlan plan{
        .model = {.record = {.withHistory = true},
                  .folder = u"/home/me/Models/mlx-community/Phi-3.5-mini-instruct-4bit"_s}};
    plan.freed = 2'150'000'000;
    plan.files = 12;
    plan.kept = {u"notes.txt"_s};
    plan.canBeTrashed = true;
    return plan;
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
        {"all-states", "states"},    {"first-start", "start"}, {"failed", "failed"}, {"does-not-fit", "room"},
        {"not-discarded", "banner"}, {"question", "question"}, {"add", "add"},       {"no-match", "nothing"},
        {"drawer", "drawer"},        {"sign-in", "sign-in"},   {"delete", "delete"}};
    for (const bool dark : {false, true}) {
        const char *tone = dark ? "dark" : "light";
        for (const bool small : {false, true}) {
            for (const bool large : {false, true}) {
                for (const auto &[name, what] : scenes) {
                    QTest::addRow("%s%s%s-%s", tone, small ? "-small" : "", large ? "-large-font" : "", name)
                        << dark << (small ? QSize(800, 500) : QSize(1100, 720)) << QString::fromLatin1(what)
                        << large << false;
                }
            }
        }
        for (const bool large : {false, true}) {
            for (const char *what :
                 {"care", "disk", "clean-up", "take-over", "settings-library", "settings-downloads",
                  "settings-account", "settings-network", "settings-search"})
                QTest::addRow("%s%s-%s", tone, large ? "-large-font" : "", what)
                    << dark << QSize(1100, 720) << QString::fromLatin1(what) << large << false;
        }
        for (const char *what : {"states", "failed", "banner"})
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
    QApplication::setPalette(ui::paletteOf(dark ? ui::darkTokens() : ui::lightTokens()));
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
        showAllStates(scene);
    if (what == "room"_L1)
        scene.clickBox(u"demo/huge"_s);
    if (what == "nothing"_L1)
        QTest::keyClicks(scene.child<ui::SearchField>(), u"no such model"_s);
    else if (what != "start"_L1)
        scene.choose(what == "failed"_L1 ? u"mlx-community/gemma-2-2b-it-4bit"_s : kPhi);
    if (what == "care"_L1)
        showCare(scene);
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
        return grab(settingsWindow(scene, what.section(u'-', 1)),
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
    if ((what == "drawer"_L1 && scene.window().width() < 900) || (what == "failed"_L1 && size.height() < 600))
        QTest::keyClick(view, Qt::Key_Return);
    if (what == "banner"_L1)
        Q_EMIT scene.workbench().queue().notDiscarded(
            kPhi, {.kind = ErrorKind::Permission, .detail = {}, .context = {.path = scene.library()}});
    if (what == "add"_L1) {
        ui::AddDialog dialog(scene.workbench(), u"owner/model"_s, &scene.window());
        dialog.show();
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    if (what == "sign-in"_L1) {
        ui::LoginDialog dialog(scene.workbench().account(), &scene.window());
        dialog.show();
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    if (what == "delete"_L1)
        ui::ask(&scene.window(), ui::removalQuestion(removal(), u"Phi-3.5-mini-instruct-4bit"_s), [] {});
    else if (what != "question"_L1)
        return grab(scene.window(), QString::fromLatin1(QTest::currentDataTag()));
    else
        Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kPhi, ui::RowAction::Cancel);
    QTRY_VERIFY(scene.child<QMessageBox>() && scene.child<QMessageBox>()->isVisible());
    grab(*scene.child<QMessageBox>(), QString::fromLatin1(QTest::currentDataTag()));
}

WEIGHTYARD_TEST(ScreenshotTest)

} // namespace screenshot_test

#include "screenshot_test.moc"
