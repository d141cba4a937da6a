#include "ui/workbench/library_watch.h"

namespace weightyard::ui {

using base::Result;

namespace {
constexpr qint64 kAnswerMs = 2000;
} // namespace

LibraryWatch::LibraryWatch(QString library, const base::Clock &clock, base::Background &background,
                           QObject *parent)
    : QObject(parent),
      m_library(std::move(library)),
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
    const auto work = [library = m_library, paths, stop = m_stop] {
        return library::scanLibrary(library, paths, stop);
    };
    m_background.run(work, [this, place = m_place](const Result<library::LibraryContents> &contents) {
        if (place != m_place)
            return;
        m_scanning = false;
        if (std::exchange(m_scanAgain, false)) {
            Q_EMIT scanAgain();
            return;
        }
        if (contents)
            Q_EMIT scanned(*contents);
        else
            Q_EMIT scanFailed(contents.error());
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
