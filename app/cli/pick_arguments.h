// Which files of the models are wanted: --variant, --include, --exclude, --file and --safe of `get` and `estimate`. Pure.
#pragma once

#include "app/cli/command_line.h"
#include "base/pick_wish.h"

namespace weightyard::cli {

base::PickWish pickOf(const CommandLine &line);

/// Usage for --file with several models, and for a choice of files of models that scripts name.
base::Result<void> checkPick(const CommandLine &line);

} // namespace weightyard::cli
