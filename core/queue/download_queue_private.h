// Inside of DownloadQueue: the list, the jobs' bookkeeping and the runs on their threads. The queue's thread.
#pragma once

#include "queue/download_queue.h"
#include "queue/progress_meter.h"
#include "queue/queue_list.h"
#include "queue/queue_mailbox.h"
#include "queue/queue_state_file.h"
#include "queue/queued_job.h"

#include <QHash>
#include <QThreadPool>

namespace weightyard::queue {

struct DownloadQueue::Private {
    Private(DownloadQueue &queue, const job::JobServices &s, QueueOptions o);

    void start(const QString &key);
    void startDiscard(const QString &key);
    void startWhatMay();
    bool waitsForDisk(const QueueEntry &entry) const;
    void queueAgain(const QString &key);
    void setRequest(const QString &key, const job::DownloadRequest &request);
    void letGo(const QString &key, QueuedJob::Afterwards afterwards);
    void settle(); ///< after any change of the list
    void save();
    void show(const QString &key, job::JobState state);

    void read(const JobTold &letter);
    void read(const JobEnded &letter);
    void read(const Discarded &letter);
    void read(const StateLoaded &letter);
    void read(const StateFailed &letter);
    void takeLeft();

    DownloadQueue &q;
    job::JobServices services;
    QueueOptions options;
    QueueList list;
    QHash<QString, QueuedJob> jobs;
    ProgressMeter meter;
    MeanRate mean;
    qint64 fetchedByGone = 0;    ///< keeps the meter's count growing when a job is forgotten
    bool stateKnown = false;     ///< the file was read: it may be written
    QList<SavedJob> fromLastRun; ///< in the file, and not asked for by restore() yet
    bool restoring = false;
    bool resumeRestored = false;
    bool shuttingDown = false;
    bool wasIdle = true;
    std::shared_ptr<QueueMailbox> mailbox;
    std::unique_ptr<QueueStateFile> stateFile;
    QThreadPool pool; ///< last: its threads end before what they use
};

} // namespace weightyard::queue
