#include "job/job_state.h"

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;

QList<JobState> allJobStates()
{
    QList<JobState> states;
    for (int i = 0; i <= static_cast<int>(JobState::Cancelled); ++i)
        states.append(static_cast<JobState>(i));
    return states;
}

QString jobStateName(JobState state)
{
    switch (state) {
    case JobState::Queued:
        return u"queued"_s;
    case JobState::Resolving:
        return u"resolving"_s;
    case JobState::Transferring:
        return u"transferring"_s;
    case JobState::Verifying:
        return u"verifying"_s;
    case JobState::Publishing:
        return u"publishing"_s;
    case JobState::Waiting:
        return u"waiting"_s;
    case JobState::Paused:
        return u"paused"_s;
    case JobState::Installed:
        return u"installed"_s;
    case JobState::Failed:
        return u"failed"_s;
    case JobState::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

bool isFinal(JobState state)
{
    return state == JobState::Installed || state == JobState::Failed || state == JobState::Cancelled;
}

bool mayMove(JobState from, JobState to)
{
    if (isFinal(from) || from == to || from == JobState::Paused)
        return false;
    if (to == JobState::Failed || to == JobState::Cancelled)
        return true;
    switch (from) {
    case JobState::Queued:
        return to == JobState::Resolving;
    case JobState::Resolving:
        // Installed straight away: it is there already.
        return to == JobState::Transferring || to == JobState::Publishing || to == JobState::Waiting
               || to == JobState::Installed;
    case JobState::Transferring:
        return to == JobState::Verifying || to == JobState::Publishing || to == JobState::Waiting;
    case JobState::Verifying:
        // A hash that does not match sends the job back to fetch again.
        return to == JobState::Transferring || to == JobState::Publishing || to == JobState::Waiting;
    case JobState::Publishing:
        // It waits only for room on the disk.
        return to == JobState::Installed || to == JobState::Waiting;
    case JobState::Waiting:
        // Publishing straight away: nothing more had to come when the wait was over.
        return to == JobState::Resolving || to == JobState::Transferring || to == JobState::Verifying
               || to == JobState::Publishing;
    case JobState::Paused: // of the queue, where nothing runs
    case JobState::Installed:
    case JobState::Failed:
    case JobState::Cancelled:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace weightyard::job
