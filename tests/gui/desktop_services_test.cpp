// The services of a Linux desktop, against services on a bus of the test's own: what is asked of them, what is given back, and that nothing
// waits for one that is silent.
#include "test_registry.h"

#ifdef WEIGHTYARD_DBUS

#include "message_bus.h"

#include "app/gui/dbus/dbus_launcher.h"
#include "app/gui/dbus/dbus_network_watch.h"
#include "app/gui/dbus/dbus_notifier.h"
#include "app/gui/dbus/dbus_power_switch.h"
#include "app/gui/dbus/dbus_sleep_watch.h"
#include "app/gui/dbus/dbus_tray_watch.h"
#include "app/gui/dbus/dbus_wake_hold.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>
#include <QSignalSpy>
#include <QTest>
#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace desktop_services_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using gui::Bus;
using test::MessageBus;
using test::PlayedService;

namespace {

const int kPatienceMs = test::patient(20'000);
const QString kReason = u"because"_s;
const QString kPortal = u"org.freedesktop.portal.Desktop"_s;
const QString kHandle = u"/org/freedesktop/portal/desktop/request/1_2/t"_s;
const QString kLogind = u"org.freedesktop.login1"_s;

/// Session and system are one bus here.
struct Scene {
    MessageBus daemon;
    base::Background background;
    Bus session{QDBusConnection::SessionBus, daemon.address(), background};
    Bus system{QDBusConnection::SystemBus, daemon.address(), background};

    bool open()
    {
        session.open();
        system.open();
        return QTest::qWaitFor([this] { return session.isOpen() && system.isOpen(); }, kPatienceMs);
    }
};

QVariantList portalGrants(const QDBusMessage &)
{
    return {QVariant::fromValue(QDBusObjectPath(kHandle))};
}

PlayedService::Reply says(const QVariant &value)
{
    return [value](const QDBusMessage &) { return QVariantList{value}; };
}

QVariantMap mapIn(const QVariant &value)
{
    return qdbus_cast<QVariantMap>(value);
}

} // namespace

class DesktopServicesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wakeByPortal();
    void wakeByGnome();
    void wakeByPowerManagement();
    void wakeByLogind();
    void sessionThatComesLate();
    void lateGrantGoesBack();
    void portalThatTakesItBack();
    void silentPortal();
    void grantorThatGoes();
    void nobodyGrants();
    void noBus();
    void busThatIsSilent();
    void notification();
    void notificationWithoutMarkup();
    void clicks();
    void launcher();
    void network();
    void sleepAndWake();
    void power();
    void silentTray();

public Q_SLOTS:
    void updateHeard(const QString &entry, const QVariantMap &values);

private:
    QString m_entry;
    QList<QVariantMap> m_updates;
};

void DesktopServicesTest::updateHeard(const QString &entry, const QVariantMap &values)
{
    m_entry = entry;
    m_updates.append(values);
}

void DesktopServicesTest::wakeByPortal()
{
    Scene scene;
    PlayedService portal(scene.daemon, kPortal);
    portal.answer(u"Inhibit"_s, portalGrants);
    portal.answer(u"Close"_s, says(0));
    gui::DbusWakeHold hold(scene.session, scene.system);
    hold.setReason(kReason); // before there is a bus
    QVERIFY(scene.open());
    QTRY_COMPARE_WITH_TIMEOUT(portal.calls(u"Inhibit"_s).size(), 1, kPatienceMs);
    const QVariantList arguments = portal.calls(u"Inhibit"_s).constFirst().arguments();
    QCOMPARE(arguments.at(1).toUInt(), 4U); // suspend, not idle
    QCOMPARE(mapIn(arguments.at(2)).value(u"reason"_s).toString(), kReason);
    hold.setReason(kReason);
    hold.setReason({});
    QTRY_COMPARE_WITH_TIMEOUT(portal.calls(u"Close"_s).size(), 1, kPatienceMs);
    QCOMPARE(portal.calls(u"Close"_s).constFirst().path(), kHandle);
    QCOMPARE(portal.calls(u"Inhibit"_s).size(), 1);
    hold.setReason(kReason);
    QTRY_COMPARE_WITH_TIMEOUT(portal.calls(u"Inhibit"_s).size(), 2, kPatienceMs);
}

