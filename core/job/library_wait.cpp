#include "job/library_wait.h"

namespace weightyard::job {

namespace {
constexpr std::chrono::milliseconds kLookMs(500);
} // namespace

base::Result<void> waitForLibrary(const store::DownloadLayout &place, store::LockKeeper &locks,
                                  const base::CancelToken &cancel)
{
    for (;;) {
        if (!cancel.waitFor(kLookMs))
            return base::fail(base::cancelledError());
        const auto hold = locks.prepareAndHold(place);
        if (hold)
            return {};
        if (hold.error().kind != base::ErrorKind::Busy)
            return base::fail(hold.error());
    }
}

base::Result<void> waitForClone(const library::ScriptFolder &place, const base::Clock &clock,
                                const base::CancelToken &cancel)
{
    while (library::cloneAtWork(place, clock.wallMs())) {
        if (!cancel.waitFor(kLookMs))
            return base::fail(base::cancelledError());
    }
    return {};
}

} // namespace weightyard::job
