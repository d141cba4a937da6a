#include "ui/desktop/after_queue.h"

#include "session/run_command.h"
#include "ui/text/messages.h"
#include "ui/widgets/banner.h"
#include "ui/workbench/workbench.h"

#include <QPointer>
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
      m_banner(banner),
      m_memory(workbench.windowMemory())
{
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &AfterQueue::countDown);
    connect(&m_workbench, &Workbench::jobEnded, this, [this](const QString &key) {
        const ModelRow *row = m_workbench.tree().row(key);
        const bool isDone = row && row->job && row->job->state == job::JobState::Installed;
        const bool isFailed = row && row->job && row->job->state == job::JobState::Failed;
        if (isDone)
            m_memory.ended.done.insert(key);
        if (isFailed)
            m_memory.ended.failed.insert(key);
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
    if (m_memory.secondsLeft > 0) { // by the window before
        m_second.start();
        showBanner();
    }
}

void AfterQueue::allEnded()
{
    const queue::QueueTotals totals = m_workbench.queue().totals();
    const WindowMemory::Ended ended = std::exchange(m_memory.ended, {});
    const bool isEnd = (!ended.done.isEmpty() || !ended.failed.isEmpty()) && totals.paused == 0;
    if (!isEnd || m_workbench.settings().afterQueue == "nothing"_L1)
        return;
    m_memory.announced = ended;
    m_memory.secondsLeft = kSeconds;
    m_second.start();
    showBanner();
}

void AfterQueue::countDown()
{
    if (!m_workbench.queue().isIdle()) // there is more to download
        return callOff();
    if (--m_memory.secondsLeft <= 0)
        return perform();
    showBanner();
}

void AfterQueue::showBanner()
{
    const QString &what = m_workbench.settings().afterQueue;
    const int left = m_memory.secondsLeft;
    const QString text =
        what == "quit"_L1 ? tr("All downloads have ended. Weightyard quits in %n second(s).", nullptr, left)
        : what == "sleep"_L1 ? tr("All downloads have ended. This computer goes to sleep in "
                                  "%n second(s).",
                                  nullptr, left)
        : what == "command"_L1
            ? tr("All downloads have ended. Your command runs in %n second(s).", nullptr, left)
            : tr("All downloads have ended. This computer shuts down in "
                 "%n second(s).",
                 nullptr, left);
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
    m_memory.secondsLeft = 0;
    m_banner.clear(kAfterBanner);
}

void AfterQueue::perform()
{
    const QString what = m_workbench.settings().afterQueue;
    callOff();
    m_workbench.preferences().reset(kAfterSetting);
    if (what == "quit"_L1)
        Q_EMIT quitWanted();
    else if (what == "command"_L1)
        runCommand();
    else if (m_power != nullptr)
        m_power->perform(what == "sleep"_L1 ? PowerSwitch::Action::Sleep : PowerSwitch::Action::ShutDown);
}

void AfterQueue::runCommand()
{
    const auto work = [command = m_workbench.settings().afterCommand,
                       ended = session::DownloadsEnded{
                           .done = static_cast<int>(m_memory.announced.done.size()),
                           .failed = static_cast<int>(m_memory.announced.failed.size()),
                           .library = m_workbench.library()}] { return session::runCommand(command, ended); };
    const QPointer<AfterQueue> self(this); // another window may take this one's place meanwhile
    m_workbench.background().run(work, [self](const base::Result<void> &started) {
        if (self && !started)
            self->m_banner.post({.key = kAfterBanner,
                                 .tone = Tone::Bad,
                                 .text = text::Messages::sentence(started.error()) + u' '
                                         + text::Messages::remedy(started.error())});
    });
}

} // namespace weightyard::ui
