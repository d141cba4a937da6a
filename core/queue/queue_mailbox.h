// QueueMailbox: what workers tell the queue, on its way to the queue's thread. Progress that the owner has not read yet
// is replaced by newer progress of the same job in the same state; changes of state all arrive, in order. Thread-safe.
#pragma once

#include "queue/queue_state.h"

#include <functional>
#include <mutex>
#include <variant>
#include <vector>

namespace weightyard::queue {

struct JobProgress {
    QString key;
    job::JobSnapshot job;
};
/// A download ran to its end.
struct JobEnded {
    QString key;
    job::JobSnapshot job;
};
/// What a cancelled download had received is gone.
struct Discarded {
    QString key;
    std::optional<base::Error> error = {}; ///< why bytes stay behind
};
struct StateLoaded {
    QList<SavedJob> jobs;
};
struct StateFailed {
    base::Error error;
};
using QueueLetter = std::variant<JobProgress, JobEnded, Discarded, StateLoaded, StateFailed>;

class QueueMailbox
{
public:
    /// `ring` is called on the sender's thread when the box is not empty any more.
    explicit QueueMailbox(std::function<void()> ring);

    void put(QueueLetter letter);
    std::vector<QueueLetter> take();

private:
    const std::function<void()> m_ring;
    std::mutex m_mutex;
    std::vector<QueueLetter> m_letters;
};

} // namespace weightyard::queue
