// Workbench: what the window works on: rows, disk figures, settings, the queue. Wires its parts together: which models there are
// (Offer), what is on disk (LibraryWatch), what is done with it (LibraryWork), what the Hub says (HubAsker), what is downloaded
// (Downloads), what is done with models that are here (ModelTools), who is signed in (Account), what the user has set (Preferences),
// whether there is a newer Weightyard (ProgramUpdates). Whatever takes time happens on other threads. Decides nothing that the user should
// decide. GUI thread.
#pragma once

#include "catalog/catalogue_files.h"
#include "prerequisites/check_runner.h"
#include "queue/rate_history.h"
#include "ui/desktop/desktop_services.h"
#include "ui/model/disk_figures.h"
#include "ui/workbench/account.h"
#include "ui/workbench/download_plan.h"
#include "ui/workbench/downloads.h"
#include "ui/workbench/history_book.h"
#include "ui/workbench/hub_asker.h"
#include "ui/workbench/hub_browser.h"
#include "ui/workbench/libraries.h"
#include "ui/workbench/library_work.h"
#include "ui/workbench/model_tools.h"
#include "ui/workbench/program_updates.h"

#include <QTimer>

namespace weightyard::ui {

struct WorkbenchParts {
    job::JobServices services;
    base::Environment environment;
    QUrl hub;
    QString configDir;
    QString catalogueFile; ///< --catalogue
    settings::Settings settings;
    settings::Keychain *keychain = nullptr; ///< null: none
    QString library;                        ///< absolute; of the settings, or for this run only (--library)
    DesktopServices desktop = {};
    bool isFirstStart = false; ///< of this user: nothing of an earlier one was found
    QString commit = {};       ///< of this build; empty: not known
};

class Workbench : public QObject
{
    Q_OBJECT
public:
    Workbench(WorkbenchParts parts, QObject *parent = nullptr);
    ~Workbench() override; ///< leaves, if leave() was not called

    /// What remains of a window that is closed.
    struct Leaving {
        bool allEnded =
            true; ///< else a thread hangs in the system: the program must end without taking itself down
        QList<base::Error> notKept; ///< settings and added models that could not be written
    };
    /// Waits until what the user chose is written, some seconds at most, and a moment for all else. When no window is
    /// shown any more.
    Leaving leave();

    /// Everything that touches disk or network: call it after the first frame.
    void start();
    void rescan();                        ///< what is on disk
    void check();                         ///< the prerequisites
    void askHub(const QStringList &keys); ///< exact sizes, licences, gates

    ModelTree &tree() { return m_tree; }
    queue::DownloadQueue &queue() { return m_downloads.queue(); }
    prerequisites::CheckRunner &checks() { return m_checks; }
    LibraryWork &libraryWork() { return m_work; }
    ModelTools &tools() { return m_tools; }
    Account &account() { return m_account; }
    HistoryBook &history() { return m_history; }
    Libraries &libraries() { return m_libraries; }
    HubBrowser &browser() { return m_browser; }
    Preferences &preferences() { return m_preferences; }
    ProgramUpdates &programUpdates() { return m_programUpdates; }
    const settings::Settings &settings() const { return m_parts.settings; }
    QString library() const { return m_library.library(); }
    /// The disk has answered lately: a look at it will not hold whoever looks.
    bool libraryAnswers() const { return m_library.answers(); }
    QString configDir() const { return m_parts.configDir; }
    const base::Clock &clock() const { return m_parts.services.clock; }
    QUrl hub() const { return m_parts.hub; }
    const DesktopServices &desktop() const { return m_parts.desktop; }
    WindowMemory &windowMemory() { return m_windowMemory; }
    base::Background &background() { return m_background; }
    QString commit() const { return m_parts.commit; }
    bool isFirstStart() const { return m_parts.isFirstStart; }
    const net::NetworkSettings &network() const; ///< git's and the environment's
    DiskFigures figures() const;
    /// What lies in git histories: of the libraries, and of the folders of scripts that are open.
    const session::ClonesOnDisk &clones() const;
    const queue::RateHistory &rates() const { return m_rates; } ///< of all downloads together
    /// Of all that runs or waits for its turn.
    qint64 bytesLeft() const { return m_tree.sums().goingMissing.value(); }
    /// What can still be written, less the reserve and what running downloads will take. Nothing while the disk has not
    /// answered.
    std::optional<qint64> room() const;
    QStringList activity(const QString &key) const { return m_downloads.activity(key); }

