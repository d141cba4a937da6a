// label: threads
// LocalHub used from several threads at once. No child process is started: ThreadSanitizer of Clang 14
// cannot follow QProcess's clone().
#include "local_hub.h"
#include "raw_client.h"
#include "test_registry.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

namespace local_hub_threads_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

class LocalHubThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyClientsAndOneScripter();
};

void LocalHubThreadsTest::manyClientsAndOneScripter()
{
    constexpr int kClients = 4;
    constexpr int kRequests = 25;
    LocalHub hub;
    hub.update([](HubSettings &settings) { settings.requireTicket = false; });
    const QByteArray bytes = generatedBytes(1, 50'000);
    const ObjectId object = hub.addObject(bytes);
    const QUrl url(hub.baseUrl().toString() + u"/_objects/"_s + QString::fromLatin1(object.oid));

    std::atomic<int> good{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < kClients; ++i) {
        clients.emplace_back([&] {
            for (int request = 0; request < kRequests; ++request) {
                const RawReply reply = rawGet(url);
                good += reply.status == 200 && reply.body == bytes ? 1 : 0;
                refused += reply.status == 503 ? 1 : 0;
            }
        });
    }
    int hits = 0;
    for (int i = 0; i < 20; ++i) {
        const int id = hub.addFault(Fault::statusOf(Endpoint::Storage, 503));
        const Listener extra = hub.addListener({});
        QVERIFY(extra.port != hub.port());
        hub.closeListener(extra.id);
        hub.removeFault(id);
        hits += hub.faultHits(id);
        QVERIFY(hub.log().count(Endpoint::Storage) <= kClients * kRequests);
    }
    for (std::thread &client : clients)
        client.join();
    QCOMPARE(good + refused, kClients * kRequests);
    QCOMPARE(int(refused), hits);
    QCOMPARE(hub.log().count(Endpoint::Storage), kClients * kRequests);
    QVERIFY(hub.peakConnections() >= 1 && hub.peakConnections() <= kClients + 1);
    QTRY_COMPARE(hub.openConnections(), 0);
}

WEIGHTYARD_TEST(LocalHubThreadsTest)

} // namespace local_hub_threads_test

#include "local_hub_threads_test.moc"
