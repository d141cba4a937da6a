// ConnectionCare: downloads that wait for the network go on when it is back, and those on a connection that costs by the byte pause until
// it is another one or the user wants them anyway. What the system says of the network never keeps anything from being tried. GUI
// thread.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <QStringList>

namespace weightyard::ui {

class Banner;
class Workbench;

class ConnectionCare : public QObject
{
    Q_OBJECT
public:
    /// All of it outlives this object.
    ConnectionCare(Workbench &workbench, NetworkWatch &network, Banner &banner, QObject *parent = nullptr);
    ~ConnectionCare() override; ///< what it paused goes on at the next start

private:
    void apply();
    void pauseAll();
    void resume();
    void lookAtTotals();

    Workbench &m_workbench;
    NetworkWatch &m_network;
    Banner &m_banner;
    QStringList m_paused; ///< by this object
    bool m_havePaused = false;
};

} // namespace weightyard::ui
