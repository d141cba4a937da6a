#include "queue/download_queue_private.h"

#include "base/byte_sum.h"
#include "base/log.h"
#include "base/redact.h"
#include "job/discard.h"
#include "job/download_job.h"

#include <QtConcurrent>
#include <exception>

namespace weightyard::queue {

namespace {
constexpr int kMostThreads = 256; // the list decides how many run
using Afterwards = QueuedJob::Afterwards;

// Nothing of ours throws, but the library below may (no memory, no thread): the job fails, it does not stay running.
template<typename Run>
job::JobSnapshot orFailed(const Run &run, const job::DownloadRequest &request)
{
    try {
        return run();
    } catch (const std::exception &thrown) {
        job::JobSnapshot failed;
        failed.modelPath = request.location.modelPath;
        failed.url = base::redacted(request.location.url);
        failed.state = job::JobState::Failed;
        failed.error = base::thrownError(thrown);
        return failed;
    }
}
} // namespace

DownloadQueue::Private::Private(DownloadQueue &queue, const job::JobServices &s, QueueOptions o)
    : q(queue),
      services(s),
      options(std::move(o)),
      mailbox(std::make_shared<QueueMailbox>(
          [&queue] { QMetaObject::invokeMethod(&queue, "readMail", Qt::QueuedConnection); }))
{
    pool.setMaxThreadCount(kMostThreads);
    pool.setExpiryTimeout(0); // a download takes minutes: no thread is worth keeping for the next one
    if (options.stateFile.isEmpty())
        return;
    stateFile = std::make_unique<QueueStateFile>(
        options.stateFile,
        QueueStateFile::Callbacks{
            .loaded = [box = mailbox](const QList<SavedJob> &saved) { box->put(StateLoaded{saved}); },
            .failed = [box = mailbox](const base::Error &error) { box->put(StateFailed{error}); }});
    stateFile->load();
}

void DownloadQueue::Private::start(const QString &key)
{
    QueuedJob &job = jobs[key];
    job.begin();
    list.setPhase(key, QueuePhase::Running);
    job::DownloadRequest wanted = job.request;
    wanted.retries = options.retries.value_or(wanted.retries);
    const auto work = [key, request = wanted, cancel = job.cancel, shared = services, box = mailbox] {
        const auto changed = [&](const job::JobSnapshot &snapshot) {
            if (!job::isFinal(snapshot.state))
                box->put(JobTold{key, snapshot});
        };
        const auto run = [&] { return job::DownloadJob(request, shared, changed).run(cancel); };
        box->put(JobEnded{key, orFailed(run, request)});
    };
    static_cast<void>(QtConcurrent::run(&pool, work));
}

void DownloadQueue::Private::startDiscard(const QString &key)
{
    list.setPhase(key, QueuePhase::Running);
    jobs[key].afterwards = Afterwards::Cancel;
    show(key, job::JobState::Cancelled);
    const auto work = [key, request = jobs[key].request, shared = services, box = mailbox] {
        try {
            const base::Result<void> done = job::discardDownload(request, shared);
            box->put(Discarded{key, done ? std::nullopt : std::optional(done.error())});
        } catch (const std::exception &thrown) {
            box->put(Discarded{key, base::thrownError(thrown)});
        }
    };
    static_cast<void>(QtConcurrent::run(&pool, work));
}

void DownloadQueue::Private::startWhatMay()
{
    if (shuttingDown)
        return;
    const QStringList keys = list.toStart(options.parallelJobs);
    for (const QString &key : keys)
        start(key);
}

/// A running job is told to stop, any other one is where it belongs at once.
void DownloadQueue::Private::letGo(const QString &key, Afterwards afterwards)
{
    const std::optional<QueuePhase> phase = list.phaseOf(key);
    if (phase == QueuePhase::Running) {
        // A cancel is not taken back by a pause.
        if (jobs[key].afterwards != Afterwards::Cancel || afterwards == Afterwards::Leave)
            jobs[key].afterwards = afterwards;
        jobs[key].cancel.cancel();
    } else if (afterwards == Afterwards::Cancel) {
        startDiscard(key);
    } else if (phase == QueuePhase::Queued) {
        list.setPhase(key, QueuePhase::Paused);
        show(key, job::JobState::Paused);
    }
}

void DownloadQueue::Private::queueAgain(const QString &key)
{
    QueuedJob &job = jobs[key];
    const std::optional<QueuePhase> phase = list.phaseOf(key);
    if (phase == QueuePhase::Running && job.afterwards != Afterwards::AsItEnds) {
        job.afterwards = Afterwards::Again;
    } else if (phase == QueuePhase::Paused || phase == QueuePhase::Ended) {
        list.setPhase(key, QueuePhase::Queued);
        show(key, job::JobState::Queued);
    }
}

/// Another folder is what its remedy says.
bool DownloadQueue::Private::waitsForDisk(const QueueEntry &entry) const
{
    const QueuedJob &job = *jobs.constFind(entry.key);
    const job::JobSnapshot &shown = job.shown();
    return entry.phase == QueuePhase::Running && job.afterwards == Afterwards::AsItEnds
           && shown.state == job::JobState::Waiting && shown.error
           && (shown.error->kind == base::ErrorKind::DiskFull
               || shown.error->kind == base::ErrorKind::Disconnected);
}

/// A job that runs and was not told to stop keeps its own.
void DownloadQueue::Private::setRequest(const QString &key, const job::DownloadRequest &request)
{
    QueuedJob &job = jobs[key];
    const bool runs = list.phaseOf(key) == QueuePhase::Running;
    if (runs && job.afterwards == Afterwards::AsItEnds)
        return;
    if (!runs && request.library != job.request.library) { // nothing of it is there
        fetchedByGone = base::addBytes(fetchedByGone, job.shown().bytesFetched);
        const job::JobState state = job.shown().state;
        job = QueuedJob(request);
        job.setState(state);
    }
    job.request = request;
}

void DownloadQueue::Private::show(const QString &key, job::JobState state)
{
    jobs[key].setState(state);
    Q_EMIT q.jobChanged(key, jobs[key].shown());
}

void DownloadQueue::Private::settle()
{
    startWhatMay();
    save();
    if (shuttingDown && list.count(QueuePhase::Running) == 0)
        QMetaObject::invokeMethod(&q, &DownloadQueue::allStopped, Qt::QueuedConnection);
    const bool idle = q.isIdle();
    if (idle && !wasIdle)
        QMetaObject::invokeMethod(&q, &DownloadQueue::becameIdle, Qt::QueuedConnection);
    wasIdle = idle;
}

void DownloadQueue::Private::save()
{
    if (!stateFile || !stateKnown)
        return; // else what the last run left would be lost
    QList<SavedJob> saved = fromLastRun;
    saved.removeIf([this](const SavedJob &job) { return jobs.contains(keyOf(job.request)); });
    for (const QueueEntry &entry : list.entries()) {
        const QueuedJob &job = jobs[entry.key];
        const bool given = entry.phase == QueuePhase::Running && job.afterwards == Afterwards::Cancel;
        if (entry.phase == QueuePhase::Ended && job.shown().state == job::JobState::Failed)
            saved.append(job.saved(SavedJob::Phase::Failed));
        else if (entry.phase == QueuePhase::Paused
                 || (entry.phase == QueuePhase::Running && job.afterwards == Afterwards::Pause))
            saved.append(job.saved(SavedJob::Phase::Paused));
        else if (entry.phase != QueuePhase::Ended && !given)
            saved.append(job.saved(SavedJob::Phase::Queued));
    }
    stateFile->save(saved);
}

void DownloadQueue::Private::read(const JobTold &letter)
{
    if (list.phaseOf(letter.key) != QueuePhase::Running)
        return;
    jobs[letter.key].told(letter.job);
    Q_EMIT q.jobChanged(letter.key, jobs[letter.key].shown());
}

void DownloadQueue::Private::read(const JobEnded &letter)
{
    const QString &key = letter.key;
    QueuedJob &job = jobs[key];
    const Afterwards afterwards = std::exchange(job.afterwards, Afterwards::AsItEnds);
    job.told(letter.job);
    const bool stopped = letter.job.state == job::JobState::Cancelled;
    if (afterwards == Afterwards::Cancel && letter.job.state != job::JobState::Installed) {
        startDiscard(key);
    } else if (stopped && afterwards == Afterwards::Pause) {
        list.setPhase(key, QueuePhase::Paused);
        show(key, job::JobState::Paused);
    } else if (stopped && afterwards == Afterwards::Again) {
        list.setPhase(key, QueuePhase::Queued);
        show(key, job::JobState::Queued);
    } else if (stopped && afterwards == Afterwards::Leave) {
        list.setPhase(key, QueuePhase::Queued);
        show(key, job::JobState::Paused);
    } else {
        list.setPhase(key, QueuePhase::Ended);
        Q_EMIT q.jobChanged(key, job.shown());
    }
    settle();
}

void DownloadQueue::Private::read(const Discarded &letter)
{
    if (letter.error)
        Q_EMIT q.notDiscarded(letter.key, *letter.error);
    QueuedJob &job = jobs[letter.key];
    const Afterwards afterwards = std::exchange(job.afterwards, Afterwards::AsItEnds);
    fetchedByGone = base::addBytes(fetchedByGone, job.shown().bytesFetched);
    job = QueuedJob(job.request); // nothing of it is here any more
    if (afterwards == Afterwards::Again) {
        list.setPhase(letter.key, QueuePhase::Queued);
        show(letter.key, job::JobState::Queued);
    } else if (afterwards == Afterwards::Pause) { // asked for again, and then paused
        list.setPhase(letter.key, QueuePhase::Paused);
        show(letter.key, job::JobState::Paused);
    } else {
        list.setPhase(letter.key, QueuePhase::Ended);
        show(letter.key, job::JobState::Cancelled);
    }
    settle();
}

void DownloadQueue::Private::read(const StateLoaded &letter)
{
    stateKnown = true;
    fromLastRun = letter.jobs;
    if (restoring)
        takeLeft();
    settle();
}

void DownloadQueue::Private::takeLeft()
{
    QList<QueueEntry> entries;
    const QList<SavedJob> left = std::exchange(fromLastRun, {});
    for (SavedJob saved : left) {
        const QString key = keyOf(saved.request);
        if (jobs.contains(key))
            continue;
        const bool failed = saved.phase == SavedJob::Phase::Failed;
        const bool queued = saved.phase == SavedJob::Phase::Queued && resumeRestored;
        catalog::ModelLocation &location = saved.request.location;
        if (location.onHub && !services.hub.isEmpty()) // the mirror of the last run may be gone
            location.url = catalog::hubUrl(services.hub, location.modelPath);
        QueuedJob job = QueuedJob::restored(saved);
        if (!failed)
            job.setState(queued ? job::JobState::Queued : job::JobState::Paused);
        jobs.insert(key, job);
        entries.append({.key = key,
                        .phase = failed   ? QueuePhase::Ended
                                 : queued ? QueuePhase::Queued
                                          : QueuePhase::Paused});
    }
    list.prepend(entries);
    restoring = false;
    for (const QueueEntry &entry : std::as_const(entries))
        Q_EMIT q.jobChanged(entry.key, jobs[entry.key].shown());
    Q_EMIT q.orderChanged();
    Q_EMIT q.restored();
}

void DownloadQueue::Private::read(const StateFailed &letter)
{
    Q_EMIT q.stateNotKept(letter.error);
}

} // namespace weightyard::queue
