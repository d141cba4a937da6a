#include "hub_server.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <exception>

namespace weightyard::test {

// Wakes the hub's event loop; carries nothing.
class HubThread::Receiver final : public QObject
{
public:
    Receiver(std::mutex &mutex, std::function<void()> wake) : m_mutex(mutex), m_wake(std::move(wake)) {}

    bool event(QEvent *event) override
    {
        {
            // Events of ours are posted under this mutex: what the poster wrote into them is then known to be there.
            const std::lock_guard lock(m_mutex);
            if (event->type() != QEvent::User)
                return QObject::event(event);
        }
        m_wake();
        return true;
    }

private:
    std::mutex &m_mutex;
    std::function<void()> m_wake;
};

HubThread::HubThread(std::shared_ptr<HubState> state) : m_state(std::move(state))
{
    m_thread = std::thread([this] { main(); });
    std::unique_lock lock(m_mutex);
    m_ready.wait(lock, [this] { return m_receiver != nullptr; });
}

HubThread::~HubThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.emplace_back(); // the empty task ends the loop
        QCoreApplication::postEvent(m_receiver, new QEvent(QEvent::User));
    }
    m_thread.join();
}

void HubThread::main()
{
    QEventLoop loop;
    {
        HubServer server(m_state);
        Receiver receiver(m_mutex, [&] {
            std::unique_lock lock(m_mutex);
            while (!m_tasks.empty()) {
                const std::function<void(HubServer &)> task = std::move(m_tasks.front());
                m_tasks.pop_front();
                lock.unlock();
                if (task)
                    task(server);
                else
                    loop.quit();
                lock.lock();
            }
        });
        {
            const std::lock_guard lock(m_mutex);
            m_receiver = &receiver;
        }
        m_ready.notify_all();
        loop.exec();
    }
}

void HubThread::run(const std::function<void(HubServer &)> &task)
{
    std::mutex mutex;
    std::condition_variable finished;
    bool done = false;
    std::exception_ptr failure;
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.emplace_back([&](HubServer &server) {
            std::exception_ptr thrown;
            try {
                task(server);
            } catch (...) {
                thrown = std::current_exception();
            }
            const std::lock_guard inner(mutex);
            failure = thrown;
            done = true;
            finished.notify_all();
        });
        QCoreApplication::postEvent(m_receiver, new QEvent(QEvent::User));
    }
    std::unique_lock lock(mutex);
    finished.wait(lock, [&] { return done; });
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace weightyard::test
