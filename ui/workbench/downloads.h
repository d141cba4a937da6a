// Downloads: the queue behind the rows: what a click on a download button begins, and what each download tells, in the row and in the
// log of its activity. GUI thread.
#pragma once

#include "queue/download_queue.h"
#include "settings/settings.h"
#include "ui/workbench/activity_book.h"
#include "ui/workbench/library_watch.h"
#include "ui/workbench/offer.h"

#include <functional>

namespace weightyard::ui {

class Downloads : public QObject
{
    Q_OBJECT
public:
    /// What they work with; all of it outlives this object.
    struct Parts {
        ModelTree &tree;
        const Offer &offer;
        const LibraryWatch &library;
        const settings::Settings &settings;
        const base::Clock &clock;
    };
    Downloads(Parts parts, const job::JobServices &services, queue::QueueOptions options,
              QObject *parent = nullptr);

    queue::DownloadQueue &queue() { return m_queue; }
    QStringList activity(const QString &key) const { return m_activity.lines(key, m_parts.clock.wallMs()); }
    ActivityBook &activityBook() { return m_activity; }

    /// Says what to download where for rows of folders of scripts.
    using FolderRequests = std::function<std::optional<job::DownloadRequest>(const QString &key)>;
    void setFolderRequests(FolderRequests requests) { m_folderRequests = std::move(requests); }

    /// What was asked for goes on as it was asked for; what is begun anew has the settings of now.
    void begin(const QStringList &keys);
    /// The model of a row once more, into a folder of the user's, which gets a row of its own.
    void beginInto(const QString &key, const QString &folder);
    void resumeAll();
    void discard(const QString &key); ///< what an unfinished download of it received
    /// Those that are installed, as far as the queue knows.
    QStringList installed() const;
    /// The disk has the last word: what was installed may have been deleted since, or be in another library.
    void dropMissing(const QStringList &installedBefore, const library::LibraryContents &contents);
    void dropMissing(const QStringList &installedBefore, const session::OwnFolders &folders);
    void showOrder();

Q_SIGNALS:
    void rowChanged(const QString &key);
    void orderMoved();
    void ended(const QString &key);
    void runEnded(const QString &key); ///< the same, of those that were asked for in this run of the program
    void diskChanged();                ///< by one that ended

private:
    void again(const QString &key, const ModelRow &row);
    QString libraryFor(const ModelRow &row) const;
    std::optional<job::DownloadRequest> folderRequest(const ModelRow &row) const;
    job::DownloadRequest requestFor(const ModelRow &row, const catalog::ModelLocation &location) const;
    void jobChanged(const QString &key, const job::JobSnapshot &job);
    void showRow(const QString &key);

    const Parts m_parts;
    queue::DownloadQueue m_queue;
    ActivityBook m_activity;
    FolderRequests m_folderRequests;
};

} // namespace weightyard::ui
