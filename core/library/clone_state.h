// The .git folder of an installed model: is it the one that Weightyard made, as far as its HEAD goes? Blocks on the disk; worker threads
// only. Needs a git::Runtime.
#pragma once

#include "base/result.h"
#include "store/record.h"

namespace weightyard::library {

/// It was installed with its history, and still has it.
bool hasClone(const store::Record &record, const QString &folder);

/// Conflict: OwnCommits when another commit or branch is checked out than was installed; HistoryNotUsable when .git is no folder.
base::Result<void> checkClone(const store::Record &record, const QString &folder);

/// git takes files of a choice for left out that are the model's: a run that added them was killed before it told git.
bool leavesOutItsOwn(const store::Record &record, const QString &folder);

/// After files of it were moved or lost a second name: git need not read them again; and knows those that the record has for checked out.
/// Does nothing without a clone.
base::Result<void> settleClone(const store::Record &record, const QString &folder);

} // namespace weightyard::library
