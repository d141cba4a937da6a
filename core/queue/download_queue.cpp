#include "queue/download_queue.h"

#include "base/byte_sum.h"
#include "base/clock.h"
#include "queue/download_queue_private.h"

#include <QDir>
#include <QSignalBlocker>

namespace weightyard::queue {

namespace {
using Afterwards = QueuedJob::Afterwards;
}

DownloadQueue::DownloadQueue(const job::JobServices &services, QueueOptions options, QObject *parent)
    : QObject(parent),
      d(std::make_unique<Private>(*this, services, std::move(options)))
{}

DownloadQueue::~DownloadQueue()
{
    const QSignalBlocker quiet(this);
    shutDown();
    d->pool.waitForDone();
    if (d->stateFile && !d->jobs.isEmpty())
        d->stateFile->waitForLoad(); // the new ones are written with those that were there
    readMail();                      // how far they came
    d->pool.waitForDone();
}

void DownloadQueue::readMail()
{
    for (const QueueLetter &letter : d->mailbox->take())
        std::visit([this](const auto &one) { d->read(one); }, letter);
}

QString DownloadQueue::keyOf(const job::DownloadRequest &request)
{
    return request.into.isEmpty() ? request.location.modelPath : QDir::cleanPath(request.into);
}

void DownloadQueue::restore(bool resume)
{
    d->resumeRestored = resume;
    if (!d->stateFile) {
        QMetaObject::invokeMethod(this, &DownloadQueue::restored, Qt::QueuedConnection);
        return;
    }
    d->restoring = true;
    if (d->stateKnown)
        d->mailbox->put(StateLoaded{d->fromLastRun});
}

QString DownloadQueue::enqueue(const job::DownloadRequest &request)
{
    const QString key = keyOf(request);
    const std::optional<QueuePhase> phase = d->list.phaseOf(key);
    if (!phase) {
        d->jobs.insert(key, QueuedJob(request));
        d->list.append(key, QueuePhase::Queued);
        d->show(key, job::JobState::Queued);
    } else {
        d->setRequest(key, request);
        if (*phase == QueuePhase::Ended)
            d->list.moveToEnd(key);
        d->queueAgain(key);
    }
    Q_EMIT orderChanged();
    d->settle();
    return key;
}

void DownloadQueue::pause(const QString &key)
{
    d->letGo(key, Afterwards::Pause);
    d->settle();
}

void DownloadQueue::resume(const QString &key)
{
    if (!d->jobs.contains(key))
        return;
    d->queueAgain(key);
    d->settle();
}

void DownloadQueue::cancel(const QString &key)
{
    const auto job = d->jobs.constFind(key);
    if (job == d->jobs.cend() || job->shown().state == job::JobState::Installed
        || job->shown().state == job::JobState::Cancelled)
        return;
    d->letGo(key, Afterwards::Cancel);
    d->settle();
}

void DownloadQueue::forget(const QString &key)
{
    if (d->list.phaseOf(key) != QueuePhase::Ended)
        return;
    d->fetchedByGone = base::addBytes(d->fetchedByGone, d->jobs[key].shown().bytesFetched);
    d->jobs.remove(key);
    d->list.remove(key);
    Q_EMIT jobRemoved(key);
    d->settle();
}

void DownloadQueue::discard(const job::DownloadRequest &request)
{
    const QString key = keyOf(request);
    if (!d->jobs.contains(key)) {
        d->jobs.insert(key, QueuedJob(request));
        d->list.append(key, QueuePhase::Paused);
    }
    d->letGo(key, Afterwards::Cancel);
    d->settle();
}

void DownloadQueue::setLibrary(const QString &folder)
{
    const QList<QueueEntry> entries = d->list.entries();
    for (const QueueEntry &entry : entries) {
        job::DownloadRequest request = d->jobs[entry.key].request;
        const bool waits = entry.phase == QueuePhase::Queued || entry.phase == QueuePhase::Paused;
        const bool waitsForDisk = d->waitsForDisk(entry);
        if ((!waits && !waitsForDisk) || !request.into.isEmpty() || request.library == folder)
            continue;
        request.library = folder;
        if (waitsForDisk)
            d->letGo(entry.key, Afterwards::Again);
        d->setRequest(entry.key, request);
        Q_EMIT jobChanged(entry.key, d->jobs[entry.key].shown());
    }
    d->settle();
}

void DownloadQueue::moveTo(const QString &key, qsizetype position)
{
    d->list.moveTo(key, position);
    Q_EMIT orderChanged();
    d->settle();
}

void DownloadQueue::startNow(const QString &key)
{
    if (!d->jobs.contains(key))
        return;
    d->queueAgain(key);
    d->list.moveTo(key, 0);
    d->list.makeUrgent(key);
    Q_EMIT orderChanged();
    d->settle();
}

void DownloadQueue::pauseAll()
{
    const QStringList all = d->list.keys();
    for (const QString &key : all)
        d->letGo(key, Afterwards::Pause);
    d->settle();
}

void DownloadQueue::resumeAll()
{
    const QStringList all = d->list.keys();
    for (const QString &key : all) {
        const bool pausing =
            d->list.phaseOf(key) == QueuePhase::Running && d->jobs[key].afterwards == Afterwards::Pause;
        if (pausing || d->list.phaseOf(key) == QueuePhase::Paused)
            d->queueAgain(key);
    }
    d->settle();
}

void DownloadQueue::setParallelJobs(int jobs)
{
    d->options.parallelJobs = std::max(jobs, 1);
    d->settle();
}

void DownloadQueue::shutDown()
{
    d->shuttingDown = true;
    for (const QueueEntry &entry : d->list.entries()) {
        QueuedJob &job = d->jobs[entry.key];
        if (entry.phase != QueuePhase::Running)
            continue;
        if (job.afterwards == Afterwards::AsItEnds)
            job.afterwards = Afterwards::Leave;
        job.cancel.cancel();
    }
    d->settle();
}

QStringList DownloadQueue::keys() const
{
    return d->list.keys();
}

std::optional<job::JobSnapshot> DownloadQueue::job(const QString &key) const
{
    const auto found = d->jobs.constFind(key);
    return found == d->jobs.cend() ? std::nullopt : std::optional(found->shown());
}

std::optional<job::DownloadRequest> DownloadQueue::request(const QString &key) const
{
    const auto found = d->jobs.constFind(key);
    return found == d->jobs.cend() ? std::nullopt : std::optional(found->request);
}

QueueTotals DownloadQueue::totals() const
{
    QueueTotals totals{.jobs = static_cast<int>(d->jobs.size()),
                       .running = d->list.count(QueuePhase::Running),
                       .queued = d->list.count(QueuePhase::Queued),
                       .paused = d->list.count(QueuePhase::Paused)};
    qint64 fetched = d->fetchedByGone;
    qint64 missing = 0;
    bool allKnown = true;
    bool moving = false;
    for (const QueueEntry &entry : d->list.entries()) {
        const auto job = d->jobs.constFind(entry.key);
        const job::JobSnapshot &shown = job->shown();
        totals.installed += shown.state == job::JobState::Installed ? 1 : 0;
        totals.failed += shown.state == job::JobState::Failed ? 1 : 0;
        totals.bytesTotal = base::addBytes(totals.bytesTotal, shown.bytesTotal);
        totals.bytesHere = base::addBytes(totals.bytesHere, job->mostHere());
        totals.bytesFetched = base::addBytes(totals.bytesFetched, shown.bytesFetched);
        fetched = base::addBytes(fetched, shown.bytesFetched);
        moving = moving || shown.state == job::JobState::Transferring;
        if (entry.phase != QueuePhase::Running && entry.phase != QueuePhase::Queued)
            continue;
        missing = base::addBytes(missing, shown.bytesTotal - job->mostHere());
        allKnown = allKnown && shown.bytesTotal > 0;
    }
    const qint64 now = d->services.clock.steadyMs();
    if (!moving)
        d->meter = {}; // the time in which nothing was asked for is no part of a rate
    d->meter.add(now, fetched);
    d->mean.add(now, fetched);
    totals.rate = d->meter.rate();
    totals.lastRate = d->mean.rate();
    if (allKnown && totals.running > 0)
        totals.timeLeftMs = d->meter.timeLeftMs(missing);
    return totals;
}

bool DownloadQueue::isIdle() const
{
    return d->list.count(QueuePhase::Running) == 0 && !d->restoring
           && (d->shuttingDown || d->list.count(QueuePhase::Queued) == 0);
}

} // namespace weightyard::queue
