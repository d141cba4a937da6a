// `get --dry-run`: what would be fetched, and where to. A choice is looked up where the model is; nothing is downloaded. Main thread.
#pragma once

#include "app/cli/command.h"
#include "app/cli/get_selection.h"

namespace weightyard::cli {

/// The exit code: a choice that the model does not have is Usage. One that cannot be looked up now is said to be that.
int tellOnly(const GetSelection &selection, const CommandContext &context, app::Services &services);

} // namespace weightyard::cli
