// QtNotifier: notifications of Windows and macOS, as Qt shows them: by an icon in the tray, which is there for as long as its notification.
// GUI thread. Not for desktops with D-Bus: see dbus_notifier.h.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <QSystemTrayIcon>
#include <QTimer>
#include <memory>

namespace weightyard::gui {

class QtNotifier : public ui::Notifier
{
    Q_OBJECT
public:
    explicit QtNotifier(QObject *parent = nullptr);

    void show(const ui::Notification &notification) override;
    void withdraw() override;

private:
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< null: none is shown
    QTimer m_end;
};

} // namespace weightyard::gui
