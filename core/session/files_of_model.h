// The files of a model that is here, for those who list them: by its record, else what its folder holds. Blocks on the disk; worker threads
// only.
#pragma once

#include "base/cancel_token.h"
#include "job/job_snapshot.h"
#include "library/library_scan.h"

namespace weightyard::session {

/// In order of their paths. `here` is what the disk says of each now. None: the model is gone. After a cancel some may be left out.
QList<job::FileProgress> filesOfModel(const library::ModelOnDisk &model, const QStringList &libraries,
                                      const QString &configDir, const base::CancelToken &cancel);

} // namespace weightyard::session
