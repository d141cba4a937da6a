// CareParts: what everything works with that the window does with models that are here. All of it outlives its users. GUI thread.
#pragma once

#include "base/background.h"
#include "job/job_services.h"
#include "settings/settings.h"
#include "ui/workbench/downloads.h"

namespace weightyard::ui {

struct CareParts {
    ModelTree &tree;
    Offer &offer;
    Downloads &downloads;
    const LibraryWatch &library;
    const settings::Settings &settings;
    const job::JobServices &services;
    base::Background &background;
};

} // namespace weightyard::ui
