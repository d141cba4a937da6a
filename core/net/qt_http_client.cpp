#include "net/qt_http_client.h"

#include "net/lane.h"

#include <QCoreApplication>
#include <algorithm>
#include <exception>
#include <vector>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The way from a handle to its lane; cut when the exchange has ended.
class LaneControl final : public ExchangeControl
{
public:
    LaneControl(Lane &lane, quint64 id) : m_lane(&lane), m_id(id) {}
    void abort() override
    {
        const std::lock_guard lock(m_mutex);
        if (m_lane)
            m_lane->abort(m_id);
    }
    void resume() override
    {
        const std::lock_guard lock(m_mutex);
        if (m_lane)
            m_lane->resume(m_id);
    }
    void cut()
    {
        const std::lock_guard lock(m_mutex);
        m_lane = nullptr;
    }

private:
    std::mutex m_mutex;
    Lane *m_lane;
    const quint64 m_id;
};

QByteArray defaultUserAgent()
{
    const QString version = QCoreApplication::applicationVersion();
    return version.isEmpty() ? "weightyard"_ba : "weightyard/" + version.toUtf8();
}

} // namespace

struct QtHttpClient::Private {
    Private(NetworkSettings given, const base::Clock &clock, int count)
        : settings(std::move(given)),
          share{.settings = settings, .clock = clock, .userAgent = defaultUserAgent()}
    {
        for (int i = 0; i < std::max(count, 1); ++i) {
            try {
                lanes.push_back(std::make_unique<Lane>(share));
            } catch (const std::exception &) {
                if (lanes.empty())
                    throw;
                break; // fewer carry as much, only slower
            }
        }
    }

    Lane &laneFor(int wanted)
    {
        if (wanted >= 0)
            return *lanes.at(static_cast<size_t>(wanted) % lanes.size());
        // One after the other: each further lane costs processor time, and under TLS much of it.
        const auto free = std::find_if(lanes.begin(), lanes.end(), [](const auto &lane) {
            return lane->running() < kConnectionsPerLane;
        });
        if (free != lanes.end())
            return **free;
        return **std::min_element(lanes.begin(), lanes.end(),
                                  [](const auto &a, const auto &b) { return a->running() < b->running(); });
    }

    const NetworkSettings settings;
    LaneShare share;
    std::atomic<quint64> nextId = 1;
    std::vector<std::unique_ptr<Lane>> lanes;
};

QtHttpClient::QtHttpClient(NetworkSettings settings, const base::Clock &clock, int lanes)
    : d(std::make_unique<Private>(std::move(settings), clock, lanes))
{}

QtHttpClient::~QtHttpClient() = default;

const NetworkSettings &QtHttpClient::settings() const
{
    return d->settings;
}

int QtHttpClient::laneCount() const
{
    return static_cast<int>(d->lanes.size());
}

void QtHttpClient::setRateLimit(qint64 bytesPerSecond)
{
    d->share.rateLimit.set(bytesPerSecond);
}

qint64 QtHttpClient::rateLimit() const
{
    return d->share.rateLimit.bytesPerSecond();
}

Exchange QtHttpClient::start(const HttpRequest &request, std::shared_ptr<ResponseSink> sink, int lane)
{
    Lane &chosen = d->laneFor(lane);
    const quint64 id = d->nextId.fetch_add(1);
    auto control = std::make_shared<LaneControl>(chosen, id);
    chosen.start(id, request, std::move(sink), [control] { control->cut(); });
    return Exchange(control);
}

} // namespace weightyard::net
