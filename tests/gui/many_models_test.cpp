// A catalogue of ten thousand models is legal: what a download tells ten times a second must cost its own row, not all.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/widgets/model_view.h"
#include "ui/widgets/search_field.h"
#include "ui/window/models_pane.h"

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <ctime>

namespace many_models_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::kPatienceMs;
using test::WindowScene;

namespace {

constexpr int kModels = 10'000;
constexpr int kEvents = 200;
constexpr qint64 kFrameMs = 16;

QString idOf(int i)
{
    return u"demo/model-%1"_s.arg(i, 5, 10, QChar(u'0'));
}

int workbenchFamilies(WindowScene &scene)
{
    return scene.workbench().tree().rowCount();
}

// Of this thread: tests run beside others, and the clock on the wall is theirs, too.
double processorMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

} // namespace

class ManyModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void progress_data();
    void progress();
    void selectingAll();
    void searching();
    void choosingAll();
};

void ManyModelsTest::progress_data()
{
    QTest::addColumn<int>("families");
    QTest::addColumn<QString>("search");
    QTest::addColumn<int>("sortBy");
    QTest::newRow("one family") << 1 << QString() << -1;
    QTest::newRow("searched") << 20 << u"model 09"_s << -1;
    QTest::newRow("sorted by status") << 20 << QString() << 2;
}

void ManyModelsTest::progress()
{
    QFETCH(int, families);
    QFETCH(QString, search);
    QFETCH(int, sortBy);
    WindowScene scene;
    for (int i = 0; i < kModels; ++i)
        scene.offerOnly(u"Family %1"_s.arg(i % families), idOf(i), 1'000'000 + i);
    scene.open();
    ui::Workbench &workbench = scene.workbench();
    QVERIFY(workbench.tree().sums().rows >= kModels);
    auto *view = scene.child<ui::ModelView>();
    if (!search.isEmpty())
        scene.child<ui::SearchField>()->setText(search);
    if (sortBy >= 0)
        view->sortByColumn(sortBy, Qt::AscendingOrder);
    QStringList keys;
    for (const int i : {0, 17, kModels / 2, kModels - 1})
        keys.append(idOf(i));
    const auto tell = [&](const QString &key, qint64 here) {
        Q_EMIT workbench.queue().jobChanged(key, {.modelPath = key,
                                                  .state = JobState::Transferring,
                                                  .bytesTotal = 1'000'000,
                                                  .bytesHere = here,
                                                  .bytesFetched = here});
    };
    for (const QString &key : keys)
        tell(key, 0);
    QCoreApplication::processEvents();
    const qint64 visited = workbench.tree().visitedRows();
    QElapsedTimer time;
    time.start();
    for (int i = 1; i <= kEvents; ++i) {
        tell(keys[i % keys.size()], i * 1000);
        QCoreApplication::processEvents(QEventLoop::AllEvents); // painting is a part of it
    }
    const double each = static_cast<double>(time.nsecsElapsed()) / 1e6 / kEvents;
    qInfo("%.2f ms an event", each);
    // The disk is looked at once a second, whatever the events.
    QVERIFY2(workbench.tree().visitedRows() - visited <= 3 * kModels,
             qPrintable(QString::number(workbench.tree().visitedRows() - visited)));
    QVERIFY2(each < kFrameMs, qPrintable(QString::number(each)));
    QCOMPARE(workbench.bytesLeft(), 4 * 1'000'000 - (200 + 199 + 198 + 197) * 1000);
}

