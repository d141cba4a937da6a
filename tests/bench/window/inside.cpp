#include "inside.h"

#include "many_models.h"

#include "gui/window_scene.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QLabel>
#include <QProcess>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <thread>

namespace weightyard::bench {

using namespace Qt::Literals::StringLiterals;
using job::JobState;
using test::WindowScene;

namespace {

constexpr int kSettleMs = 3000;
constexpr int kPatienceMs = 120'000;
constexpr int kAskEachMs = 5;

double msOf(std::chrono::nanoseconds time)
{
    return static_cast<double>(time.count()) / 1e6;
}

double threadCpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Asks the GUI thread for an answer again and again, and keeps the longest wait for one.
class EventWaits
{
public:
    EventWaits()
        : m_thread([this] {
              while (!m_isOver) {
                  const auto asked = std::chrono::steady_clock::now();
                  QMetaObject::invokeMethod(
                      &m_answers,
                      [this, asked] {
                          m_longest = std::max(m_longest, msOf(std::chrono::steady_clock::now() - asked));
                      },
                      Qt::QueuedConnection);
                  std::this_thread::sleep_for(std::chrono::milliseconds(kAskEachMs));
              }
          })
    {}
    ~EventWaits()
    {
        m_isOver = true;
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(EventWaits)

    double longest() const { return m_longest; }

private:
    QObject m_answers;
    double m_longest = 0;
    std::atomic<bool> m_isOver = false;
    std::thread m_thread;
};

void offerMany(WindowScene &scene, int models)
{
    for (int i = 0; i < models; ++i)
        scene.offerOnly(familyOf(i), modelId(i), 1'000'000 + i);
}

/// Of many colours: its first frame is looked for.
class EmptyWindow : public QLabel
{
public:
    EmptyWindow()
    {
        QImage picture(256, 64, QImage::Format_RGB32);
        for (int x = 0; x < picture.width(); ++x) {
            for (int y = 0; y < picture.height(); ++y)
                picture.setPixel(x, y, qRgb(x, 255 - x, y));
        }
        setPixmap(QPixmap::fromImage(picture));
        resize(400, 300);
    }
};

void require(bool came, const QString &what)
{
    if (!came)
        throw std::runtime_error(what.toStdString());
}

} // namespace

double measureKey(int models)
{
    WindowScene scene;
    offerMany(scene, models);
    scene.open();
    QTest::qWait(kSettleMs);
    auto *search = scene.child<ui::SearchField>();
    search->setFocus();
    double longest = 0;
    const auto press = [&](Qt::Key key) {
        QElapsedTimer blocked;
        blocked.start();
        QTest::keyClick(search, key);
        longest = std::max(longest, msOf(std::chrono::nanoseconds(blocked.nsecsElapsed())));
        QElapsedTimer since; // what a timer brings later belongs to it
        since.start();
        while (since.elapsed() < 300) {
            blocked.restart();
            QCoreApplication::processEvents(QEventLoop::AllEvents);
            longest = std::max(longest, msOf(std::chrono::nanoseconds(blocked.nsecsElapsed())));
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    };
    for (const Qt::Key key :
         {Qt::Key_M, Qt::Key_O, Qt::Key_D, Qt::Key_E, Qt::Key_L, Qt::Key_Space, Qt::Key_0, Qt::Key_9})
        press(key);
    for (int i = 0; i < 8; ++i)
        press(Qt::Key_Backspace);
    return longest;
}

double measureDownload(int models)
{
    constexpr int kSeconds = 10;
    constexpr qint64 kRate = 1'000'000;
    WindowScene scene;
    offerMany(scene, models - 1);
    const test::ObjectId object = scene.offer(familyOf(0), test::kOne, 60 * kRate);
    scene.hub().addFault(test::Fault::rate(test::Endpoint::Storage, kRate).forOid(object.oid).always());
    scene.open();
    QTest::qWait(kSettleMs);
    scene.workbench().download({test::kOne});
    require(QTest::qWaitFor([&] { return scene.state(test::kOne) == JobState::Transferring; }, kPatienceMs),
            u"the download does not begin: "_s + scene.status(test::kOne));
    QTest::qWait(kSettleMs);
    const double before = threadCpuMs();
    QElapsedTimer time;
    time.start();
    QEventLoop loop; // QTest::qWait() wakes up a hundred times a second
    QTimer::singleShot(kSeconds * 1000, &loop, &QEventLoop::quit);
    loop.exec();
    return 100 * (threadCpuMs() - before) / static_cast<double>(time.elapsed());
}

WaitFigures measureWaits(const QString &thisProgram, int jobs)
{
    WindowScene scene;
    QStringList ids;
    for (int i = 0; i < jobs; ++i) {
        ids.append(modelId(i));
        scene.offer(familyOf(i), ids.last(), 150'000'000);
    }
    scene.open();
    QTest::qWait(kSettleMs);
    QProcess empty;
    empty.start(thisProgram, {u"--empty-window"_s});
    require(QTest::qWaitFor([&] { return empty.canReadLine(); }, kPatienceMs), u"no empty window"_s);
    empty.readLine();
    WaitFigures waits;
    {
        const EventWaits ours;
        scene.workbench().download(ids);
        const auto allHere = [&] {
            return std::all_of(ids.begin(), ids.end(),
                               [&](const QString &id) { return scene.state(id) == JobState::Installed; });
        };
        require(QTest::qWaitFor(allHere, kPatienceMs), u"the downloads do not end"_s);
        waits.ours = ours.longest();
    }
    empty.closeWriteChannel();
    require(QTest::qWaitFor([&] { return empty.canReadLine(); }, kPatienceMs),
            u"the empty window does not end"_s);
    waits.empty = empty.readLine().trimmed().toDouble();
    require(QTest::qWaitFor([&] { return empty.state() == QProcess::NotRunning; }, kPatienceMs),
            u"the empty window stays"_s);
    return waits;
}

int showEmptyWindow()
{
    EmptyWindow window;
    window.show();
    return QApplication::exec();
}

int runEmptyWindow()
{
    EmptyWindow window;
    window.show();
    require(QTest::qWaitForWindowExposed(&window), u"the empty window did not appear"_s);
    std::puts("ready");
    std::fflush(stdout);
    const EventWaits waits;
    std::atomic<bool> isOver = false;
    std::thread input([&] {
        while (std::getchar() != EOF) {
        }
        isOver = true;
    });
    const bool ended = QTest::qWaitFor([&] { return isOver.load(); }, 2 * kPatienceMs);
    std::printf("%.2f\n", waits.longest());
    std::fflush(stdout);
    if (!ended)
        std::_Exit(1);
    input.join();
    return 0;
}

} // namespace weightyard::bench
