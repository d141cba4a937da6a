#include "queue/queue_runs.h"

#include "base/redact.h"
#include "job/discard.h"
#include "job/download_job.h"

#include <exception>

namespace weightyard::queue {

namespace {

job::JobSnapshot failedRun(const job::DownloadRequest &request, const base::Error &error)
{
    job::JobSnapshot failed;
    failed.modelPath = request.location.modelPath;
    failed.url = base::redacted(request.location.url);
    failed.state = job::JobState::Failed;
    failed.error = error;
    return failed;
}

} // namespace

QueueRuns::QueueRuns(const job::JobServices &services, std::shared_ptr<QueueMailbox> mailbox)
    : m_services(services),
      m_mailbox(std::move(mailbox))
{}

QueueRuns::~QueueRuns()
{
    joinAll();
}

void QueueRuns::setSources(const QList<base::Mirror> &mirrors, const QStringList &libraries)
{
    m_services.mirrors = mirrors;
    m_services.libraries = libraries;
}

void QueueRuns::perform(QueueEffect effect, const QString &key, QueueBook &book,
                        const std::optional<base::RetryLimits> &retries)
{
    const QueuedJob *job = book.job(key);
    switch (effect) {
    case QueueEffect::None:
        return;
    case QueueEffect::BeginRun: {
        job::DownloadRequest request = job->request;
        request.retries = retries.value_or(request.retries);
        const base::CancelToken cancel;
        book.begin(key, cancel);
        begin(key, request, cancel);
        return;
    }
    case QueueEffect::StopRun:
        job->cancel.cancel();
        return;
    case QueueEffect::BeginDiscard:
        beginDiscard(key, job->request);
        return;
    }
}

// Nothing of ours throws, but the library below may: no memory, no thread.
void QueueRuns::start(const QString &key, const std::function<void()> &work,
                      const std::function<void(const base::Error &)> &failed)
{
    join(key);
    try {
        m_threads.emplace(key, std::thread([work, failed] {
                              try {
                                  work();
                              } catch (const std::exception &thrown) {
                                  failed(base::thrownError(thrown));
                              }
                          }));
    } catch (const std::exception &thrown) {
        failed(base::thrownError(thrown));
    }
}

void QueueRuns::begin(const QString &key, const job::DownloadRequest &request,
                      const base::CancelToken &cancel)
{
    const auto work = [key, request, cancel, services = m_services, box = m_mailbox] {
        const auto changed = [&](const job::JobSnapshot &snapshot) {
            if (!job::isFinal(snapshot.state))
                box->put(JobProgress{key, snapshot});
        };
        // Whatever the job still takes down comes before the letter: join() follows it.
        const job::JobSnapshot end = job::DownloadJob(request, services, changed).run(cancel);
        box->put(JobEnded{key, end});
    };
    start(key, work, [key, request, box = m_mailbox](const base::Error &error) {
        box->put(JobEnded{key, failedRun(request, error)});
    });
}

void QueueRuns::beginDiscard(const QString &key, const job::DownloadRequest &request)
{
    const auto work = [key, request, services = m_services, box = m_mailbox] {
        const base::Result<void> done = job::discardDownload(request, services);
        box->put(Discarded{key, done ? std::nullopt : std::optional(done.error())});
    };
    start(key, work, [key, box = m_mailbox](const base::Error &error) { box->put(Discarded{key, error}); });
}

void QueueRuns::join(const QString &key)
{
    const auto thread = m_threads.find(key);
    if (thread == m_threads.end())
        return;
    thread->second.join();
    m_threads.erase(thread);
}

void QueueRuns::joinAll()
{
    for (auto &[key, thread] : m_threads)
        thread.join();
    m_threads.clear();
}

} // namespace weightyard::queue
