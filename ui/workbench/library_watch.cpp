#include "ui/workbench/library_watch.h"

#include <utility>

namespace weightyard::ui {

using base::Result;

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
    m_scanning = m_scanAgain = m_looking = m_lookingElsewhere = false;
    m_space = {};
    m_elsewhere.clear();
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
        m_isScanned = true;
        if (std::exchange(m_scanAgain, false)) {
            Q_EMIT scanAgain();
            return;
        }
        if (found) {
            m_away = found->away;
            m_awayModels = found->awayModels;
            m_elsewhere = found->elsewhere;
            m_found = *found;
            m_hasScanned = true;
            Q_EMIT scanned(m_found);
            lookAtOwnFolders();
        } else {
            Q_EMIT scanFailed(found.error());
        }
        lookAtSpace();
    });
}

void LibraryWatch::lookAtOwnFolders()
{
    if (std::exchange(m_lookingAtOwn, true)) {
        m_lookAtOwnAgain = true;
        return;
    }
    const auto work = [config = m_configDir, stop = m_stop] { return session::ownFolders(config, stop); };
    m_background.run(work, [this](const session::OwnFolders &own) {
        m_lookingAtOwn = false;
        if (m_stop.isCancelled())
            return;
        m_own = own;
        Q_EMIT ownFoldersSeen();
        if (std::exchange(m_lookAtOwnAgain, false))
            lookAtOwnFolders();
    });
}

// By itself: one that does not answer holds up nothing of the chosen one.
void LibraryWatch::lookElsewhere()
{
    if (m_elsewhere.isEmpty() || std::exchange(m_lookingElsewhere, true))
        return;
    const auto work = [libraries = m_elsewhere.keys()] {
        QHash<QString, store::VolumeSpace> spaces;
        for (const QString &library : libraries) {
            if (const auto space = store::spaceAt(library))
                spaces.insert(library, *space);
        }
        return spaces;
    };
    m_background.run(work, [this, place = m_place](const QHash<QString, store::VolumeSpace> &spaces) {
        if (place != m_place)
            return;
        m_lookingElsewhere = false;
        const QHash<QString, store::VolumeSpace> before = m_elsewhere;
        for (auto one = spaces.cbegin(); one != spaces.cend(); ++one) {
            if (m_elsewhere.contains(one.key()))
                m_elsewhere.insert(one.key(), one.value());
        }
        if (m_elsewhere != before)
            Q_EMIT spaceChanged();
    });
}

void LibraryWatch::lookAtSpace()
{
    lookElsewhere();
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
        const bool isNews = std::exchange(m_isScanned, false) || m_space != *space;
        m_space = *space;
        if (isNews)
            Q_EMIT spaceChanged();
    });
}

bool LibraryWatch::isStuck() const
{
    return m_looking && m_clock.steadyMs() - m_lookedAtMs >= kAnswerMs;
}

void LibraryWatch::stop()
{
    m_stop.cancel();
}

} // namespace weightyard::ui
