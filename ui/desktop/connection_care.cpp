#include "ui/desktop/connection_care.h"

#include "ui/desktop/stay_awake.h"
#include "ui/widgets/banner.h"
#include "ui/workbench/workbench.h"

#include <QUrl>
#include <algorithm>
#include <utility>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using job::JobState;
using prerequisites::CheckState;

namespace {
const QString kMeteredBanner = u"metered"_s;
constexpr qint64 kBetweenDoubtsMs = 10'000;
} // namespace

ConnectionCare::ConnectionCare(Workbench &workbench, NetworkWatch &network, Banner &banner, QObject *parent)
    : QObject(parent),
      m_workbench(workbench),
      m_network(network),
      m_banner(banner)
{
    connect(&m_network, &NetworkWatch::cameOnline, this, [this] {
        tryAgainNow(m_workbench);
        m_workbench.check();
    });
    connect(&m_workbench, &Workbench::rowChanged, this, &ConnectionCare::lookAtRow);
    connect(&m_network, &NetworkWatch::meteredChanged, this, [this] {
        m_workbench.windowMemory().meteredAnyway = false;
        apply();
    });
    connect(&m_workbench.queue(), &queue::DownloadQueue::restored, this, &ConnectionCare::apply);
    connect(&m_workbench.preferences(), &Preferences::changed, this, [this](const QString &key) {
        if (key == "metered"_L1)
            apply();
    });
    connect(&m_workbench, &Workbench::totalsChanged, this, &ConnectionCare::lookAtTotals);
    apply(); // downloads run already where another window takes the place of the first
}

ConnectionCare::~ConnectionCare()
{
    resume(); // the banner may be gone by now
}

void ConnectionCare::apply()
{
    const bool pauses = m_network.isMetered() && m_workbench.settings().metered == "pause"_L1
                        && !m_workbench.windowMemory().meteredAnyway;
    if (pauses)
        return pauseAll();
    resume();
    m_banner.clear(kMeteredBanner);
}

void ConnectionCare::pauseAll()
{
    queue::DownloadQueue &queue = m_workbench.queue();
    QStringList keys;
    m_workbench.tree().visit([&](const ModelRow &row) {
        if (row.job && isActive(row) && row.job->state != JobState::Paused)
            keys.append(row.key);
    });
    if (keys.isEmpty())
        return;
    for (const QString &key : std::as_const(keys))
        queue.pause(key, queue::PausedBy::Program);
    m_paused += keys;
    m_havePaused = false;
    m_banner.post({.key = kMeteredBanner,
                   .tone = Tone::Caution,
                   .text = tr("Downloads pause: this connection is metered."),
                   .action = tr("Go on anyway"),
                   .onAction = [this] {
                       m_workbench.windowMemory().meteredAnyway = true;
                       apply();
                   }});
}

void ConnectionCare::resume()
{
    const QStringList keys = std::exchange(m_paused, {});
    for (const QString &key : keys) {
        const auto job = m_workbench.queue().job(key);
        if (job && !job::isFinal(job->state))
            m_workbench.queue().resume(key);
    }
}

// The user has let them go on by hand.
void ConnectionCare::lookAtTotals()
{
    if (m_paused.isEmpty())
        return;
    const bool arePaused = m_workbench.queue().totals().paused > 0;
    if (!arePaused && std::exchange(m_havePaused, arePaused)) {
        m_paused.clear();
        m_banner.clear(kMeteredBanner);
    }
    m_havePaused = arePaused;
}

void ConnectionCare::lookAtRow(const QString &key)
{
    const ModelRow *row = m_workbench.tree().row(key);
    if (!row || !row->job || QUrl(row->job->url).authority() != m_workbench.hub().authority())
        return; // another host says nothing of the Hub
    const job::JobSnapshot &job = *row->job;
    if (job.state == JobState::Transferring && job.rate > 0)
        doubt(CheckState::Failed);
    else if (job.state == JobState::Waiting && job.error && job.error->kind == base::ErrorKind::Network)
        doubt(CheckState::Good);
}

// What is said of the Hub is from a while ago, and downloads have found it otherwise.
void ConnectionCare::doubt(CheckState wrong)
{
    const QList<prerequisites::CheckResult> all = m_workbench.checks().results();
    const bool isSaid = std::any_of(all.begin(), all.end(), [&](const prerequisites::CheckResult &one) {
        return one.id == prerequisites::CheckId::Hub && one.state == wrong;
    });
    const qint64 now = m_workbench.clock().steadyMs();
    const bool isSoon = m_doubtedAtMs && now - *m_doubtedAtMs < kBetweenDoubtsMs;
    if (!isSaid || isSoon || m_workbench.checks().isRunning())
        return;
    m_doubtedAtMs = now;
    m_workbench.check();
}

} // namespace weightyard::ui
