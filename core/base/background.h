// Background: work that may never come back (a dead network mount), each on a thread of its own. The work takes and returns values
// only; what it throws becomes its answer where that is a base::Result, and ends the program elsewhere. Its answer arrives on this
// object's thread, from its event loop, or nowhere once this object is gone. Before the program ends, waitForAll() tells whether a thread
// is left: it must not run on while the program's statics are taken down. All functions are called on this object's thread.
#pragma once

#include "base/result.h"

#include <QObject>
#include <QTimer>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace weightyard::base {

class Background : public QObject
{
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

    /// Where the system gives no further thread, the work waits until it does.
    template<typename Work, typename Done>
    void run(Work work, Done done)
    {
        m_gate->count(1);
        auto task = [gate = m_gate, work = std::move(work), done = std::move(done)]() mutable {
            perform(*gate, std::move(work), std::move(done));
            gate->count(-1);
        };
        start(std::make_shared<decltype(task)>(std::move(task)));
    }

    /// Blocks, for leaving: true once no work is under way. Answers that come meanwhile wait for the event loop.
    bool waitForAll(std::chrono::milliseconds atMost) const
    {
        std::unique_lock lock(m_gate->mutex);
        return m_gate->ended.wait_for(lock, atMost, [this] { return m_gate->threads == 0; });
    }

private:
    static constexpr std::chrono::milliseconds kNoThreadPause{500};

    struct Gate {
        std::mutex mutex;
        std::condition_variable ended;
        Background *owner = nullptr;
        int threads = 0;

        void count(int more)
        {
            const std::lock_guard lock(mutex);
            threads += more;
            ended.notify_all();
        }
    };

    // Memory may run out.
    template<typename Work>
    static auto performed(Work &work)
    {
        using Answer = decltype(work());
        if constexpr (std::is_constructible_v<Answer, Failure>) {
            try {
                return work();
            } catch (const std::exception &thrown) {
                return Answer(fail(thrownError(thrown)));
            }
        } else {
            return work();
        }
    }

    // The work's own values are gone when this returns.
    template<typename Work, typename Done>
    static void perform(Gate &gate, Work work, Done done)
    {
        auto result = performed(work);
        const std::lock_guard lock(gate.mutex);
        if (!gate.owner) // posted under the lock: the owner cannot go away meanwhile
            return;
        QMetaObject::invokeMethod(
            gate.owner,
            [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
            Qt::QueuedConnection);
    }

    // What waits for a thread is not under way: nobody who leaves waits for it.
    template<typename Task>
    void start(const std::shared_ptr<Task> &task)
    {
        try {
            std::thread([task] { (*task)(); }).detach();
        } catch (const std::system_error &) {
            m_gate->count(-1);
            QTimer::singleShot(kNoThreadPause, this, [this, task] {
                m_gate->count(1);
                start(task);
            });
        }
    }

    std::shared_ptr<Gate> m_gate;
};

} // namespace weightyard::base
