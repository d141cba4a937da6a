#include "measure.h"

#include <QFile>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace weightyard::bench {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// What execve wants: pointers into texts that stay.
class Texts
{
public:
    explicit Texts(const QStringList &list)
    {
        for (const QString &text : list)
            m_texts.push_back(text.toLocal8Bit());
        for (QByteArray &text : m_texts)
            m_pointers.push_back(text.data());
        m_pointers.push_back(nullptr);
    }
    char *const *data() const { return m_pointers.data(); }

private:
    std::vector<QByteArray> m_texts;
    std::vector<char *> m_pointers;
};

[[noreturn]] void become(const Texts &arguments, const Texts &environment, const QByteArray &output)
{
    const int file = ::open(output.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ::dup2(file, 1) < 0 || ::dup2(file, 2) < 0)
        ::_exit(126);
    ::execvpe(arguments.data()[0], arguments.data(), environment.data());
    ::_exit(127);
}

} // namespace

qint64 diskUsage(const QString &folder)
{
    qint64 bytes = 0;
    std::set<ino_t> seen; // what is renamed while we look may be met twice
    std::error_code error;
    std::filesystem::recursive_directory_iterator at(folder.toStdString(), error);
    for (; !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
        struct stat state = {};
        if (::lstat(at->path().c_str(), &state) == 0 && seen.insert(state.st_ino).second)
            bytes += static_cast<qint64>(state.st_blocks) * 512;
    }
    return bytes;
}

Sample measure(const Command &command)
{
    const Texts arguments(QStringList{command.program} + command.arguments);
    const Texts environment(command.environment.toStringList());
    const QByteArray output = QFile::encodeName(command.output);
    ::sync();
    if (command.coldCache) {
        QFile drop(u"/proc/sys/vm/drop_caches"_s);
        if (drop.open(QIODevice::WriteOnly))
            drop.write("3");
    }

    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0)
        become(arguments, environment, output);
    std::atomic<qint64> peak = 0;
    std::atomic<bool> killed = false;
    std::atomic<bool> ended = false;
    std::thread watcher([&] {
        std::chrono::steady_clock::time_point next;
        while (!ended) {
            const auto now = std::chrono::steady_clock::now();
            if (now >= next) {
                peak = std::max(peak.load(), diskUsage(command.watched));
                // Ten thousand files take long to look at, and that is time which the measured program does not get.
                const auto took = std::chrono::steady_clock::now() - now;
                next = now + std::min<std::chrono::nanoseconds>(20 * took, 1s);
            }
            if (command.tick && command.tick() && !killed.exchange(true))
                ::kill(child, SIGKILL);
            std::this_thread::sleep_for(20ms);
        }
        if (command.tick)
            command.tick(); // what came within the last 20 ms
    });
    int status = 0;
    rusage usage = {};
    ::wait4(child, &status, 0, &usage);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    ended = true;
    watcher.join();

    Sample sample;
    sample.wall = wall.count();
    sample.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    sample.peakMemory = usage.ru_maxrss * 1024;
    sample.peakDisk = peak;
    if (killed != command.mustBeKilled)
        sample.failure = u"it ended before it could be killed"_s;
    else if (!killed && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
        sample.failure = u"%1 failed, see %2"_s.arg(command.program, command.output);
    return sample;
}

double median(QList<double> values)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace weightyard::bench
