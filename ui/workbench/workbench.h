// Workbench: what the window works on: rows, disk figures, settings, the queue. Begins everything that takes time on
// other threads and brings the answers into the model. Decides nothing that the user should decide. GUI thread.
#pragma once

#include "base/cancel_token.h"
#include "prerequisites/check_runner.h"
#include "queue/download_queue.h"
#include "queue/progress_meter.h"
#include "settings/settings.h"
#include "ui/model/activity.h"
#include "ui/model/model_tree.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/workbench/background.h"
#include "ui/workbench/keeper.h"

#include <QThreadPool>
#include <QTimer>

namespace weightyard::ui {

struct WorkbenchParts {
    job::JobServices services;
    base::Environment environment;
    QUrl hub;
    QString configDir;
    QString catalogueFile; ///< --catalogue
    settings::Settings settings;
    QString library; ///< absolute; of the settings, or for this run only (--library)
};

/// What a click on a download button would do.
struct DownloadPlan {
    QStringList keys;             ///< in the order of the tree
    QStringList fitting;          ///< those of them that fit, one after the other
    qint64 bytes = 0;             ///< to be received
    qint64 bytesToWrite = 0;      ///< the room that takes
    qint64 available = 0;         ///< less the reserve, and less what running downloads will take
    std::optional<qint64> timeMs; ///< at the last known speed
    bool fits() const { return fitting.size() == keys.size(); }
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
    queue::DownloadQueue &queue() { return m_queue; }
    prerequisites::CheckRunner &checks() { return m_checks; }
    const settings::Settings &settings() const { return m_parts.settings; }
    QString library() const { return m_parts.library; }
    /// The disk has answered lately: a look at it will not hold whoever looks.
    bool libraryAnswers() const;
    QString configDir() const { return m_parts.configDir; }
    const base::Clock &clock() const { return m_parts.services.clock; }
    QUrl hub() const { return m_parts.hub; }
    DiskFigures figures() const;
    qint64 bytesLeft() const; ///< of all that runs or waits for its turn
    /// What can still be written, less the reserve and what running downloads will take. Nothing while the disk has not
    /// answered.
    std::optional<qint64> room() const;
    QStringList activity(const QString &key) const { return m_activity.lines(key); }

    QStringList selectedKeys() const; ///< ticked, and lacking bytes
    QStringList missingKeys() const;  ///< all that is not here, failed ones too
    DownloadPlan plan(const QStringList &keys) const;
    void download(const QStringList &keys);
    void resumeAll();
    void discard(const QString &key); ///< what an unfinished download of it received
    /// Text that names a model: its key, or why not. The row is made and the Hub asked.
    base::Result<QString> add(const QString &text);
    void removeAdded(const QString &key); ///< from the list; what is on disk stays
    /// What a text names, and what the Hub says of it, before it is added; `done` is called here unless `context` is gone.
    using FactsDone = std::function<void(const base::Result<hub::ModelFacts> &)>;
    base::Result<catalog::ModelLocation> lookUp(const QString &text, QObject *context, FactsDone done);

    void setLibrary(const QString &folder);
    void setRemoveGit(bool on);
    void setLimitRate(qint64 bytesPerSecond); ///< 0: no limit
    void setExtra(bool on);
    bool extra() const { return m_extra; }

Q_SIGNALS:
    void catalogueRefused(const QList<weightyard::base::Error> &errors);
    void catalogueLoaded();
    void figuresChanged();
    void totalsChanged(
        bool tick); ///< tick: once a second, while something moves and for the graph's two minutes after
    void rowChanged(const QString &key); ///< by its download
    void settingsNotKept(const weightyard::base::Error &error);
    void addedNotKept(const weightyard::base::Error &error);
    void scanFailed(const weightyard::base::Error &error);
    void scanned(const QList<weightyard::base::Error> &unreadable); ///< records that say nothing
    void factsFailed(const QString &key, const weightyard::base::Error &error);
    void jobEnded(const QString &key);

private:
    /// What a text means: a model of the catalogue, or one that nobody knew of.
    struct Meant {
        catalog::ModelEntry entry;
        catalog::ModelLocation location;
    };
    base::Result<Meant> understood(const QString &text) const;
    base::Result<void> takeSource(const ModelRow &row, const catalog::ModelLocation &location);
    void askFor(const catalog::ModelLocation &location, const QString &revision, QObject *context,
                FactsDone done);
    void keepAdded();
    void takeContents(const library::LibraryContents &contents, const QStringList &endedBefore);
    void showJob(const QString &key); ///< a row for it, as it was asked for
    qint64 bytesToTake() const;       ///< of the disk, by all that runs or waits for its turn
    void takeCatalogue(const catalog::LoadedCatalogue &loaded);
    void lookAtSpace();
    void jobChanged(const QString &key, const job::JobSnapshot &job);
    void updateOrder();
    void secondPassed();
    void keepSettings();
    QString factCache() const;
    job::DownloadRequest requestFor(const ModelRow &row, const catalog::ModelLocation &location) const;

    WorkbenchParts m_parts;
    ModelTree m_tree;
    queue::DownloadQueue m_queue;
    prerequisites::CheckRunner m_checks;
    Background m_background;
    Keeper m_keepSettings;
    Keeper m_keepAdded;
    std::optional<Leaving> m_left;
    catalog::Catalogue m_catalogue;
    ActivityLog m_activity;
    QHash<QString, queue::ProgressMeter> m_meters; ///< of running jobs
    DiskFigures m_disk;                            ///< selected is counted anew each time
    bool m_extra = false;
    /// Counts the libraries: an answer about an earlier one, on a mount that may never answer, is not waited for.
    int m_place = 0;
    bool m_lookingAtSpace = false;
    qint64 m_lookedAtMs = 0; ///< steady, when that look began
    int m_idleSeconds = 0;
    bool m_enqueuing = false; ///< many at once: the sums are told once
    bool m_scanning = false;
    bool m_scanAgain = false;
    double m_lastRate = 0;                          ///< bytes/s of all, when something last moved
    QHash<QString, base::Credential> m_credentials; ///< of addresses with user info; never kept
    QTimer m_second;
    base::CancelToken m_stop;
    QThreadPool m_factPool;
};

} // namespace weightyard::ui
