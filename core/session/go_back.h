// Going back to the version of an installed model that its last update has replaced, which is held (store/lock_keeper.h). No network. Blocks on the
// disk; worker threads only, or a terminal's main thread. Needs a git::Runtime.
#pragma once

#include "library/rollback_model.h"

namespace weightyard::store {
class LockKeeper;
}

namespace weightyard::session {

struct BackQuestion {
    library::InstalledModel model;
    QString library;   ///< absolute
    QString configDir; ///< absolute
    library::MineOrNew choice = library::MineOrNew::Refuse;
    bool dryRun = false;
};

/// The record of the version that is there now, or would be. Errors: library/rollback_model.h, Busy.
base::Result<store::Record> goBack(const BackQuestion &question, store::LockKeeper &locks,
                                   const base::CancelToken &cancel);

} // namespace weightyard::session
