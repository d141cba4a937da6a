#include "net/http_client.h"

#include "net/lane.h"

#include <QCoreApplication>
#include <algorithm>
#include <exception>
#include <vector>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

/// The way from a handle to its lane; cut when the exchange has ended.
struct Exchange::Shared {
    std::mutex mutex;
    Lane *lane = nullptr;
    quint64 id = 0;
};

Exchange::Exchange(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) {}

void Exchange::abort() const
{
    if (!m_shared)
        return;
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->lane)
        m_shared->lane->abort(m_shared->id);
}

void Exchange::resume() const
{
    if (!m_shared)
        return;
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->lane)
        m_shared->lane->resume(m_shared->id);
}

namespace {
QByteArray defaultUserAgent()
{
    const QString version = QCoreApplication::applicationVersion();
    return version.isEmpty() ? "weightyard"_ba : "weightyard/" + version.toUtf8();
}
} // namespace

struct HttpClient::Private {
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

HttpClient::HttpClient(NetworkSettings settings, const base::Clock &clock, int lanes)
    : d(std::make_unique<Private>(std::move(settings), clock, lanes))
{}

HttpClient::~HttpClient() = default;

const NetworkSettings &HttpClient::settings() const
{
    return d->settings;
}

int HttpClient::laneCount() const
{
    return static_cast<int>(d->lanes.size());
}

void HttpClient::setRateLimit(qint64 bytesPerSecond)
{
    d->share.rateLimit.set(bytesPerSecond);
}

qint64 HttpClient::rateLimit() const
{
    return d->share.rateLimit.bytesPerSecond();
}

Exchange HttpClient::start(const HttpRequest &request, std::shared_ptr<ResponseSink> sink, int lane)
{
    Lane &chosen = d->laneFor(lane);
    auto shared = std::make_shared<Exchange::Shared>();
    shared->lane = &chosen;
    shared->id = d->nextId.fetch_add(1);
    chosen.start(shared->id, request, std::move(sink), [shared] {
        const std::lock_guard lock(shared->mutex);
        shared->lane = nullptr;
    });
    return Exchange(shared);
}

} // namespace weightyard::net
