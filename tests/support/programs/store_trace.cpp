// A process of its own for the tests of core/store that trace system calls or kill it.
//   store_trace lock FILE                     takes the lock, says "locked", waits for the end of its input
//   store_trace library ROOT history|plain    puts the sample model into the library ROOT/library
//   store_trace into ROOT history|plain       puts it into ROOT/target, by rename or by moves, whatever is there
// Says "published BYTES" (received anew) or "recovered", or the error, and exits with 1 for an error.
#include "store/store_lock.h"
#include "support/store_model.h"

#include <QCoreApplication>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

int failed(const base::Error &error)
{
    std::printf("%s\n", qPrintable(base::describe(error)));
    return 1;
}

int holdLock(const QString &file)
{
    const auto lock = store::StoreLock::acquire(file);
    if (!lock)
        return failed(lock.error());
    std::puts("locked");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

int publish(bool intoFolder, const QString &root, bool history)
{
    const auto place = intoFolder ? store::layoutInFolder(root + u"/target"_s, root + u"/config"_s)
                                  : store::layoutInLibrary(root + u"/library"_s, u"owner/name"_s);
    if (!place)
        return failed(place.error());
    test::StoreModel model = test::sampleModel();
    const auto run = test::runStore(*place, model, history);
    if (!run)
        return failed(run.error());
    if (run->recovered)
        std::puts("recovered");
    else
        std::printf("published %lld\n", run->receivedBytes);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "lock"_L1)
        return holdLock(arguments[2]);
    if (arguments.size() == 4 && (arguments[1] == "library"_L1 || arguments[1] == "into"_L1))
        return publish(arguments[1] == "into"_L1, arguments[2], arguments[3] == "history"_L1);
    std::fputs("usage: see store_trace.cpp\n", stderr);
    return 2;
}
