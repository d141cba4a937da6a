// AfterQueue: what the user wants to happen when all downloads have ended: nothing, quit, sleep, shut down, a command. It is announced, can
// be called off for a minute, and happens once: then the setting is "nothing" again. Another window goes on counting. GUI thread.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <QTimer>

namespace weightyard::ui {

class Banner;
class Workbench;

class AfterQueue : public QObject
{
    Q_OBJECT
public:
    static constexpr int kSeconds = 60;

    /// `power` may be null. All of it outlives this object.
    AfterQueue(Workbench &workbench, PowerSwitch *power, Banner &banner, QObject *parent = nullptr);

    void setTick(int ms) { m_second.setInterval(ms); } ///< of the countdown

Q_SIGNALS:
    void quitWanted();

private:
    void allEnded();
    void countDown();
    void callOff();
    void perform();
    void runCommand();
    void showBanner();

    Workbench &m_workbench;
    PowerSwitch *m_power;
    Banner &m_banner;
    WindowMemory &m_memory; ///< the workbench's
    QTimer m_second;
};

} // namespace weightyard::ui
