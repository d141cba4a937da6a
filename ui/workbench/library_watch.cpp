#include "ui/workbench/library_watch.h"

namespace weightyard::ui {

using base::Result;

namespace {
constexpr qint64 kAnswerMs = 2000;
} // namespace

LibraryWatch::LibraryWatch(QString library, QString configDir, const base::Clock &clock,
                           base::Background &background, QObject *parent)
    : QObject(parent),
      m_library(std::move(library)),
      m_configDir(std::move(configDir)),
      m_clock(clock),
      m_background(background)
{}

void LibraryWatch::setLibrary(const QString &folder)
{
    m_library = folder;
    ++m_place;
    m_scanning = m_scanAgain = m_looking = false;
    m_space = {};
}

void LibraryWatch::scan(const QStringList &paths)
{
    if (std::exchange(m_scanning, true)) {
        m_scanAgain = true;
        return;
    }
    const auto work = [libraries = QStringList{m_library} + m_further, config = m_configDir, paths,
                       stop = m_stop] { return session::scanLibraries(libraries, config, paths, stop); };
    m_background.run(work, [this, place = m_place](const Result<session::LibrariesOnDisk> &found) {
        if (place != m_place)
            return;
        m_scanning = false;
        if (std::exchange(m_scanAgain, false)) {
            Q_EMIT scanAgain();
            return;
        }
        if (found)
            m_away = found->away;
        if (found)
            Q_EMIT scanned(found->contents);
        else
            Q_EMIT scanFailed(found.error());
        lookAtSpace();
    });
}

void LibraryWatch::lookAtSpace()
{
    if (std::exchange(m_looking, true))
        return;
    m_lookedAtMs = m_clock.steadyMs();
    const auto work = [library = m_library] { return store::spaceAt(library); };
    m_background.run(work, [this, place = m_place](const Result<store::VolumeSpace> &space) {
        if (place != m_place)
            return;
        m_looking = false;
        if (!space)
            return;
        m_space = *space;
        Q_EMIT spaceChanged();
    });
}

bool LibraryWatch::answers() const
{
    return m_space.total > 0 && (!m_looking || m_clock.steadyMs() - m_lookedAtMs < kAnswerMs);
}

void LibraryWatch::stop()
{
    m_stop.cancel();
}

} // namespace weightyard::ui
