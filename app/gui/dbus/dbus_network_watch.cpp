#include "app/gui/dbus/dbus_network_watch.h"

#include <QDBusArgument>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kManager = u"org.freedesktop.NetworkManager"_s; // service and interface
const QString kManagerPath = u"/org/freedesktop/NetworkManager"_s;
const QString kProperties = u"org.freedesktop.DBus.Properties"_s;
constexpr uint kConnectedGlobal = 70; // NM_STATE_CONNECTED_GLOBAL
constexpr uint kMetered = 1;          // NM_METERED_YES
constexpr uint kGuessMetered = 3;     // NM_METERED_GUESS_YES

} // namespace

DbusNetworkWatch::DbusNetworkWatch(Bus &system, QObject *parent) : NetworkWatch(parent)
{
    connect(&system, &Bus::opened, this, [this, &system] {
        QDBusConnection connection = system.connection();
        // clang-format off
        connection.connect(kManager, kManagerPath, kProperties, u"PropertiesChanged"_s, this,
                           SLOT(propertiesChanged(QString,QVariantMap,QStringList)));
        // clang-format on
        system.ask(callOf({kManager, kManagerPath, kProperties}, u"GetAll"_s, {kManager}), this,
                   [this](const QDBusMessage &reply) {
                       if (reply.type() == QDBusMessage::ReplyMessage)
                           take(qdbus_cast<QVariantMap>(reply.arguments().value(0)));
                   });
    });
}

void DbusNetworkWatch::propertiesChanged(const QString &interface, const QVariantMap &changed,
                                         const QStringList &)
{
    if (interface == kManager)
        take(changed);
}

void DbusNetworkWatch::take(const QVariantMap &properties)
{
    if (const auto state = properties.constFind(u"State"_s); state != properties.cend()) {
        const bool isOnline = state->toUInt() >= kConnectedGlobal;
        const bool wasOffline = m_isOnline && !*m_isOnline;
        m_isOnline = isOnline;
        if (isOnline && wasOffline)
            Q_EMIT cameOnline();
    }
    if (const auto metered = properties.constFind(u"Metered"_s); metered != properties.cend()) {
        const bool isMetered = metered->toUInt() == kMetered || metered->toUInt() == kGuessMetered;
        if (isMetered != std::exchange(m_isMetered, isMetered))
            Q_EMIT meteredChanged(isMetered);
    }
}

} // namespace weightyard::gui
