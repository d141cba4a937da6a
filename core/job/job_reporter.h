// JobReporter: owns a job's snapshot and its state. move(), wait() and end() are the only ways to another state, through one writer
// that obeys the table of job_state.h (a job that waits may wait for something else); everything else is counted and told at most
// ten times a second. The job's thread only.
#pragma once

#include "base/clock.h"
#include "job/job_snapshot.h"
#include "job/progress_meter.h"
#include "lfs/manifest.h"
#include "lfs/run_progress.h"

#include <QMultiHash>
#include <QSet>

namespace weightyard::job {

class JobReporter final : public lfs::TransferListener
{
public:
    JobReporter(const base::Clock &clock, std::function<void(const JobSnapshot &)> changed);

    void begin(const QString &modelPath, const QString &redactedUrl);
    void move(JobState to);
    /// A negative delay: nobody can say for how long.
    void wait(const base::Error &why, qint64 delayMs);
    void end(const base::Error &error); ///< Failed, or Cancelled for that kind

    void setFolder(const QString &folder);
    void setCommit(const QString &commit);
    void setGitBytes(qint64 bytes);
    void setAlreadyInstalled(bool unverified);
    void setAllocated(qint64 bytes) { m_snapshot.bytesAllocated = bytes; }
    void addNotice(const Notice &notice);
    void addManifestNotices(const lfs::Manifest &manifest);
    /// The files that are to be there at the end, which are fewer without the history; those of `here` and what came with the commit are
    /// there already.
    void setFiles(const lfs::Manifest &manifest, const QSet<QString> &here, const QStringList &different = {},
                  bool withHistory = true);
    const JobSnapshot &snapshot() const { return m_snapshot; }

    /// What the next progress tells to be here was on disk already: it was not fetched.
    void beginRound();
    void progress(const lfs::TransferProgress &progress) override;
    void waiting(const base::Error &why, qint64 delayMs) override;
    void objectVerified(const base::Oid &oid) override;
    void sourceDropped(const QString &source, const base::Error &why) override;

private:
    bool setState(JobState to);
    void tell(bool now);
    void markDamaged(const QString &oid);
    void setObject(const base::Oid &oid, const std::function<void(FileProgress &)> &change);

    const base::Clock &m_clock;
    std::function<void(const JobSnapshot &)> m_changed;
    JobSnapshot m_snapshot;
    QMultiHash<base::Oid, qsizetype> m_rows; ///< of the snapshot's files
    ProgressMeter m_meter;                   ///< while objects are on their way
    qint64 m_lastToldMs = 0;
    qint64 m_firstBytes = -1;    ///< here before this round fetched anything
    qint64 m_earlierFetched = 0; ///< by the rounds before
};

} // namespace weightyard::job
