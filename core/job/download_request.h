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
    /// `revision` is a commit that this branch was at, by its full name: the model follows the branch from now on. Empty: none.
    QString follows = {};
    /// The model is installed, and its revision is to be brought to where it stands now.
    std::optional<library::MineOrNew> update = {};
    /// `update` came from a revision that was asked for: `pick` adds to what the model has.
    bool movesOn = false;
    /// Which files; of an installed model: besides those that it has.
    base::PickWish pick = {};
    /// An installed model stays what its record says that it is: what is missing of that is fetched, whatever `pick` says.
    bool keepsChoice = false;
    lfs::TransferOptions transfer;
    base::RetryLimits retries;

    QString wantedRevision() const { return revision.isEmpty() ? location.revision : revision; }
    /// What an update asks for later; empty: the default branch.
    QString lastingRevision() const
    {
        const QString branch = follows.section(u'/', 2);
        return follows.isEmpty() ? wantedRevision() : branch == u"main" ? QString() : branch;
    }
};

} // namespace weightyard::job
