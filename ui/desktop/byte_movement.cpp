#include "ui/desktop/byte_movement.h"

#include <utility>

namespace weightyard::ui {

bool ByteMovement::update(qint64 steadyMs, const MovementFigures &figures)
{
    const bool runs = figures.running > 0;
    const bool begins = runs && !std::exchange(m_ran, runs);
    if (!runs)
        return m_ran = false;
    if (figures.bytes != std::exchange(m_bytes, figures.bytes) || figures.isWorking || begins)
        m_movedAtMs = steadyMs;
    if (figures.longWaitMs && *figures.longWaitMs > kPatienceMs)
        return false;
    return steadyMs - m_movedAtMs < kPatienceMs;
}

} // namespace weightyard::ui
