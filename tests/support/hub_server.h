// The hub's thread: an event loop, listeners, and the way from a request to the endpoint that answers it.
// HubThread may be called from any thread; HubServer lives on the hub's.
#pragma once

#include "http_connection.h"
#include "hub_state.h"
#include "local_hub.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTcpServer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace weightyard::test {

class HubServer : public QObject
{
public:
    explicit HubServer(std::shared_ptr<HubState> state) : m_state(std::move(state)) {}

    Listener listen(const ListenerOptions &options); // throws std::runtime_error
    void closeListener(int id);
    void dropConnections();
    void adopt(QTcpSocket *socket, const HttpConnection::Info &info);

private:
    void handle(HttpConnection &connection, const HttpRequest &request);
    void answer(HttpConnection &connection, const HttpRequest &request, const RequestFacts &facts,
                const QString &repository, int logNumber, const QList<Fault> &faults);
    RequestFacts factsOf(const HttpRequest &request, quint16 port) const;

    std::shared_ptr<HubState> m_state;
    QHash<int, QTcpServer *> m_listeners;
    QList<QPointer<HttpConnection>> m_connections;
    int m_nextListener = 1;
    int m_nextConnection = 1;
};

// std::thread and std::mutex, not QThread and queued calls: the hand-over can then be followed by ThreadSanitizer.
class HubThread
{
public:
    explicit HubThread(std::shared_ptr<HubState> state);
    ~HubThread();
    HubThread(const HubThread &) = delete;
    HubThread &operator=(const HubThread &) = delete;

    // Runs `task` on the hub's thread and waits; what it throws is thrown here.
    void run(const std::function<void(HubServer &)> &task);

private:
    class Receiver;

    void main();

    std::shared_ptr<HubState> m_state;
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<std::function<void(HubServer &)>> m_tasks;
    Receiver *m_receiver = nullptr;
    std::thread m_thread;
};

} // namespace weightyard::test
