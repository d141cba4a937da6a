// The view of the downloads as pictures to be looked at, as screenshot_test makes them: the queue, the history, and nothing yet.
#include "grab.h"
#include "test_registry.h"
#include "window_scene.h"

#include "app/gui/appearance.h"
#include "base/error_code.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/queue_view.h"
#include "ui/widgets/rate_graph.h"
#include "ui/widgets/total_bar.h"
#include "ui/window/history_pane.h"
#include "ui/window/queue_pane.h"

#include <QApplication>
#include <QDateTime>
#include <QTest>
#include <cmath>

namespace downloads_screenshots_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::grab;
using test::WindowScene;

namespace {

QString idOf(const char *name)
{
    return u"mlx-community/"_s + QString::fromLatin1(name);
}

job::JobSnapshot job(const QString &key, JobState state, qint64 here, qint64 total, double rate = 0)
{
    job::JobSnapshot job{
        .modelPath = key, .state = state, .bytesTotal = total, .bytesHere = here, .rate = rate};
    if (rate > 0)
        job.timeLeftMs = static_cast<qint64>(static_cast<double>(total - here) / rate * 1000);
    return job;
}

QStringList showQueue(WindowScene &scene)
{
    ui::ModelTree &tree = scene.workbench().tree();
    job::JobSnapshot waiting = job(idOf("gemma-3-1b-it-4bit"), JobState::Waiting, 300'000'000, 730'000'000);
    waiting.waitUntilMs = scene.workbench().clock().wallMs() + 42'000;
    waiting.error = base::Error{.kind = base::ErrorKind::Server, .detail = u"503"_s};
    const QList<job::JobSnapshot> jobs{
        job(idOf("Phi-3.5-mini-instruct-4bit"), JobState::Transferring, 1'310'000'000, 2'150'000'000, 61e6),
        waiting,
        job(idOf("phi-2-hf-4bit-mlx"), JobState::Paused, 800'000'000, 1'760'000'000),
        job(idOf("Llama-3.2-1B-Instruct-4bit"), JobState::Queued, 0, 0),
        job(idOf("gemma-2-2b-it-4bit"), JobState::Queued, 0, 0),
        job(idOf("gemma-3n-E2B-it-lm-4bit"), JobState::Queued, 0, 0)};
    QStringList keys;
    for (const job::JobSnapshot &one : jobs) {
        tree.setJob(one.modelPath, one);
        keys.append(one.modelPath);
    }
    tree.setQueueOrder(keys.mid(3));
    return keys;
}

queue::RateHistory rates()
{
    queue::RateHistory history;
    qint64 bytes = 0;
    for (qint64 i = 0; i < 280; ++i) {
        const bool paused = i > 120 && i < 150;
        const double x = static_cast<double>(i);
        if (!paused)
            bytes += static_cast<qint64>(1e6 * (70 + 22 * std::sin(x / 9) + 14 * std::sin(x / 2.3)));
        history.add(i * 1000, i * 1000, bytes, !paused);
    }
    return history;
}

session::DownloadHistory history()
{
    using What = session::HistoryEntry::What;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    constexpr qint64 kHour = 3'600'000;
    const base::Error gated{.kind = base::ErrorKind::Gated,
                            .cause = base::Cause(base::ErrorCode::GatedNoToken, u"huggingface.co"_s),
                            .context = {.url = u"https://huggingface.co/mlx-community/gemma-2-2b-it-4bit"_s}};
    const auto entry = [&](What what, qint64 ago, const char *key, const QString &name, qint64 bytes) {
        return session::HistoryEntry{
            .what = what, .whenMs = now - ago, .key = idOf(key), .name = name, .bytes = bytes};
    };
    session::DownloadHistory entries{
        entry(What::Removed, 200 * kHour, "Qwen3-8B-4bit", u"Qwen3 8B"_s, 4'600'000'000),
        entry(What::Updated, 50 * kHour, "phi-2-hf-4bit-mlx", u"Phi-2"_s, 1'760'000'000),
        entry(What::Failed, 2, "gemma-2-2b-it-4bit", u"Gemma 2 2B Instruct"_s, 1'490'000'000),
        entry(What::Downloaded, 1, "Llama-3.2-1B-Instruct-4bit", u"Llama 3.2 1B Instruct"_s, 713'000'000)};
    entries[2].error = gated;
    return entries;
}

} // namespace

class DownloadsScreenshotsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_font = QApplication::font(); }
    void cleanup();
    void views_data();
    void views();

private:
    gui::Appearance m_appearance;
    QFont m_font;
};

void DownloadsScreenshotsTest::cleanup()
{
    QApplication::setFont(m_font);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void DownloadsScreenshotsTest::views_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("largeFont");
    QTest::addColumn<bool>("rightToLeft");
    for (const bool dark : {false, true}) {
        const char *tone = dark ? "dark" : "light";
        for (const char *what : {"queue", "history", "empty"}) {
            for (const bool small : {false, true}) {
                for (const bool large : {false, true})
                    QTest::addRow("%s%s%s-downloads-%s", tone, small ? "-small" : "",
                                  large ? "-large-font" : "", what)
                        << dark << (small ? QSize(800, 500) : QSize(1100, 720)) << QString::fromLatin1(what)
                        << large << false;
            }
            QTest::addRow("%s-rtl-downloads-%s", tone, what)
                << dark << QSize(1100, 720) << QString::fromLatin1(what) << false << true;
        }
    }
}

void DownloadsScreenshotsTest::views()
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
    scene.open();
    scene.window().resize(size);
    QTest::keyClick(&scene.window(), Qt::Key_J, Qt::ControlModifier);
    QTRY_VERIFY(scene.child<ui::QueuePane>()->isVisible());
    static_cast<void>(scene.workbench().leave()); // its clock stands still: what is shown now stays
    if (what != "empty"_L1) {
        const QStringList keys = showQueue(scene);
        QCoreApplication::processEvents(); // the sums of these
        scene.child<ui::QueuePane>()->setQueue(keys);
        scene.child<ui::RateGraph>()->setHistory(rates(), 84e6);
        scene.child<ui::TotalBar>()->setHistory(rates());
        auto *view = scene.child<ui::QueueView>();
        view->setCurrentIndex(view->model()->index(3, 0));
        view->setFocus();
    }
    if (what == "history"_L1) {
        QTest::mouseClick(scene.button(u"History"_s), Qt::LeftButton);
        scene.child<ui::HistoryPane>()->setHistory(history());
    }
    grab(scene.window(), QString::fromLatin1(QTest::currentDataTag()));
}

WEIGHTYARD_TEST(DownloadsScreenshotsTest)

} // namespace downloads_screenshots_test

#include "downloads_screenshots_test.moc"
