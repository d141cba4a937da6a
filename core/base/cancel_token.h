// CancelToken: a copyable handle to one shared "stop" flag. Anybody may cancel or look, from any thread. Cancelling is
// final. Callbacks run on the cancelling thread, at once if the token is cancelled already; they must not block. Not std::stop_token:
// libc++ has had it as an experiment only, up to its version 20, and its callbacks can be neither moved nor kept in a list.
#pragma once

#include "base/error.h"

#include <chrono>
#include <functional>
#include <memory>

namespace weightyard::base {

class CancelToken
{
public:
    CancelToken();

    void cancel() const;
    bool isCancelled() const;

    /// Sleeps for `duration`, or until cancelled. Returns false when cancelled.
    bool waitFor(std::chrono::milliseconds duration) const;

    /// Keeps a callback registered while it lives. After the destructor returned the callback neither runs nor will run.
    class Registration
    {
    public:
        Registration() = default;
        Registration(Registration &&other) noexcept;
        Registration &operator=(Registration &&other) noexcept;
        Registration(const Registration &) = delete;
        Registration &operator=(const Registration &) = delete;
        ~Registration();

    private:
        friend class CancelToken;
        void release();
        struct Entry;
        std::shared_ptr<Entry> m_entry;
    };
    [[nodiscard]] Registration onCancel(std::function<void()> callback) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// The Error that a cancelled operation returns.
Error cancelledError();

} // namespace weightyard::base