void DesktopServicesTest::wakeByGnome()
{
    Scene scene;
    PlayedService gnome(scene.daemon, u"org.gnome.SessionManager"_s);
    gnome.answer(u"Inhibit"_s, says(7U));
    gnome.answer(u"Uninhibit"_s, says(0));
    {
        gui::DbusWakeHold hold(scene.session, scene.system);
        QVERIFY(scene.open());
        hold.setReason(kReason);
        QTRY_COMPARE_WITH_TIMEOUT(gnome.calls(u"Inhibit"_s).size(), 1, kPatienceMs);
        QCOMPARE(gnome.calls(u"Inhibit"_s).constFirst().arguments().at(3).toUInt(), 4U);
        // Its answer has to be here before the end of the hold can give it back.
        QVERIFY(QTest::qWaitFor([&] { return hold.isHeld(); }, kPatienceMs));
    }
    QTRY_COMPARE_WITH_TIMEOUT(gnome.calls(u"Uninhibit"_s).size(), 1, kPatienceMs);
    QCOMPARE(gnome.calls(u"Uninhibit"_s).constFirst().arguments().constFirst().toUInt(), 7U);
}

void DesktopServicesTest::wakeByPowerManagement()
{
    Scene scene;
    PlayedService manager(scene.daemon, u"org.freedesktop.PowerManagement"_s);
    manager.answer(u"Inhibit"_s, says(9U));
    manager.answer(u"UnInhibit"_s, says(0));
    gui::DbusWakeHold hold(scene.session, scene.system);
    QVERIFY(scene.open());
    hold.setReason(kReason);
    QTRY_VERIFY_WITH_TIMEOUT(hold.isHeld(), kPatienceMs);
    QCOMPARE(manager.calls(u"Inhibit"_s).constFirst().path(), u"/org/freedesktop/PowerManagement/Inhibit"_s);
    hold.setReason({});
    QTRY_COMPARE_WITH_TIMEOUT(manager.calls(u"UnInhibit"_s).size(), 1, kPatienceMs);
    QCOMPARE(manager.calls(u"UnInhibit"_s).constFirst().arguments().constFirst().toUInt(), 9U);
}

void DesktopServicesTest::wakeByLogind()
{
    Scene scene;
    std::array<int, 2> pipe{};
    QCOMPARE(pipe2(pipe.data(), O_NONBLOCK | O_CLOEXEC), 0);
    PlayedService logind(scene.daemon, kLogind);
    logind.answer(u"Inhibit"_s, says(QVariant::fromValue(QDBusUnixFileDescriptor(pipe[1]))));
    gui::DbusWakeHold hold(scene.session, scene.system);
    QVERIFY(scene.open());
    hold.setReason(kReason);
    QTRY_VERIFY_WITH_TIMEOUT(hold.isHeld(), kPatienceMs);
    const QVariantList arguments = logind.calls(u"Inhibit"_s).constFirst().arguments();
    QCOMPARE(arguments.at(0).toString(), u"sleep"_s);
    QCOMPARE(arguments.at(3).toString(), u"block"_s);
    logind.answer(u"Inhibit"_s, {}); // with the copies of the file that are the test's
    ::close(pipe[1]);
    char byte = 0;
    QCOMPARE(::read(pipe[0], &byte, 1), -1); // the file is open
    hold.setReason({});
    QTRY_COMPARE_WITH_TIMEOUT(::read(pipe[0], &byte, 1), 0, kPatienceMs);
    ::close(pipe[0]);
}

// The bus of the session opens while logind is asked, and logind refuses.
void DesktopServicesTest::sessionThatComesLate()
{
    Scene scene;
    PlayedService portal(scene.daemon, kPortal);
    portal.answer(u"Inhibit"_s, portalGrants);
    PlayedService logind(scene.daemon, kLogind);
    logind.answerNothing(u"Inhibit"_s);
    gui::DbusWakeHold hold(scene.session, scene.system);
    hold.setReason(kReason);
    scene.system.open();
    QTRY_COMPARE_WITH_TIMEOUT(logind.calls(u"Inhibit"_s).size(), 1, kPatienceMs);
    scene.session.open();
    QTRY_VERIFY_WITH_TIMEOUT(scene.session.isOpen(), kPatienceMs);
    QCOMPARE(portal.calls(u"Inhibit"_s).size(), 0);
    logind.answerNow(logind.calls(u"Inhibit"_s).constFirst(), {});
    QTRY_VERIFY_WITH_TIMEOUT(hold.isHeld(), kPatienceMs);
    QCOMPARE(portal.calls(u"Inhibit"_s).size(), 1);
}

