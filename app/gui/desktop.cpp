#include "app/gui/desktop.h"

#include "app/gui/appearance.h"
#include "app/gui/autostart_file.h"

#ifdef WEIGHTYARD_DBUS
#include "app/gui/dbus/dbus_launcher.h"
#include "app/gui/dbus/dbus_network_watch.h"
#include "app/gui/dbus/dbus_notifier.h"
#include "app/gui/dbus/dbus_power_switch.h"
#include "app/gui/dbus/dbus_sleep_watch.h"
#include "app/gui/dbus/dbus_tray_watch.h"
#include "app/gui/dbus/dbus_wake_hold.h"
#else
#include "app/gui/autostart_key.h"
#include "app/gui/qt_network_watch.h"
#include "app/gui/qt_notifier.h"
#include "app/gui/qt_tray_watch.h"
#include "app/gui/system_power_switch.h"
#include "app/gui/system_wake_hold.h"
#include "app/gui/taskbar_progress.h"

#include <QCoreApplication>
#include <QDir>
#endif

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

#ifdef WEIGHTYARD_DBUS

struct Desktop::Parts {
    explicit Parts(const QString &desktopId)
        : notifier(session, desktopId),
          launcher(session, desktopId),
          autostart(AutostartFile::here(desktopId), background)
    {}

    void start()
    {
        // One thread of Qt's makes all connections: the one that Qt itself needs comes first.
        session.open();
        QObject::connect(&session, &Bus::opened, &system, &Bus::open);
        QObject::connect(&session, &Bus::missing, &system, &Bus::open);
        autostart.look();
    }
    ui::DesktopServices services()
    {
        return {&wakeHold, &sleepWatch, &notifier, &launcher, &network, &tray, &power,
                // A sandbox has a folder of its own, which no desktop reads.
                qEnvironmentVariableIsSet("FLATPAK_ID") ? nullptr : &autostart};
    }

    base::Background background;
    Bus session{QDBusConnection::SessionBus, {}, background};
    Bus system{QDBusConnection::SystemBus, {}, background};
    DbusWakeHold wakeHold{session, system};
    DbusSleepWatch sleepWatch{system};
    DbusNotifier notifier;
    DbusLauncher launcher;
    DbusNetworkWatch network{system};
    DbusTrayWatch tray{session};
    DbusPowerSwitch power{system};
    AutostartFile autostart;
};

void Desktop::tell(Appearance &appearance)
{
    appearance.followPortal(m_parts->session);
}

bool Desktop::waitForAll(std::chrono::milliseconds atMost) const
{
    return m_parts->background.waitForAll(atMost);
}

#else

struct Desktop::Parts {
#ifdef Q_OS_WIN
    explicit Parts(const QString &) {}
    void start()
    {
        network.start();
    }

    TaskbarProgress taskbar;
    ui::LauncherProgress *launcher = &taskbar;
    AutostartKey autostart{u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"_s,
                           QSettings::NativeFormat,
                           QDir::toNativeSeparators(QCoreApplication::applicationFilePath())};
#else
    explicit Parts(const QString &desktopId) : autostart(AutostartFile::here(desktopId), background) {}
    void start()
    {
        network.start();
        autostart.look();
    }

    ui::LauncherProgress *launcher = nullptr;
    base::Background background;
    AutostartFile autostart;
#endif
    ui::DesktopServices services()
    {
        return {.wakeHold = &wakeHold,
                .notifier = &notifier,
                .launcher = launcher,
                .network = &network,
                .tray = &tray,
                .power = &power,
                .autostart = &autostart};
    }

    SystemWakeHold wakeHold;
    QtNotifier notifier;
    QtNetworkWatch network;
    QtTrayWatch tray;
    SystemPowerSwitch power;
};

void Desktop::tell(Appearance &) {}

bool Desktop::waitForAll(std::chrono::milliseconds atMost) const
{
#ifdef Q_OS_WIN
    Q_UNUSED(atMost)
    return true;
#else
    return m_parts->background.waitForAll(atMost);
#endif
}

#endif

Desktop::Desktop(const QString &desktopId) : m_parts(std::make_unique<Parts>(desktopId)) {}

Desktop::~Desktop() = default;

ui::DesktopServices Desktop::services() const
{
    return m_parts->services();
}

void Desktop::start()
{
    m_parts->start();
}

} // namespace weightyard::gui
