// One commit of a repository as its files, without any of their bytes: git's part of a download (depth 1) and nothing more. Blocks;
// worker threads only.
#pragma once

#include "job/job_services.h"
#include "library/commit_files.h"

#include "catalog/model_location.h"

namespace weightyard::job {

struct CommitLook {
    git::FetchedRevision revision;
    library::CommitFiles files;
};

/// `revision` as git::FetchRequest has it. Errors: those of net and git; Unsafe for paths that lead out of a folder. Cancellable within
/// a second.
base::Result<CommitLook> lookAtCommit(const catalog::ModelLocation &location, const QString &revision,
                                      bool withAttributes, const JobServices &services,
                                      const base::CancelToken &cancel);

} // namespace weightyard::job
