#include "ui/workbench/program_updates.h"

#include "base/clock.h"
#include "session/daily_check.h"

#include <QCoreApplication>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using session::KnownRelease;

namespace {

// The start belongs to the user; later it is looked at whether a day has passed.
constexpr std::chrono::seconds kFirstLook(30);
constexpr std::chrono::hours kNextLook(1);

} // namespace

ProgramUpdates::ProgramUpdates(const job::JobServices &services, Preferences &preferences,
                               base::Background &background, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_settings(preferences.now()),
      m_background(background)
{
    m_daily.setInterval(kFirstLook);
    connect(&m_daily, &QTimer::timeout, this, [this] {
        m_daily.setInterval(kNextLook);
        checkIfDue();
    });
    connect(&preferences, &Preferences::changed, this, [this](const QString &key) {
        if (key == "newVersions"_L1)
            checkIfDue();
    });
}

void ProgramUpdates::start()
{
    m_background.run([configDir = m_services.configDir] { return session::readRelease(configDir); },
                     [this](const KnownRelease &known) {
                         if (m_checking || m_known.checkedMs != 0)
                             return;
                         m_known = known;
                         m_daily.start();
                     });
}

void ProgramUpdates::checkIfDue()
{
    if (m_checking || !m_settings.newVersions
        || !session::isDailyCheckDue(m_known.checkedMs, m_services.clock.wallMs()))
        return;
    check();
    m_isDaily = true;
}

void ProgramUpdates::check()
{
    if (std::exchange(m_checking, true))
        return;
    m_isDaily = false;
    m_cancel = base::CancelToken();
    m_background.run(
        [services = &m_services, stop = m_cancel] { return session::checkRelease(*services, stop); },
        [this](const Result<KnownRelease> &checked) { take(checked); });
}

void ProgramUpdates::take(const Result<KnownRelease> &checked)
{
    m_checking = false;
    if (checked)
        m_known = *checked;
    Q_EMIT looked(checked ? std::nullopt : std::optional(checked.error()));
    if (m_isDaily)
        tellOnce();
}

bool ProgramUpdates::isNewer() const
{
    return session::isNewerVersion(m_known.newest, QCoreApplication::applicationVersion());
}

void ProgramUpdates::tellOnce()
{
    if (!isNewer() || m_known.told == m_known.newest)
        return;
    m_known.told = m_known.newest;
    m_background.run([configDir = m_services.configDir,
                      known = m_known] { return session::writeRelease(configDir, known).has_value(); },
                     [](bool) {});
    Q_EMIT found(m_known.newest);
}

void ProgramUpdates::stop()
{
    m_daily.stop();
    m_cancel.cancel();
}

} // namespace weightyard::ui
