// The command that the user is told to run next, as a shell takes it: with what this one was given, so that it works in the same context.
// Pure.
#pragma once

#include "app/cli/command_line.h"
#include "store/record.h"

namespace weightyard::cli {

/// `weightyard-cli get ...` of a model that has this record.
QString getCommand(const store::Record &record, const QString &folder, const CommandLine &line);
/// `weightyard-cli verify --repair ...`; one in a folder of the user's by that.
QString repairCommand(const store::Record &record, const QString &folder, const CommandLine &line);

} // namespace weightyard::cli
