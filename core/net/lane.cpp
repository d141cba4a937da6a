#include "net/lane.h"

#include "base/cancel_token.h"
#include "net/lane_loop.h"

#include <QCoreApplication>
#include <optional>

namespace weightyard::net {

Lane::Lane(LaneShare &share) : m_share(share), m_thread([this] { run(); })
{
    std::unique_lock lock(m_mutex);
    m_ready.wait(lock, [this] { return m_loop != nullptr || m_failure; });
    if (m_loop != nullptr)
        return;
    lock.unlock();
    m_thread.join();
    std::rethrow_exception(m_failure);
}

Lane::~Lane()
{
    post([](LaneLoop &loop) { loop.stop(); });
    m_thread.join();
}

void Lane::run()
{
    std::optional<LaneLoop> loop;
    try {
        loop.emplace(*this, m_share);
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_failure = std::current_exception();
        m_ready.notify_all();
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_loop = &*loop;
        m_ready.notify_all();
    }
    loop->exec();
}

// The event carries nothing: what crosses the threads is in m_commands, under our own mutex.
void Lane::post(std::function<void(LaneLoop &)> command)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back(std::move(command));
    if (m_commands.size() == 1)
        QCoreApplication::postEvent(m_loop, new QEvent(QEvent::User));
}

std::deque<std::function<void(LaneLoop &)>> Lane::taken()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_commands, {});
}

void Lane::start(quint64 id, HttpRequest request, std::shared_ptr<ResponseSink> sink,
                 std::function<void()> onGone)
{
    m_share.running.fetch_add(1);
    m_running.fetch_add(1);
    post([id, request = std::move(request), sink = std::move(sink),
          onGone = std::move(onGone)](LaneLoop &loop) mutable {
        loop.begin(id, std::move(request), std::move(sink), std::move(onGone));
    });
}

void Lane::abort(quint64 id)
{
    post([id](LaneLoop &loop) {
        loop.withRun(id, [](ExchangeRun &run) { run.abort(base::cancelledError()); });
    });
}

void Lane::resume(quint64 id)
{
    post([id](LaneLoop &loop) { loop.withRun(id, [](ExchangeRun &run) { run.resume(); }); });
}

} // namespace weightyard::net
