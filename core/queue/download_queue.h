// DownloadQueue: the models that were asked for, in order, so many at a time; one that fails never stops the others.
// Lives on the thread that made it (GUI or main); each job runs on a thread of its own and only values come back.
// The list is kept in `<config>/queue.json`, written behind the scenes, so that the next start knows what was asked.
//
// A job's key is its target: the model's path in the library, or the folder of an --into. One key is in the queue once.
// What is asked is known at once (keys(), job(), totals()); signals tell it when control is back in the event loop, never out of
// the call that caused them, and jobs begin there too. Slots may call the queue.
//
// Pause keeps partials and the place in the queue; cancel drops the partials that no other job or model needs; forget
// only takes an ended job off the list.
#pragma once

#include "job/download_request.h"
#include "job/job_services.h"
#include "job/job_snapshot.h"
#include "queue/queue_totals.h"

#include <QObject>

namespace weightyard::queue {

struct QueueOptions {
    int parallelJobs = 2;
    QString stateFile = {};                        ///< where the list is kept; empty: nowhere
    std::optional<base::RetryLimits> retries = {}; ///< of all downloads, in place of their own
};

enum class PausedBy { User, Program };

class DownloadQueue : public QObject
{
    Q_OBJECT
public:
    DownloadQueue(const job::JobServices &services, QueueOptions options, QObject *parent = nullptr);
    /// Stops all jobs, which keep their bytes, and waits for them: about a second.
    ~DownloadQueue() override;

    static QString keyOf(const job::DownloadRequest &request);

    /// What was left in the list by the last run, in front of what is there by now: pending jobs start again when
    /// `resume`, else they are paused. Models of the Hub go on at today's hub. The file is read behind the scenes;
    /// restored() follows, always. Until then the file keeps what it has.
    void restore(bool resume);
    /// To the end of the list. Ended and paused jobs of that key are begun again; a running or queued one is left as it is.
    QString enqueue(const job::DownloadRequest &request);
    /// Until resume(); what the program pauses goes on at the next start, too.
    void pause(const QString &key, PausedBy who = PausedBy::User);
    void resume(const QString &key); ///< also retries a failed or cancelled job
    void cancel(const QString &key);
    void forget(const QString &key);
    /// Drops what an earlier download of it received, whether it is in the list or not.
    void discard(const job::DownloadRequest &request);
    /// Queued and paused jobs move to the new library, but for updates; bytes already received stay in the old one.
    void setLibrary(const QString &folder);
    /// In this order in front of `before`, or behind all others where that is none of the queue. What runs goes on.
    void place(const QStringList &keys, const QString &before);
    void startNow(const QString &key); ///< next, and beyond the number of parallel jobs if need be
    void pauseAll();
    void resumeAll();
    void setParallelJobs(int jobs);
    /// Where objects are looked for before their host is asked (JobServices), by downloads that begin from now on.
    void setSources(const QList<base::Mirror> &mirrors, const QStringList &libraries);
    /// No new job begins and running ones stop, keeping their bytes; allStopped() follows. For leaving.
    void shutDown();

    QStringList keys() const; ///< in order
    std::optional<job::JobSnapshot> job(const QString &key) const;
    std::optional<job::DownloadRequest> request(const QString &key) const;
    QueueTotals totals() const;
    bool isIdle() const; ///< nothing runs and nothing is about to

Q_SIGNALS:
    void jobChanged(const QString &key,
                    const weightyard::job::JobSnapshot &job); ///< at most ten a second a job
    void jobRemoved(const QString &key);
    void orderChanged();
    void restored();
    void becameIdle();
    void notDiscarded(const QString &key, const weightyard::base::Error &error); ///< received bytes stay
    void stateNotKept(const weightyard::base::Error &error); ///< the list could not be written or read
    void allStopped();
    /// For itself, from any thread. Not a functor that is posted: that would be memory which one thread wrote and another
    /// reads with nothing between that ThreadSanitizer can see.
    void mailCame(QPrivateSignal);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace weightyard::queue
