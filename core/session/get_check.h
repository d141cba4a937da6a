// What would stop a download before its first byte, for those who only want to know: the folder that it goes to, looked at as the download
// itself would. Changes nothing. Blocks on the disk, and on the network where a commit or the list of files is asked for; worker threads
// only. Needs a git::Runtime.
#pragma once

#include "job/download_request.h"
#include "session/model_look.h"

namespace weightyard::session {

/// Conflict, with the path, as job/job_target.h and store/existing_files.h have it. What could not be asked stops nothing.
base::Result<void> checkPlaceOf(const job::DownloadRequest &request, const job::JobServices &services,
                                const QUrl &hub, const HubAsking &asking, const base::CancelToken &cancel);

} // namespace weightyard::session
