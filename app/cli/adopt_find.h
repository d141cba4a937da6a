// `weightyard-cli adopt --find`: what other programs keep on this machine; with --yes it is taken over. Main thread.
#pragma once

#include "app/cli/command.h"
#include "catalog/catalogue.h"

namespace weightyard::cli {

base::Result<int> runAdoptFind(const CommandContext &context, app::Services &services,
                               const catalog::Catalogue &catalogue);

} // namespace weightyard::cli