void DesktopServicesTest::lateGrantGoesBack()
{
    Scene scene;
    PlayedService portal(scene.daemon, kPortal);
    portal.answerNothing(u"Inhibit"_s);
    portal.answer(u"Close"_s, says(0));
    gui::DbusWakeHold hold(scene.session, scene.system);
    QVERIFY(scene.open());
    hold.setReason(kReason);
    QTRY_COMPARE_WITH_TIMEOUT(portal.calls(u"Inhibit"_s).size(), 1, kPatienceMs);
    hold.setReason({});
    portal.answerNow(portal.calls(u"Inhibit"_s).constFirst(), portalGrants({}));
    QTRY_COMPARE_WITH_TIMEOUT(portal.calls(u"Close"_s).size(), 1, kPatienceMs);
    QVERIFY(!hold.isHeld());
}

void DesktopServicesTest::portalThatTakesItBack()
{
    Scene scene;
    PlayedService portal(scene.daemon, kPortal);
    PlayedService gnome(scene.daemon, u"org.gnome.SessionManager"_s);
    portal.answer(u"Inhibit"_s, portalGrants);
    gnome.answer(u"Inhibit"_s, says(7U));
    gui::DbusWakeHold hold(scene.session, scene.system);
    QVERIFY(scene.open());
    hold.setReason(kReason);
    QTRY_VERIFY_WITH_TIMEOUT(hold.isHeld(), kPatienceMs);
    QCOMPARE(gnome.calls(u"Inhibit"_s).size(), 0);
    portal.signal(u"/another"_s, u"org.freedesktop.portal.Request"_s, u"Response"_s, {2U, QVariantMap()});
    portal.signal(kHandle, u"org.freedesktop.portal.Request"_s, u"Response"_s, {2U, QVariantMap()});
    QTRY_COMPARE_WITH_TIMEOUT(gnome.calls(u"Inhibit"_s).size(), 1, kPatienceMs);
}

void DesktopServicesTest::silentPortal()
{
    Scene scene;
    PlayedService portal(scene.daemon, kPortal);
    PlayedService gnome(scene.daemon, u"org.gnome.SessionManager"_s);
    portal.answerNothing(u"Inhibit"_s);
    gnome.answer(u"Inhibit"_s, says(7U));
    gui::DbusWakeHold hold(scene.session, scene.system);
    QVERIFY(scene.open());
    hold.setReason(kReason);
    bool eventsRun = false;
    QTimer::singleShot(0, this, [&] { eventsRun = gnome.calls(u"Inhibit"_s).isEmpty(); });
    QTRY_VERIFY_WITH_TIMEOUT(hold.isHeld(), kPatienceMs);
    QVERIFY(eventsRun); // while the portal was waited for
    QCOMPARE(gnome.calls(u"Inhibit"_s).size(), 1);
}

void DesktopServicesTest::grantorThatGoes()
{
    Scene scene;
    auto portal = std::make_unique<PlayedService>(scene.daemon, kPortal);
    PlayedService manager(scene.daemon, u"org.freedesktop.PowerManagement"_s);
    portal->answer(u"Inhibit"_s, portalGrants);
    manager.answer(u"Inhibit"_s, says(9U));
    gui::DbusWakeHold hold(scene.session, scene.system);
    QVERIFY(scene.open());
    hold.setReason(kReason);
    QTRY_VERIFY_WITH_TIMEOUT(hold.isHeld(), kPatienceMs);
    QCOMPARE(manager.calls(u"Inhibit"_s).size(), 0);
    portal.reset();
    QTRY_COMPARE_WITH_TIMEOUT(manager.calls(u"Inhibit"_s).size(), 1, kPatienceMs);
}

void DesktopServicesTest::nobodyGrants()
{
    Scene scene;
    PlayedService portal(scene.daemon, kPortal);
    gui::DbusWakeHold hold(scene.session, scene.system);
    QVERIFY(scene.open());
    hold.setReason(kReason);
    QTRY_COMPARE_WITH_TIMEOUT(portal.calls(u"Inhibit"_s).size(), 1, kPatienceMs);
    hold.setReason({});
    portal.answer(u"Inhibit"_s, portalGrants);
    hold.setReason(kReason); // a refusal is not for ever
    QTRY_VERIFY_WITH_TIMEOUT(hold.isHeld(), kPatienceMs);
}

