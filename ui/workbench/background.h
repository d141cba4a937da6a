// Background: work that may never come back (a dead network mount), on a thread of its own. The work takes and returns
// values only. Its answer arrives on this object's thread, or nowhere once this object is gone. Before the program ends,
// waitForAll() tells whether a thread is left: it must not run on while the program's statics are taken down.
#pragma once

#include <QObject>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace weightyard::ui {

class Background : public QObject
{
    Q_OBJECT
public:
    explicit Background(QObject *parent = nullptr) : QObject(parent), m_gate(std::make_shared<Gate>())
    {
        m_gate->owner = this;
    }
    ~Background() override
    {
        const std::lock_guard lock(m_gate->mutex);
        m_gate->owner = nullptr;
    }

    template<typename Work, typename Done>
    void run(Work work, Done done)
    {
        {
            const std::lock_guard lock(m_gate->mutex);
            ++m_gate->threads;
        }
        std::thread([gate = m_gate, work = std::move(work), done = std::move(done)]() mutable {
            perform(*gate, std::move(work), std::move(done));
            const std::lock_guard lock(gate->mutex);
            --gate->threads;
            gate->ended.notify_all();
        }).detach();
    }

    /// Blocks, for leaving: true once no work is under way. Answers that come meanwhile wait for the event loop.
    bool waitForAll(std::chrono::milliseconds atMost) const
    {
        std::unique_lock lock(m_gate->mutex);
        return m_gate->ended.wait_for(lock, atMost, [this] { return m_gate->threads == 0; });
    }

private:
    struct Gate {
        std::mutex mutex;
        std::condition_variable ended;
        Background *owner = nullptr;
        int threads = 0;
    };

    // The work's own values are gone when this returns.
    template<typename Work, typename Done>
    static void perform(Gate &gate, Work work, Done done)
    {
        auto result = work();
        const std::lock_guard lock(gate.mutex);
        if (!gate.owner)
            return;
        QMetaObject::invokeMethod(
            gate.owner,
            [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
            Qt::QueuedConnection);
    }

    std::shared_ptr<Gate> m_gate;
};

} // namespace weightyard::ui
