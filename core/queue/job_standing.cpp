#include "queue/job_standing.h"

namespace weightyard::queue {

using job::JobState;

namespace {

constexpr JobStanding standing(QueuePhase phase, WhenStopped wish = WhenStopped::Finish)
{
    return {.phase = phase, .wish = wish};
}

QueueMove toQueued()
{
    return {.to = standing(QueuePhase::Queued), .shown = JobState::Queued};
}

// `wish`: Hold, or none.
QueueMove toPaused(WhenStopped wish = WhenStopped::Finish)
{
    return {.to = standing(QueuePhase::Paused, wish), .shown = JobState::Paused};
}

QueueMove toDiscarding()
{
    return {.to = standing(QueuePhase::Discarding, WhenStopped::Discard),
            .shown = JobState::Cancelled,
            .effect = QueueEffect::BeginDiscard};
}

QueueMove stopping(WhenStopped wish)
{
    return {.to = standing(QueuePhase::Running, wish), .effect = QueueEffect::StopRun};
}

QueueMove fromWaiting(const JobStanding &from, QueueEvent event)
{
    switch (event) {
    case QueueEvent::Start:
        return {.to = standing(QueuePhase::Running), .effect = QueueEffect::BeginRun};
    case QueueEvent::Pause:
        return toPaused();
    case QueueEvent::Hold:
        return toPaused(WhenStopped::Hold);
    case QueueEvent::Cancel:
        return toDiscarding();
    default:
        return {.to = from};
    }
}

QueueMove fromResting(const JobStanding &from, QueueEvent event)
{
    switch (event) {
    case QueueEvent::Resume:
        return toQueued();
    case QueueEvent::Cancel:
        return toDiscarding();
    case QueueEvent::Pause: // the user's word counts for longer
        return {.to = standing(from.phase)};
    default:
        return {.to = from};
    }
}

QueueMove afterRun(WhenStopped wish, QueueEvent event)
{
    if (wish == WhenStopped::Discard && event != QueueEvent::RunInstalled)
        return toDiscarding();
    if (event == QueueEvent::RunStopped && wish == WhenStopped::Pause)
        return toPaused();
    if (event == QueueEvent::RunStopped && wish == WhenStopped::Hold)
        return toPaused(WhenStopped::Hold);
    if (event == QueueEvent::RunStopped && wish == WhenStopped::Requeue)
        return toQueued();
    if (event == QueueEvent::RunStopped && wish == WhenStopped::KeepForNextStart)
        return {.to = standing(QueuePhase::Queued), .shown = JobState::Paused};
    return {.to = standing(QueuePhase::Ended)};
}

QueueMove fromRunning(const JobStanding &from, QueueEvent event)
{
    // A cancel is taken back by a resume only.
    const bool isCancelled = from.wish == WhenStopped::Discard;
    switch (event) {
    case QueueEvent::Pause:
        return stopping(isCancelled ? from.wish : WhenStopped::Pause);
    case QueueEvent::Hold:
        return stopping(isCancelled || from.wish == WhenStopped::Pause ? from.wish : WhenStopped::Hold);
    case QueueEvent::Restart:
        return stopping(isCancelled ? from.wish : WhenStopped::Requeue);
    case QueueEvent::Cancel:
        return stopping(WhenStopped::Discard);
    case QueueEvent::Leave:
        return stopping(from.wish == WhenStopped::Finish ? WhenStopped::KeepForNextStart : from.wish);
    case QueueEvent::Resume:
        return {.to = standing(QueuePhase::Running,
                               from.wish == WhenStopped::Finish ? from.wish : WhenStopped::Requeue)};
    case QueueEvent::RunInstalled:
    case QueueEvent::RunFailed:
    case QueueEvent::RunStopped:
        return afterRun(from.wish, event);
    case QueueEvent::Start:
    case QueueEvent::Discarded:
        break;
    }
    return {.to = from};
}

QueueMove fromDiscarding(const JobStanding &from, QueueEvent event)
{
    switch (event) {
    case QueueEvent::Resume:
        return {.to = standing(QueuePhase::Discarding, WhenStopped::Requeue)};
    case QueueEvent::Cancel:
        return {.to = standing(QueuePhase::Discarding, WhenStopped::Discard)};
    case QueueEvent::Pause: // asked for again, and then paused
        return {.to =
                    standing(QueuePhase::Discarding,
                             from.wish == WhenStopped::Discard ? WhenStopped::Discard : WhenStopped::Pause)};
    case QueueEvent::Hold:
        return {.to = standing(QueuePhase::Discarding,
                               from.wish == WhenStopped::Requeue ? WhenStopped::Hold : from.wish)};
    case QueueEvent::Discarded:
        if (from.wish == WhenStopped::Requeue)
            return toQueued();
        if (from.wish == WhenStopped::Pause)
            return toPaused();
        if (from.wish == WhenStopped::Hold)
            return toPaused(WhenStopped::Hold);
        return {.to = standing(QueuePhase::Ended), .shown = JobState::Cancelled};
    default:
        return {.to = from};
    }
}

} // namespace

QueueEvent endOfRun(JobState state)
{
    return state == JobState::Installed   ? QueueEvent::RunInstalled
           : state == JobState::Cancelled ? QueueEvent::RunStopped
                                          : QueueEvent::RunFailed;
}

QueueMove moveOf(const JobStanding &from, QueueEvent event)
{
    switch (from.phase) {
    case QueuePhase::Queued:
        return fromWaiting(from, event);
    case QueuePhase::Running:
        return fromRunning(from, event);
    case QueuePhase::Discarding:
        return fromDiscarding(from, event);
    case QueuePhase::Paused:
    case QueuePhase::Ended:
        return fromResting(from, event);
    }
    Q_UNREACHABLE();
}

std::optional<SavedJob::Phase> savedPhase(const JobStanding &standing, bool failed)
{
    switch (standing.phase) {
    case QueuePhase::Queued:
        return SavedJob::Phase::Queued;
    case QueuePhase::Paused:
        return standing.wish == WhenStopped::Hold ? SavedJob::Phase::Queued : SavedJob::Phase::Paused;
    case QueuePhase::Ended:
        return failed ? std::optional(SavedJob::Phase::Failed) : std::nullopt;
    case QueuePhase::Running:
    case QueuePhase::Discarding:
        break;
    }
    if (standing.wish == WhenStopped::Discard)
        return {};
    return standing.wish == WhenStopped::Pause ? SavedJob::Phase::Paused : SavedJob::Phase::Queued;
}

} // namespace weightyard::queue