void DesktopServicesTest::noBus()
{
    base::Background background;
    Bus none(QDBusConnection::SessionBus, u"unix:path=/nonexistent/bus"_s, background);
    const QSignalSpy missing(&none, &Bus::missing);
    gui::DbusWakeHold hold(none, none);
    gui::DbusNotifier notifier(none, u"id"_s);
    gui::DbusLauncher launcher(none, u"id"_s);
    none.open();
    hold.setReason(kReason);
    notifier.show({.title = u"t"_s, .text = u"b"_s});
    launcher.setProgress(0.5);
    QTRY_COMPARE_WITH_TIMEOUT(missing.size(), 1, kPatienceMs);
    notifier.withdraw();
    QVERIFY(!hold.isHeld());
}

// It takes connections, and says nothing.
void DesktopServicesTest::busThatIsSilent()
{
    const test::TempDir folder;
    test::ServerProcess listener;
    const QString path = folder.path(u"bus"_s);
    const QString program =
        u"import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.bind(sys.argv[1])\ns.listen()\n"
        "print('listens', flush=True)\nsys.stdin.read()\n"_s;
    if (!listener.start(u"python3"_s, {u"-c"_s, program, path}))
        QSKIP("python3 is missing");
    QCOMPARE(listener.readLine(std::chrono::seconds(10)), "listens");
    base::Background background;
    {
        Bus silent(QDBusConnection::SessionBus, u"unix:path="_s + path, background);
        gui::DbusWakeHold hold(silent, silent);
        silent.open();
        hold.setReason(kReason);
        bool eventsRun = false;
        QTimer::singleShot(0, this, [&] { eventsRun = true; });
        QTRY_VERIFY_WITH_TIMEOUT(eventsRun, kPatienceMs);
        QVERIFY(!silent.isOpen());
        QVERIFY(!background.waitForAll(std::chrono::milliseconds(0))); // it waits there, and not here
    }
    listener.kill();
    QVERIFY(background.waitForAll(std::chrono::milliseconds(kPatienceMs)));
}

void DesktopServicesTest::notification()
{
    Scene scene;
    PlayedService service(scene.daemon, u"org.freedesktop.Notifications"_s);
    service.answer(u"GetCapabilities"_s, says(QStringList{u"body"_s, u"body-markup"_s, u"actions"_s}));
    service.answer(u"Notify"_s, says(5U));
    service.answer(u"CloseNotification"_s, says(0));
    gui::DbusNotifier notifier(scene.session, u"our.id"_s);
    notifier.show({.title = u"<b>One</b>"_s, .text = u"<i>a</i> & b"_s});
    QVERIFY(scene.open());
    QTRY_COMPARE_WITH_TIMEOUT(service.calls(u"Notify"_s).size(), 1, kPatienceMs);
    const QVariantList first = service.calls(u"Notify"_s).constFirst().arguments();
    QCOMPARE(first.at(1).toUInt(), 0U);
    QCOMPARE(first.at(3).toString(), u"<b>One</b>"_s); // a title is plain text for the service
    QCOMPARE(first.at(4).toString(), u"&lt;i&gt;a&lt;/i&gt; &amp; b"_s);
    QCOMPARE(first.at(5).toStringList(), QStringList({u"default"_s, QString()}));
    QCOMPARE(mapIn(first.at(6)).value(u"desktop-entry"_s).toString(), u"our.id"_s);
    QCOMPARE(mapIn(first.at(6)).value(u"category"_s).toString(), u"transfer.complete"_s);
    notifier.show({.title = u"Two"_s, .text = u"b"_s, .isTrouble = true});
    notifier.show({.title = u"Three"_s, .text = u"b"_s, .isTrouble = true});
    QTRY_COMPARE_WITH_TIMEOUT(service.calls(u"Notify"_s).constLast().arguments().at(3).toString(), u"Three"_s,
                              kPatienceMs);
    const QVariantList last = service.calls(u"Notify"_s).constLast().arguments();
    QCOMPARE(last.at(1).toUInt(), 5U); // in its place
    QCOMPARE(mapIn(last.at(6)).value(u"category"_s).toString(), u"transfer.error"_s);
    notifier.withdraw(); // on its way, perhaps
    QTRY_VERIFY_WITH_TIMEOUT(!service.calls(u"CloseNotification"_s).isEmpty(), kPatienceMs);
    QCOMPARE(service.calls(u"CloseNotification"_s).constFirst().arguments().constFirst().toUInt(), 5U);
}

