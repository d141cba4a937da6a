// Branches as variants: repositories that keep each quantisation on a branch of its own (EXL2, GPTQ). One request
// for the names and one for each branch; answers are kept by commit. Blocks; worker threads only. Cancellable
// within a second.
#pragma once

#include "session/model_look.h"

namespace weightyard::session {

struct BranchVariant {
    hub::ModelRef branch;
    hub::Variant variant; ///< all of the branch but its doubles, by the branch's name
    friend bool operator==(const BranchVariant &one, const BranchVariant &other)
    {
        return one.branch == other.branch && one.variant.bytes == other.variant.bytes;
    }
};

/// The branches among `refs` that hold weights, in their order, of kMostBranches that are looked at; the one that
/// `seen` shows is not asked for again. None where it is the only one, nor where `seen` is from a manifest and holds
/// weights: there each branch is a fetch, and kMostFetchedBranches are looked at. A branch that is not told about is
/// left out; a quota that is used up ends it.
QList<BranchVariant> branchVariants(const catalog::ModelLocation &location, const QList<hub::ModelRef> &refs,
                                    const ModelLook &seen, const job::JobServices &services, const QUrl &hub,
                                    const HubAsking &asking, const base::CancelToken &cancel);

constexpr int kMostBranches = 16;
constexpr int kMostFetchedBranches = 4; ///< where no API tells of them

} // namespace weightyard::session
