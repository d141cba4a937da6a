#include "ui/workbench/preferences.h"

#include "lfs/connection_budget.h"
#include "net/http_client.h"
#include "session/libraries.h"
#include "settings/rate_schedule.h"

#include <algorithm>
#include <mutex>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using settings::Setting;
using settings::Settings;

/// Changed here, and not in the file yet: by the GUI thread and the one that writes.
struct Preferences::Unwritten {
    void add(const QStringList &more)
    {
        const std::lock_guard lock(mutex);
        keys += more;
        keys.removeDuplicates();
    }
    QStringList take()
    {
        const std::lock_guard lock(mutex);
        return std::exchange(keys, {});
    }

    std::mutex mutex;
    QStringList keys;
};

Preferences::Preferences(Parts parts, QObject *parent)
    : QObject(parent),
      m_parts(std::move(parts)),
      m_unwritten(std::make_shared<Unwritten>())
{
    connect(&m_keeper, &Keeper::failed, this, &Preferences::notKept);
}

Result<void> Preferences::set(const QString &key, const QJsonValue &value)
{
    return change(
        key, [&](const Setting &setting) { return settings::setValue(setting, m_parts.settings, value); });
}

Result<void> Preferences::setText(const QString &key, const QStringList &words)
{
    return change(
        key, [&](const Setting &setting) { return settings::setText(setting, m_parts.settings, words); });
}

void Preferences::reset(const QString &key)
{
    const Setting *setting = settings::findSetting(key);
    static_cast<void>(set(key, settings::valueOf(*setting, settings::defaultSettings())));
}

Result<void> Preferences::change(const QString &key,
                                 const std::function<Result<void>(const Setting &)> &change)
{
    const Setting *setting = settings::findSetting(key);
    const QJsonValue before = settings::valueOf(*setting, m_parts.settings);
    const Result<void> done = change(*setting);
    if (done && settings::valueOf(*setting, m_parts.settings) != before)
        take(key);
    return done;
}

void Preferences::take(const QString &key)
{
    apply(key);
    m_unwritten->add({key});
    m_keeper.keep([configDir = m_parts.configDir, settings = m_parts.settings,
                   unwritten = m_unwritten]() -> Result<void> {
        const QStringList keys = unwritten->take();
        const Result<void> written = settings::writeSettings(configDir, settings, keys);
        if (!written)
            unwritten->add(keys); // for the next write
        return written;
    });
    Q_EMIT changed(key);
}

qint64 Preferences::rateLimit() const
{
    return settings::rateLimitAt(m_parts.settings, QDateTime::fromMSecsSinceEpoch(m_parts.clock.wallMs()));
}

void Preferences::followClock()
{
    const qint64 now = rateLimit();
    if (std::exchange(m_rateLimit, now) != now)
        m_parts.client.setRateLimit(now);
}

// The others are read when a download is begun.
void Preferences::apply(const QString &key)
{
    const Settings &settings = m_parts.settings;
    queue::DownloadQueue &queue = m_parts.downloads.queue();
    if (key == "jobs"_L1 || key == "connections"_L1) {
        if (m_parts.connections)
            m_parts.connections->setMost(settings.connections);
        queue.setParallelJobs(std::min(settings.jobs, settings.connections)); // one without would only wait
    } else if (key == "limitRate"_L1 || key == "fullSpeed"_L1) {
        followClock();
    } else if (key == "mirrors"_L1 || key == "libraries"_L1 || key == "library"_L1) {
        queue.setSources(settings::mirrorsOf(settings),
                         session::allLibraries(m_parts.watch.library(), settings));
    }
}

} // namespace weightyard::ui
