// DbusTrayWatch: whether there is a tray, for Qt waits for the desktop's answer when it looks for one: this asks before, without waiting,
// and lets Qt look only where an answer came. Panels that begin after us are looked for some times. GUI thread.
#pragma once

#include "app/gui/dbus/bus.h"
#include "ui/desktop/desktop_services.h"

#include <QTimer>

namespace weightyard::gui {

class DbusTrayWatch : public ui::TrayWatch
{
    Q_OBJECT
public:
    DbusTrayWatch(Bus &session, QObject *parent = nullptr);

    bool hasTray() const override;

private:
    void look();
    void looked(bool answers);

    Bus &m_session;
    bool m_answers = false;
    int m_looks = 0;
    QTimer m_again;
};

} // namespace weightyard::gui
