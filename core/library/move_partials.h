// Moves what unfinished downloads of a library have received to another library: partials with their journals, finished objects, and
// the lists of what is wanted. Where both libraries have bytes of an object, those stay that are more. Begun again after a kill it goes
// on. Blocks on the disk; worker threads only, the locks of both libraries held.
#pragma once

#include "store/tree_copy.h"

namespace weightyard::library {

/// `from` and `to`: libraries. Cancelled.
base::Result<void> movePartials(const QString &from, const QString &to, const store::CopyProgress &progress,
                                const base::CancelToken &cancel);

} // namespace weightyard::library
