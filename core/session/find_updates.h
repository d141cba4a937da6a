// Which installed models have a newer commit, and what it would change. One request a model: the Hub's description of it, or, where
// that is not offered, git's list of refs. Changes nothing, needs no lock. Blocks on network and disk: worker threads only, or a
// terminal's main thread.
#pragma once

#include "job/download_request.h"
#include "job/job_services.h"
#include "library/verify_models.h"
#include "library/version_plan.h"

namespace weightyard::session {

enum class UpdateState {
    Current, ///< the newest commit is here
    Newer,   ///< there is another one
    Pinned,  ///< asked for by a commit or a tag: it stays
    Local,   ///< a clone that was taken over, on a branch that its host does not have: it stays
    Unknown, ///< see the error
};
/// "current", "newer", "pinned", "local", "unknown": in --json.
QString updateStateName(UpdateState state);

struct UpdateFinding {
    library::InstalledModel model;
    UpdateState state = UpdateState::Unknown;
    QString newest = {}; ///< the newer commit
    /// What it changes; nothing where only its id is known.
    std::optional<library::VersionDifference> difference = {};
    std::optional<base::Error> error = {};
    /// Why the update will stop: a variant or a file that was chosen is gone from the newer commit (the difference is of what stays), its
    /// user has changed a file that it has differently, or has commits of their own.
    std::optional<base::Error> stops = {};
};

/// A model that was asked for by a commit or a tag.
bool isPinned(const store::Record &record);

UpdateFinding findUpdate(const library::InstalledModel &model, const job::JobServices &services,
                         const base::CancelToken &cancel);

/// The download that brings a model to its newer commit.
base::Result<job::DownloadRequest> updateRequest(const library::InstalledModel &model,
                                                 library::MineOrNew choice, const QString &library,
                                                 const QUrl &hub);

} // namespace weightyard::session
