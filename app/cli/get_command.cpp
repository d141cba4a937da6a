#include "app/cli/get_command.h"

#include "app/exit_codes.h"

#include <QtConcurrent>

namespace weightyard::cli {

using queue::JobSnapshot;

GetCommand::GetCommand(app::Services &services, QList<queue::DownloadRequest> requests, GetOutput output)
    : m_services(services),
      m_requests(std::move(requests)),
      m_output(std::move(output))
{
    connect(&m_watcher, &QFutureWatcher<JobSnapshot>::finished, this, &GetCommand::jobEnded);
}

GetCommand::~GetCommand()
{
    m_cancel.cancel();
    m_watcher.waitForFinished(); // a terminal program may wait here: nothing else is going on
}

void GetCommand::start()
{
    m_beganMs = m_services.clock().steadyMs();
    startNext();
}

void GetCommand::stop()
{
    m_output.stopping();
    m_cancel.cancel();
}

void GetCommand::startNext()
{
    const queue::DownloadRequest request = m_requests[m_ended.size()];
    m_output.begin(request.location.modelPath);
    const auto changed = [this](const JobSnapshot &job) {
        QMetaObject::invokeMethod(
            this, [this, job] { m_output.changed(job); }, Qt::QueuedConnection);
    };
    const auto work = [request, changed, services = m_services.forJobs(),
                       cancel = m_cancel](QPromise<JobSnapshot> &promise) {
        queue::DownloadJob job(request, services, changed);
        promise.addResult(job.run(cancel));
    };
    m_watcher.setFuture(QtConcurrent::run(work));
}

void GetCommand::jobEnded()
{
    const JobSnapshot job = m_watcher.result();
    m_output.ended(job);
    m_ended.append(job);
    if (m_ended.size() < m_requests.size() && !m_cancel.isCancelled()) {
        startNext();
        return;
    }
    QList<base::ErrorKind> failures;
    for (const JobSnapshot &one : std::as_const(m_ended)) {
        if (one.error)
            failures.append(one.error->kind);
    }
    const int exitCode = static_cast<int>(app::exitCodeFor(failures));
    m_output.summary(m_ended, exitCode, m_services.clock().steadyMs() - m_beganMs);
    Q_EMIT finished(exitCode);
}

} // namespace weightyard::cli
