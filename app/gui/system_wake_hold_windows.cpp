#include "app/gui/system_wake_hold.h"

#ifdef _WIN32

#include <qt_windows.h>

namespace weightyard::gui {

void SystemWakeHold::setReason(const QString &reason)
{
    if (m_isHeld != reason.isEmpty())
        return;
    m_isHeld = !reason.isEmpty();
    SetThreadExecutionState(m_isHeld ? ES_CONTINUOUS | ES_SYSTEM_REQUIRED : ES_CONTINUOUS);
}

} // namespace weightyard::gui

#endif
