#include "queue/queued_job.h"

#include "base/redact.h"

namespace weightyard::queue {

QueuedJob::QueuedJob(job::DownloadRequest wanted) : request(std::move(wanted))
{
    m_shown.modelPath = request.location.modelPath;
    m_shown.url = base::redacted(request.location.url);
}

QueuedJob QueuedJob::restored(const SavedJob &saved)
{
    QueuedJob job(saved.request);
    job.m_shown.commit = saved.commit;
    job.m_shown.bytesTotal = saved.bytesTotal;
    job.m_shown.bytesHere = saved.bytesHere;
    job.m_shown.files = saved.files;
    job.m_shown.filesTotal = saved.filesTotal;
    job.m_mostHere = saved.bytesHere;
    if (saved.phase == SavedJob::Phase::Failed) {
        job.m_shown.state = job::JobState::Failed;
        job.m_shown.error = saved.error.value_or(base::Error{});
        job.m_ofLastRun = true;
    }
    return job;
}

void QueuedJob::begin(const base::CancelToken &token)
{
    cancel = token;
    m_fetchedBefore = m_shown.bytesFetched;
}

void QueuedJob::merge(const job::JobSnapshot &job)
{
    const job::JobSnapshot before = std::move(m_shown);
    m_shown = job;
    m_shown.bytesFetched += m_fetchedBefore;
    if (job.bytesTotal == 0) { // this run does not know yet, an earlier one did
        m_shown.bytesTotal = before.bytesTotal;
        m_shown.bytesHere = job.state == job::JobState::Installed ? before.bytesTotal : before.bytesHere;
        m_shown.objectsTotal = before.objectsTotal;
        m_shown.objectsVerified = before.objectsVerified;
    }
    if (job.files.isEmpty()) {
        m_shown.files = before.files;
        m_shown.filesTotal = before.filesTotal;
    }
    if (job.commit.isEmpty())
        m_shown.commit = before.commit;
    m_mostHere = std::max(m_mostHere, m_shown.bytesHere);
}

void QueuedJob::setState(job::JobState state)
{
    m_ofLastRun = false;
    m_shown.state = state;
    m_shown.waitUntilMs = 0;
    m_shown.error.reset();
    m_shown.alreadyInstalled = false;
    m_shown.rate = 0;
    m_shown.timeLeftMs.reset();
    if (state != job::JobState::Cancelled)
        return;
    m_shown.error = base::cancelledError();
}

SavedJob QueuedJob::saved(SavedJob::Phase phase) const
{
    return {.request = request,
            .phase = phase,
            .error = m_shown.error,
            .commit = m_shown.commit,
            .bytesTotal = m_shown.bytesTotal,
            .bytesHere = m_shown.bytesHere,
            .files = m_shown.files,
            .filesTotal = m_shown.filesTotal};
}

} // namespace weightyard::queue
