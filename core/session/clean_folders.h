// What can go from the state folders of downloads into folders of the user's: for clean.cpp. The same threads.
#pragma once

#include "session/clean.h"

namespace weightyard::store {
class LockKeeper;
}

namespace weightyard::session {

/// Of the folders that have a record in the configuration folder: previous versions, and what an unfinished download into them has
/// received. Fails when the window's list of downloads cannot be read: then nobody knows what is wanted.
base::Result<QList<CleanRow>> cleanFolderState(const CleanQuestion &question);

/// Deletes what a row has, as far as it still has it; without the state folder when nothing else is in it. Takes its lock. Busy.
base::Result<qint64> cleanFolderStateRow(const CleanRow &row, const CleanQuestion &question,
                                         store::LockKeeper &locks);

} // namespace weightyard::session
