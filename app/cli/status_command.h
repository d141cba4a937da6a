// `weightyard-cli status`: what is installed in a library, from its records. Needs no lock and no network.
#pragma once

#include "app/cli/command_line.h"

namespace weightyard::cli {

/// Prints and returns the exit code.
int runStatus(const CommandLine &line, const QString &library, const QString &configDir);

} // namespace weightyard::cli
