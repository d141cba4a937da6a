#include "outside.h"

#include "many_models.h"

#include "child_process.h"
#include "local_hub.h"
#include "temp_dir.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPixmap>
#include <QProcess>
#include <QScreen>
#include <QSet>
#include <QThread>
#include <ctime>

namespace weightyard::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kStartPatienceMs = 20'000;
constexpr int kStillMs = 1500; ///< that long without a change, the picture is at rest
constexpr int kColoursOfAFrame = 20;

QImage screen()
{
    return QGuiApplication::primaryScreen()->grabWindow(0).toImage();
}

/// An empty screen has one; a window that was mapped and not painted hardly more.
bool showsFrame(const QImage &picture)
{
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 4) {
        for (int x = 0; x < picture.width(); x += 2)
            colours.insert(picture.pixel(x, y));
        if (colours.size() > kColoursOfAFrame)
            return true;
    }
    return false;
}

// By the process's own clock: threads that have ended count, too.
double processorMs(qint64 process)
{
    clockid_t clock{};
    timespec time{};
    if (clock_getcpuclockid(static_cast<pid_t>(process), &clock) != 0 || clock_gettime(clock, &time) != 0)
        qFatal("cannot read the processor time of %lld", process);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double memoryMiB(qint64 process)
{
    for (const QByteArray &line : test::readFile(u"/proc/%1/smaps_rollup"_s.arg(process)).split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').value(0).toDouble() / 1024;
    }
    return 0;
}

bool waitForFrame(test::ServerProcess &process, const QElapsedTimer &time)
{
    while (!showsFrame(screen())) {
        if (time.elapsed() > kStartPatienceMs || !process.isRunning())
            return false;
        QThread::msleep(2);
    }
    return true;
}

} // namespace

std::optional<double> measureFirstFrame(const QString &program, const QStringList &arguments)
{
    test::ServerProcess process;
    QElapsedTimer time;
    time.start();
    process.start(program, arguments, {.environment = QProcessEnvironment::systemEnvironment()});
    if (!waitForFrame(process, time))
        return {};
    const double ms = static_cast<double>(time.nsecsElapsed()) / 1e6;
    process.stop();
    return ms;
}

StartFigures measureStart(const QString &program, int models)
{
    const test::TempDir home;
    const test::LocalHub hub;
    test::writeFile(home.path(u"catalogue.json"_s), catalogueOf(models));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        environment.insert(QString::fromLatin1(name), home.path());
    environment.insert(u"HF_ENDPOINT"_s, hub.baseUrl().toString());
    environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    for (const char *name :
         {"HF_TOKEN", "http_proxy", "https_proxy", "all_proxy", "DBUS_SESSION_BUS_ADDRESS"})
        environment.remove(QString::fromLatin1(name));
    test::ServerProcess process;
    QElapsedTimer time;
    time.start();
    process.start(program,
                  {u"--catalogue"_s, home.path(u"catalogue.json"_s), u"--library"_s, home.path(u"Models"_s)},
                  {.environment = environment, .workingDirectory = home.path(), .input = {}});
    StartFigures figures;
    if (!waitForFrame(process, time)) {
        figures.failure = u"no frame: "_s + QString::fromUtf8(process.allOutput());
        return figures;
    }
    figures.firstFrameMs = static_cast<double>(time.nsecsElapsed()) / 1e6;
    figures.firstFrameCpuMs = processorMs(process.processId());
    QImage last = screen();
    figures.atRestMs = figures.firstFrameMs;
    while (static_cast<double>(time.elapsed()) < figures.atRestMs + kStillMs) {
        QThread::msleep(15); // looking takes time of the processor, too
        QImage now = screen();
        if (now != last)
            figures.atRestMs = static_cast<double>(time.nsecsElapsed()) / 1e6;
        last = std::move(now);
    }
    const double before = processorMs(process.processId());
    QThread::sleep(kIdleSeconds);
    figures.idleCpuMs = processorMs(process.processId()) - before;
    figures.memoryMiB = memoryMiB(process.processId());
    process.stop();
    return figures;
}

} // namespace weightyard::bench
