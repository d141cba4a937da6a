// `weightyard-cli list`: the models on offer, with sizes and what is here of them. No network. Main thread.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/model_rows.h"

namespace weightyard::cli {

/// The exit code; an error when there is nothing to list.
base::Result<int> runList(const CommandLine &line, const Places &places);

} // namespace weightyard::cli
