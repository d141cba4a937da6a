// The downloads of `weightyard-cli get`: runs them from a queue and speaks through GetOutput. Main thread; tells the exit code when all
// have ended.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/get_output.h"
#include "app/services.h"
#include "queue/download_queue.h"

#include <QHash>
#include <QObject>

namespace weightyard::cli {

class GetRun : public QObject
{
    Q_OBJECT
public:
    GetRun(app::Services &services, QList<job::DownloadRequest> requests, int jobs, GetOutput output);

    /// Runs the event loop until all have ended, or Ctrl-C: the exit code.
    int exec();
    /// Those that have ended so far.
    const QList<job::JobSnapshot> &ended() const { return m_ended; }
    void leaveOutSummary() { m_tellsSummary = false; } ///< another command says the last line
    /// Done with what is installed when all have ended, before the summary; its failures count.
    using Afterwards = std::function<QList<base::Error>(const QList<job::JobSnapshot> &jobs)>;
    void setAfterwards(Afterwards afterwards) { m_afterwards = std::move(afterwards); }

    void start();
    void stop(); ///< Ctrl-C: the running jobs end within a second, the others are not begun

Q_SIGNALS:
    void finished(int exitCode);

private:
    void jobChanged(const QString &key, const job::JobSnapshot &job);
    void endJob(const QString &key, const job::JobSnapshot &job);
    void end();

    app::Services &m_services;
    QList<job::DownloadRequest> m_requests;
    GetOutput m_output;
    queue::DownloadQueue m_queue;
    QHash<QString, job::JobSnapshot> m_last; ///< of the models that have not ended, by key
    QList<job::JobSnapshot> m_ended;
    Afterwards m_afterwards;
    qint64 m_beganMs = 0;
    bool m_tellsSummary = true;
    bool m_stopping = false;
    bool m_finished = false;
};

} // namespace weightyard::cli
