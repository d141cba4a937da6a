// Discard: what a cancelled download received goes, as far as no other unfinished download of its library wants it.
// Blocks on the disk; worker threads only. Busy when another process works there: then everything stays.
#pragma once

#include "queue/download_job.h"

namespace weightyard::queue {

base::Result<void> discardDownload(const DownloadRequest &request, const JobServices &services);

} // namespace weightyard::queue
