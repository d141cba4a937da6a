#include "app/cli/interrupt.h"

#include <QCoreApplication>
#include <QObject>
#include <QSocketNotifier>
#include <atomic>
#include <cstdlib>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <csignal>
#include <iterator>
#include <unistd.h>
#endif

namespace weightyard::cli {

namespace {
constexpr int kInterrupted = 130;
}

#ifdef Q_OS_WIN

struct Interrupt::Private {
    base::CancelToken token;
    std::function<void()> asked;
    QObject context{nullptr};
    static std::atomic<Private *> current;
    static BOOL WINAPI handle(DWORD)
    {
        Private *self = current.load();
        if (self == nullptr || self->token.isCancelled())
            return FALSE;
        self->token.cancel(); // runs on a thread of its own here: no signal-handler rules
        QMetaObject::invokeMethod(&self->context, self->asked, Qt::QueuedConnection);
        return TRUE;
    }
};
std::atomic<Interrupt::Private *> Interrupt::Private::current = nullptr;

Interrupt::Interrupt(base::CancelToken token, std::function<void()> asked)
    : d(new Private{std::move(token), std::move(asked)})
{
    Private::current = d.get();
    SetConsoleCtrlHandler(&Private::handle, TRUE);
}

Interrupt::~Interrupt()
{
    SetConsoleCtrlHandler(&Private::handle, FALSE);
    Private::current = nullptr;
}

#else

namespace {

// A signal handler may only touch these.
std::atomic<int> pipeEnd = -1;
std::atomic<int> signalsSeen = 0;
static_assert(std::atomic<int>::is_always_lock_free);

void onSignal(int)
{
    if (signalsSeen.fetch_add(1) > 0)
        ::_exit(kInterrupted);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(pipeEnd.load(), &byte, 1);
}

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

} // namespace

struct Interrupt::Private {
    int ends[2] = {-1, -1};
    struct sigaction before[std::size(kSignals)] = {};
    std::unique_ptr<QSocketNotifier> notifier;
};

Interrupt::Interrupt(base::CancelToken token, std::function<void()> asked) : d(std::make_unique<Private>())
{
    if (::pipe(d->ends) != 0)
        return; // without it Ctrl-C ends the process as it always did
    pipeEnd = d->ends[1];
    d->notifier = std::make_unique<QSocketNotifier>(d->ends[0], QSocketNotifier::Read);
    QObject::connect(d->notifier.get(), &QSocketNotifier::activated, d->notifier.get(),
                     [this, token = std::move(token), asked = std::move(asked)] {
                         d->notifier->setEnabled(false);
                         token.cancel();
                         asked();
                     });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask); // a macro on macOS: no '::'
    action.sa_flags = SA_RESTART;
    for (size_t i = 0; i < std::size(kSignals); ++i) {
        ::sigaction(kSignals[i], nullptr, &d->before[i]);
        if (d->before[i].sa_handler != SIG_IGN) // nohup, and what a shell runs in the background, mean it
            ::sigaction(kSignals[i], &action, nullptr);
    }
}

Interrupt::~Interrupt()
{
    for (size_t i = 0; i < std::size(kSignals); ++i)
        ::sigaction(kSignals[i], &d->before[i], nullptr);
    pipeEnd = -1;
    d->notifier.reset();
    ::close(d->ends[0]);
    ::close(d->ends[1]);
}

#endif

} // namespace weightyard::cli
