#include "app/cli/worker_run.h"

#include "app/cli/interrupt.h"

#include <QCoreApplication>
#include <thread>

namespace weightyard::cli {

int runInterruptibly(const std::function<int(const base::CancelToken &)> &work)
{
    const base::CancelToken cancel;
    const Interrupt interrupt(cancel, [] {});
    int result = 0;
    std::thread worker([&] {
        result = work(cancel);
        QMetaObject::invokeMethod(
            qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    worker.join();
    return result;
}

} // namespace weightyard::cli
