#include "app/cli/get_run.h"

#include "app/cli/interrupt.h"
#include "app/exit_codes.h"
#include "base/redact.h"

#include <QCoreApplication>

namespace weightyard::cli {

using job::JobSnapshot;
using job::JobState;
using queue::DownloadQueue;

GetRun::GetRun(app::Services &services, QList<job::DownloadRequest> requests, int jobs, GetOutput output)
    : m_services(services),
      m_requests(std::move(requests)),
      m_output(std::move(output)),
      m_queue(services.forJobs(), {.parallelJobs = jobs})
{
    connect(&m_queue, &DownloadQueue::jobChanged, this, &GetRun::jobChanged);
    connect(&m_queue, &DownloadQueue::becameIdle, this, &GetRun::end);
    connect(&m_queue, &DownloadQueue::allStopped, this, &GetRun::end);
}

int GetRun::exec()
{
    const base::CancelToken interrupted;
    const Interrupt interrupt(interrupted, [this] { stop(); });
    connect(this, &GetRun::finished, qApp, [](int exitCode) { QCoreApplication::exit(exitCode); });
    QMetaObject::invokeMethod(this, &GetRun::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

void GetRun::start()
{
    m_beganMs = m_services.clock().steadyMs();
    for (const job::DownloadRequest &request : std::as_const(m_requests)) {
        JobSnapshot queued;
        queued.modelPath = request.location.modelPath;
        queued.url = base::redacted(request.location.url);
        m_last.insert(DownloadQueue::keyOf(request), queued);
        m_queue.enqueue(request);
    }
}

void GetRun::stop()
{
    m_stopping = true;
    m_output.stopping();
    m_queue.shutDown();
}

void GetRun::jobChanged(const QString &key, const JobSnapshot &job)
{
    // Paused: the queue keeps it for another time, but this program ends.
    if (job::isFinal(job.state) || (m_stopping && job.state == JobState::Paused)) {
        endJob(key, job);
        return;
    }
    m_last.insert(key, job);
    m_output.changed(job, m_queue.totals());
}

void GetRun::endJob(const QString &key, const JobSnapshot &job)
{
    JobSnapshot told = job;
    if (!job::isFinal(told.state)) {
        told.state = JobState::Cancelled;
        told.error = base::cancelledError();
    }
    m_last.remove(key);
    m_output.ended(told);
    m_ended.append(told);
}

void GetRun::end()
{
    if (std::exchange(m_finished, true))
        return;
    for (const job::DownloadRequest &request : std::as_const(m_requests)) {
        const QString key = DownloadQueue::keyOf(request);
        if (m_last.contains(key)) // not begun when all was stopped
            endJob(key, m_last.value(key));
    }
    QList<base::ErrorKind> failures;
    for (const JobSnapshot &one : std::as_const(m_ended)) {
        if (one.error)
            failures.append(one.error->kind);
    }
    if (m_afterwards && !m_stopping) {
        const QList<base::Error> errors = m_afterwards(m_ended);
        for (const base::Error &error : errors)
            failures.append(error.kind);
    }
    const int exitCode = static_cast<int>(app::exitCodeFor(failures));
    if (m_tellsSummary)
        m_output.summary(m_ended, exitCode, m_services.clock().steadyMs() - m_beganMs);
    Q_EMIT finished(exitCode);
}

} // namespace weightyard::cli
