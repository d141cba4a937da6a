// `weightyard-cli check`: the prerequisites, each as its answer comes in the order of the list. Main thread; runs an
// event loop of its own until all have answered or their time is over.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/model_rows.h"
#include "app/services.h"
#include "prerequisites/check.h"

namespace weightyard::cli {

/// Done, or Prerequisite when a check failed or gave no answer that a download needs.
int runCheck(const CommandLine &line, const Places &places, app::Services &services);

QJsonObject toJson(const prerequisites::CheckResult &result);
/// A few lines for people.
QString checkLines(const prerequisites::CheckResult &result, int columns);

} // namespace weightyard::cli
