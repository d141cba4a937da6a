#include "ui/workbench/keeper.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace weightyard::ui {

/// Shared with the thread that writes, which may outlive the keeper.
struct Keeper::State {
    std::mutex mutex;
    std::condition_variable ended;
    Keeper *owner = nullptr;
    Write next;
    bool writing = false;
    std::optional<base::Error> failure;

    void work();
};

// Until nothing newer waits.
void Keeper::State::work()
{
    std::unique_lock lock(mutex);
    while (next) {
        Write write = std::exchange(next, {});
        lock.unlock();
        const base::Result<void> written = write();
        write = {};
        lock.lock();
        failure = written ? std::nullopt : std::optional(written.error());
        if (failure && owner)
            QMetaObject::invokeMethod(
                owner, [to = owner, error = *failure] { Q_EMIT to->failed(error); }, Qt::QueuedConnection);
    }
    writing = false;
    ended.notify_all();
}

Keeper::Keeper(QObject *parent) : QObject(parent), m_state(std::make_shared<State>())
{
    m_state->owner = this;
}

Keeper::~Keeper()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->owner = nullptr;
}

void Keeper::keep(const Write &write)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->next = write;
    if (!std::exchange(m_state->writing, true))
        std::thread([state = m_state] { state->work(); }).detach();
}

bool Keeper::waitForDone(std::chrono::milliseconds atMost) const
{
    std::unique_lock lock(m_state->mutex);
    return m_state->ended.wait_for(lock, atMost, [this] { return !m_state->writing; });
}

std::optional<base::Error> Keeper::failure() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->failure;
}

} // namespace weightyard::ui
