#include "ui/workbench/disk_usage.h"

#include "base/byte_sum.h"

#include <utility>

namespace weightyard::ui {

using base::Result;
using session::CleanQuestion;

DiskUsage::DiskUsage(const CareParts &parts, QObject *parent) : QObject(parent), m_parts(parts) {}

// Those of open folders of scripts.
QList<library::ModelOnDisk> DiskUsage::folders() const
{
    QList<library::ModelOnDisk> folders;
    m_parts.tree.visit([&](const ModelRow &row) {
        if (row.inFolder && !row.isOwnFolder)
            folders.append(row.disk);
    });
    return folders;
}

void DiskUsage::look(std::function<void(const Look &)> done)
{
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(),
                       folders = folders(), number = ++m_looks, stop = m_stop] {
        const CleanQuestion question{.libraries = libraries,
                                     .configDir = services->configDir,
                                     .names = {},
                                     .userConfig = services->userConfig,
                                     .hub = services->hub,
                                     .folders = folders};
        Look look{.figures = session::cleanFigures(question, stop), .space = {}, .number = number};
        if (const Result<store::VolumeSpace> space = store::spaceAt(libraries.first()))
            look.space = *space;
        return look;
    };
    m_parts.background.run(work, std::move(done));
}

void DiskUsage::lookAgain()
{
    if (std::exchange(m_looking, true)) {
        m_lookAgain = true;
        return;
    }
    look([this, place = m_place](const Look &look) {
        m_looking = false;
        if (m_stop.isCancelled())
            return;
        if (place == m_place)
            take(look);
        if (std::exchange(m_lookAgain, false))
            lookAgain();
    });
}

void DiskUsage::take(const Look &look)
{
    const QList<session::CleanRow> &rows = look.figures.rows;
    const qint64 bytes = session::bytesTaken(session::rowsOn(look.space.volume, rows));
    m_taken = {.bytes = look.space.total > 0 ? std::optional(bytes) : std::nullopt,
               .clones = session::clonesAmong(rows)};
    Q_EMIT looked(look);
}

void DiskUsage::forget()
{
    ++m_place;
    m_taken = {};
}

void DiskUsage::clean(const QList<session::CleanRow> &rows, std::function<void(const Cleaned &)> done)
{
    m_progress = std::make_shared<CareProgress>();
    const auto work = [services = &m_parts.services, libraries = m_parts.library.libraries(),
                       folders = folders(), rows, progress = m_progress, stop = m_stop] {
        const CleanQuestion question{.libraries = libraries,
                                     .configDir = services->configDir,
                                     .names = {},
                                     .userConfig = services->userConfig,
                                     .hub = services->hub,
                                     .folders = folders};
        Cleaned cleaned;
        for (const session::CleanRow &row : rows) {
            const Result<qint64> freed = session::clean(
                row, question, [&](qint64 bytes, qint64 total) { progress->set(bytes, total); },
                services->locks, stop);
            if (freed)
                cleaned.freed = base::addBytes(cleaned.freed, *freed);
            else
                cleaned.errors.append(freed.error());
            if (stop.isCancelled())
                break;
        }
        return cleaned;
    };
    m_parts.background.run(work, [this, done = std::move(done)](const Cleaned &cleaned) {
        Q_EMIT diskChanged();
        done(cleaned);
    });
}

} // namespace weightyard::ui
