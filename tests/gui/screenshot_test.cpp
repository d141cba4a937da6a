// One picture a state, light and dark, to be looked at: <build>/screenshots/*.png, or in $WEIGHTYARD_SCREENSHOTS. What
// a program can see for itself is asserted: nothing is cut off, and the picture is not empty.
#include "test_registry.h"
#include "window_scene.h"

#include "app/gui/appearance.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/details_panel.h"
#include "ui/widgets/model_view.h"
#include "ui/window/add_dialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QMessageBox>
#include <QTest>

namespace screenshot_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using base::ErrorKind;
using queue::JobState;
using queue::OnDisk;
using test::WindowScene;

namespace {

const QString kPhi = u"mlx-community/Phi-3.5-mini-instruct-4bit"_s;

QString folder()
{
    const QString wanted = qEnvironmentVariable("WEIGHTYARD_SCREENSHOTS");
    return wanted.isEmpty() ? QCoreApplication::applicationDirPath() + u"/../screenshots"_s : wanted;
}

queue::JobSnapshot job(const QString &key, JobState state, qint64 here, qint64 total)
{
    return {.modelPath = key,
            .commit = u"a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"_s,
            .state = state,
            .bytesTotal = total,
            .bytesHere = here};
}

queue::JobSnapshot failed(const QString &key, ErrorKind kind)
{
    queue::JobSnapshot snapshot = job(key, JobState::Failed, 0, 0);
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
    queue::LibraryContents contents;
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
    queue::JobSnapshot moving = job(kPhi, JobState::Transferring, 1'310'000'000, 2'150'000'000);
    moving.files = {{u"model.safetensors"_s, 2'147'000'000, 1'310'000'000, false},
                    {u"tokenizer.json"_s, 1'800'000, 1'800'000, true},
                    {u"tokenizer.model"_s, 500'000, 500'000, true},
                    {u"config.json"_s, 1'500, 1'500, true},
                    {u"README.md"_s, 900, 900, true}};
    tree.setJob(kPhi, moving, 88e6, 10'000);
    tree.setJob(id("Llama-3.2-1B-Instruct-4bit"),
                job(id("Llama-3.2-1B-Instruct-4bit"), JobState::Queued, 0, 0), 0, {});
    tree.setQueueOrder({id("Llama-3.2-1B-Instruct-4bit")});
    tree.setJob(id("gemma-2-2b-it-4bit"), failed(id("gemma-2-2b-it-4bit"), ErrorKind::Gated), 0, {});
    queue::JobSnapshot waiting =
        job(id("gemma-3n-E2B-it-lm-4bit"), JobState::Waiting, 900'000'000, 2'550'000'000);
    waiting.waitUntilMs = scene.workbench().clock().wallMs() + 42'000;
    waiting.error = base::Error{.kind = ErrorKind::Server, .detail = u"503"_s};
    tree.setJob(waiting.modelPath, waiting, 0, {});
}

void grab(QWidget &window, const QString &name)
{
    QTest::qWait(150); // animations of the style
    const QPixmap picture = window.grab();
    QVERIFY(!picture.isNull());
    QDir().mkpath(folder());
    QVERIFY(picture.save(folder() + u'/' + name + u".png"_s));
    const QImage image = picture.toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    }
    QVERIFY2(colours.size() > 50, "nearly nothing was drawn");
    const QList<QAbstractButton *> buttons = window.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (!button->isVisible() || button->text().isEmpty())
            continue;
        const QRect place(button->mapTo(&window, QPoint()), button->size());
        QVERIFY2(window.rect().contains(place), qPrintable(button->text() + u" is outside"_s));
        const int wanted = button->fontMetrics().horizontalAdvance(button->text());
        QVERIFY2(button->width() >= wanted, qPrintable(button->text() + u" is cut off"_s));
    }
}

} // namespace

class ScreenshotTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void states_data();
    void states();

private:
    gui::Appearance m_appearance;
};

void ScreenshotTest::states_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("what");
    for (const bool dark : {false, true}) {
        const char *tone = dark ? "dark" : "light";
        QTest::addRow("%s-all-states", tone) << dark << QSize(1100, 720) << u"states"_s;
        QTest::addRow("%s-first-start", tone) << dark << QSize(1100, 720) << u"start"_s;
        QTest::addRow("%s-failed", tone) << dark << QSize(1100, 720) << u"failed"_s;
        QTest::addRow("%s-does-not-fit", tone) << dark << QSize(1100, 720) << u"room"_s;
        QTest::addRow("%s-not-discarded", tone) << dark << QSize(1100, 720) << u"banner"_s;
        QTest::addRow("%s-question", tone) << dark << QSize(1100, 720) << u"question"_s;
        QTest::addRow("%s-add", tone) << dark << QSize(1100, 720) << u"add"_s;
        QTest::addRow("%s-no-match", tone) << dark << QSize(1100, 720) << u"nothing"_s;
        QTest::addRow("%s-small", tone) << dark << QSize(800, 500) << u"states"_s;
        QTest::addRow("%s-small-drawer", tone) << dark << QSize(800, 500) << u"drawer"_s;
        QTest::addRow("%s-small-failed", tone) << dark << QSize(800, 500) << u"failed"_s;
    }
}

void ScreenshotTest::states()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(QString, what);
    m_appearance.apply();
    QApplication::setPalette(ui::paletteOf(dark ? ui::darkTokens() : ui::lightTokens()));
    WindowScene scene;
    if (what == "room"_L1)
        scene.offerOnly(u"Llama"_s, u"demo/huge"_s, 900'000'000'000'000);
    scene.open();
    scene.window().resize(size);
    if (what != "start"_L1 && what != "nothing"_L1)
        showAllStates(scene);
    if (what == "room"_L1)
        scene.clickBox(u"demo/huge"_s);
    if (what == "nothing"_L1)
        QTest::keyClicks(scene.child<QLineEdit>(), u"no such model"_s);
    else if (what != "start"_L1)
        scene.choose(what == "failed"_L1 ? u"mlx-community/gemma-2-2b-it-4bit"_s : kPhi);
    auto *view = scene.child<ui::ModelView>();
    view->scrollToTop();
    if (what == "drawer"_L1 || (what == "failed"_L1 && size.height() < 600))
        QTest::keyClick(view, Qt::Key_Return);
    if (what == "banner"_L1)
        Q_EMIT scene.workbench().queue().notDiscarded(
            kPhi, {.kind = ErrorKind::Permission, .detail = {}, .context = {.path = scene.library()}});
    if (what == "add"_L1) {
        ui::AddDialog dialog(scene.workbench(), u"owner/model"_s, &scene.window());
        dialog.show();
        return grab(dialog, QString::fromLatin1(QTest::currentDataTag()));
    }
    if (what != "question"_L1)
        return grab(scene.window(), QString::fromLatin1(QTest::currentDataTag()));
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kPhi, ui::RowAction::Cancel);
    QTRY_VERIFY(scene.child<QMessageBox>() && scene.child<QMessageBox>()->isVisible());
    grab(*scene.child<QMessageBox>(), QString::fromLatin1(QTest::currentDataTag()));
}

WEIGHTYARD_TEST(ScreenshotTest)

} // namespace screenshot_test

#include "screenshot_test.moc"
