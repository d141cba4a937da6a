#include "ui/desktop/stay_awake.h"

#include "ui/workbench/workbench.h"

#include <algorithm>
#include <limits>

namespace weightyard::ui {

using job::JobState;

namespace {

/// What all rows say; to be asked only while no bytes come.
MovementFigures figuresOf(Workbench &workbench, const queue::QueueTotals &totals)
{
    MovementFigures figures{.running = totals.running, .bytes = totals.bytesFetched};
    const qint64 now = workbench.clock().wallMs();
    int waiting = 0;
    qint64 nextMs = std::numeric_limits<qint64>::max();
    workbench.tree().visit([&](const ModelRow &row) {
        if (!row.job)
            return;
        const JobState state = row.job->state;
        figures.isWorking =
            figures.isWorking || state == JobState::Verifying || state == JobState::Publishing;
        if (state == JobState::Waiting && row.job->waitUntilMs > 0) {
            ++waiting;
            nextMs = std::min(nextMs, row.job->waitUntilMs - now);
        }
    });
    if (waiting >= totals.running)
        figures.longWaitMs = nextMs;
    return figures;
}

} // namespace

void tryAgainNow(Workbench &workbench)
{
    QStringList keys;
    workbench.tree().visit([&](const ModelRow &row) {
        if (!row.job || row.job->state != JobState::Waiting || !row.job->error)
            return;
        const base::ErrorKind kind = row.job->error->kind;
        if (kind == base::ErrorKind::Network || kind == base::ErrorKind::Timeout)
            keys.append(row.key);
    });
    for (const QString &key : keys) { // it stops, and begins anew in its place
        workbench.queue().pause(key, queue::PausedBy::Program);
        workbench.queue().resume(key);
    }
}

StayAwake::StayAwake(Workbench &workbench, const DesktopServices &services, QObject *parent)
    : QObject(parent),
      m_workbench(workbench),
      m_hold(services.wakeHold)
{
    if (m_hold != nullptr)
        connect(&workbench, &Workbench::totalsChanged, this, &StayAwake::update);
    if (services.sleepWatch != nullptr)
        connect(services.sleepWatch, &SleepWatch::awoke, this, [this] { tryAgainNow(m_workbench); });
}

StayAwake::~StayAwake()
{
    if (m_hold != nullptr)
        m_hold->setReason({});
}

void StayAwake::update(bool tick)
{
    const queue::QueueTotals totals = m_workbench.queue().totals();
    if (!tick && totals.running > 0 && m_isHeld)
        return; // of many events a second none changes it
    const bool isStill =
        totals.running > 0 && totals.bytesFetched == std::exchange(m_bytes, totals.bytesFetched);
    const MovementFigures figures =
        isStill ? figuresOf(m_workbench, totals)
                : MovementFigures{.running = totals.running, .bytes = totals.bytesFetched};
    const bool moves = m_movement.update(m_workbench.clock().steadyMs(), figures);
    m_isHeld = moves;
    m_hold->setReason(moves ? tr("Models are being downloaded") : QString());
}

} // namespace weightyard::ui
