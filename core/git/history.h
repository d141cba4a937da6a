// Turns the folder of a fetch into the .git of a published model: refs, HEAD, config and index, as `git clone --depth 1` leaves
// them, so that git and git-lfs go on from there. For this folder only.
#pragma once

#include "git/repository.h"
#include "git/sparse_checkout.h"

namespace weightyard::git {

struct HistoryRequest {
    QString gitDir;
    QString worktree;
    QUrl url;
    FetchedRevision revision;
    QByteArray refId; ///< what revision.refName points to
    QList<TreeEntry> entries;
    WorktreeTraits volume = {};
    CheckedOut chosen = {};
};

base::Result<void> writeHistory(const HistoryRequest &request);

/// The text of .git/config.
QByteArray historyConfig(const HistoryRequest &request);

} // namespace weightyard::git
