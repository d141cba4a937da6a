#include "queue/queue_state_file.h"

#include "store/file_io.h"

#include <QFileInfo>
#include <utility>

namespace weightyard::queue {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {
constexpr qint64 kQueueFileLimit = 16LL * 1024 * 1024;
}

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
        std::optional<QByteArray> text;
        {
            std::unique_lock guard(m_mutex);
            m_changed.wait(guard, [this] { return m_stop || m_loadAsked || m_toWrite; });
            loads = std::exchange(m_loadAsked, false);
            text = std::exchange(m_toWrite, std::nullopt);
            if (!loads && !text)
                return;
        }
        if (loads) {
            m_callbacks.loaded(read());
            const std::lock_guard guard(m_mutex);
            m_loading = false;
            m_loaded.notify_one();
        }
        if (text)
            write(*text);
    }
}

QList<SavedJob> QueueStateFile::read()
{
    m_looked = true;
    const Result<std::optional<QByteArray>> text = store::readWhole(m_path, kQueueFileLimit);
    if (!text) {
        m_foreign = true; // who knows what is in it
        m_callbacks.failed(text.error());
        return {};
    }
    if (!*text)
        return {};
    const Result<QList<SavedJob>> jobs = queueFromJson(**text, m_path);
    if (jobs)
        return *jobs;
    if (jobs.error().kind == base::ErrorKind::Prerequisite) {
        m_foreign = true;
    } else if (const Result<void> aside = store::renameOver(m_path, m_path + u".damaged"_s); !aside) {
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

void QueueStateFile::write(const QByteArray &text)
{
    if (!m_looked)
        read();
    if (m_foreign)
        return;
    Result<void> done = store::makeFolderDurably(QFileInfo(m_path).absolutePath(), true);
    if (done)
        done = store::writeDurably(m_path, text);
    if (!done)
        m_callbacks.failed(done.error());
}

} // namespace weightyard::queue
