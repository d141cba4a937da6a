// Models that are here and have no record of ours: what scripts and git have put into libraries and into folders of open scripts. Commands
// on installed models leave them out; what to do about that is told by their folders. Blocks on the disk. Main
// thread. Needs a git::Runtime.
#pragma once

#include "app/cli/command.h"
#include "library/library_scan.h"

namespace weightyard::cli {

/// By folder, each once.
QList<library::ModelOnDisk> notTakenOver(const CommandContext &context);

/// NotTakenOver for a word that means one of them; else the error as it is.
base::Error asNotTakenOver(const base::Error &error, const QString &word, const CommandContext &context);

/// Names them, with the command that takes them over; not with --quiet or --json. True: there are any.
bool tellNotTakenOver(const QList<library::ModelOnDisk> &models, const CommandLine &line);

} // namespace weightyard::cli
