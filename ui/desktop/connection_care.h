// ConnectionCare: downloads that wait for the network go on when it is back, and those on a connection that costs by the byte pause until
// it is another one or the user wants them anyway; the Hub is looked at again when downloads find it other than the last look did. What
// the system says of the network never keeps anything from being tried. GUI thread.
#pragma once

#include "prerequisites/check.h"
#include "ui/desktop/desktop_services.h"

#include <QStringList>
#include <optional>

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
    void lookAtRow(const QString &key);
    void doubt(prerequisites::CheckState wrong);

    Workbench &m_workbench;
    NetworkWatch &m_network;
    Banner &m_banner;
    QStringList m_paused; ///< by this object
    bool m_havePaused = false;
    std::optional<qint64> m_doubtedAtMs; ///< steady
};

} // namespace weightyard::ui
