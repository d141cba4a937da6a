// Background: work that may never come back (a dead network mount), on a thread that nobody waits for. The work takes
// and returns values only. Its answer arrives on this object's thread, or nowhere once this object is gone.
#pragma once

#include <QObject>
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
        std::thread([gate = m_gate, work = std::move(work), done = std::move(done)]() mutable {
            auto result = work();
            const std::lock_guard lock(gate->mutex);
            if (!gate->owner)
                return;
            QMetaObject::invokeMethod(
                gate->owner,
                [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
                Qt::QueuedConnection);
        }).detach();
    }

private:
    struct Gate {
        std::mutex mutex;
        Background *owner = nullptr;
    };
    std::shared_ptr<Gate> m_gate;
};

} // namespace weightyard::ui
