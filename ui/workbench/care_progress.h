// CareProgress: how far work on another thread has come: written there, read here whenever something is drawn. Any thread.
#pragma once

#include <QtGlobal>
#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>

namespace weightyard::ui {

class CareProgress
{
public:
    void set(qint64 done, qint64 total)
    {
        m_done = done;
        m_total = total;
    }
    qint64 done() const { return m_done; }
    qint64 total() const { return m_total; }
    /// 0 to 1; nothing while it is not known.
    std::optional<double> fraction() const
    {
        const qint64 total = m_total;
        if (total <= 0)
            return {};
        return static_cast<double>(std::min<qint64>(m_done, total)) / static_cast<double>(total);
    }

private:
    std::atomic<qint64> m_done = 0;
    std::atomic<qint64> m_total = 0;
};

using SharedProgress = std::shared_ptr<CareProgress>;

} // namespace weightyard::ui
