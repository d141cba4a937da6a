// The files of a model that is here, for those who list them: by its record, else what its folder holds. Blocks on the disk; worker threads
// only.
#pragma once

#include "job/job_snapshot.h"
#include "library/library_scan.h"

namespace weightyard::session {

/// In order of their paths; at most 10,000 of a folder without a record. `here` is what the disk says of each now. None: it is gone.
QList<job::FileProgress> filesOfModel(const library::ModelOnDisk &model, const QStringList &libraries,
                                      const QString &configDir);

} // namespace weightyard::session
