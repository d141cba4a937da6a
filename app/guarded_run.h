// What both programs do where memory or threads run out: they end with a sentence and the code of an internal error, and do not abort.
// Main thread.
#pragma once

#include "base/error.h"

#include <functional>

namespace weightyard::app {

/// The exit code of `body`, or of `tell` with the error that `body` has thrown. Where even that cannot be told, a bare line is, which needs
/// no memory; `program` is its begin.
int guardedRun(const char *program, const std::function<int()> &body,
               const std::function<int(const base::Error &)> &tell);

} // namespace weightyard::app
