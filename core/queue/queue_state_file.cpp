#include "queue/queue_state_file.h"

#include "platform/versioned_file.h"

#include <utility>

namespace weightyard::queue {

using namespace Qt::Literals::StringLiterals;
using base::Result;

QueueStateFile::QueueStateFile(QString path, Callbacks callbacks)
    : m_path(std::move(path)),
      m_callbacks(std::move(callbacks)),
      m_thread([this] { work(); })
{}

QueueStateFile::~QueueStateFile()
{
    {
        const std::lock_guard guard(m_mutex);
        m_stop = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void QueueStateFile::load()
{
    {
        const std::lock_guard guard(m_mutex);
        m_loadAsked = true;
        m_loading = true;
    }
    m_changed.notify_one();
}

void QueueStateFile::waitForLoad()
{
    std::unique_lock guard(m_mutex);
    m_loaded.wait(guard, [this] { return !m_loading; });
}

void QueueStateFile::save(const QList<SavedJob> &jobs)
{
    {
        const std::lock_guard guard(m_mutex);
        m_toWrite = queueToJson(jobs);
    }
    m_changed.notify_one();
}

void QueueStateFile::work()
{
    for (;;) {
        bool loads = false;
        std::optional<QJsonObject> jobs;
        {
            std::unique_lock guard(m_mutex);
            m_changed.wait(guard, [this] { return m_stop || m_loadAsked || m_toWrite; });
            loads = std::exchange(m_loadAsked, false);
            jobs = std::exchange(m_toWrite, std::nullopt);
            if (!loads && !jobs)
                return;
        }
        if (loads) {
            m_callbacks.loaded(read());
            const std::lock_guard guard(m_mutex);
            m_loading = false;
            m_loaded.notify_one();
        }
        if (jobs)
            write(*jobs);
    }
}

QList<SavedJob> QueueStateFile::read()
{
    m_looked = true;
    const Result<QList<SavedJob>> jobs = readQueue(m_path);
    if (jobs)
        return *jobs;
    m_foreign = !platform::isOfNoUse(jobs.error()); // of a newer version, or who knows what is in it
    if (const Result<void> aside = m_foreign ? Result<void>() : platform::setAside(m_path); !aside) {
        m_foreign = true; // writing would destroy what somebody may still want to mend
        m_callbacks.failed(aside.error());
        return {};
    }
    base::Error why = jobs.error();
    if (!m_foreign)
        why.context.reason = base::ErrorReason::SetAside;
    m_callbacks.failed(why);
    return {};
}

void QueueStateFile::write(const QJsonObject &jobs)
{
    if (!m_looked)
        read();
    if (m_foreign)
        return;
    const Result<void> done = writeQueue(m_path, jobs);
    if (!done)
        m_callbacks.failed(done.error());
}

} // namespace weightyard::queue
