#include "app/gui/dbus/dbus_power_switch.h"

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

const BusObject &logind()
{
    static const BusObject object{u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                  u"org.freedesktop.login1.Manager"_s};
    return object;
}

QString methodOf(ui::PowerSwitch::Action action)
{
    return action == ui::PowerSwitch::Action::Sleep ? u"Suspend"_s : u"PowerOff"_s;
}

} // namespace

DbusPowerSwitch::DbusPowerSwitch(Bus &system, QObject *parent) : PowerSwitch(parent), m_system(system)
{
    connect(&system, &Bus::opened, this, [this] {
        ask(Action::Sleep);
        ask(Action::ShutDown);
    });
}

void DbusPowerSwitch::ask(Action action)
{
    m_system.ask(callOf(logind(), u"Can"_s + methodOf(action)), this,
                 [this, action](const QDBusMessage &reply) {
                     const bool can = reply.type() == QDBusMessage::ReplyMessage
                                      && reply.arguments().value(0).toString() == "yes"_L1;
                     if (can != std::exchange(m_can[action], can))
                         Q_EMIT changed();
                 });
}

void DbusPowerSwitch::perform(Action action)
{
    if (!can(action)) {
        Q_EMIT failed(action);
        return;
    }
    constexpr bool kAsksForPassword = false;
    m_system.ask(callOf(logind(), methodOf(action), {kAsksForPassword}), this,
                 [this, action](const QDBusMessage &reply) {
                     if (reply.type() == QDBusMessage::ErrorMessage
                         && reply.errorName() != "org.freedesktop.DBus.Error.NoReply"_L1)
                         Q_EMIT failed(action);
                 });
}

} // namespace weightyard::gui
