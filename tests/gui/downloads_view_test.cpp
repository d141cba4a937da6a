// The view of the downloads: their order, by mouse and by keys, what pauses and goes on, and what it keeps of the past.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/model/queue_rows.h"
#include "ui/widgets/queue_delegate.h"
#include "ui/widgets/queue_view.h"
#include "ui/widgets/rate_graph.h"
#include "ui/widgets/total_bar.h"
#include "ui/window/history_pane.h"
#include "ui/window/queue_pane.h"
#include "ui/window/window_menu.h"

#include <QAbstractItemModelTester>
#include <QDropEvent>
#include <QMessageBox>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

namespace downloads_view_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::kPatienceMs;
using test::WindowScene;

namespace {

const QStringList kModels{u"demo/a"_s, u"demo/b"_s, u"demo/c"_s, u"demo/d"_s};

/// Four downloads, one at a time, and so slow that none of them ends; the view of the downloads is shown.
class QueueScene : public WindowScene
{
public:
    QueueScene()
    {
        for (const QString &id : kModels)
            slowDown(offer(u"Demo"_s, id, 30'000'000));
        open();
        static_cast<void>(workbench().preferences().set(u"jobs"_s, 1));
        workbench().download(kModels);
        showDownloads();
    }
    void showDownloads() { QTest::keyClick(&window(), Qt::Key_J, Qt::ControlModifier); }
    ui::QueueView &view() { return *child<ui::QueueView>(); }
    QStringList shown() { return qobject_cast<ui::QueueRows *>(view().model())->keys(); }
    QRect rowRect(const QString &key)
    {
        return view().visualRect(view().model()->index(static_cast<int>(shown().indexOf(key)), 0));
    }
    void choose(const QString &key, Qt::KeyboardModifiers with = {})
    {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, with, rowRect(key).center());
    }
    bool begin()
    {
        return QTest::qWaitFor(
            [&] { return shown() == kModels && state(kModels[0]) == JobState::Transferring; }, kPatienceMs);
    }
    /// As a drag within the list ends, at that place of the viewport.
    void drop(const QString &key, const QPoint &place)
    {
        auto *rows = qobject_cast<ui::QueueRows *>(view().model());
        const std::unique_ptr<QMimeData> data(
            rows->mimeData({rows->index(static_cast<int>(rows->keys().indexOf(key)))}));
        QDragEnterEvent enter(place, Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(view().viewport(), &enter);
        QDragMoveEvent move(place, Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(view().viewport(), &move);
        QDropEvent drop(place, Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(view().viewport(), &drop);
    }
};

QStringList order(std::initializer_list<int> places)
{
    QStringList keys;
    for (const int place : places)
        keys.append(kModels[place]);
    return keys;
}

} // namespace

class DownloadsViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void movedByKeysAndKept();
    void movedByMouse();
    void pausesAndGoesOn();
    void severalAtOnce();
    void cancelAsksOnce();
    void placesAfterAMove_data();
    void placesAfterAMove();
    void historyIsKept();
    void oldFailuresAreNotCounted();
    void clearFailedTakesThemOff();
    void fullSpeedLiftsTheLimit();
};

void DownloadsViewTest::movedByKeysAndKept()
{
    QueueScene scene;
    QVERIFY(scene.begin());
    const QAbstractItemModelTester tester(scene.view().model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    scene.choose(kModels[3]);
    QTest::keyClick(&scene.view(), Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE(scene.shown(), order({0, 1, 3, 2}));
    QCOMPARE(scene.view().chosenKeys(), QStringList{kModels[3]}); // it is the one that is chosen yet
    QTest::keyClick(&scene.view(), Qt::Key_Home, Qt::AltModifier);
    QTRY_COMPARE(scene.shown(), order({3, 0, 1, 2}));
    QTest::keyClick(&scene.view(), Qt::Key_Up, Qt::AltModifier); // further than the first there is nothing
    QTest::keyClick(&scene.view(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(scene.shown(), order({0, 3, 1, 2}));
    scene.choose(kModels[0]);
    scene.choose(kModels[3], Qt::ControlModifier);
    QTest::keyClick(&scene.view(), Qt::Key_End, Qt::AltModifier);
    QTRY_COMPARE(scene.shown(), order({1, 2, 0, 3}));
    QCOMPARE(scene.state(kModels[0]), JobState::Transferring); // what runs goes on
    scene.close();
    scene.open();
    scene.showDownloads();
    QTRY_COMPARE_WITH_TIMEOUT(scene.shown(), order({1, 2, 0, 3}), kPatienceMs);
}

void DownloadsViewTest::movedByMouse()
{
    QueueScene scene;
    QVERIFY(scene.begin());
    scene.drop(kModels[3], scene.rowRect(kModels[1]).topLeft() + QPoint(40, 2));
    QTRY_COMPARE(scene.shown(), order({0, 3, 1, 2}));
    scene.drop(kModels[0], scene.rowRect(kModels[1]).bottomLeft() + QPoint(40, -2));
    QTRY_COMPARE(scene.shown(), order({3, 1, 0, 2}));
    scene.drop(kModels[3], scene.rowRect(kModels[2]).bottomLeft() + QPoint(40, 60)); // below the last one
    QTRY_COMPARE(scene.shown(), order({1, 0, 2, 3}));
    QCOMPARE(scene.view().model()->rowCount(), 4); // nothing is lost, nothing comes twice
}

void DownloadsViewTest::pausesAndGoesOn()
{
    QueueScene scene;
    QVERIFY(scene.begin());
    const auto press = [&](const QString &key) {
        const QRect button =
            ui::QueueDelegate::buttonRect(scene.rowRect(key), scene.view().layoutDirection());
        QTest::mouseClick(scene.view().viewport(), Qt::LeftButton, {}, button.center());
    };
    press(kModels[0]);
    WAIT_FOR_STATE(kModels[0], JobState::Paused);
    QVERIFY(scene.view().chosenKeys().isEmpty()); // the button chooses nothing
    WAIT_FOR_STATE(kModels[1], JobState::Transferring);
    QCOMPARE(scene.shown(), kModels); // a paused one keeps its place
    scene.choose(kModels[0]);
    auto *pane = scene.child<ui::QueuePane>();
    QVERIFY(!scene.button(u"Pause"_s, pane)->isEnabled());
    QTest::mouseClick(scene.button(u"This one now"_s, pane), Qt::LeftButton);
    WAIT_FOR_STATE(kModels[0], JobState::Transferring); // beside the other one
    QCOMPARE(scene.state(kModels[1]), std::optional(JobState::Transferring));
}

void DownloadsViewTest::severalAtOnce()
{
    QueueScene scene;
    QVERIFY(scene.begin());
    scene.choose(kModels[1]);
    scene.choose(kModels[3], Qt::ShiftModifier);
    QCOMPARE(scene.view().chosenKeys(), order({1, 2, 3}));
    QTest::keyClick(&scene.view(), Qt::Key_Space);
    for (const QString &key : order({1, 2, 3}))
        WAIT_FOR_STATE(key, JobState::Paused);
    QCOMPARE(scene.state(kModels[0]), std::optional(JobState::Transferring));
    QTest::keyClick(&scene.view(), Qt::Key_Space);
    for (const QString &key : order({1, 2, 3}))
        WAIT_FOR_STATE(key, JobState::Queued);
    QCOMPARE(scene.shown(), kModels);
}

void DownloadsViewTest::cancelAsksOnce()
{
    QueueScene scene;
    QVERIFY(scene.begin());
    scene.choose(kModels[0]);
    scene.choose(kModels[2], Qt::ControlModifier);
    QTest::keyClick(&scene.view(), Qt::Key_Delete);
    QTRY_VERIFY(scene.child<QMessageBox>() && scene.child<QMessageBox>()->isVisible());
    QCOMPARE(scene.child<QMessageBox>()->text(), u"Discard 2 downloads?"_s);
    QTest::mouseClick(scene.button(u"Discard"_s, scene.child<QMessageBox>()), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.shown(), order({1, 3}), kPatienceMs);
}

void DownloadsViewTest::placesAfterAMove_data()
{
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("before"); // "-": they stand there; "": behind all
    QTest::newRow("one up") << u"c"_s << -1 << u"demo/b"_s;
    QTest::newRow("one down") << u"b"_s << 1 << u"demo/d"_s;
    QTest::newRow("down to the end") << u"c"_s << 1 << QString();
    QTest::newRow("the first one up") << u"a"_s << -1 << u"-"_s;
    QTest::newRow("the last one down") << u"d"_s << 1 << u"-"_s;
    QTest::newRow("a block up") << u"b c"_s << -1 << u"demo/a"_s;
    QTest::newRow("a block down") << u"b c"_s << 1 << QString();
    QTest::newRow("a scattered lot up") << u"b d"_s << -1 << u"demo/a"_s;
    QTest::newRow("a scattered lot to the top") << u"a c"_s << -9 << u"demo/b"_s; // together
    QTest::newRow("a scattered lot down") << u"a c"_s << 1 << QString();
    QTest::newRow("all of them") << u"a b c d"_s << 1 << u"-"_s;
    QTest::newRow("none") << QString() << 1 << u"-"_s;
}

void DownloadsViewTest::placesAfterAMove()
{
    QFETCH(QString, chosen);
    QFETCH(int, rows);
    QFETCH(QString, before);
    const base::SystemClock clock;
    ui::ModelTree tree(clock);
    for (const QString &key : kModels) {
        tree.addEntry({.id = key, .url = {}, .revision = {}, .family = u"Demo"_s, .name = key}, key);
        tree.setJob(key, {.modelPath = key, .state = JobState::Queued});
    }
    ui::QueueRows model(tree, clock);
    model.setQueue(kModels);
    QStringList keys;
    for (const QString &letter : chosen.split(u' ', Qt::SkipEmptyParts))
        keys.append(u"demo/"_s + letter);
    QCOMPARE(model.placeAfterMove(keys, rows).value_or(u"-"_s), before);
}

void DownloadsViewTest::historyIsKept()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kModels[0], 300'000);
    scene.offerOnly(u"Demo"_s, u"demo/none"_s, 1000);
    scene.open();
    scene.workbench().download({kModels[0], u"demo/none"_s});
    WAIT_FOR_STATE(kModels[0], JobState::Installed);
    WAIT_FOR_STATE(u"demo/none"_s, JobState::Failed);
    scene.close();
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().history().entries().size(), 2, kPatienceMs);
    for (const session::HistoryEntry &entry : scene.workbench().history().entries()) {
        if (entry.key == kModels[0]) // the small files, too, which the estimate of the catalogue leaves out
            QVERIFY2(entry.bytes > 300'000 && entry.bytes < 310'000,
                     qPrintable(QString::number(entry.bytes)));
    }
    WAIT_FOR_STATE(u"demo/none"_s, JobState::Failed);
    QTest::keyClick(&scene.window(), Qt::Key_J, Qt::ControlModifier);
    const auto *details = scene.child<ui::WindowMenu>()->findChild<QAction *>(u"details"_s);
    QVERIFY2(!details->isEnabled(), "downloads have none");
    QTest::mouseClick(scene.button(u"History"_s), Qt::LeftButton);
    auto *pane = scene.child<ui::HistoryPane>();
    QVERIFY(pane->isVisible());
    QTest::mouseClick(scene.button(u"Clear finished"_s, pane), Qt::LeftButton);
    QCOMPARE(scene.workbench().history().entries().size(), 1);
    QCOMPARE(scene.workbench().history().entries().first().key,
             u"demo/none"_s); // and not twice: once a failure
    scene.close();
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().history().entries().size(), 1, kPatienceMs);
}

void DownloadsViewTest::oldFailuresAreNotCounted()
{
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, u"demo/none"_s, 1000);
    scene.open();
    scene.workbench().download({u"demo/none"_s});
    WAIT_FOR_STATE(u"demo/none"_s, JobState::Failed);
    QCOMPARE(scene.workbench().queue().totals().failed, 1);
    scene.close();
    scene.open();
    WAIT_FOR_STATE(u"demo/none"_s, JobState::Failed); // it is shown where it belongs
    QCOMPARE(scene.workbench().queue().totals().failed, 0);
    QCOMPARE(scene.workbench().queue().totals().jobs, 0);
    scene.workbench().download({u"demo/none"_s});
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().queue().totals().failed, 1, kPatienceMs);
}

