#include "base/cancel_token.h"

#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <utility>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

// A callback runs with its entry's mutex held, so that release() on another thread waits for it. The mutex is recursive
// because a callback may drop its own registration.
struct CancelToken::Registration::Entry {
    std::recursive_mutex mutex;
    std::function<void()> callback;

    void run()
    {
        const std::lock_guard lock(mutex);
        if (const auto once = std::exchange(callback, nullptr))
            once();
    }
};

struct CancelToken::State {
    std::atomic<bool> cancelled = false;
    std::mutex mutex;
    std::condition_variable changed;
    std::list<std::weak_ptr<Registration::Entry>> entries;
};

CancelToken::CancelToken() : m_state(std::make_shared<State>()) {}

void CancelToken::cancel() const
{
    std::list<std::weak_ptr<Registration::Entry>> entries;
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->cancelled.exchange(true))
            return;
        entries.swap(m_state->entries);
    }
    m_state->changed.notify_all();
    for (const auto &weak : entries) {
        if (const auto entry = weak.lock())
            entry->run();
    }
}

bool CancelToken::isCancelled() const
{
    return m_state->cancelled.load();
}

bool CancelToken::waitFor(std::chrono::milliseconds duration) const
{
    std::unique_lock lock(m_state->mutex);
    return !m_state->changed.wait_for(lock, duration, [this] { return m_state->cancelled.load(); });
}

CancelToken::Registration CancelToken::onCancel(std::function<void()> callback) const
{
    Registration registration;
    registration.m_entry = std::make_shared<Registration::Entry>();
    registration.m_entry->callback = std::move(callback);
    {
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->cancelled.load()) {
            m_state->entries.remove_if([](const auto &weak) { return weak.expired(); });
            m_state->entries.push_back(registration.m_entry);
            return registration;
        }
    }
    registration.m_entry->run();
    return registration;
}

CancelToken::Registration::Registration(Registration &&other) noexcept : m_entry(std::move(other.m_entry)) {}

CancelToken::Registration &CancelToken::Registration::operator=(Registration &&other) noexcept
{
    if (this != &other) {
        release();
        m_entry = std::move(other.m_entry);
    }
    return *this;
}

CancelToken::Registration::~Registration()
{
    release();
}

void CancelToken::Registration::release()
{
    if (const auto entry = std::exchange(m_entry, nullptr)) {
        const std::lock_guard lock(entry->mutex);
        entry->callback = nullptr;
    }
}

Error cancelledError()
{
    return {.kind = ErrorKind::Cancelled, .detail = u"cancelled"_s};
}

} // namespace weightyard::base
