#include "ui/workbench/updates.h"

#include "session/daily_check.h"

namespace weightyard::ui {

using base::Result;

namespace {

// The start belongs to the user; later it is looked at whether a day has passed.
constexpr std::chrono::seconds kAfterStart(20);
constexpr std::chrono::hours kLater(1);

} // namespace

Updates::Updates(const CareParts &parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    m_daily.setInterval(kAfterStart);
    connect(&m_daily, &QTimer::timeout, this, [this] {
        m_daily.setInterval(kLater);
        checkIfDue();
    });
}

void Updates::start()
{
    m_parts.background.run(
        [configDir = m_parts.services.configDir] { return session::readUpdates(configDir); },
        [this](const session::KnownUpdates &known) {
            if (m_checking)
                return;
            m_known = known;
            mark();
            m_daily.start();
        });
}

void Updates::mark()
{
    m_parts.tree.setUpdates(m_known.updates);
}

void Updates::checkIfDue()
{
    if (m_parts.tree.sums().here == 0
        || !session::isDailyCheckDue(m_known.checkedMs, m_parts.services.clock.wallMs()))
        return;
    check({}, [this](const Result<session::UpdateCheck> &checked) {
        const int models = m_parts.tree.sums().updates;
        if (checked && models > 0)
            Q_EMIT found(models);
    });
}

void Updates::check(const QStringList &keys, std::function<void(const Result<session::UpdateCheck> &)> done)
{
    if (std::exchange(m_checking, true))
        return;
    Q_EMIT checkingChanged(true);
    m_cancel = base::CancelToken();
    QStringList folders;
    for (const QString &key : keys) {
        if (const ModelRow *row = m_parts.tree.row(key)) {
            folders.append(folderOf(*row, m_parts.library.library()));
            m_parts.tree.setWork(key, RowWork{.kind = RowWork::Kind::LookingForUpdate});
        }
    }
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(), folders,
                       stop = m_cancel] {
        return session::checkUpdates(
            {.libraries = libraries, .folders = folders, .progress = [](qsizetype, qsizetype) {}}, *services,
            stop);
    };
    m_parts.background.run(work,
                           [this, keys, done = std::move(done)](const Result<session::UpdateCheck> &checked) {
                               m_checking = false;
                               for (const QString &key : keys)
                                   m_parts.tree.setWork(key, {});
                               if (checked)
                                   m_known = checked->known;
                               mark();
                               Q_EMIT checkingChanged(false);
                               done(checked);
                           });
}

QStringList Updates::updatable() const
{
    QStringList keys;
    m_parts.tree.visit([&](const ModelRow &row) {
        if (isUpdatable(row))
            keys.append(row.key);
    });
    return keys;
}

void Updates::update(const QStringList &keys, library::MineOrNew choice,
                     std::function<void(const QList<base::Error> &)> done)
{
    QStringList folders;
    for (const QString &key : keys) {
        if (const ModelRow *row = m_parts.tree.row(key))
            folders.append(folderOf(*row, m_parts.library.library()));
    }
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(), folders,
                       choice] { return session::updateRequests(folders, choice, libraries, *services); };
    m_parts.background.run(work, [this, done = std::move(done)](const session::UpdateRequests &updates) {
        for (job::DownloadRequest request : updates.requests) {
            request.transfer.connections = m_parts.settings.connections;
            m_parts.downloads.queue().enqueue(request);
        }
        done(updates.errors);
    });
}

void Updates::stopCheck()
{
    m_cancel.cancel();
}

void Updates::stop()
{
    m_daily.stop();
    stopCheck();
}

} // namespace weightyard::ui
