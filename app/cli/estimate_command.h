// `weightyard-cli estimate`: exact sizes from the Hub, what is missing of them, and whether it fits. Downloads nothing.
// Main thread; waits for the Hub.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/model_rows.h"
#include "app/services.h"

namespace weightyard::cli {

/// Disk when it does not fit; the code of the failures when the Hub could not tell all sizes; an error when nothing was
/// understood.
base::Result<int> runEstimate(const CommandLine &line, const Places &places, app::Services &services);

} // namespace weightyard::cli
