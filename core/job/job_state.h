// The states of a download and the moves between them. Pure; the table is the policy and a test enumerates it.
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
    Paused,
    Installed, ///< final
    Failed,    ///< final
    Cancelled, ///< final
};

QList<JobState> allJobStates();
QString jobStateName(JobState state); ///< stable English, for logs and --json
bool isFinal(JobState state);
bool mayMove(JobState from, JobState to);

} // namespace weightyard::job
