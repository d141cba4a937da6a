// AfterQueue: what the user wants to happen when all downloads have ended: nothing, quit, sleep, shut down. It is announced, can be called
// off for a minute, and happens once: then the setting is "nothing" again. GUI thread.
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
    void showBanner();

    Workbench &m_workbench;
    PowerSwitch *m_power;
    Banner &m_banner;
    QTimer m_second;
    int m_left = 0;
    bool m_hasEnded = false; ///< a download, since the last time
};

} // namespace weightyard::ui
