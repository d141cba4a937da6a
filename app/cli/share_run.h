// What `share` and `get --share-with` have in common: the options, one model, and how it is told. Main thread.
#pragma once

#include "app/cli/command.h"
#include "job/job_snapshot.h"
#include "session/share_models.h"

namespace weightyard::cli {

/// Of --with or --share-with. Usage, NotFound.
base::Result<session::SharePlace> sharePlaceOf(const CommandContext &context, const char *option);

/// Shares one model and says so. Needs a git::Runtime.
base::Result<void> shareAndTell(const library::InstalledModel &model, const session::SharePlace &place,
                                const CommandContext &context);

/// `get --share-with`: its options, and what it shares when all have ended. Errors have been told.
base::Result<void> checkShareWith(const CommandLine &line);
QList<base::Error> shareAll(const QList<job::JobSnapshot> &ended, const session::SharePlace &place,
                            const CommandContext &context);

} // namespace weightyard::cli
