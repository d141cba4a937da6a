// Where a download stands in the queue, and what happens to it: one table of moves, which the queue's only writer obeys and a
// test enumerates. What a run does meanwhile is job/job_state.h. Pure values.
#pragma once

#include "job/job_state.h"
#include "queue/queue_state.h"

namespace weightyard::queue {

enum class QueuePhase {
    Queued,
    Running,
    Discarding, ///< what a cancelled one received is being dropped
    Paused,
    Ended,
};

/// What becomes of a download when the run or the discard that goes on now has stopped.
enum class WhenStopped {
    Finish, ///< as it ends: nobody asked it to stop
    Pause,
    Hold,    ///< paused by the program, not by its user: the next start goes on with it
    Discard, ///< cancelled: its bytes are dropped
    Requeue,
    KeepForNextStart, ///< the program ends; the next one goes on with it
};

struct JobStanding {
    QueuePhase phase = QueuePhase::Queued;
    WhenStopped wish = WhenStopped::Finish; ///< Paused: Hold where the program did it
    friend bool operator==(const JobStanding &, const JobStanding &) = default;
};

enum class QueueEvent {
    // By the user
    Pause,
    Resume, ///< also retries what failed or was cancelled
    Cancel,
    Restart, ///< with another request
    Leave,   ///< the program ends
    // By the program
    Hold, ///< as Pause, for a while
    // By the queue and its threads
    Start,
    RunInstalled,
    RunFailed,
    RunStopped, ///< because it was told to
    Discarded,
};

/// Of a state that is final.
QueueEvent endOfRun(job::JobState state);

enum class QueueEffect { None, BeginRun, StopRun, BeginDiscard };

struct QueueMove {
    JobStanding to;
    std::optional<job::JobState> shown = {}; ///< in place of what the run told
    QueueEffect effect = QueueEffect::None;
    friend bool operator==(const QueueMove &, const QueueMove &) = default;
};

/// Where nothing is to happen: to stay there, without effect.
QueueMove moveOf(const JobStanding &from, QueueEvent event);

/// How the next start finds it; nothing: not at all. `failed`: an ended one that did.
std::optional<SavedJob::Phase> savedPhase(const JobStanding &standing, bool failed);

inline bool isOnAThread(QueuePhase phase)
{
    return phase == QueuePhase::Running || phase == QueuePhase::Discarding;
}

/// By whomever, or about to be.
inline bool isPaused(const JobStanding &standing)
{
    const bool isPause = standing.wish == WhenStopped::Pause || standing.wish == WhenStopped::Hold;
    return standing.phase == QueuePhase::Paused || (isOnAThread(standing.phase) && isPause);
}

} // namespace weightyard::queue
