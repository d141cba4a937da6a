// ByteMovement: whether bytes are on their way, as one boolean, from the queue's figures over time. Pure bookkeeping, one thread.
#pragma once

#include <QtGlobal>
#include <optional>

namespace weightyard::ui {

/// Of all downloads together, at one moment.
struct MovementFigures {
    int running = 0;
    qint64 bytes = 0;                      ///< received so far; grows while they move
    bool isWorking = false;                ///< one of them hashes or puts files in place
    std::optional<qint64> longWaitMs = {}; ///< all of them wait; the first goes on after this
};

class ByteMovement
{
public:
    /// A computer that has been idle for hours goes to sleep the moment it may. So short stalls and waits count as movement, and what
    /// lasts for minutes does not.
    static constexpr qint64 kPatienceMs = 180'000;

    bool update(qint64 steadyMs, const MovementFigures &figures);

private:
    qint64 m_bytes = 0;
    qint64 m_movedAtMs = 0;
    bool m_ran = false;
};

} // namespace weightyard::ui
