// A commit's tree as a list, with the attributes of its files. Trees come from strangers: depth, number and length are bounded,
// names that no tree can rightly have are refused. Bound to the thread of its handles.
#pragma once

#include "git/attributes.h"
#include "git/libgit2_handle.h"
#include "git/repository.h"

namespace weightyard::git {

struct WalkedTree {
    QList<TreeEntry> entries; ///< in git's order
    Attributes attributes;
};

/// Unsafe: a path that is not UTF-8, a malformed name, the same name twice, too much of anything: a plain
/// file, a link's target or a .gitattributes that is too large to be held in memory, by name. Corrupt: an object is
/// missing or not of the kind that the tree says.
base::Result<WalkedTree> walkTree(git_repository *repository, git_odb *odb, const git_oid &tree,
                                  const base::CancelToken &cancel);

/// The object's bytes. Corrupt when it is missing or does not hash to its id.
base::Result<QByteArray> readBlob(git_odb *odb, const git_oid &id);

} // namespace weightyard::git