void ManyModelsTest::selectingAll()
{
    WindowScene scene;
    for (int i = 0; i < kModels; ++i)
        scene.offerOnly(u"Demo"_s, idOf(i), 1000);
    scene.open();
    ui::Workbench &workbench = scene.workbench();
    auto *view = scene.child<ui::ModelView>();
    QModelIndex family;
    for (int i = 0; i < view->model()->rowCount(); ++i) {
        if (view->model()->index(i, 0).data().toString() == "Demo"_L1)
            family = view->model()->index(i, 0);
    }
    QElapsedTimer time;
    time.start();
    view->model()->setData(family, Qt::Checked, Qt::CheckStateRole);
    QCOMPARE(workbench.tree().sums().selected, kModels);
    QCOMPARE(scene.button(u"Download"_s)->text(), u"Download %1 selected · 10.0 MB"_s.arg(kModels));
    view->model()->setData(family, Qt::Unchecked, Qt::CheckStateRole);
    QCOMPARE(workbench.tree().sums().selected, 0);
    qInfo("%lld ms to tick and untick all", static_cast<long long>(time.elapsed()));
    QVERIFY(time.elapsed() < test::patient(5000));
    // An idle second looks at nothing.
    const qint64 visited = workbench.tree().visitedRows();
    QSignalSpy tick(&workbench, &ui::Workbench::totalsChanged);
    QVERIFY(tick.wait(kPatienceMs));
    QCOMPARE(workbench.tree().visitedRows(), visited);
}

// A key in the search field costs less than a frame, painting included; what was chosen stays chosen as long as it is shown.
void ManyModelsTest::searching()
{
    WindowScene scene;
    for (int i = 0; i < kModels; ++i)
        scene.offerOnly(u"Family %1"_s.arg(i % 20), idOf(i), 1'000'000 + i);
    QElapsedTimer time;
    time.start();
    scene.open();
    QCoreApplication::processEvents();
    qInfo("%lld ms until the list rests", static_cast<long long>(time.elapsed()));
    auto *field = scene.child<ui::SearchField>();
    auto *view = scene.child<ui::ModelView>();
    scene.choose(idOf(40));
    const auto chosen = [&] { return view->currentIndex().siblingAtColumn(0).data().toString(); };
    const QString name = chosen();
    QVERIFY(!name.isEmpty());
    QList<double> costs;
    const auto type = [&](const QString &text) {
        const double before = processorMs();
        field->setText(text);
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        costs.append(processorMs() - before);
    };
    for (const char *text :
         {"m", "mo", "model", "model 0", "model 00", "model 0004", "model 00", "model", ""})
        type(QString::fromLatin1(text));
    QCOMPARE(chosen(), name);
    QCOMPARE(view->model()->rowCount(), workbenchFamilies(scene));
    for (const char *text : {"9", "99", "993", "99", "9", ""})
        type(QString::fromLatin1(text));
    QCOMPARE(view->model()->rowCount(), workbenchFamilies(scene));
    std::sort(costs.begin(), costs.end());
    qInfo("a key: median %.1f ms, most %.1f ms", costs[costs.size() / 2], costs.last());
    QVERIFY2(costs[costs.size() / 2] < kFrameMs * test::patience(),
             qPrintable(QString::number(costs[costs.size() / 2])));
}

// All of them chosen: that, and a search that leaves some, takes a moment and no more.
void ManyModelsTest::choosingAll()
{
    WindowScene scene;
    for (int i = 0; i < kModels; ++i)
        scene.offerOnly(u"Family %1"_s.arg(i % 20), idOf(i), 1'000'000 + i);
    scene.open();
    auto *pane = scene.child<ui::ModelsPane>();
    auto *field = scene.child<ui::SearchField>();
    QElapsedTimer time;
    time.start();
    QTest::keyClick(scene.child<ui::ModelView>(), Qt::Key_A, Qt::ControlModifier);
    const qsizetype all = scene.workbench().tree().sums().rows;
    QCOMPARE(pane->chosenKeys().size(), all);
    QCoreApplication::processEvents();
    const qint64 chosen = time.restart();
    field->setText(u"model 0004"_s);
    QCoreApplication::processEvents();
    QCOMPARE(pane->chosenKeys().size(), 11); // 00004 and 00040 to 00049
    const qint64 searched = time.restart();
    field->clear();
    QCoreApplication::processEvents();
    QCOMPARE(pane->chosenKeys().size(), all);
    qInfo("%lld ms to choose all, %lld ms to search, %lld ms back", static_cast<long long>(chosen),
          static_cast<long long>(searched), static_cast<long long>(time.elapsed()));
    QVERIFY(chosen + searched + time.elapsed() < 6000 * test::patience());
}

WEIGHTYARD_TEST(ManyModelsTest)

} // namespace many_models_test

#include "many_models_test.moc"
