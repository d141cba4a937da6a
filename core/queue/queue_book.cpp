#include "queue/queue_book.h"

#include "base/byte_sum.h"

#include <QDir>
#include <algorithm>

namespace weightyard::queue {

using job::JobState;

QString QueueBook::keyOf(const job::DownloadRequest &request)
{
    return request.into.isEmpty() ? request.location.modelPath : QDir::cleanPath(request.into);
}

const QueuedJob *QueueBook::job(const QString &key) const
{
    const auto found = m_jobs.constFind(key);
    return found == m_jobs.cend() ? nullptr : &*found;
}

JobStanding QueueBook::standing(const QString &key) const
{
    const QueuedJob *found = job(key);
    return {.phase = m_list.phaseOf(key).value_or(QueuePhase::Ended),
            .wish = found == nullptr ? WhenStopped::Finish : found->wish};
}

void QueueBook::add(const QString &key, const job::DownloadRequest &request)
{
    m_jobs.insert(key, QueuedJob(request));
    m_list.append(key, QueuePhase::Queued);
}

QStringList QueueBook::addSaved(const QList<SavedJob> &saved, bool resume, const QUrl &hub)
{
    QList<QueueEntry> entries;
    QStringList keys;
    for (const SavedJob &kept : saved) {
        SavedJob one = kept;
        const QString key = keyOf(one.request);
        if (m_jobs.contains(key))
            continue;
        const bool failed = one.phase == SavedJob::Phase::Failed;
        const bool queued = one.phase == SavedJob::Phase::Queued && resume;
        catalog::ModelLocation &location = one.request.location;
        if (location.onHub && !hub.isEmpty()) // the mirror of the last run may be gone
            location.url = catalog::hubUrl(hub, location.modelPath);
        QueuedJob job = QueuedJob::restored(one);
        if (!failed)
            job.setState(queued ? JobState::Queued : JobState::Paused);
        m_jobs.insert(key, job);
        entries.append({.key = key,
                        .phase = failed   ? QueuePhase::Ended
                                 : queued ? QueuePhase::Queued
                                          : QueuePhase::Paused});
        keys.append(key);
    }
    m_list.prepend(entries);
    return keys;
}

void QueueBook::remove(const QString &key)
{
    dropReceived(key);
    m_jobs.remove(key);
    m_list.remove(key);
}

QueueEffect QueueBook::apply(const QString &key, QueueEvent event)
{
    const auto job = m_jobs.find(key);
    if (job == m_jobs.end())
        return QueueEffect::None;
    const QueueMove move = moveOf(standing(key), event);
    m_list.setPhase(key, move.to.phase);
    job->wish = move.to.wish;
    if (move.shown)
        job->setState(*move.shown);
    return move.effect;
}

void QueueBook::begin(const QString &key, const base::CancelToken &cancel)
{
    m_jobs[key].begin(cancel);
}

void QueueBook::merge(const QString &key, const job::JobSnapshot &job)
{
    if (const auto found = m_jobs.find(key); found != m_jobs.end())
        found->merge(job);
}

void QueueBook::dropReceived(const QString &key)
{
    QueuedJob &job = m_jobs[key];
    m_fetchedByGone = base::addBytes(m_fetchedByGone, job.shown().bytesFetched);
    const WhenStopped wish = job.wish;
    job = QueuedJob(job.request);
    job.wish = wish;
}

void QueueBook::setRequest(const QString &key, const job::DownloadRequest &request)
{
    const JobStanding now = standing(key);
    const bool runs = isOnAThread(now.phase);
    if (runs && now.wish == WhenStopped::Finish)
        return;
    QueuedJob &job = m_jobs[key];
    if (!runs && request.library != job.request.library) { // nothing of it is there
        const JobState state = job.shown().state;
        dropReceived(key);
        job = QueuedJob(request);
        job.setState(state);
    }
    job.request = request;
}

bool QueueBook::followsLibrary(const QString &key, const QString &folder) const
{
    const job::DownloadRequest &request = job(key)->request;
    const QueuePhase phase = standing(key).phase;
    const bool waits = phase == QueuePhase::Queued || phase == QueuePhase::Paused || waitsForDisk(key);
    return waits && request.into.isEmpty() && !request.update && request.library != folder;
}

void QueueBook::setLibrary(const QString &key, const QString &folder)
{
    job::DownloadRequest request = job(key)->request;
    request.library = folder;
    setRequest(key, request);
}

bool QueueBook::waitsForDisk(const QString &key) const
{
    const QueuedJob *found = job(key);
    if (found == nullptr || standing(key) != JobStanding{.phase = QueuePhase::Running})
        return false;
    const job::JobSnapshot &shown = found->shown();
    return shown.state == JobState::Waiting && shown.error
           && (shown.error->kind == base::ErrorKind::DiskFull
               || shown.error->kind == base::ErrorKind::Disconnected);
}

QList<SavedJob> QueueBook::saved() const
{
    QList<SavedJob> saved;
    for (const QueueEntry &entry : m_list.entries()) {
        const auto job = m_jobs.constFind(entry.key);
        const bool failed = job->shown().state == JobState::Failed;
        if (const auto phase = savedPhase({.phase = entry.phase, .wish = job->wish}, failed))
            saved.append(job->saved(*phase));
    }
    return saved;
}

QueueTotals QueueBook::totals() const
{
    QueueTotals totals{.jobs = static_cast<int>(m_jobs.size()),
                       .running = m_list.onThreads(),
                       .queued = m_list.count(QueuePhase::Queued),
                       .paused = m_list.count(QueuePhase::Paused),
                       .bytesFetched = bytesFetched()};
    for (const QueueEntry &entry : m_list.entries()) {
        const auto job = m_jobs.constFind(entry.key);
        const job::JobSnapshot &shown = job->shown();
        if (job->isOfLastRun()) {
            --totals.jobs;
            continue;
        }
        totals.cancelled += shown.state == JobState::Cancelled ? 1 : 0;
        totals.installed += shown.state == JobState::Installed ? 1 : 0;
        totals.failed += shown.state == JobState::Failed ? 1 : 0;
        totals.bytesTotal = base::addBytes(totals.bytesTotal, shown.bytesTotal);
        totals.bytesHere = base::addBytes(totals.bytesHere, job->mostHere());
        if (!isOnAThread(entry.phase) && entry.phase != QueuePhase::Queued)
            continue;
        totals.bytesMissing = base::addBytes(totals.bytesMissing, shown.bytesTotal - job->mostHere());
        totals.allKnown = totals.allKnown && shown.bytesTotal > 0;
    }
    return totals;
}

qint64 QueueBook::bytesFetched() const
{
    qint64 bytes = m_fetchedByGone;
    for (const QueuedJob &job : m_jobs)
        bytes = base::addBytes(bytes, job.shown().bytesFetched);
    return bytes;
}

bool QueueBook::isMoving() const
{
    return std::any_of(m_jobs.cbegin(), m_jobs.cend(),
                       [](const QueuedJob &job) { return job.shown().state == JobState::Transferring; });
}

} // namespace weightyard::queue
