// ConnectionBudget: the connections of all runs of this process together, in equal shares. Thread-safe; may be changed
// while runs last. A run that has more than its share, because another one has joined, gives them back (RunningAttempts).
#pragma once

#include <memory>
#include <mutex>

namespace weightyard::lfs {

class ConnectionBudget
{
public:
    explicit ConnectionBudget(int most) : m_most(most) {}

    void setMost(int most);

private:
    friend class ConnectionShare;
    mutable std::mutex m_mutex;
    int m_most;
    int m_runs = 0;
    int m_taken = 0;
};

/// One run's part, while it lives; outlives its slots.
class ConnectionShare
{
public:
    /// Without a budget the run is alone.
    explicit ConnectionShare(std::shared_ptr<ConnectionBudget> budget);
    ~ConnectionShare();
    ConnectionShare(const ConnectionShare &) = delete;
    ConnectionShare &operator=(const ConnectionShare &) = delete;

    /// At most `own`, at least 1.
    int most(int own) const;

    struct GiveBack {
        void operator()(ConnectionShare *share) const { share->give(); }
    };
    using Slot = std::unique_ptr<ConnectionShare, GiveBack>; ///< one connection, while it lives
    /// Nothing where all runs together have as many as they may. Where there are more runs than connections, each has
    /// one all the same: what the user wants now must not wait for hours.
    Slot take();
    bool mayTake() const;

private:
    bool mayTakeLocked() const;
    void give();

    std::shared_ptr<ConnectionBudget> m_budget;
    int m_taken = 0; ///< guarded by the budget's mutex
};

} // namespace weightyard::lfs
