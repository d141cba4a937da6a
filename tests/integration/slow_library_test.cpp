// A library on a disk that does not answer keeps the jobs of other libraries waiting no more than it must: not at all.
// Needs a real volume that can be frozen; skipped where none can be mounted.
#include "child_process.h"
#include "temp_dir.h"
#include "test_registry.h"
#include "test_volume.h"

#include "store/lock_keeper.h"
#include "support/store_results.h"

#include <QFile>
#include <QtTest>
#include <atomic>
#include <future>
#include <unistd.h>

namespace slow_library_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard;
using namespace weightyard::store;
using namespace weightyard::test;

namespace {

// Field 3 of /proc/<pid>/stat, behind the name in brackets: D is a call into the disk that has not come back.
bool waitsForTheDisk(pid_t thread)
{
    QFile file(u"/proc/self/task/%1/stat"_s.arg(thread));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = file.readAll();
    return text.mid(text.lastIndexOf(')') + 2).startsWith('D');
}

} // namespace

class SlowLibraryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void othersGoOn();
};

void SlowLibraryTest::othersGoOn()
{
    const TestVolume volume(u"ext4"_s, 40, {u"-q"_s});
    SKIP_WITHOUT(volume);
    if (!runProcess(u"fsfreeze"_s, {u"--freeze"_s, volume.path()}).ok())
        QSKIP("cannot freeze a volume here");
    const TempDir dir;
    LockKeeper keeper;
    const DownloadLayout slow = valueOf(layoutInLibrary(volume.path() + u"/library"_s, u"o/n"_s));
    const DownloadLayout other = valueOf(layoutInLibrary(dir.path(u"library"_s), u"o/n"_s));
    std::atomic<pid_t> thread = 0;
    auto frozen = std::async(std::launch::async, [&] {
        thread = ::gettid();
        return keeper.prepareAndHold(slow).has_value();
    });
    const bool stuck = waitUntil([&] { return thread != 0 && waitsForTheDisk(thread); }, 30s);
    auto free = std::async(std::launch::async, [&] { return keeper.prepareAndHold(other).has_value(); });
    const bool came = free.wait_for(30s) == std::future_status::ready;
    mustRun(u"fsfreeze"_s, {u"--unfreeze"_s, volume.path()});
    QVERIFY(stuck);
    QVERIFY(came);
    QVERIFY(free.get());
    QVERIFY(frozen.get());
}

WEIGHTYARD_TEST(SlowLibraryTest)

} // namespace slow_library_test

#include "slow_library_test.moc"
