// LibraryWatch: what is on disk, looked at on other threads: the models of all libraries, and how much room there is where downloads
// go. Of several
// looks that are wanted at the same time only one is made. An answer about an earlier library, on a mount that may never answer, is
// neither waited for nor told. GUI thread.
#pragma once

#include "base/background.h"
#include "base/cancel_token.h"
#include "base/clock.h"
#include "session/own_folders.h"
#include "session/scan_libraries.h"
#include "store/space.h"

namespace weightyard::ui {

class LibraryWatch : public QObject
{
    Q_OBJECT
public:
    static constexpr int kSecondsBetweenLooks = 10; ///< at the room, while nothing is downloaded

    LibraryWatch(QString library, QString configDir, const base::Clock &clock, base::Background &background,
                 QObject *parent = nullptr);

    const QString &library() const { return m_library; } ///< that downloads go into
    void setLibrary(const QString &folder); ///< nothing is known of it until it has been looked at

    /// That one, then the further ones.
    QStringList libraries() const { return QStringList{m_library} + m_further; }
    /// Whose models are here, too; a scan comes next.
    void setFurther(const QStringList &libraries) { m_further = libraries; }
    /// Those of them that were not connected when they were looked at last.
    const QStringList &away() const { return m_away; }
    /// What they had, as far as no other one has it: by the models' paths, where.
    const QHash<QString, QString> &awayModels() const { return m_awayModels; }
    /// The room of libraries that lie on other volumes than the chosen one, at the last look.
    const QHash<QString, store::VolumeSpace> &elsewhere() const { return m_elsewhere; }

    /// What the last scan found, and what lies outside of the libraries, which is looked at after it: a disk there that does not answer
    /// holds up nothing. ownFoldersSeen() then.
    const session::LibrariesOnDisk &found() const { return m_found; }
    const session::OwnFolders &ownFolders() const { return m_own; }

    /// `paths`: models to look for even where no record tells of them. Its end is followed by a look at the room.
    void scan(const QStringList &paths);
    bool isScanning() const { return m_scanning; }
    bool hasScanned() const { return m_hasScanned; } ///< found() is of a scan, of this library or one before
    void lookAtSpace();
    /// The last answer; total 0: none yet.
    const store::VolumeSpace &space() const { return m_space; }
    /// The disk has answered lately: a look at it will not hold whoever looks.
    bool answers() const { return m_space.total > 0 && !isStuck(); }
    bool isStuck() const; ///< a look at the room has no answer for kAnswerMs
    static constexpr int kAnswerMs = 2000;
    void stop(); ///< a scan that is under way ends early

Q_SIGNALS:
    void scanned(const weightyard::session::LibrariesOnDisk &found);
    void ownFoldersSeen();
    void scanFailed(const weightyard::base::Error &error);
    /// Another scan was asked for while one was under way: its paths are to be given now.
    void scanAgain();
    void spaceChanged();

private:
    void lookElsewhere();
    void lookAtOwnFolders();

    QString m_library;
    const QString m_configDir;
    QStringList m_further;
    QStringList m_away;
    QHash<QString, QString> m_awayModels;
    QHash<QString, store::VolumeSpace> m_elsewhere;
    session::LibrariesOnDisk m_found;
    session::OwnFolders m_own;
    const base::Clock &m_clock;
    base::Background &m_background;
    base::CancelToken m_stop;
    store::VolumeSpace m_space;
    int m_place = 0; ///< counts the libraries
    bool m_scanning = false;
    bool m_scanAgain = false;
    bool m_hasScanned = false;
    bool m_isScanned = false; ///< since the last look at the room
    bool m_lookingAtOwn = false;
    bool m_lookAtOwnAgain = false;
    bool m_looking = false;
    bool m_lookingElsewhere = false;
    qint64 m_lookedAtMs = 0; ///< steady, when that look began
};

} // namespace weightyard::ui
