// What Workbench does when the queue, the clock or the settings move.
#include "ui/workbench/workbench.h"

namespace weightyard::ui {

using job::JobSnapshot;
using job::JobState;

namespace {
constexpr int kGraphSeconds = 120; // what the total bar shows of the past
} // namespace

void Workbench::jobChanged(const QString &key, const JobSnapshot &job)
{
    queue::ProgressMeter &meter = m_meters[key];
    if (job.state == JobState::Transferring)
        meter.add(clock().steadyMs(), job.bytesFetched);
    else
        meter = {};
    const bool ended = job::isFinal(job.state);
    const ModelRow *row = m_tree.row(key);
    const bool endedBefore = row && row->job && job::isFinal(row->job->state);
    const bool newState = !row || !row->job || row->job->state != job.state;
    if (!row || !row->job)
        showJob(key);
    m_tree.setJob(key, job, meter.rate(), meter.timeLeftMs(job.bytesTotal - job.bytesHere));
    m_activity.add(key, job, clock().wallMs());
    Q_EMIT rowChanged(key);
    if (newState)
        updateOrder();
    if (!m_enqueuing)
        Q_EMIT totalsChanged(false);
    // A cancelled one is told twice: when it has stopped, and when its bytes are gone.
    if (ended && (!endedBefore || job.state == JobState::Cancelled))
        rescan();
    if (ended && !endedBefore)
        Q_EMIT jobEnded(key);
}

// From the last run, perhaps: the catalogue may not have it, or have it at another revision.
void Workbench::showJob(const QString &key)
{
    const std::optional<job::DownloadRequest> request = m_queue.request(key);
    if (!request)
        return;
    const QString url = request->location.url.toString();
    const ModelRow *row = m_tree.row(key);
    if (!row) {
        m_tree.addEntry({.id = request->location.modelPath,
                         .url = url,
                         .revision = request->wantedRevision(),
                         .family = {},
                         .name = request->location.modelPath.section(u'/', -1)},
                        key);
        return;
    }
    const auto location = catalog::locationOf(row->entry, m_parts.hub);
    const bool sameUrl = location && location->url == request->location.url;
    m_tree.setSource(key, sameUrl ? row->entry.url : url, request->wantedRevision());
}

void Workbench::updateOrder()
{
    if (m_enqueuing)
        return;
    QStringList queued;
    for (const QString &key : m_queue.keys()) {
        const auto job = m_queue.job(key);
        if (job && job->state == JobState::Queued)
            queued.append(key);
    }
    m_tree.setQueueOrder(queued);
}

void Workbench::secondPassed()
{
    m_tree.refreshTimes();
    m_idleSeconds = m_queue.isIdle() ? m_idleSeconds + 1 : 0;
    if (m_idleSeconds > kGraphSeconds)
        return; // nothing moves, and nothing that is shown of it does
    const queue::QueueTotals totals = m_queue.totals();
    m_lastRate = totals.lastRate;
    if (totals.running > 0)
        lookAtSpace();
    Q_EMIT totalsChanged(true);
}

void Workbench::setLibrary(const QString &folder)
{
    if (m_parts.library == folder)
        return;
    m_parts.library = folder;
    m_parts.settings.library = folder;
    ++m_place;
    m_scanning = m_scanAgain = m_lookingAtSpace = false;
    m_disk = {};
    m_queue.setLibrary(folder);
    keepSettings();
    rescan();
    check();
}

void Workbench::setRemoveGit(bool on)
{
    if (m_parts.settings.removeGit == on)
        return;
    m_parts.settings.removeGit = on;
    keepSettings();
}

void Workbench::setLimitRate(qint64 bytesPerSecond)
{
    m_parts.services.client.setRateLimit(bytesPerSecond);
    m_parts.settings.limitRate = bytesPerSecond;
    keepSettings();
}

void Workbench::setExtra(bool on)
{
    if (m_extra == on)
        return;
    m_extra = on;
    m_tree.setCatalogue(m_catalogue, m_parts.hub, on);
    rescan();
    Q_EMIT catalogueLoaded();
}

void Workbench::keepSettings()
{
    m_keepSettings.keep([configDir = m_parts.configDir, settings = m_parts.settings] {
        return settings::writeSettings(configDir, settings);
    });
}

} // namespace weightyard::ui
