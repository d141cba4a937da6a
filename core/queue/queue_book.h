// QueueBook: all that a queue knows: the order, where each download stands, what is shown of it, and what is kept of it for the
// next start. apply() is the only way to another phase, wish or state. Values, no thread and no file; the queue's thread.
#pragma once

#include "queue/queue_list.h"
#include "queue/queue_totals.h"
#include "queue/queued_job.h"

#include <QHash>

namespace weightyard::queue {

class QueueBook
{
public:
    /// A job's key is its target: the model's path in the library, or the folder of an --into.
    static QString keyOf(const job::DownloadRequest &request);

    const QueueList &list() const { return m_list; }
    const QueuedJob *job(const QString &key) const; ///< null: not in the queue
    JobStanding standing(const QString &key) const;

    /// A new one at the end, queued.
    void add(const QString &key, const job::DownloadRequest &request);
    /// Those of the last run that are not here yet, in front of all others; `resume`: pending ones are queued, else paused. Returns
    /// their keys. Models of the Hub go on at `hub`, unless that is empty.
    QStringList addSaved(const QList<SavedJob> &saved, bool resume, const QUrl &hub);
    void remove(const QString &key);

    QueueEffect apply(const QString &key, QueueEvent event);
    void begin(const QString &key, const base::CancelToken &cancel); ///< a run of it starts
    void merge(const QString &key, const job::JobSnapshot &job);     ///< what its run tells
    void dropReceived(const QString &key);                           ///< nothing of it is on disk any more
    /// A job that runs and was not told to stop keeps its own.
    void setRequest(const QString &key, const job::DownloadRequest &request);
    /// It runs, and waits for a disk: another library is what its remedy says.
    /// When downloads go into another library: it waits, and not for a folder of its own.
    bool followsLibrary(const QString &key, const QString &folder) const;
    void setLibrary(const QString &key, const QString &folder);
    bool waitsForDisk(const QString &key) const;

    void moveToEnd(const QString &key) { m_list.moveToEnd(key); }
    void moveTo(const QString &key, qsizetype position) { m_list.moveTo(key, position); }
    void place(const QStringList &keys, const QString &before) { m_list.place(keys, before); }
    void makeUrgent(const QString &key) { m_list.makeUrgent(key); }

    QList<SavedJob> saved() const;
    QueueTotals totals() const;  ///< without rates
    qint64 bytesFetched() const; ///< by all so far, those that are gone among them: never fewer than before
    bool isMoving() const;       ///< bytes are on their way

private:
    QueueList m_list;
    QHash<QString, QueuedJob> m_jobs;
    qint64 m_fetchedByGone = 0;
};

} // namespace weightyard::queue
