// Deletes a cancelled download's partial data, except objects that another unfinished download still needs. Blocks on the disk;
// worker threads only. Busy when another process works there: then everything stays.
#pragma once

#include "base/oid.h"
#include "base/result.h"
#include "job/download_request.h"
#include "job/job_services.h"
#include "store/download_layout.h"
#include "store/object_claims.h"

#include <QSet>

namespace weightyard::job {

/// Drops what an earlier run of this model received and no unfinished download wants any more, `keep` (what it wants now) left
/// out. Lock held; the caller then writes or removes the list of wanted objects.
base::Result<void> dropUnwanted(const store::DownloadLayout &place, const QString &modelPath,
                                const QSet<base::Oid> &keep, store::ObjectClaims &claims);

base::Result<void> discardDownload(const DownloadRequest &request, const JobServices &services);

} // namespace weightyard::job
