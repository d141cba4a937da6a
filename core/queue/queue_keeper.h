// QueueKeeper: keeps the list of a queue in its file, and gives back once what the last run left there. Until that was read, and
// until it is asked for, the file keeps what it has. The queue's thread; its file is read and written on another one.
#pragma once

#include "queue/queue_book.h"
#include "queue/queue_mailbox.h"
#include "queue/queue_state_file.h"

#include <memory>

namespace weightyard::queue {

class QueueKeeper
{
public:
    /// Without a file (an empty path) nothing is kept. StateLoaded and StateFailed come to the mailbox.
    QueueKeeper(const QString &path, std::shared_ptr<QueueMailbox> mailbox);

    bool hasFile() const { return m_file != nullptr; }
    bool isRestoring() const { return m_restoring; }
    /// What the last run left is wanted; StateLoaded comes, if it has not yet.
    void restore();
    void loaded(const QList<SavedJob> &jobs);
    /// What is wanted and was read; nothing before that. Once.
    std::optional<QList<SavedJob>> takeRestored();
    void save(const QueueBook &book);
    void waitForLoad();

private:
    std::shared_ptr<QueueMailbox> m_mailbox;
    bool m_loaded = false; ///< the file may be written
    bool m_restoring = false;
    QList<SavedJob> m_left; ///< in the file, and not asked for yet
    std::unique_ptr<QueueStateFile> m_file;
};

} // namespace weightyard::queue
