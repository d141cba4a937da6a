// What a move of the library is checked for, and what it changes in the settings and in the window's list of downloads: for
// move_library.cpp. The same threads.
#pragma once

#include "session/move_library.h"

namespace weightyard::session {

/// Before anything is done. Usage, Busy, Conflict, Disconnected.
base::Result<void> checkMove(const LibraryMove &move);

/// The new folder is a further library while the models move, where the old one is in the settings at all.
base::Result<void> keepBegin(const LibraryMove &move, settings::Settings &settings);
/// The new folder is in the old one's place. `staysShown`: the old one is a further library.
base::Result<void> keepMove(const LibraryMove &move, bool staysShown, settings::Settings &settings);

/// Downloads in the list that the window left on disk go on in the new library.
base::Result<void> moveQueue(const LibraryMove &move);

} // namespace weightyard::session
