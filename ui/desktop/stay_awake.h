// StayAwake: the computer does not go to sleep by itself while bytes are on their way; after a sleep, what waits tries again at once.
// GUI thread.
#pragma once

#include "ui/desktop/byte_movement.h"
#include "ui/desktop/desktop_services.h"

namespace weightyard::ui {

class Workbench;

/// Downloads that wait because the network failed try again now. What a server or a disk asked to wait for is waited for.
void tryAgainNow(Workbench &workbench);

class StayAwake : public QObject
{
    Q_OBJECT
public:
    /// All of it outlives this object.
    StayAwake(Workbench &workbench, const DesktopServices &services, QObject *parent = nullptr);
    ~StayAwake() override; ///< it may sleep

private:
    void update(bool tick);

    Workbench &m_workbench;
    WakeHold *m_hold;
    ByteMovement m_movement;
    qint64 m_bytes = 0;
    bool m_isHeld = false;
};

} // namespace weightyard::ui
