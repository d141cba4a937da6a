// The states of a download, and the moves that its run may make between them; what the queue does with it is
// queue/job_standing.h. Pure; the table is the policy and a test enumerates it.
#pragma once

#include "base/error.h"

namespace weightyard::job {

enum class JobState {
    Queued,
    Resolving,    ///< fetching the commit and its tree
    Transferring, ///< objects are on their way
    Verifying,    ///< everything is here; hashes are being finished
    Publishing,   ///< the model folder is being made
    Waiting,      ///< for a time (JobSnapshot::waitUntilMs), for a reason (JobSnapshot::error)
    Paused,       ///< by the queue: no run
    Installed,    ///< final
    Failed,       ///< final
    Cancelled,    ///< final
};

QList<JobState> allJobStates();
QString jobStateName(JobState state); ///< stable English, for logs and --json
bool isFinal(JobState state);
bool mayMove(JobState from, JobState to); ///< of a run

} // namespace weightyard::job