void DesktopServicesTest::notificationWithoutMarkup()
{
    Scene scene;
    PlayedService service(scene.daemon, u"org.freedesktop.Notifications"_s);
    service.answer(u"Notify"_s, says(5U)); // and does not know what it can
    gui::DbusNotifier notifier(scene.session, u"our.id"_s);
    QVERIFY(scene.open());
    notifier.show({.title = u"One"_s, .text = u"a & b"_s});
    QTRY_COMPARE_WITH_TIMEOUT(service.calls(u"Notify"_s).size(), 1, kPatienceMs);
    QCOMPARE(service.calls(u"Notify"_s).constFirst().arguments().at(4).toString(), u"a & b"_s);
    QVERIFY(service.calls(u"Notify"_s).constFirst().arguments().at(5).toStringList().isEmpty());
}

void DesktopServicesTest::clicks()
{
    Scene scene;
    const QString interface = u"org.freedesktop.Notifications"_s;
    const QString path = u"/org/freedesktop/Notifications"_s;
    PlayedService service(scene.daemon, interface);
    service.answer(u"GetCapabilities"_s, says(QStringList{u"actions"_s}));
    service.answer(u"Notify"_s, says(5U));
    gui::DbusNotifier notifier(scene.session, u"our.id"_s);
    const QSignalSpy clicked(&notifier, &ui::Notifier::clicked);
    QVERIFY(scene.open());
    notifier.show({.title = u"One"_s, .text = u"b"_s});
    QTRY_COMPARE_WITH_TIMEOUT(service.calls(u"Notify"_s).size(), 1, kPatienceMs);
    qunsetenv("XDG_ACTIVATION_TOKEN");
    service.signal(path, interface, u"ActivationToken"_s, {6U, u"another's"_s});
    service.signal(path, interface, u"ActionInvoked"_s, {6U, u"default"_s}); // another program's
    service.signal(path, interface, u"ActivationToken"_s, {5U, u"ours"_s});
    service.signal(path, interface, u"ActionInvoked"_s, {5U, u"default"_s});
    QTRY_COMPARE_WITH_TIMEOUT(clicked.size(), 1, kPatienceMs);
    QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), "ours");
    service.signal(path, interface, u"NotificationClosed"_s, {5U, 2U});
    service.signal(path, interface, u"ActionInvoked"_s, {5U, u"default"_s}); // the id is another's by now
    notifier.show({.title = u"Two"_s, .text = u"b"_s});
    QTRY_COMPARE_WITH_TIMEOUT(service.calls(u"Notify"_s).size(), 2, kPatienceMs);
    QCOMPARE(clicked.size(), 1);
    qunsetenv("XDG_ACTIVATION_TOKEN");
}

void DesktopServicesTest::launcher()
{
    Scene scene;
    gui::Bus dockBus(QDBusConnection::SessionBus, scene.daemon.address(), scene.background);
    dockBus.open();
    QVERIFY(scene.open());
    QTRY_VERIFY_WITH_TIMEOUT(dockBus.isOpen(), kPatienceMs);
    QDBusConnection dock = dockBus.connection();
    // clang-format off
    QVERIFY(dock.connect(QString(), QString(), u"com.canonical.Unity.LauncherEntry"_s, u"Update"_s, this,
                         SLOT(updateHeard(QString,QVariantMap))));
    // clang-format on
    m_updates.clear();
    {
        gui::DbusLauncher launcher(scene.session, u"our.id"_s);
        for (int i = 1; i <= 50; ++i)
            launcher.setProgress(i / 100.0);
        QTRY_COMPARE_WITH_TIMEOUT(m_updates.isEmpty() ? 0
                                                      : m_updates.constLast().value(u"progress"_s).toDouble(),
                                  0.5, kPatienceMs);
        QCOMPARE(m_updates.size(), 2); // the first at once, and the last
        QVERIFY(m_updates.constLast().value(u"progress-visible"_s).toBool());
        QCOMPARE(m_entry, u"application://our.id.desktop"_s);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!m_updates.constLast().value(u"progress-visible"_s).toBool(), kPatienceMs);
}