void DownloadsViewTest::clearFailedTakesThemOff()
{
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, u"demo/none"_s, 1000);
    scene.open();
    scene.workbench().download({u"demo/none"_s});
    WAIT_FOR_STATE(u"demo/none"_s, JobState::Failed);
    QTest::keyClick(&scene.window(), Qt::Key_J, Qt::ControlModifier);
    const auto *queue = scene.child<ui::QueuePane>();
    const auto says = [queue](const QString &begin) {
        const QList<QLabel *> labels = queue->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel *label) { return label->text().startsWith(begin); });
    };
    QTRY_VERIFY(says(u"Nothing is on its way. 1 download failed"_s));
    QTest::mouseClick(scene.button(u"History"_s), Qt::LeftButton);
    QTest::mouseClick(scene.button(u"Clear failed"_s), Qt::LeftButton);
    QVERIFY(scene.workbench().history().entries().isEmpty());
    QTRY_VERIFY(says(u"Nothing is on its way. Tick models"_s));
    QTRY_COMPARE(scene.workbench().queue().totals().failed, 0);
    QTRY_COMPARE(scene.status(u"demo/none"_s), u"Not here"_s);
}

void DownloadsViewTest::fullSpeedLiftsTheLimit()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kModels[0], 3'000'000);
    scene.open();
    ui::Preferences &preferences = scene.workbench().preferences();
    QVERIFY(preferences.set(u"limitRate"_s, 1000)); // an hour for that model
    QCOMPARE(preferences.rateLimit(), 1000);
    scene.workbench().download({kModels[0]});
    WAIT_FOR_STATE(kModels[0], JobState::Transferring);
    QVERIFY(preferences.setText(u"fullSpeed"_s, {u"mon-sun 0:00-24:00"_s}));
    QCOMPARE(preferences.rateLimit(), 0);
    WAIT_FOR_STATE(kModels[0], JobState::Installed);
    QVERIFY(!preferences.setText(u"fullSpeed"_s, {u"at night"_s}));
    QVERIFY(preferences.setText(u"fullSpeed"_s, {u"none"_s}));
    QCOMPARE(preferences.rateLimit(), 1000);
}

WEIGHTYARD_TEST(DownloadsViewTest)

} // namespace downloads_view_test

#include "downloads_view_test.moc"
