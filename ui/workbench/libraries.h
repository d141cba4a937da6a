// Libraries: the folders whose models are here, and the one of them that downloads go into: chosen, added, taken off the list, and
// moved, on a thread of its own. While one moves its downloads pause, and go on in the new place. GUI thread.
#pragma once

#include "base/background.h"
#include "session/move_library.h"
#include "ui/workbench/downloads.h"

#include <QTimer>
#include <atomic>

namespace weightyard::ui {

class Libraries : public QObject
{
    Q_OBJECT
public:
    /// What they work with; all of it outlives this object.
    struct Parts {
        LibraryWatch &watch;
        Downloads &downloads;
        settings::Settings &settings;
        QString configDir;
        bool isOwn = false; ///< of this run only (--library): no others are shown
    };
    Libraries(Parts parts, base::Background &background, QObject *parent = nullptr);

    QStringList all() const; ///< that of the downloads first
    /// Of choose().
    struct Choice {
        QString folder;
        QString before;
        bool isKept = false; ///< `before` was put on the list for it
        bool isLeft = false; ///< its disk does not answer: it is on no list
        int running = 0;     ///< downloads that go on into `before`
    };
    bool isAway(const QString &folder) const { return m_parts.watch.away().contains(folder); }

    /// Downloads go there from now on, also those that wait. One of the list changes places with the library before; beside a new one that
    /// stays on the list when it has models, or a download that has begun goes on into it. Answers with chosen(), or with refused() for a
    /// folder that cannot be a library beside the others.
    void choose(const QString &folder);
    void add(const QString &folder);
    void takeOff(const QString &folder); ///< nothing in it is touched

    /// The models come along; answers with moved() or moveFailed().
    void move(const QString &folder);
    bool isMoving() const { return m_progress != nullptr; }
    void stopMove(); ///< what has moved by then stays there; both are shown
    void stop();     ///< for leaving

Q_SIGNALS:
    void changed(); ///< the list
    void chosen(const weightyard::ui::Libraries::Choice &choice);
    void placeChanged(); ///< where downloads go: nothing is known of it yet; changed() is told, too
    void settingChanged(const QString &key); ///< is to be kept
    void refused(const weightyard::base::Error &error);
    void moveTold(qint64 done, qint64 total);
    void moved(const weightyard::session::LibraryMoved &moved);
    void moveFailed(const weightyard::base::Error &error);

private:
    struct Progress {
        std::atomic<qint64> done = 0;
        std::atomic<qint64> total = 0;
    };
    struct Ended {
        base::Result<session::LibraryMoved> moved;
        std::optional<settings::Settings> settings; ///< as a move that failed has left them
    };
    void setList(const QStringList &libraries);
    bool hasRoomOnList(); ///< else refused()
    void takeFurther(const QString &folder);
    bool isNeeded(const QString &library) const;
    void chooseWhenStuck(int number, const QString &folder);
    void setTarget(const QString &folder, bool keepsBefore);
    QStringList downloadsIn(const QString &library) const;
    QStringList unfinishedIn(const QString &library) const; ///< keys of downloads
    void pauseAllOf(const QString &library);
    bool havePaused() const;
    void endMove(const Ended &ended);

    const Parts m_parts;
    base::Background &m_background;
    std::shared_ptr<Progress> m_progress; ///< while one moves
    base::CancelToken m_stop;
    int m_choices = 0;    ///< only the last one counts
    QStringList m_paused; ///< keys of downloads that go on afterwards
    QTimer m_tell;
};

} // namespace weightyard::ui
