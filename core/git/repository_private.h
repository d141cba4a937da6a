// What a Repository holds. For this folder only.
#pragma once

#include "git/libgit2_handle.h"
#include "git/repository.h"
#include "git/tree_walk.h"

namespace weightyard::git {

struct Repository::Private {
    RepositoryHandle repository = {};
    OdbHandle odb = {};
    FetchedRevision revision = {};
    QByteArray refId = {}; ///< what `revision.refName` points to: the tag's own object for an annotated tag
    git_oid tree{};
    base::CancelToken cancel = {};
    std::optional<WalkedTree> walked = {}; ///< made by the first entries()

    base::Result<const WalkedTree *> walk();
};

} // namespace weightyard::git
