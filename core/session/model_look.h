// What a model offers before anything of it is downloaded: facts, files, variants, revisions. From the Hub; of
// other hosts, and of mirrors that have the repositories and not the API, from the manifest of a shallow fetch:
// the same list of files. Terminal and window come through here. Blocks; worker threads only. Cancellable within a
// second.
#pragma once

#include "hub/model_details.h"
#include "hub/model_refs.h"
#include "hub/weights_pick.h"
#include "job/job_services.h"

namespace weightyard::session {

/// How the Hub is asked.
struct HubAsking {
    hub::Quota *quota = nullptr;           ///< of all who ask; outlives them. Null: nobody counts
    std::chrono::milliseconds patience{0}; ///< for a quota: a longer wait is RateLimited, with the time
    bool orRepository = false; ///< where a quota is used up, what the repository tells of a model will do
};

/// `services` need a configuration folder: answers are kept there.
hub::FactServices hubServices(const job::JobServices &services, const QUrl &hub, const HubAsking &asking);

struct ModelLook {
    hub::ModelDetails details; ///< from a manifest: id, commit and files; all else is not known
    hub::Variants variants;
    std::optional<hub::WeightsPick> weights = {}; ///< nothing: none are known
    bool fromManifest = false;
    /// Why the Hub did not tell more: HubAsking::orRepository.
    std::optional<base::Error> hubError = {};
    /// Of the address of a page whose branch has slashes: with that branch, and what is chosen on it.
    std::optional<catalog::ModelLocation> settled = {};
};

base::Result<ModelLook> lookAtModel(const catalog::ModelLocation &location, const QString &revision,
                                    const job::JobServices &services, const QUrl &hub,
                                    const HubAsking &asking, const base::CancelToken &cancel);

/// The same by the repository alone, whatever host it is on.
base::Result<ModelLook> lookAtManifest(const catalog::ModelLocation &location, const QString &revision,
                                       const job::JobServices &services, const base::CancelToken &cancel);

/// Branches, then tags; by the repository where the Hub's API does not tell: on other hosts, on mirrors without this part
/// of it, and while a quota is used up, with HubAsking::orRepository.
base::Result<QList<hub::ModelRef>> revisionsOf(const catalog::ModelLocation &location,
                                               const job::JobServices &services, const QUrl &hub,
                                               const HubAsking &asking, const base::CancelToken &cancel);

} // namespace weightyard::session