    QStringList selectedKeys() const; ///< ticked, and lacking bytes
    QStringList missingKeys() const;  ///< all that is not here, failed ones too
    DownloadPlan plan(const QStringList &keys) const;
    void download(const QStringList &keys) { m_downloads.begin(keys); }
    void downloadInto(const QString &key, const QString &folder) { m_downloads.beginInto(key, folder); }
    void resumeAll() { m_downloads.resumeAll(); }
    void discard(const QString &key) { m_downloads.discard(key); }
    /// Text that names a model: its key, or why not. The row is made and the Hub asked. `pick`: as Offer::add().
    base::Result<QString> add(const QString &text, const base::PickWish &pick = {});
    /// The same for one that the Hub has told all about: nobody is asked again.
    base::Result<QString> addFound(const QString &text, const FoundChoice &choice)
    {
        return m_offer.addFound(text, choice);
    }
    void removeAdded(const QString &key); ///< from the list; what is on disk stays
    /// What a text names, and what the Hub says of it, before it is added; `done` is called here unless `context` is gone.
    base::Result<catalog::ModelLocation> lookUp(const QString &text, QObject *context, HubAsker::Done done);

    void setLibrary(const QString &folder) { m_libraries.choose(folder); }
    void setExtra(bool on) { m_offer.setExtra(on); }
    bool extra() const { return m_offer.extra(); }

Q_SIGNALS:
    void catalogueRefused(const QList<weightyard::base::Error> &errors);
    void catalogueLoaded();
    void rowsChanged(); ///< families came or went, by what is on disk
    void figuresChanged();
    void totalsChanged(
        bool tick); ///< tick: once a second, while something moves and for the graph's minutes after
    void rowChanged(const QString &key); ///< by its download
    void addedNotKept(const weightyard::base::Error &error);
    void scanFailed(const weightyard::base::Error &error);
    void scanned(const QList<weightyard::base::Error> &unreadable); ///< records that say nothing
    void factsFailed(const QString &key, const weightyard::base::Error &error);
    void jobEnded(const QString &key);

private:
    void connectParts();
    void takeCatalogue(const catalog::LoadedCatalogue &loaded);
    void takeContents(const session::LibrariesOnDisk &found);
    void takeOwnFolders();
    /// Of many changes at once the sums are told once, when control is back in the event loop.
    void refreshSoon() { m_refresh.start(); }
    void refresh();
    void secondPassed();
    /// Of the disk, by all that runs or waits for its turn. What partials have been given already is not free any more.
    qint64 bytesToTake() const { return m_tree.sums().activeToWrite.value(); }

    WorkbenchParts m_parts;
    base::Background m_background;
    WindowMemory m_windowMemory;
    ModelTree m_tree;
    Offer m_offer;
    LibraryWatch m_library;
    LibraryWork m_work;
    Account m_account;
    HubAsker m_asker;
    HubBrowser m_browser;
    Downloads m_downloads;
    HistoryBook m_history;
    Libraries m_libraries;
    Preferences m_preferences;
    ModelTools m_tools;
    ProgramUpdates m_programUpdates;
    prerequisites::CheckRunner m_checks;
    std::optional<Leaving> m_left;
    QStringList m_installedAtScan; ///< downloads that had ended when the scan began
    bool m_orderMoved = false;     ///< what is queued, or how; to be shown
    int m_idleSeconds = 0;
    queue::RateHistory m_rates;
    double m_lastRate = 0; ///< bytes/s of all, when something last moved
    QTimer m_second;
    QTimer m_refresh;
};

} // namespace weightyard::ui
