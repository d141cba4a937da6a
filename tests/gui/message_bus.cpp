#include "message_bus.h"

#ifdef WEIGHTYARD_DBUS

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace weightyard::test {

namespace {

// No folder of services: none is started, whatever this machine has.
constexpr auto kConfig = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=%1</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)"_L1;

QDBusConnection newConnection(const QString &address)
{
    static int count = 0;
    return QDBusConnection::connectToBus(address, u"played-%1"_s.arg(++count));
}

} // namespace

MessageBus::MessageBus()
{
    const QString config = m_folder.path(u"bus.conf"_s);
    writeFile(config, QString(kConfig).arg(m_folder.path()).toUtf8());
    m_daemon.start(u"dbus-daemon"_s, {u"--nofork"_s, u"--print-address"_s, u"--config-file="_s + config});
    m_address = QString::fromUtf8(m_daemon.readLine(10s));
    if (m_address.isEmpty())
        throw std::runtime_error("dbus-daemon does not start: " + m_daemon.allOutput().toStdString());
}

PlayedService::PlayedService(const MessageBus &bus, const QString &name)
    : m_connection(newConnection(bus.address()))
{
    if (!m_connection.registerVirtualObject(u"/"_s, this, QDBusConnection::SubPath)
        || !m_connection.registerService(name))
        throw std::runtime_error("no service " + name.toStdString());
}

PlayedService::~PlayedService()
{
    m_connection.unregisterObject(u"/"_s, QDBusConnection::UnregisterTree);
    QDBusConnection::disconnectFromBus(m_connection.name());
}

QList<QDBusMessage> PlayedService::calls(const QString &method) const
{
    QList<QDBusMessage> found;
    for (const QDBusMessage &call : m_calls) {
        if (call.member() == method)
            found.append(call);
    }
    return found;
}

void PlayedService::answerNow(const QDBusMessage &call, const QVariantList &values)
{
    m_connection.send(call.createReply(values));
}

void PlayedService::signal(const QString &path, const QString &interface, const QString &name,
                           const QVariantList &values)
{
    QDBusMessage message = QDBusMessage::createSignal(path, interface, name);
    message.setArguments(values);
    m_connection.send(message);
}

bool PlayedService::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    m_calls.append(message);
    const auto reply = m_replies.constFind(message.member());
    if (reply == m_replies.cend())
        connection.send(message.createErrorReply(QDBusError::UnknownMethod, message.member()));
    else if (*reply)
        connection.send(message.createReply((*reply)(message)));
    return true;
}

} // namespace weightyard::test

#endif
