// Moves one model from a library to another one: its folder, its record, the version before its last update, and what an unfinished
// publish of it has staged. At every moment one of the two libraries has the model with its record, complete: store/folder_move.h.
// Begun again after a kill it goes on. Blocks on the disk; worker threads only, the locks of both libraries held. Needs a git::Runtime.
#pragma once

#include "store/folder_move.h"

namespace weightyard::library {

struct ModelToMove {
    QString modelPath; ///< below the library
    QString from;      ///< libraries: absolute, canonical
    QString to;
};

/// Conflict: something else is at its place there, or the model's folder is reached by a link that leads back into the library.
/// Cancelled.
base::Result<store::FolderMoved> moveModel(const ModelToMove &model, const store::CopyProgress &progress,
                                           const base::CancelToken &cancel);

} // namespace weightyard::library
