// May this account read the model's files? GET /api/models/<id>/auth-check (huggingface_hub's auth_check) reads
// nothing of it. The answer to a gate: sign in, accept the terms, wait, refused. Blocks: worker threads only.
#pragma once

#include "hub/model_facts.h"

namespace weightyard::hub {

enum class Access {
    Yes,
    NotTold, ///< the host does not have this call
};

/// Gated with GatedNoToken, GatedTerms, GatedWaiting, GatedRejected or GatedTokenScope and the page that helps; Auth and NotFound for
/// a model that is private or missing.
base::Result<Access> checkAccess(const catalog::ModelLocation &location, const FactServices &services,
                                 const base::CancelToken &cancel);

} // namespace weightyard::hub
