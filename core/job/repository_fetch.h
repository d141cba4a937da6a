// The commit of a download, with its tree: a shallow fetch into staging, again after what passes by itself. The job's thread.
#pragma once

#include "base/retry_policy.h"
#include "git/repository.h"
#include "job/job_reporter.h"
#include "store/space.h"

namespace weightyard::job {

struct RepositoryFetch {
    net::AuthSession &session;
    base::RetryLimits retries;
    store::SpaceLedger &space;
    JobReporter &reporter;
};

base::Result<std::unique_ptr<git::Repository>> fetchRepository(const git::FetchRequest &request,
                                                               const RepositoryFetch &how,
                                                               const base::CancelToken &cancel);

} // namespace weightyard::job
