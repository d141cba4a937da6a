// DbusPowerSwitch: sleep and power off by logind, where it lets this user without a password. GUI thread.
#pragma once

#include "app/gui/dbus/bus.h"
#include "ui/desktop/desktop_services.h"

#include <QHash>

namespace weightyard::gui {

class DbusPowerSwitch : public ui::PowerSwitch
{
    Q_OBJECT
public:
    explicit DbusPowerSwitch(Bus &system, QObject *parent = nullptr);

    bool can(Action action) const override { return m_can.value(action, false); }
    void perform(Action action) override;

private:
    void ask(Action action);

    Bus &m_system;
    QHash<Action, bool> m_can;
};

} // namespace weightyard::gui
