// The activity log of a job: lines made from the difference between two snapshots. Pure. URLs in snapshots are redacted
// already.
#pragma once

#include "job/job_snapshot.h"
#include "session/activity_file.h"

#include <QCoreApplication>
#include <QStringList>

namespace weightyard::ui {

class Activity
{
    Q_DECLARE_TR_FUNCTIONS(Activity)
public:
    /// What is new in `now`; no time stamps.
    static QStringList between(const std::optional<job::JobSnapshot> &before, const job::JobSnapshot &now,
                               qint64 wallNowMs);
};

/// The last lines of each job, with the time of day; with the date, where that is another day. GUI thread.
class ActivityLog
{
public:
    /// Returns how many lines were added.
    int add(const QString &key, const job::JobSnapshot &now, qint64 wallNowMs);
    QStringList lines(const QString &key, qint64 wallNowMs) const;

    /// For another run: those that grew last are the last ones.
    QList<session::DownloadActivity> kept() const;
    /// What an earlier run said comes before what was added since; what is only said once more goes.
    void restore(const QList<session::DownloadActivity> &kept);

private:
    struct Log {
        std::optional<job::JobSnapshot> last;
        QList<session::ActivityLine> lines;
    };
    QHash<QString, Log> m_logs;
};

} // namespace weightyard::ui
