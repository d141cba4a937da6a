// Lane: one I/O thread with a network manager of its own and the exchanges it carries. All methods may be called from any
// thread; they hand a command over and return. The destructor ends what runs (Cancelled) and joins the thread.
#pragma once

#include "net/proxy_login.h"
#include "net/qt_http_client.h"
#include "net/rate_limit.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace weightyard::net {

class LaneLoop;

/// What the lanes of one client share.
struct LaneShare {
    const NetworkSettings &settings;
    const base::Clock &clock;
    QByteArray userAgent;
    RateLimit rateLimit = {};
    ProxyLogin proxyLogin = {};
    std::atomic<int> running = 0; ///< exchanges on all lanes
};

class Lane
{
public:
    /// Throws what its thread could not be begun for: no memory, no further thread.
    explicit Lane(LaneShare &share);
    ~Lane();
    Lane(const Lane &) = delete;
    Lane &operator=(const Lane &) = delete;

    /// `onGone` runs on the lane's thread right after the sink's onEnd().
    void start(quint64 id, HttpRequest request, std::shared_ptr<ResponseSink> sink,
               std::function<void()> onGone);
    void abort(quint64 id);
    void resume(quint64 id);
    int running() const { return m_running.load(); }

private:
    friend class LaneLoop;
    void run();
    void post(std::function<void(LaneLoop &)> command);
    std::deque<std::function<void(LaneLoop &)>> taken();

    LaneShare &m_share;
    std::atomic<int> m_running = 0;
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<std::function<void(LaneLoop &)>> m_commands;
    LaneLoop *m_loop = nullptr;
    std::exception_ptr m_failure; ///< why there is no loop
    std::thread m_thread;
};

} // namespace weightyard::net
