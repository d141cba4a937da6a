// Sharing installed models with other programs of this machine: which program, where it keeps its models, and the locks and lists that
// belong to it. For terminal and window. Blocks on the disk; worker threads only, or a terminal's main thread.
#pragma once

#include "base/cancel_token.h"
#include "base/config_entries.h"
#include "library/share_model.h"
#include "library/unshare.h"
#include "store/download_layout.h"

namespace weightyard::store {
class LockKeeper;
}

namespace weightyard::session {

/// "hf-cache" or "lm-studio". Usage: NoSuchTool.
base::Result<library::ForeignTool> shareTool(const QString &name);

struct SharePlace {
    library::ForeignTool tool = library::ForeignTool::HubCache;
    QString folder;    ///< of the other program
    QString sharesDir; ///< base::ConfigLayout::shares()
};

/// NotFound: NoLmStudio.
base::Result<SharePlace> sharePlace(library::ForeignTool tool, const base::Environment &environment,
                                    const QString &configDir);

/// Holds the model (store/lock_keeper.h). Needs a git::Runtime. Errors: library/share_hub_cache.h, library/share_lm_studio.h, Busy.
base::Result<library::ShareOutcome> share(const library::InstalledModel &model,
                                          const store::DownloadLayout &where, const SharePlace &place,
                                          const library::PlacingWish &placing, bool dryRun,
                                          store::LockKeeper &locks, const base::CancelToken &cancel);

/// The model that a text means among those that are shared there, installed or not: its path, else the only one that has the text in
/// it. NotFound: NotShared; Usage for several.
base::Result<QString> sharedModelNamed(const SharePlace &place, const QString &text);

/// NotFound: NotShared. `installed`: the model, if it still is here; git need not read its files again afterwards.
base::Result<library::UnshareOutcome> unshare(const QString &modelPath, const SharePlace &place, bool dryRun,
                                              const std::optional<library::InstalledModel> &installed = {});

} // namespace weightyard::session
