// DownloadRequest: what one download is asked for. Values, any thread.
#pragma once

#include "base/pick_wish.h"
#include "catalog/model_location.h"
#include "lfs/transfer_options.h"
#include "library/mine_or_new.h"

#include <optional>

namespace weightyard::job {

struct DownloadRequest {
    catalog::ModelLocation location;
    QString revision; ///< what the user asked for; wins over the location's
    bool keepHistory = true;
    std::optional<bool> nestedHistory; ///< --keep-git given: a .git inside another work tree is wanted
    QString library;                   ///< absolute; used unless `into` is set
    QString into;                      ///< absolute folder
    QString script;      ///< `into` is the folder that this download script fills; empty: anybody's
    QString cloneFolder; ///< where the script's git clone lies at first
    /// The model is installed, and its revision is to be brought to where it stands now.
    std::optional<library::MineOrNew> update = {};
    /// Which files; of an installed model: besides those that it has.
    base::PickWish pick = {};
    /// An installed model stays what its record says that it is: what is missing of that is fetched, whatever `pick` says.
    bool keepsChoice = false;
    lfs::TransferOptions transfer;
    base::RetryLimits retries;

    QString wantedRevision() const { return revision.isEmpty() ? location.revision : revision; }
};

} // namespace weightyard::job
