// Sharing a model with LM Studio. Blocks on the disk; worker threads only, or a terminal's main thread.
#pragma once

#include "base/cancel_token.h"
#include "library/share_model.h"

namespace weightyard::library {

/// <place>/<publisher>/<repo>/: LM Studio takes no folder that is deeper or less deep (lmstudio-ai/docs, "Import models").
/// Usage: ShareNotHub. Conflict: DamagedModel, ShareOtherVolume. DiskFull before the first copy.
base::Result<ShareOutcome> shareWithLmStudio(const ShareWish &wish, const base::CancelToken &cancel);

} // namespace weightyard::library
