#include "ui/workbench/libraries.h"

#include "base/error_code.h"
#include "base/limits.h"
#include "session/libraries.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kTellMs = 250;
} // namespace

Libraries::Libraries(Parts parts, base::Background &background, QObject *parent)
    : QObject(parent),
      m_parts(std::move(parts)),
      m_background(background)
{
    if (!m_parts.isOwn)
        m_parts.watch.setFurther(m_parts.settings.libraries);
    m_tell.setInterval(kTellMs);
    connect(&m_tell, &QTimer::timeout, this, [this] {
        if (m_progress)
            Q_EMIT moveTold(m_progress->done, m_progress->total);
    });
}

QStringList Libraries::all() const
{
    const QString &target = m_parts.watch.library();
    return m_parts.isOwn ? QStringList{target} : session::allLibraries(target, m_parts.settings);
}

void Libraries::setList(const QStringList &libraries)
{
    m_parts.settings.libraries = libraries;
    m_parts.watch.setFurther(libraries);
    Q_EMIT settingChanged(u"libraries"_s);
    Q_EMIT changed();
}

// As far as it is known: a look at its disk may not come back.
bool Libraries::isNeeded(const QString &library) const
{
    const auto &models = m_parts.watch.found().contents.models;
    const bool hasModels = std::any_of(models.cbegin(), models.cend(), [&](const library::ModelOnDisk &disk) {
        return disk.bytes > 0 && session::libraryOf(disk, {}) == library;
    });
    const auto &away = m_parts.watch.awayModels();
    const bool hadModels = std::find(away.cbegin(), away.cend(), library) != away.cend();
    // A download that has ended is found by the scan that follows it.
    const QStringList keys = downloadsIn(library);
    const bool isDownloaded = std::any_of(keys.cbegin(), keys.cend(), [this](const QString &key) {
        const job::JobState state = m_parts.downloads.queue().job(key)->state;
        if (job::isFinal(state))
            return state == job::JobState::Installed && m_parts.watch.isScanning();
        return state != job::JobState::Queued && state != job::JobState::Paused;
    });
    return !m_parts.watch.hasScanned() || hasModels || hadModels || isDownloaded;
}

// A disk that does not answer holds up no choice of another one.
void Libraries::choose(const QString &folder)
{
    const int number = ++m_choices;
    const QString before = m_parts.watch.library();
    if (before == folder)
        return;
    const bool isKept = !m_parts.isOwn && !m_parts.watch.isStuck() && isNeeded(before);
    QStringList others = m_parts.settings.libraries;
    if (m_parts.isOwn || others.contains(folder))
        return setTarget(folder, false);
    others += isKept ? QStringList{before} : QStringList();
    if (others.isEmpty())
        return setTarget(folder, false);
    m_background.run([folder, others] { return session::checkNewLibrary(folder, others); },
                     [this, number, before, folder, isKept](const base::Result<void> &good) {
                         if (number != m_choices)
                             return; // another choice came after it
                         if (before != m_parts.watch.library())
                             return choose(folder);
                         ++m_choices;
                         if (!good)
                             Q_EMIT refused(good.error());
                         else if (!isKept || hasRoomOnList())
                             setTarget(folder, isKept);
                     });
    if (isKept)
        chooseWhenStuck(number, folder);
}

// Until the choice has been checked, or has become another one: the look may have begun before the disk fell silent.
void Libraries::chooseWhenStuck(int number, const QString &folder)
{
    m_parts.watch.lookAtSpace();
    QTimer::singleShot(LibraryWatch::kAnswerMs + kTellMs, this, [this, number, folder] {
        if (number != m_choices)
            return;
        if (m_parts.watch.isStuck())
            choose(folder);
        else
            chooseWhenStuck(number, folder);
    });
}

void Libraries::setTarget(const QString &folder, bool keepsBefore)
{
    const QString before = m_parts.watch.library();
    const bool isStuck = m_parts.watch.isStuck();
    QStringList further = m_parts.settings.libraries;
    const bool isSwap = further.removeAll(folder) > 0;
    if (!m_parts.isOwn && (isSwap || keepsBefore)) {
        further.append(before);
        setList(further);
    }
    m_parts.watch.setLibrary(folder);
    m_parts.settings.library = folder;
    m_parts.downloads.queue().setLibrary(folder);
    Q_EMIT settingChanged(u"library"_s);
    Q_EMIT placeChanged();
    Q_EMIT changed();
    Q_EMIT chosen({.folder = folder,
                   .before = before,
                   .isKept = keepsBefore,
                   .isLeft = isStuck && !isSwap && !keepsBefore,
                   .running = static_cast<int>(unfinishedIn(before).size())});
}

