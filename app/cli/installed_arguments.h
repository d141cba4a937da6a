// Which installed models the words of a command line name: update, share. Blocks on the disk; main thread.
#pragma once

#include "app/cli/command.h"
#include "session/installed_choice.h"

namespace weightyard::cli {

/// One for each word, each once; all of them without words. The first word that names none, or several, is the error.
base::Result<QList<library::InstalledModel>> installedArguments(const CommandContext &context);

} // namespace weightyard::cli
