// QueueRuns: the threads of a queue's downloads and discards, one each, and what they tell on its way back. Owned and called by the
// queue's thread. Nothing that a thread throws is lost: the download fails.
#pragma once

#include "base/cancel_token.h"
#include "job/download_request.h"
#include "job/job_services.h"
#include "queue/queue_book.h"
#include "queue/queue_mailbox.h"

#include <functional>
#include <map>
#include <memory>
#include <thread>

namespace weightyard::queue {

class QueueRuns
{
public:
    QueueRuns(const job::JobServices &services, std::shared_ptr<QueueMailbox> mailbox);
    ~QueueRuns(); ///< waits for all
    QueueRuns(const QueueRuns &) = delete;
    QueueRuns &operator=(const QueueRuns &) = delete;

    /// What a move of the book asks for. `retries`: in place of the request's own.
    void perform(QueueEffect effect, const QString &key, QueueBook &book,
                 const std::optional<base::RetryLimits> &retries);
    /// For runs that begin from now on.
    void setSources(const QList<base::Mirror> &mirrors, const QStringList &libraries);
    /// Its letter has come: the thread has nothing more to do.
    void join(const QString &key);
    void joinAll();

private:
    /// JobProgress and at last JobEnded come to the mailbox; when no thread can be had, just that.
    void begin(const QString &key, const job::DownloadRequest &request, const base::CancelToken &cancel);
    /// Discarded comes.
    void beginDiscard(const QString &key, const job::DownloadRequest &request);
    void start(const QString &key, const std::function<void()> &work,
               const std::function<void(const base::Error &)> &failed);

    job::JobServices m_services; ///< each run has a copy
    const std::shared_ptr<QueueMailbox> m_mailbox;
    std::map<QString, std::thread> m_threads;
};

} // namespace weightyard::queue
