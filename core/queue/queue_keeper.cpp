#include "queue/queue_keeper.h"

namespace weightyard::queue {

QueueKeeper::QueueKeeper(const QString &path, std::shared_ptr<QueueMailbox> mailbox)
    : m_mailbox(std::move(mailbox))
{
    if (path.isEmpty())
        return;
    m_file = std::make_unique<QueueStateFile>(
        path, QueueStateFile::Callbacks{
                  .loaded = [box = m_mailbox](const QList<SavedJob> &jobs) { box->put(StateLoaded{jobs}); },
                  .failed = [box = m_mailbox](const base::Error &error) { box->put(StateFailed{error}); }});
    m_file->load();
}

void QueueKeeper::restore()
{
    m_restoring = true;
    if (m_loaded)
        m_mailbox->put(StateLoaded{m_left});
}

void QueueKeeper::loaded(const QList<SavedJob> &jobs)
{
    m_loaded = true;
    m_left = jobs;
}

std::optional<QList<SavedJob>> QueueKeeper::takeRestored()
{
    if (!m_restoring || !m_loaded)
        return {};
    m_restoring = false;
    return std::exchange(m_left, {});
}

void QueueKeeper::save(const QueueBook &book)
{
    if (!m_file || !m_loaded)
        return; // else what the last run left would be lost
    QList<SavedJob> saved = m_left;
    saved.removeIf([&](const SavedJob &job) { return book.job(QueueBook::keyOf(job.request)) != nullptr; });
    m_file->save(saved + book.saved());
}

void QueueKeeper::waitForLoad()
{
    if (m_file)
        m_file->waitForLoad();
}

} // namespace weightyard::queue
