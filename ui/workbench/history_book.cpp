#include "ui/workbench/history_book.h"

#include "base/byte_sum.h"

namespace weightyard::ui {

using base::Result;
using job::JobState;
using session::HistoryEntry;
using What = HistoryEntry::What;

HistoryBook::HistoryBook(Parts parts, base::Background &background, QObject *parent)
    : QObject(parent),
      m_parts(std::move(parts)),
      m_background(background)
{
    connect(&m_parts.downloads, &Downloads::runEnded, this, &HistoryBook::downloadEnded);
    connect(&m_parts.work, &LibraryWork::removed, this, [this](const session::Removal &removal) {
        const library::InstalledModel &model = removal.plan.model;
        const QString path = model.record.modelPath;
        const ModelRow *row = m_parts.tree.rowOfModel(path);
        add({.what = What::Removed,
             .whenMs = m_parts.clock.wallMs(),
             .key = path,
             .name = row ? row->entry.name : path.section(u'/', -1),
             .folder = model.folder,
             .bytes = removal.plan.freed});
    });
    connect(&m_keeper, &Keeper::failed, this, &HistoryBook::notKept);
    connect(&m_parts.downloads.activityBook(), &ActivityBook::notKept, this, &HistoryBook::notKept);
}

void HistoryBook::load()
{
    m_parts.downloads.activityBook().load(m_background);
    m_background.run([configDir = m_parts.configDir] { return session::readHistory(configDir); },
                     [this](const Result<session::DownloadHistory> &read) {
                         if (!read)
                             Q_EMIT notKept(read.error());
                         session::DownloadHistory history = read ? *read : session::DownloadHistory();
                         history.removeIf([this](const HistoryEntry &entry) {
                             return isFinished(entry) ? m_clearedFinished : m_clearedFailed;
                         });
                         const bool isNew = !m_entries.isEmpty() || m_clearedFinished || m_clearedFailed;
                         for (const HistoryEntry &entry : std::as_const(m_entries))
                             history = session::withEntry(std::move(history), entry);
                         m_entries = history;
                         m_loaded = true;
                         if (isNew)
                             keep();
                         Q_EMIT changed();
                     });
}

// What was here already was not downloaded, and a cancelled one is neither.
void HistoryBook::downloadEnded(const QString &key)
{
    const std::optional<job::JobSnapshot> job = m_parts.downloads.queue().job(key);
    const std::optional<job::DownloadRequest> request = m_parts.downloads.queue().request(key);
    const bool failed = job && job->state == JobState::Failed;
    if (!job || !request || (!failed && (job->state != JobState::Installed || job->alreadyInstalled)))
        return;
    const ModelRow *row = m_parts.tree.row(key);
    qint64 bytes = 0; // of what came; what the row says is an estimate until the next look at the disk
    for (const job::FileProgress &file : job->files)
        bytes = base::addBytes(bytes, file.size);
    if (failed || bytes == 0)
        bytes = row ? bytesOf(*row) : job->bytesTotal;
    add({.what = failed            ? What::Failed
                 : request->update ? What::Updated
                                   : What::Downloaded,
         .whenMs = m_parts.clock.wallMs(),
         .key = key,
         .name = row ? row->entry.name : key.section(u'/', -1),
         .folder = job->folder,
         .bytes = bytes,
         .error = job->error});
}

void HistoryBook::add(const HistoryEntry &entry)
{
    m_entries = session::withEntry(std::move(m_entries), entry);
    keep();
    Q_EMIT changed();
}

void HistoryBook::clearFinished()
{
    m_clearedFinished = true;
    m_entries.removeIf(session::isFinished);
    keep();
    Q_EMIT changed();
}

void HistoryBook::clearFailed()
{
    m_clearedFailed = true;
    m_entries.removeIf([](const HistoryEntry &entry) { return !isFinished(entry); });
    queue::DownloadQueue &queue = m_parts.downloads.queue();
    const QStringList keys = queue.keys();
    for (const QString &key : keys) {
        if (queue.job(key)->state == JobState::Failed)
            queue.forget(key);
    }
    keep();
    Q_EMIT changed();
}

// Before it is loaded the file has what is not known here.
void HistoryBook::keep()
{
    if (!m_loaded)
        return;
    m_keeper.keep([configDir = m_parts.configDir, entries = m_entries] {
        return session::writeHistory(configDir, entries);
    });
}

} // namespace weightyard::ui
