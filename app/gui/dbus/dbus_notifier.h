// DbusNotifier: notifications by org.freedesktop.Notifications, one id that each replaces. Not Qt's: that one takes any program's click
// for ours, and cannot replace. Never blocks; a service that is not running is started by the first call. GUI thread.
#pragma once

#include "app/gui/dbus/bus.h"
#include "ui/desktop/desktop_services.h"

namespace weightyard::gui {

class DbusNotifier : public ui::Notifier
{
    Q_OBJECT
public:
    /// `desktopId`: the name of the desktop file, and of the icon.
    DbusNotifier(Bus &session, QString desktopId, QObject *parent = nullptr);

    void show(const ui::Notification &notification) override;
    void withdraw() override;

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);
    void activationToken(uint id, const QString &token);
    void notificationClosed(uint id, uint reason);

private:
    void go();
    void send(const ui::Notification &notification);
    QVariantList argumentsOf(const ui::Notification &notification) const;

    Bus &m_session;
    const QString m_desktopId;
    std::optional<QStringList> m_abilities; ///< of the service; nothing: not asked yet
    std::optional<ui::Notification> m_next;
    bool m_isAsking = false;
    bool m_isUnwanted = false; ///< withdrawn while it was on its way
    uint m_id = 0;             ///< 0: none is shown
    QByteArray m_token;        ///< of the click that comes next
};

} // namespace weightyard::gui
