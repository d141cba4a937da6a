#include "app/gui/dbus/bus.h"

#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QPointer>
#include <atomic>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString newName()
{
    static std::atomic<int> count = 0;
    return u"weightyard-%1"_s.arg(++count);
}

QDBusConnection connected(QDBusConnection::BusType type, const QString &address, const QString &name)
{
    return address.isEmpty() ? QDBusConnection::connectToBus(type, name)
                             : QDBusConnection::connectToBus(address, name);
}

} // namespace

Bus::Bus(QDBusConnection::BusType type, const QString &address, base::Background &background)
    : m_type(type),
      m_address(address),
      m_name(newName()),
      m_background(background),
      m_connection(QString())
{
    // Qt does so sooner or later; a slot that takes one and is connected before is not found.
    qRegisterMetaType<QDBusVariant>();
    qRegisterMetaType<QDBusMessage>();
}

Bus::~Bus()
{
    if (isOpen())
        QDBusConnection::disconnectFromBus(m_name);
}

void Bus::open()
{
    m_background.run(
        [type = m_type, address = m_address, name = m_name] { return connected(type, address, name); },
        [bus = QPointer(this)](const QDBusConnection &connection) {
            if (bus == nullptr)
                return;
            bus->m_connection = connection;
            if (connection.isConnected())
                Q_EMIT bus->opened();
            else
                Q_EMIT bus->missing();
        });
}

void Bus::ask(const QDBusMessage &call, QObject *context, Answer answered, int patienceMs) const
{
    auto *watcher = new QDBusPendingCallWatcher(m_connection.asyncCall(call, patienceMs), context);
    connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, answered = std::move(answered)] {
        const QDBusMessage reply = watcher->reply();
        watcher->deleteLater();
        answered(reply);
    });
}

void Bus::tell(const QDBusMessage &call) const
{
    m_connection.send(call);
}

QDBusMessage callOf(const BusObject &object, const QString &method, const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(object.service, object.path, object.interface, method);
    call.setArguments(arguments);
    return call;
}

} // namespace weightyard::gui
