#include "app/gui/dbus/dbus_tray_watch.h"

#include <QSystemTrayIcon>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLooks = 6;
constexpr int kLookPauseMs = 5000;
const QString kWatcher = u"org.kde.StatusNotifierWatcher"_s; // service and interface

} // namespace

DbusTrayWatch::DbusTrayWatch(Bus &session, QObject *parent) : TrayWatch(parent), m_session(session)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kLookPauseMs);
    connect(&m_again, &QTimer::timeout, this, &DbusTrayWatch::look);
    connect(&m_session, &Bus::opened, this, &DbusTrayWatch::look);
    connect(&m_session, &Bus::missing, this, [this] { looked(true); }); // then Qt has none to wait for, too
}

bool DbusTrayWatch::hasTray() const
{
    return m_answers && QSystemTrayIcon::isSystemTrayAvailable();
}

void DbusTrayWatch::look()
{
    const BusObject properties{kWatcher, u"/StatusNotifierWatcher"_s, u"org.freedesktop.DBus.Properties"_s};
    QDBusMessage call = callOf(properties, u"Get"_s, {kWatcher, u"IsStatusNotifierHostRegistered"_s});
    m_session.ask(call, this, [this](const QDBusMessage &reply) {
        looked(reply.type() == QDBusMessage::ReplyMessage
               || reply.errorName() == "org.freedesktop.DBus.Error.ServiceUnknown"_L1);
    });
}

void DbusTrayWatch::looked(bool answers)
{
    m_answers = answers;
    if (hasTray())
        Q_EMIT changed();
    else if (++m_looks < kLooks)
        m_again.start();
}

} // namespace weightyard::gui
