// DbusWakeHold: asks the desktop not to suspend, by the first of these that grants it: the desktop portal, GNOME's session manager,
// PowerManagement (KDE, Xfce), logind. Never blocks; what was granted is given back as soon as it is not wanted, also when the
// grant comes late. GUI thread.
#pragma once

#include "app/gui/dbus/bus.h"
#include "ui/desktop/desktop_services.h"

#include <QDBusServiceWatcher>

namespace weightyard::gui {

class DbusWakeHold : public ui::WakeHold
{
    Q_OBJECT
public:
    /// Both outlive this object.
    DbusWakeHold(Bus &session, Bus &system, QObject *parent = nullptr);
    ~DbusWakeHold() override;

    void setReason(const QString &reason) override;
    bool isHeld() const { return m_state == State::Held; }

private Q_SLOTS:
    void portalAnswered(uint code, const QVariantMap &results, const QDBusMessage &message);

private:
    enum class State { Free, Asking, Held };

    void go();
    void ask(std::size_t way);
    void answered(std::size_t way, const QDBusMessage &reply);
    void refused(std::size_t way);
    void release();

    Bus &m_session;
    Bus &m_system;
    QDBusServiceWatcher m_watcher; ///< of the service that granted it
    QString m_reason;
    State m_state = State::Free;
    std::size_t m_way = 0;
    QVariant m_grant;        ///< while Held: what gives it back
    bool m_isAnew = false;   ///< wanted again, or a bus came, while a way was asked
    bool m_gaveUp = false;   ///< all ways refused; tried again once it is wanted anew
    QString m_deniedRequest; ///< of the portal, told before its path was known
};

} // namespace weightyard::gui
