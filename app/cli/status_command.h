// `weightyard-cli status`: what is in a library, each folder for what it is, and what was put elsewhere. Needs no lock
// and no network.
#pragma once

#include "app/cli/command_line.h"

namespace weightyard::cli {

/// Prints and returns the exit code.
int runStatus(const CommandLine &line, const QString &library, const QString &configDir);

} // namespace weightyard::cli
