// A change of a model's folder that has begun and not ended: a swap (tree_swap.h) or moves (move_journal.h) that a kill or a failure
// stopped. Until Publisher::recover() has ended it, its staging folder may hold the only copy of files, the user's among them:
// nothing else may remove it. Blocks on the disk; any thread.
#pragma once

#include "base/result.h"
#include "store/download_layout.h"

namespace weightyard::store {

bool isChangePending(const DownloadLayout &place);

/// The path of the model whose folder it changes; empty without one. Errors: versioned_file.h, NotOurMoves.
base::Result<QString> modelOfPendingChange(const DownloadLayout &place);

} // namespace weightyard::store
