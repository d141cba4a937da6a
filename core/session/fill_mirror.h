// Fills a mirror with installed models, one after the other. Blocks on the disk; worker threads, or a terminal's main thread.
#pragma once

#include "library/fill_mirror.h"

#include <functional>

namespace weightyard::session {

/// All of them together; `told` hears of each. Fails for what ends all of it: the disk, or Cancelled.
base::Result<library::MirrorFilled>
fillMirror(library::MirrorFolder &mirror, const QList<library::InstalledModel> &models,
           const std::function<void(const library::InstalledModel &, const library::MirrorFilled &)> &told,
           const base::CancelToken &cancel);

} // namespace weightyard::session
