#include "app/cli/worker_run.h"

#include "app/cli/interrupt.h"

#include <QCoreApplication>
#include <exception>
#include <thread>

namespace weightyard::cli {

int runInterruptibly(const std::function<int(const base::CancelToken &)> &work)
{
    const base::CancelToken cancel;
    const Interrupt interrupt(cancel, [] {});
    int result = 0;
    std::exception_ptr thrown;
    std::thread worker([&] {
        try {
            result = work(cancel);
        } catch (...) { // for the main thread
            thrown = std::current_exception();
        }
        QMetaObject::invokeMethod(
            qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    worker.join();
    if (thrown)
        std::rethrow_exception(thrown);
    return result;
}

} // namespace weightyard::cli
