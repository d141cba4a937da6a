// DbusNetworkWatch: what NetworkManager says of the network. Asked by calls of our own: Qt's plugin waits for the answer. GUI thread.
#pragma once

#include "app/gui/dbus/bus.h"
#include "ui/desktop/desktop_services.h"

namespace weightyard::gui {

class DbusNetworkWatch : public ui::NetworkWatch
{
    Q_OBJECT
public:
    explicit DbusNetworkWatch(Bus &system, QObject *parent = nullptr);

    bool isMetered() const override { return m_isMetered; }

private Q_SLOTS:
    void propertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &unknown);

private:
    void take(const QVariantMap &properties);

    bool m_isMetered = false;
    std::optional<bool> m_isOnline;
};

} // namespace weightyard::gui
