// What the files of a model must be, as one commit says it: for the record of a download, and for what is compared with it. The
// repository's thread.
#pragma once

#include "git/repository.h"
#include "lfs/manifest.h"
#include "store/record.h"

namespace weightyard::library {

struct CommitFiles {
    QList<store::RecordFile> files; ///< submodules left out
    QStringList leftAsPointers;
    /// Of plain files that a checkout writes otherwise than git keeps them: as git keeps them. Downloads without git have those bytes.
    QHash<QString, git::FileId> stored;
};

/// `withAttributes`: .gitattributes files are part of it (they belong to the git history).
base::Result<CommitFiles> filesOfCommit(const git::Repository &repository, const lfs::Manifest &manifest,
                                        bool withAttributes);

} // namespace weightyard::library
