// What `get --scripts` is to fetch: models of a folder of download scripts, as requests into the folders beside the scripts. Looks at the
// disk; no network.
#pragma once

#include "app/cli/get_selection.h"

namespace weightyard::cli {

/// What contradicts --scripts. Usage. Pure.
base::Result<void> checkScripts(const CommandLine &line);

/// As selectDownloads(). What the scripts left unsure is among the warnings.
base::Result<GetSelection> selectFromScripts(const CommandContext &context, const QUrl &hub);

} // namespace weightyard::cli
