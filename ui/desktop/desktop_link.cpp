#include "ui/desktop/desktop_link.h"

#include "ui/desktop/after_queue.h"
#include "ui/desktop/connection_care.h"
#include "ui/desktop/queue_notices.h"
#include "ui/desktop/stay_awake.h"
#include "ui/desktop/tray.h"
#include "ui/workbench/workbench.h"

#include <QWidget>

namespace weightyard::ui {

DesktopLink::DesktopLink(Workbench &workbench, Banner &banner, QWidget *window)
    : QObject(window),
      m_workbench(workbench)
{
    const DesktopServices &services = workbench.desktop();
    new StayAwake(workbench, services, this);
    if (services.notifier != nullptr) {
        new QueueNotices(workbench, *services.notifier, this);
        connect(services.notifier, &Notifier::clicked, this, &DesktopLink::frontWanted);
    }
    if (services.launcher != nullptr)
        followDownloads();
    if (services.network != nullptr)
        new ConnectionCare(workbench, *services.network, banner, this);
    if (services.tray != nullptr) {
        m_tray = new Tray(workbench, *services.tray, window);
        connect(m_tray, &Tray::frontWanted, this, &DesktopLink::frontWanted);
        connect(m_tray, &Tray::quitWanted, this, &DesktopLink::quitWanted);
    }
    const auto *after = new AfterQueue(workbench, services.power, banner, this);
    connect(after, &AfterQueue::quitWanted, this, &DesktopLink::quitWanted);
}

void DesktopLink::followDownloads()
{
    LauncherProgress *launcher = m_workbench.desktop().launcher;
    connect(&m_workbench, &Workbench::totalsChanged, this, [this, launcher] {
        const queue::QueueTotals totals = m_workbench.queue().totals();
        const bool isShown = totals.running + totals.queued > 0 && totals.bytesTotal > 0;
        launcher->setProgress(isShown ? std::optional(static_cast<double>(totals.bytesHere)
                                                      / static_cast<double>(totals.bytesTotal))
                                      : std::nullopt);
    });
    connect(this, &QObject::destroyed, launcher, [launcher] { launcher->setProgress({}); });
}

} // namespace weightyard::ui
