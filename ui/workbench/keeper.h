// Keeper: writes the newest state of one file behind the scenes. One write at a time; of the states that come meanwhile
// only the last is written, by the same thread and without an event loop. Nothing is lost by leaving at once: see
// waitForDone(). The write takes values only. GUI thread.
#pragma once

#include "base/result.h"

#include <QObject>
#include <chrono>
#include <functional>
#include <memory>

namespace weightyard::ui {

class Keeper : public QObject
{
    Q_OBJECT
public:
    using Write = std::function<base::Result<void>()>;

    explicit Keeper(QObject *parent = nullptr);
    ~Keeper() override; ///< waits for nothing

    void keep(const Write &write);
    /// Blocks, for leaving: true once the newest state is written, or could not be.
    bool waitForDone(std::chrono::milliseconds atMost) const;
    /// Of the last write, until a later one succeeds.
    std::optional<base::Error> failure() const;

Q_SIGNALS:
    void failed(const weightyard::base::Error &error);

private:
    struct State;
    void begin();

    std::shared_ptr<State> m_state;
};

} // namespace weightyard::ui
