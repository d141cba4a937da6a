// TransferRun: brings a list of objects to disk, verified. Blocks the job's thread; lanes, hasher and flusher work
// beside it. Every object ends as <partials>/<oid>.object with the right SHA-256, or the run fails: the first object
// that cannot be had ends it, and what was received stays for the next run. Cancel ends it within 1 s, everything
// received so far flushed.
#pragma once

#include "base/cancel_token.h"
#include "lfs/connection_budget.h"
#include "lfs/connection_ramp.h"
#include "lfs/object_transfer.h"
#include "lfs/run_progress.h"
#include "lfs/running_attempts.h"
#include "lfs/transfer_adapter.h"
#include "lfs/transfer_options.h"

#include <QSet>
#include <deque>

namespace weightyard::lfs {

class TransferRun
{
public:
    /// `budget` is shared with other runs; none: this one is alone.
    TransferRun(TransferAdapter &adapter, QString partialsDir, TransferOptions options,
                TransferListener &listener, std::shared_ptr<ConnectionBudget> budget = {});
    ~TransferRun();

    /// oid -> verified file.
    base::Result<QHash<base::Oid, QString>> run(const QList<Pointer> &objects,
                                                const base::CancelToken &cancel);

private:
    base::Result<void> takeStock(const QList<Pointer> &objects, const base::CancelToken &cancel);
    base::Result<void> open(const Pointer &pointer);
    base::Result<void> loop(const base::CancelToken &cancel);
    base::Result<void> startAttempts();
    void startSome(ObjectTransfer &transfer);
    bool isReady(const Pointer &pointer); ///< else it is seen to
    void adjustConnections();
    int objectsAtOnce() const;
    bool mayStartMore() const { return m_running.count() < m_ramp->target() && m_share->mayTake(); }
    base::Result<void> handleAll();
    base::Result<void> handle(const TransferEvent &event);
    base::Result<void> handleEnd(const AttemptEnded &event);
    base::Result<void> handleHashed(const Hashed &event);
    void stopAttempts();
    void report();
    ObjectTransfer *find(const base::Oid &oid);
    qint64 steadyMs() const;

    TransferAdapter &m_adapter;
    QString m_partialsDir;
    TransferOptions m_options;
    std::shared_ptr<ConnectionBudget> m_budget;
    TransferListener &m_listener;
    EventQueue m_events;
    std::deque<TransferEvent> m_taken; ///< out of the queue, not yet handled
    DiskWorker m_disk;
    std::deque<Pointer> m_pending;          ///< not begun, largest first: no file is open for them
    QSet<base::Oid> m_prepared;             ///< asked for once, or more often
    std::optional<ConnectionShare> m_share; ///< while the run fetches
    std::optional<ConnectionRamp> m_ramp;   ///< while the run lasts
    std::vector<std::unique_ptr<ObjectTransfer>> m_open; ///< begun, in this run or an earlier one
    RunningAttempts m_running;
    RunProgress m_progress;
    quint64 m_nextId = 1;
    qint64 m_notBeforeMs = 0; ///< a rate limit holds for all objects
};

} // namespace weightyard::lfs
