#include "app/gui/dbus/dbus_sleep_watch.h"

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

DbusSleepWatch::DbusSleepWatch(Bus &system, QObject *parent) : SleepWatch(parent)
{
    connect(&system, &Bus::opened, this, [this, &system] {
        QDBusConnection connection = system.connection();
        connection.connect(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                           u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, this,
                           SLOT(prepareForSleep(bool)));
    });
}

void DbusSleepWatch::prepareForSleep(bool begins)
{
    if (!begins)
        Q_EMIT awoke();
}

} // namespace weightyard::gui
