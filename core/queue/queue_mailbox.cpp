#include "queue/queue_mailbox.h"

#include <utility>

namespace weightyard::queue {

namespace {

// Nobody has seen the older one, and it says nothing that the newer one does not.
bool replaces(const JobProgress &newer, const JobProgress &older)
{
    return newer.key == older.key && newer.job.state == older.job.state;
}

} // namespace

QueueMailbox::QueueMailbox(std::function<void()> ring) : m_ring(std::move(ring)) {}

void QueueMailbox::put(QueueLetter letter)
{
    {
        const std::lock_guard guard(m_mutex);
        if (auto *progress = std::get_if<JobProgress>(&letter)) {
            for (auto older = m_letters.rbegin(); older != m_letters.rend(); ++older) {
                auto *before = std::get_if<JobProgress>(&*older);
                if (before == nullptr || before->key != progress->key)
                    continue;
                if (!replaces(*progress, *before))
                    break;
                before->job = std::move(progress->job);
                return;
            }
        }
        m_letters.push_back(std::move(letter));
        if (m_letters.size() > 1)
            return;
    }
    m_ring();
}

std::vector<QueueLetter> QueueMailbox::take()
{
    const std::lock_guard guard(m_mutex);
    return std::exchange(m_letters, {});
}

} // namespace weightyard::queue
