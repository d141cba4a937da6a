// Where the branch ends in the address of a page ("/tree/feature/x/sub"): the repository's list of refs tells. Blocks; worker threads
// only.
#pragma once

#include "catalog/model_location.h"
#include "job/job_services.h"

namespace weightyard::job {

struct DownloadRequest;

/// The longest name that is a branch or a tag there is the revision; what is behind it the path. As it is where the address says all, and
/// where the repository does not answer, or has none of the names. One request.
catalog::ModelLocation onItsBranch(const catalog::ModelLocation &location, const JobServices &services,
                                   const base::CancelToken &cancel);

/// The same for a request whose revision is that of its address.
void settleBranch(DownloadRequest &request, const JobServices &services, const base::CancelToken &cancel);

} // namespace weightyard::job
