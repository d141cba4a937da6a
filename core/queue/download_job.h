// DownloadJob: one model from repository to disk: resolve, reserve, transfer, verify, publish. run() blocks a worker
// thread from begin to end and returns the last snapshot; its JobReporter is the only writer of its states. Snapshots are
// handed to `changed` on that thread, at most ten a second but for changes of state.
//
// Holds the store's lock, shared with the other jobs of this process, while it works. After any end but Installed,
// partials stay for the next run, with everything received so far claimed in their journals.
#pragma once

#include "base/config_entries.h"
#include "base/retry_policy.h"
#include "catalog/model_location.h"
#include "lfs/transfer_run.h"
#include "queue/job_snapshot.h"
#include "store/lock_keeper.h"
#include "store/object_claims.h"
#include "store/publisher.h"
#include "store/space.h"

namespace weightyard::queue {

struct DownloadRequest {
    catalog::ModelLocation location;
    QString revision; ///< what the user asked for; wins over the location's
    bool keepHistory = true;
    std::optional<bool> nestedHistory; ///< --keep-git given: a .git inside another work tree is wanted
    QString library;                   ///< absolute; used unless `into` is set
    QString into;                      ///< absolute folder
    lfs::TransferOptions transfer;
    base::RetryLimits retries;

    QString wantedRevision() const { return revision.isEmpty() ? location.revision : revision; }
};

/// What jobs share. References outlive every job.
struct JobServices {
    net::HttpClient &client;
    base::Credentials &credentials;
    const base::Clock &clock;
    const base::ConfigEntries &userConfig;
    store::SpaceLedger &space;
    store::LockKeeper &locks;
    store::ObjectClaims &claims;
    QString configDir;                                       ///< records of --into downloads
    std::shared_ptr<lfs::ConnectionBudget> connections = {}; ///< of all jobs together
    bool waitForDisk = false; ///< one that is full, or not connected, makes a job wait, not fail
    QUrl hub = {};            ///< today's: kept downloads of the Hub go on there
};

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

} // namespace weightyard::queue
