#include "ui/desktop/after_queue.h"

#include "ui/widgets/banner.h"
#include "ui/workbench/workbench.h"

#include <utility>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString kAfterBanner = u"after-queue"_s;
const QString kAfterSetting = u"afterQueue"_s;
} // namespace

AfterQueue::AfterQueue(Workbench &workbench, PowerSwitch *power, Banner &banner, QObject *parent)
    : QObject(parent),
      m_workbench(workbench),
      m_power(power),
      m_banner(banner)
{
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &AfterQueue::countDown);
    connect(&m_workbench, &Workbench::jobEnded, this, [this](const QString &key) {
        const ModelRow *row = m_workbench.tree().row(key);
        const bool isByUser = row && row->job && row->job->state == job::JobState::Cancelled;
        m_hasEnded = m_hasEnded || !isByUser;
    });
    connect(&m_workbench.queue(), &queue::DownloadQueue::becameIdle, this, &AfterQueue::allEnded);
    connect(&m_workbench.preferences(), &Preferences::changed, this, [this](const QString &key) {
        if (key == kAfterSetting)
            callOff(); // it was about something else
    });
    if (m_power != nullptr)
        connect(m_power, &PowerSwitch::failed, this, [this](PowerSwitch::Action action) {
            m_banner.post({.key = kAfterBanner,
                           .tone = Tone::Bad,
                           .text = action == PowerSwitch::Action::Sleep
                                       ? tr("This computer did not let Weightyard put it to sleep.")
                                       : tr("This computer did not let Weightyard shut it down.")});
        });
}

void AfterQueue::allEnded()
{
    const queue::QueueTotals totals = m_workbench.queue().totals();
    const bool isEnd = std::exchange(m_hasEnded, false) && totals.paused == 0;
    if (!isEnd || m_workbench.settings().afterQueue == "nothing"_L1)
        return;
    m_left = kSeconds;
    m_second.start();
    showBanner();
}

void AfterQueue::countDown()
{
    if (!m_workbench.queue().isIdle()) // there is more to download
        return callOff();
    if (--m_left <= 0)
        return perform();
    showBanner();
}

void AfterQueue::showBanner()
{
    const QString &what = m_workbench.settings().afterQueue;
    const QString text =
        what == "quit"_L1 ? tr("All downloads have ended. Weightyard quits in %n second(s).", nullptr, m_left)
        : what == "sleep"_L1 ? tr("All downloads have ended. This computer goes to sleep in "
                                  "%n second(s).",
                                  nullptr, m_left)
                             : tr("All downloads have ended. This computer shuts down in "
                                  "%n second(s).",
                                  nullptr, m_left);
    m_banner.post({.key = kAfterBanner,
                   .tone = Tone::Caution,
                   .text = text,
                   .action = tr("Cancel"),
                   .onAction = [this] { callOff(); },
                   .asked = true});
}

void AfterQueue::callOff()
{
    if (!m_second.isActive())
        return;
    m_second.stop();
    m_banner.clear(kAfterBanner);
}

void AfterQueue::perform()
{
    const QString what = m_workbench.settings().afterQueue;
    callOff();
    m_workbench.preferences().reset(kAfterSetting);
    if (what == "quit"_L1)
        Q_EMIT quitWanted();
    else if (m_power != nullptr)
        m_power->perform(what == "sleep"_L1 ? PowerSwitch::Action::Sleep : PowerSwitch::Action::ShutDown);
}

} // namespace weightyard::ui
