// What helps, in the words of one command: no remedy names an option that the command lacks, and none says that a download goes on where
// there was none. Pure, main thread.
#pragma once

#include "app/cli/command.h"

namespace weightyard::cli {

/// `command` null: none is known yet.
QString remedyOf(const base::Error &error, const Command *command);

} // namespace weightyard::cli
