// Taking back what was shared with another program: of what is in its folder nothing goes but our own (share_record.h). Blocks on the disk;
// worker threads only, or a terminal's main thread.
#pragma once

#include "base/result.h"
#include "library/foreign_stores.h"

#include <QStringList>

namespace weightyard::library {

struct UnshareOutcome {
    int removed = 0;       ///< files and links
    QStringList kept = {}; ///< below the place: of ours, but changed since, or in use by another program
};

/// NotFound: NotShared.
base::Result<UnshareOutcome> unshare(const QString &recordFile, const QString &modelPath, ForeignTool tool,
                                     bool dryRun);

} // namespace weightyard::library
