// What a store of another program has, taken over by a download that fetches nothing: terminal and window come through here. Blocks on disk
// and network; worker threads only.
#pragma once

#include "job/download_request.h"
#include "session/find_foreign.h"
#include "settings/settings.h"

namespace weightyard::session {

/// Of a find whose action is Copy. Conflict (NothingMatches) when the store has not all of it.
base::Result<job::DownloadRequest> requestToCopy(const ForeignFind &found, const AdoptServices &services,
                                                 const settings::Settings &settings,
                                                 const base::CancelToken &cancel);

} // namespace weightyard::session