bool Libraries::hasRoomOnList()
{
    if (m_parts.settings.libraries.size() < base::kMostLibraries)
        return true;
    const base::Cause most(base::ErrorCode::SettingTakesPaths, u"libraries"_s, base::kMostLibraries);
    Q_EMIT refused({.kind = base::ErrorKind::Usage, .cause = most});
    return false;
}

void Libraries::add(const QString &folder)
{
    if (!hasRoomOnList())
        return;
    const QStringList others = session::allLibraries(m_parts.watch.library(), m_parts.settings);
    m_background.run([folder, others] { return session::checkNewLibrary(folder, others); },
                     [this, folder](const base::Result<void> &good) {
                         if (good)
                             takeFurther(folder);
                         else
                             Q_EMIT refused(good.error());
                     });
}

void Libraries::takeFurther(const QString &folder)
{
    setList(m_parts.settings.libraries + QStringList{folder});
    m_background.run(
        [folder, config = m_parts.configDir] {
            session::rememberLibrary(folder, config);
            return true;
        },
        [](bool) {});
}

void Libraries::takeOff(const QString &folder)
{
    QStringList further = m_parts.settings.libraries;
    if (further.removeAll(folder) > 0)
        setList(further);
}

QStringList Libraries::downloadsIn(const QString &library) const
{
    const queue::DownloadQueue &queue = m_parts.downloads.queue();
    QStringList keys = queue.keys();
    keys.removeIf([&](const QString &key) {
        const auto request = queue.request(key);
        return !request || !queue.job(key) || !request->into.isEmpty() || request->library != library;
    });
    return keys;
}

QStringList Libraries::unfinishedIn(const QString &library) const
{
    QStringList keys = downloadsIn(library);
    keys.removeIf(
        [this](const QString &key) { return job::isFinal(m_parts.downloads.queue().job(key)->state); });
    return keys;
}

// They keep what they have received, which moves with the models.
void Libraries::pauseAllOf(const QString &library)
{
    queue::DownloadQueue &queue = m_parts.downloads.queue();
    const QStringList keys = unfinishedIn(library);
    for (const QString &key : keys) {
        if (queue.job(key)->state == job::JobState::Paused)
            continue;
        m_paused.append(key);
        queue.pause(key, queue::PausedBy::Program);
    }
}

void Libraries::move(const QString &folder)
{
    if (isMoving())
        return;
    m_progress = std::make_shared<Progress>();
    m_stop = base::CancelToken();
    const QString from = m_parts.watch.library();
    pauseAllOf(from);
    const session::LibraryMove wish{.from = from,
                                    .to = folder,
                                    .settings = m_parts.settings,
                                    .configDir = m_parts.configDir,
                                    .movesQueue = false};
    const auto work = [wish, progress = m_progress, stop = m_stop] {
        const auto tell = [&](qint64 done, qint64 total) {
            progress->done = done;
            progress->total = total;
        };
        Ended ended{.moved = session::moveLibrary(wish, {.progress = tell}, stop), .settings = {}};
        if (const auto now = settings::readSettings(wish.configDir); now && !ended.moved)
            ended.settings = *now;
        return ended;
    };
    m_background.run(work, [this](const Ended &ended) { endMove(ended); });
    m_tell.start();
    Q_EMIT moveTold(0, 0);
    Q_EMIT changed();
}

// One that still stops would go on in the old place.
bool Libraries::havePaused() const
{
    return std::all_of(m_paused.cbegin(), m_paused.cend(), [this](const QString &key) {
        const auto job = m_parts.downloads.queue().job(key);
        return !job || job::isFinal(job->state) || job->state == job::JobState::Paused;
    });
}

void Libraries::endMove(const Ended &ended)
{
    if (!havePaused()) {
        QTimer::singleShot(kTellMs, this, [this, ended] { endMove(ended); });
        return;
    }
    const auto &moved = ended.moved;
    m_progress.reset();
    m_tell.stop();
    if (moved) {
        m_parts.settings.library = moved->settings.library;
        m_parts.settings.libraries = moved->settings.libraries;
        if (!m_parts.isOwn)
            m_parts.watch.setFurther(moved->settings.libraries);
        m_parts.watch.setLibrary(moved->to);
        m_parts.downloads.queue().setLibrary(moved->to);
    } else if (ended.settings && !m_parts.isOwn) {
        m_parts.settings.libraries = ended.settings->libraries; // what has moved is in one of them
        m_parts.watch.setFurther(ended.settings->libraries);
    }
    for (const QString &key : std::exchange(m_paused, {}))
        m_parts.downloads.queue().resume(key);
    Q_EMIT placeChanged();
    Q_EMIT changed();
    if (moved)
        Q_EMIT this->moved(*moved);
    else
        Q_EMIT moveFailed(moved.error());
}

void Libraries::stopMove()
{
    m_stop.cancel();
}

void Libraries::stop()
{
    stopMove();
    m_tell.stop();
}

} // namespace weightyard::ui
