// ConnectionBudget: the connections of all runs of this process together, in equal shares. Thread-safe; may be changed
// while runs last.
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>

namespace weightyard::lfs {

class ConnectionBudget
{
public:
    explicit ConnectionBudget(int most) : m_most(most) {}

    void setMost(int most) { m_most = most; }

    /// One run's part, while it lives.
    class Share
    {
    public:
        explicit Share(std::shared_ptr<ConnectionBudget> budget) : m_budget(std::move(budget))
        {
            if (m_budget)
                ++m_budget->m_runs;
        }
        ~Share()
        {
            if (m_budget)
                --m_budget->m_runs;
        }
        Share(const Share &) = delete;
        Share &operator=(const Share &) = delete;
        /// At most `own`, at least 1.
        int most(int own) const
        {
            return m_budget ? std::clamp(m_budget->m_most / std::max<int>(m_budget->m_runs, 1), 1,
                                         std::max(own, 1))
                            : std::max(own, 1);
        }

    private:
        std::shared_ptr<ConnectionBudget> m_budget;
    };

private:
    std::atomic<int> m_most;
    std::atomic<int> m_runs = 0;
};

} // namespace weightyard::lfs
