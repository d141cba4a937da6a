// QueuedJob: what the queue knows of one download, over all its runs. Values and bookkeeping; the queue's thread.
#pragma once

#include "queue/job_standing.h"

namespace weightyard::queue {

class QueuedJob
{
public:
    QueuedJob() = default;
    explicit QueuedJob(job::DownloadRequest wanted);
    static QueuedJob restored(const SavedJob &saved);

    const job::JobSnapshot &shown() const { return m_shown; }
    /// It failed in an earlier run, and has not been asked for since: shown, and not counted.
    bool isOfLastRun() const { return m_ofLastRun; }
    /// Bytes here for totals: never fewer than before.
    qint64 mostHere() const { return std::min(m_mostHere, m_shown.bytesTotal); }

    void begin(const base::CancelToken &cancel); ///< a run starts
    void merge(const job::JobSnapshot &job);     ///< what the run tells, with what earlier runs knew
    void setState(job::JobState state);          ///< without a run: queued, paused, cancelled
    SavedJob saved(SavedJob::Phase phase) const;

    job::DownloadRequest request;
    WhenStopped wish = WhenStopped::Finish;
    base::CancelToken cancel; ///< of the run

private:
    job::JobSnapshot m_shown;
    qint64 m_fetchedBefore = 0; ///< in earlier runs
    qint64 m_mostHere = 0;
    bool m_ofLastRun = false;
};

} // namespace weightyard::queue
