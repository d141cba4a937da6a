// Work that blocks for long, on a thread of its own, while the main thread listens for Ctrl-C. Main thread; the work may print: this one
// is silent meanwhile.
#pragma once

#include "base/cancel_token.h"

#include <functional>

namespace weightyard::cli {

/// Runs it to its end; the token is cancelled by Ctrl-C. The work's result. Throws what the work throws, and std::system_error where there
/// is no further thread.
int runInterruptibly(const std::function<int(const base::CancelToken &cancel)> &work);

} // namespace weightyard::cli
