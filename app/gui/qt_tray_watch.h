// QtTrayWatch: whether there is a tray, where Qt need not wait to know it. GUI thread.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <QSystemTrayIcon>

namespace weightyard::gui {

class QtTrayWatch : public ui::TrayWatch
{
public:
    bool hasTray() const override { return QSystemTrayIcon::isSystemTrayAvailable(); }
};

} // namespace weightyard::gui
