// `weightyard-cli verify`: hashes the objects of installed models again. Needs no network; notes damage in the records,
// so that the next `get` fetches just what is damaged.
#pragma once

#include "app/cli/command_line.h"

namespace weightyard::cli {

/// Prints and returns the exit code: Corrupt when something is damaged or missing.
int runVerify(const CommandLine &line, const QString &library, const QString &configDir);

} // namespace weightyard::cli