void DesktopServicesTest::network()
{
    Scene scene;
    const QString manager = u"org.freedesktop.NetworkManager"_s;
    const QString path = u"/org/freedesktop/NetworkManager"_s;
    const QString properties = u"org.freedesktop.DBus.Properties"_s;
    PlayedService service(scene.daemon, manager);
    service.answer(u"GetAll"_s, says(QVariantMap{{u"State"_s, 20U}, {u"Metered"_s, 3U}}));
    gui::DbusNetworkWatch network(scene.system);
    const QSignalSpy online(&network, &ui::NetworkWatch::cameOnline);
    const QSignalSpy metered(&network, &ui::NetworkWatch::meteredChanged);
    QVERIFY(!network.isMetered());
    QVERIFY(scene.open());
    QTRY_COMPARE_WITH_TIMEOUT(metered.size(), 1, kPatienceMs);
    QVERIFY(network.isMetered());
    service.signal(path, properties, u"PropertiesChanged"_s,
                   {u"another.Interface"_s, QVariantMap{{u"State"_s, 70U}}, QStringList()});
    service.signal(path, properties, u"PropertiesChanged"_s,
                   {manager, QVariantMap{{u"Metered"_s, 4U}}, QStringList()}); // it guesses: no
    QTRY_COMPARE_WITH_TIMEOUT(metered.size(), 2, kPatienceMs);
    QVERIFY(!network.isMetered() && online.isEmpty());
    service.signal(path, properties, u"PropertiesChanged"_s,
                   {manager, QVariantMap{{u"State"_s, 70U}}, QStringList()});
    QTRY_COMPARE_WITH_TIMEOUT(online.size(), 1, kPatienceMs);
}

void DesktopServicesTest::sleepAndWake()
{
    Scene scene;
    PlayedService logind(scene.daemon, kLogind);
    gui::DbusSleepWatch watch(scene.system);
    const QSignalSpy awoke(&watch, &ui::SleepWatch::awoke);
    QVERIFY(scene.open());
    const QString path = u"/org/freedesktop/login1"_s;
    logind.signal(path, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, {true});
    logind.signal(path, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, {false});
    QTRY_COMPARE_WITH_TIMEOUT(awoke.size(), 1, kPatienceMs);
}

void DesktopServicesTest::power()
{
    using Action = ui::PowerSwitch::Action;
    Scene scene;
    PlayedService logind(scene.daemon, kLogind);
    logind.answer(u"CanSuspend"_s, says(u"yes"_s));
    logind.answer(u"CanPowerOff"_s, says(u"challenge"_s)); // a password would be asked for
    logind.answer(u"Suspend"_s, says(0));
    gui::DbusPowerSwitch power(scene.system);
    const QSignalSpy failed(&power, &ui::PowerSwitch::failed);
    QVERIFY(!power.can(Action::Sleep));
    QVERIFY(scene.open());
    QTRY_VERIFY_WITH_TIMEOUT(power.can(Action::Sleep), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(logind.calls(u"CanPowerOff"_s).size(), 1, kPatienceMs);
    power.perform(Action::Sleep);
    QTRY_COMPARE_WITH_TIMEOUT(logind.calls(u"Suspend"_s).size(), 1, kPatienceMs);
    QCOMPARE(logind.calls(u"Suspend"_s).constFirst().arguments(), QVariantList{false});
    power.perform(Action::ShutDown);
    QCOMPARE(failed.size(), 1);
    QVERIFY(logind.calls(u"PowerOff"_s).isEmpty());
    QVERIFY(!power.can(Action::ShutDown));
}

void DesktopServicesTest::silentTray()
{
    Scene scene;
    PlayedService watcher(scene.daemon, u"org.kde.StatusNotifierWatcher"_s);
    watcher.answerNothing(u"Get"_s);
    const gui::DbusTrayWatch tray(scene.session);
    QVERIFY(scene.open());
    QTRY_COMPARE_WITH_TIMEOUT(watcher.calls(u"Get"_s).size(), 1, kPatienceMs);
    QVERIFY(!tray.hasTray()); // and Qt is not asked, which would wait
}

WEIGHTYARD_TEST(DesktopServicesTest)

} // namespace desktop_services_test

#include "desktop_services_test.moc"

#endif
