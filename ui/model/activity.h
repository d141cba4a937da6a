// The activity log of a job: lines made from the difference between two snapshots. Pure. URLs in snapshots are redacted
// already.
#pragma once

#include "job/job_snapshot.h"

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

/// The last lines of each job, with the time of day. GUI thread.
class ActivityLog
{
public:
    /// Returns how many lines were added.
    int add(const QString &key, const job::JobSnapshot &now, qint64 wallNowMs);
    QStringList lines(const QString &key) const { return m_logs.value(key).lines; }

private:
    struct Log {
        std::optional<job::JobSnapshot> last;
        QStringList lines;
    };
    QHash<QString, Log> m_logs;
};

} // namespace weightyard::ui
