// What the disk knows for completion: catalogue and library. Reads only, takes no lock, asks no network, and says nothing about what cannot
// be read: a shell waits for it between two keys. Main thread.
#pragma once

#include "app/cli/completion.h"

namespace weightyard::cli {

/// `words` as completionOf has them: --config, --library and --catalogue in them are obeyed.
CompletionSources completionSources(const QStringList &words);

} // namespace weightyard::cli
