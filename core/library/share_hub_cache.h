// Sharing a model with what reads the Hugging Face cache. Blocks on the disk; worker threads only, or a terminal's main thread.
#pragma once

#include "base/cancel_token.h"
#include "library/share_model.h"

namespace weightyard::library {

/// blobs, snapshot, trees and, for a model that was asked for by a branch or as the default one, the branch's ref (hub_cache.h).
/// Usage: ShareNotHub. Conflict: DamagedModel, ShareOtherVolume. Busy: ShareBusy. DiskFull before the first copy.
base::Result<ShareOutcome> shareWithHubCache(const ShareWish &wish, const base::CancelToken &cancel);

} // namespace weightyard::library
