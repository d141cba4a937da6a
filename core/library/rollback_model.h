// Going back to the version of a model that its last update, or rollback, has replaced (store/previous_version.h). No network. The
// version that is replaced now is kept in its turn. Blocks on the disk; worker threads only, the model held (store/lock_keeper.h).
#pragma once

#include "base/cancel_token.h"
#include "library/mine_or_new.h"
#include "library/verify_models.h"
#include "store/download_layout.h"

namespace weightyard::library {

/// The record of the version that is there now. NotFound: NothingPrevious. Conflict: OwnCommits, FolderNotSwapped, and what the
/// user changed since, by `choice` (planVersion()); PreviousIncomplete. Nothing has happened then.
base::Result<store::Record> rollBack(const InstalledModel &model, const store::DownloadLayout &place,
                                     MineOrNew choice, const base::CancelToken &cancel);

/// What rollBack() would put there, without doing it.
base::Result<store::Record> previousOf(const InstalledModel &model, const store::DownloadLayout &place);

} // namespace weightyard::library
