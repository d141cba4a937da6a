// Ends what a kill or a failure stopped while a model's folder was changed (store/pending_change.h). Blocks on the disk; worker
// threads only, or a terminal's main thread. Needs a git::Runtime.
#pragma once

#include "library/verify_models.h"
#include "store/download_layout.h"

namespace weightyard::store {
class LockKeeper;
}

namespace weightyard::session {

/// The change in this place, which the caller holds (store/lock_keeper.h). True: the model's record is another now. On failure
/// everything stays where it is.
base::Result<bool> endChange(const store::DownloadLayout &place);

/// The same for a swap of this model: an update or a rollback. Holds the model.
base::Result<bool> endSwap(const library::InstalledModel &model, const QString &library,
                           const QString &configDir, store::LockKeeper &locks);
/// The same of one in a library that is held as a whole.
base::Result<bool> endHeldSwap(const library::InstalledModel &model, const QString &library,
                               const QString &configDir);

} // namespace weightyard::session
