// HistoryBook: what was downloaded, updated and removed, and what failed: written down as it happens, kept over restarts
// (session/history.h), and cleared where that is asked for. GUI thread.
#pragma once

#include "session/history.h"
#include "ui/workbench/downloads.h"
#include "ui/workbench/keeper.h"
#include "ui/workbench/library_work.h"

namespace weightyard::ui {

class HistoryBook : public QObject
{
    Q_OBJECT
public:
    /// What it writes down; all of it outlives this object.
    struct Parts {
        const ModelTree &tree;
        Downloads &downloads;
        LibraryWork &work;
        const base::Clock &clock;
        QString configDir;
    };
    HistoryBook(Parts parts, base::Background &background, QObject *parent = nullptr);

    void load(); ///< what earlier runs wrote; until then nothing is written
    const session::DownloadHistory &entries() const { return m_entries; }
    void clearFinished();
    void clearFailed(); ///< and takes the failures off the queue; what was received stays
    const Keeper &keeper() const { return m_keeper; }

Q_SIGNALS:
    void changed();
    void notKept(const weightyard::base::Error &error); ///< it could not be read or written

private:
    void downloadEnded(const QString &key);
    void add(const session::HistoryEntry &entry);
    void keep();

    const Parts m_parts;
    base::Background &m_background;
    session::DownloadHistory m_entries;
    bool m_loaded = false;
    bool m_clearedFinished = false; ///< before it was loaded: what is read then is cleared, too
    bool m_clearedFailed = false;
    Keeper m_keeper;
};

} // namespace weightyard::ui
