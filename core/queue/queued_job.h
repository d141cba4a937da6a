// QueuedJob: what the queue knows of one download, over all its runs. Values and bookkeeping; the queue's thread.
#pragma once

#include "queue/queue_state.h"

namespace weightyard::queue {

class QueuedJob
{
public:
    /// What happens when the run that goes on now has stopped.
    enum class Afterwards {
        AsItEnds, ///< nobody asked it to stop
        Pause,
        Cancel, ///< and its bytes are dropped
        Again,  ///< back to the queue
        Leave,  ///< the program ends; the next one goes on with it
    };

    QueuedJob() = default;
    explicit QueuedJob(job::DownloadRequest wanted);
    static QueuedJob restored(const SavedJob &saved);

    const job::JobSnapshot &shown() const { return m_shown; }
    /// Bytes here for totals: never fewer than before.
    qint64 mostHere() const { return std::min(m_mostHere, m_shown.bytesTotal); }

    void begin();                           ///< a run starts
    void told(const job::JobSnapshot &job); ///< by the run
    void setState(job::JobState state);     ///< without a run: queued, paused, cancelled
    SavedJob saved(SavedJob::Phase phase) const;

    job::DownloadRequest request;
    Afterwards afterwards = Afterwards::AsItEnds;
    base::CancelToken cancel; ///< of the run

private:
    job::JobSnapshot m_shown;
    qint64 m_fetchedBefore = 0; ///< in earlier runs
    qint64 m_mostHere = 0;
};

} // namespace weightyard::queue
