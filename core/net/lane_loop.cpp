#include "net/lane_loop.h"

#include "base/cancel_token.h"
#include "net/qt_request.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>
#include <algorithm>

namespace weightyard::net {

namespace {

constexpr qint64 kLargestBuffer = 512 * 1024; // 4 MiB brings the same and takes 30 MiB more
constexpr qint64 kSmallestBuffer = 128 * 1024;
// What Qt 6 lets its TLS sockets hold. A reply that has room for more is filled by each 4 KiB that were decrypted, one event
// and one allocation each; one that is full then gets all that the socket holds as one piece.
constexpr qint64 kSecureBuffer = 64 * 1024;
constexpr qint64 kAllBuffers = 4 * 1024 * 1024;
constexpr qint64 kSmallestLimitedBuffer = 16 * 1024;
constexpr int kTickMs = 50;

/// Keeps Qt from reading the proxy variables by rules of its own.
class ProxyChoice final : public QNetworkProxyFactory
{
public:
    explicit ProxyChoice(const NetworkSettings &settings) : m_settings(settings) {}

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        base::Result<Proxy> proxy = m_settings.proxyFor(query.url());
        if (!proxy)
            return {};
        // For plain http the credential is in the request (proxy_login.h).
        if (query.url().scheme() == u"http" && proxy->kind == Proxy::Kind::Http)
            proxy->user = proxy->password = QString();
        return {qtProxy(*proxy)};
    }

private:
    const NetworkSettings &m_settings;
};

} // namespace

LaneLoop::LaneLoop(Lane &lane, LaneShare &share)
    : m_lane(lane),
      m_share(share),
      m_kit{.settings = share.settings,
            .trust = m_trust,
            .cookies = m_cookies,
            .proxyLogin = share.proxyLogin,
            .userAgent = share.userAgent}
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &LaneLoop::tick);
}

LaneLoop::~LaneLoop()
{
    runCommands(); // starts that came too late: each sink gets its end
    m_manager.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

std::shared_ptr<QNetworkAccessManager> LaneLoop::manager()
{
    if (!m_manager) {
        // The last to let go of a manager may be a run in the middle of a signal of that manager's.
        m_manager = {new QNetworkAccessManager,
                     [](QNetworkAccessManager *manager) { manager->deleteLater(); }};
        m_manager->setProxyFactory(new ProxyChoice(m_share.settings)); // the manager owns it
        m_manager->setAutoDeleteReplies(false);
    }
    return m_manager;
}

void LaneLoop::retireManager(const QNetworkAccessManager &manager)
{
    if (m_manager.get() == &manager)
        m_manager.reset();
}

void LaneLoop::exec()
{
    if (!m_stopping)
        m_events.exec();
}

void LaneLoop::stop()
{
    m_stopping = true;
    endAll();
    m_events.quit();
}

void LaneLoop::endAll()
{
    while (!m_runs.empty())
        m_runs.begin()->second.run->abort(base::cancelledError());
}

void LaneLoop::customEvent(QEvent *)
{
    runCommands();
}

void LaneLoop::runCommands()
{
    const auto commands = m_lane.taken();
    for (const auto &command : commands)
        command(*this);
}

void LaneLoop::begin(quint64 id, HttpRequest request, std::shared_ptr<ResponseSink> sink,
                     std::function<void()> onGone)
{
    auto run = std::make_unique<ExchangeRun>(*this, std::move(request), std::move(sink));
    ExchangeRun &started = *run;
    m_runs.emplace(id, Carried{.run = std::move(run), .onGone = std::move(onGone)});
    if (m_stopping)
        return started.abort(base::cancelledError());
    if (!m_tick.isActive())
        m_tick.start();
    started.begin();
}

void LaneLoop::withRun(quint64 id, const std::function<void(ExchangeRun &)> &action)
{
    if (const auto found = m_runs.find(id); found != m_runs.end())
        action(*found->second.run);
}

void LaneLoop::ended(ExchangeRun &run)
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [&](const auto &item) { return item.second.run.get() == &run; });
    Carried carried = std::move(found->second);
    m_runs.erase(found);
    carried.run.release()->deleteLater(); // its own method is on the stack
    if (m_runs.empty())
        m_tick.stop();
    m_lane.m_running.fetch_sub(1);
    m_share.running.fetch_sub(1);
    carried.onGone();
}

void LaneLoop::tick()
{
    // In turn: under a rate limit the first may take all there is.
    QList<quint64> ids;
    const auto next = m_runs.upper_bound(m_lookedAtFirst);
    for (auto one = next; one != m_runs.end(); ++one)
        ids.append(one->first);
    for (auto one = m_runs.begin(); one != next; ++one)
        ids.append(one->first);
    m_lookedAtFirst = ids.value(0);
    for (const quint64 id : ids)
        withRun(id, [](ExchangeRun &run) { run.onTick(); });
}

qint64 LaneLoop::readBufferSize(bool secure) const
{
    const qint64 running = std::max(m_share.running.load(), 1);
    const qint64 size =
        secure ? kSecureBuffer : std::clamp(kAllBuffers / running, kSmallestBuffer, kLargestBuffer);
    // What a buffer takes in one go shall not be seen as a burst.
    const qint64 limit = m_share.rateLimit.bytesPerSecond();
    return limit == 0 ? size : std::clamp(limit / 10 / running, kSmallestLimitedBuffer, size);
}

bool LaneLoop::takeSlot(const base::Origin &origin, ExchangeRun &run)
{
    Slots &places = m_slots[origin];
    if (places.used < kConnectionsPerLane) {
        ++places.used;
        return true;
    }
    places.waiting.push_back(&run);
    return false;
}

void LaneLoop::giveSlotBack(const base::Origin &origin, ExchangeRun &run)
{
    const auto found = m_slots.find(origin);
    Slots &places = found->second;
    const auto waiting = std::find(places.waiting.begin(), places.waiting.end(), &run);
    if (waiting != places.waiting.end()) {
        places.waiting.erase(waiting);
        return;
    }
    if (!places.waiting.empty() && !m_stopping) {
        ExchangeRun *next = places.waiting.front();
        places.waiting.pop_front();
        next->send(); // takes the place over
        return;
    }
    if (--places.used == 0 && places.waiting.empty())
        m_slots.erase(found);
}

} // namespace weightyard::net
