// Interrupt: Ctrl-C (and SIGTERM, SIGHUP; not what was ignored when the program began) as a cancelled token. The first
// one asks to stop; a second one ends the process at once, which is safe: partials survive it. One instance, main
// thread, before worker threads start.
#pragma once

#include "base/cancel_token.h"

#include <functional>
#include <memory>

namespace weightyard::cli {

class Interrupt
{
public:
    /// `asked` runs on the main thread's event loop after the token was cancelled.
    Interrupt(base::CancelToken token, std::function<void()> asked);
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace weightyard::cli
