// What the end of a download means for its place on disk. Blocks; the job's thread, lock held.
#pragma once

#include "base/result.h"
#include "store/download_layout.h"

namespace weightyard::job {

/// A failed run leaves what another one can go on with: bytes of objects. Without any, nothing of ours stays beside the
/// user's files.
void removeEmptyState(const store::DownloadLayout &place);

/// The mark of our state folder is there as long as the job: without it every failure has one reason, Disconnected. A
/// DiskFault is one, too, when the disk takes nothing at all.
base::Error asDisconnectedIfGone(const base::Error &error, const store::DownloadLayout &place);

/// The model is installed, whatever comes of this; what stays is swept by the next download here.
void cleanUpInstalled(const store::DownloadLayout &place);

} // namespace weightyard::job
