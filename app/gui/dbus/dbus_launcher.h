// DbusLauncher: the bar on the program's icon in docks and task bars that follow Unity's launcher entries (KDE, Ubuntu, Dash to Dock).
// At most two updates a second; the bar goes with this object. GUI thread.
#pragma once

#include "app/gui/dbus/bus.h"
#include "ui/desktop/desktop_services.h"

#include <QTimer>

namespace weightyard::gui {

class DbusLauncher : public ui::LauncherProgress
{
    Q_OBJECT
public:
    DbusLauncher(Bus &session, const QString &desktopId, QObject *parent = nullptr);
    ~DbusLauncher() override;

    void setProgress(std::optional<double> part) override;

private:
    void go();
    void send();

    Bus &m_session;
    const QString m_entry;
    std::optional<double> m_wanted;
    std::optional<double> m_sent;
    QTimer m_pause;
};

} // namespace weightyard::gui
