#include "app/cli/get_command.h"

#include "app/exit_codes.h"

namespace weightyard::cli {

using queue::DownloadQueue;
using queue::JobSnapshot;
using queue::JobState;

GetCommand::GetCommand(app::Services &services, QList<queue::DownloadRequest> requests, int jobs,
                       GetOutput output)
    : m_services(services),
      m_requests(std::move(requests)),
      m_output(std::move(output)),
      m_queue(services.forJobs(), {.parallelJobs = jobs})
{
    connect(&m_queue, &DownloadQueue::jobChanged, this, &GetCommand::jobChanged);
    connect(&m_queue, &DownloadQueue::becameIdle, this, &GetCommand::end);
    connect(&m_queue, &DownloadQueue::allStopped, this, &GetCommand::end);
}

void GetCommand::start()
{
    m_beganMs = m_services.clock().steadyMs();
    for (const queue::DownloadRequest &request : std::as_const(m_requests))
        m_queue.enqueue(request);
}

void GetCommand::stop()
{
    m_stopping = true;
    m_output.stopping();
    m_queue.shutDown();
}

void GetCommand::jobChanged(const QString &, const JobSnapshot &job)
{
    JobSnapshot told = job;
    if (m_stopping
        && job.state == JobState::Paused) { // the queue keeps it for another time, this program ends
        told.state = JobState::Cancelled;
        told.error = base::cancelledError();
    }
    if (!queue::isFinal(told.state)) {
        m_output.changed(told, m_queue.totals());
        return;
    }
    m_output.ended(told);
    m_ended.append(told);
}

void GetCommand::end()
{
    if (std::exchange(m_finished, true))
        return;
    QList<base::ErrorKind> failures;
    for (const JobSnapshot &one : std::as_const(m_ended)) {
        if (one.error)
            failures.append(one.error->kind);
    }
    if (m_stopping && m_ended.size() < m_requests.size()) // the others were not begun
        failures.append(base::ErrorKind::Cancelled);
    const int exitCode = static_cast<int>(app::exitCodeFor(failures));
    m_output.summary(m_ended, exitCode, m_services.clock().steadyMs() - m_beganMs);
    Q_EMIT finished(exitCode);
}

} // namespace weightyard::cli
