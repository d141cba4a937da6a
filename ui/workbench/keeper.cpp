#include "ui/workbench/keeper.h"

#include <QTimer>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace weightyard::ui {

namespace {
constexpr std::chrono::milliseconds kNoThreadPause{500};

base::Result<void> performed(const Keeper::Write &write)
{
    try {
        return write();
    } catch (const std::exception &thrown) { // memory may run out
        return base::fail(base::thrownError(thrown));
    }
}
} // namespace

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
        const base::Result<void> written = performed(write);
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
        begin();
}

// Under the mutex. Where the system gives no further thread, the write waits until it does, or until the program is left.
void Keeper::begin()
{
    try {
        std::thread([state = m_state] { state->work(); }).detach();
    } catch (const std::system_error &) {
        QTimer::singleShot(kNoThreadPause, this, [this] {
            const std::lock_guard lock(m_state->mutex);
            begin();
        });
    }
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
