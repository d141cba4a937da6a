// Opens the system's terminal in a folder, as terminal_table.h chooses it. Blocks on the disk: worker threads only. The terminal lives on
// when this program ends.
#pragma once

#include "base/config_entries.h"
#include "base/result.h"

namespace weightyard::ui {

/// NotFound: FolderNotThere. Prerequisite: NoTerminalProgram, and ProgramNotStarted where there is one that does not start.
base::Result<void> openTerminal(const QString &folder, const base::Environment &environment);

} // namespace weightyard::ui
