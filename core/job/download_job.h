// DownloadJob: one model from repository to disk: resolve, reserve, transfer, verify, publish. run() blocks a worker
// thread from begin to end and returns the last snapshot; its JobReporter is the only writer of its states. Snapshots are
// handed to `changed` on that thread, at most ten a second but for changes of state.
//
// Holds the store's lock, shared with the other jobs of this process, while it works. After any end but Installed,
// partials stay for the next run, with everything received so far claimed in their journals.
#pragma once

#include "base/cancel_token.h"
#include "job/download_request.h"
#include "job/job_services.h"
#include "job/job_snapshot.h"

#include <functional>
#include <memory>

namespace weightyard::job {

class DownloadJob
{
public:
    using ChangedFunction = std::function<void(const JobSnapshot &)>;
    DownloadJob(DownloadRequest request, const JobServices &services, ChangedFunction changed);
    ~DownloadJob();

    JobSnapshot run(const base::CancelToken &cancel);

private:
    struct Steps;
    std::unique_ptr<Steps> m_steps;
};

} // namespace weightyard::job
