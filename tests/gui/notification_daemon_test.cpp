// Our notifications in a real notification daemon (dunst) on a bus and a display of the tests' own: one is shown, is replaced in its place,
// is clicked, and goes.
#include "test_registry.h"

#ifdef WEIGHTYARD_DBUS

#include "message_bus.h"

#include "app/gui/dbus/dbus_notifier.h"

#include <QDBusArgument>
#include <QDBusInterface>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

namespace notification_daemon_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

const int kPatienceMs = test::patient(20'000);
const QString kService = u"org.freedesktop.Notifications"_s;
const QString kPath = u"/org/freedesktop/Notifications"_s;

/// The daemon, and what its own interface tells of it.
class Dunst
{
public:
    Dunst() : m_bus(QDBusConnection::connectToBus(daemon.address(), u"dunst-test"_s))
    {
        test::writeFile(m_folder.path(u"dunstrc"_s), "[global]\nmonitor = 0\nmarkup = full\n");
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, daemon.address());
        environment.remove(u"WAYLAND_DISPLAY"_s);
        m_process.start(u"dunst"_s, {u"-conf"_s, m_folder.path(u"dunstrc"_s)},
                        {.environment = environment, .workingDirectory = m_folder.path(), .input = {}});
    }
    ~Dunst() { QDBusConnection::disconnectFromBus(m_bus.name()); }
    Q_DISABLE_COPY_MOVE(Dunst)

    bool isReady()
    {
        return QTest::qWaitFor([this] { return call(u"Ping"_s).type() == QDBusMessage::ReplyMessage; },
                               kPatienceMs);
    }
    int shown() const
    {
        QDBusMessage ask =
            QDBusMessage::createMethodCall(kService, kPath, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        ask << u"org.dunstproject.cmd0"_s << u"displayedLength"_s;
        return m_bus.call(ask).arguments().value(0).value<QDBusVariant>().variant().toInt();
    }
    static QDBusMessage message(const QString &method)
    {
        return QDBusMessage::createMethodCall(kService, kPath, u"org.dunstproject.cmd0"_s, method);
    }
    QDBusMessage call(const QString &method, const QVariantList &arguments = {}) const
    {
        QDBusMessage ask = message(method);
        ask.setArguments(arguments);
        return m_bus.call(ask);
    }
    /// Of those that are not shown any more, the newest.
    QVariantMap lastGone() const
    {
        const auto argument = call(u"NotificationListHistory"_s).arguments().value(0).value<QDBusArgument>();
        QList<QVariantMap> gone;
        argument >> gone;
        return gone.value(0);
    }
    QByteArray output() { return m_process.allOutput(); }

    test::MessageBus daemon;

private:
    test::TempDir m_folder;
    QDBusConnection m_bus;
    test::ServerProcess m_process;
};

} // namespace

class NotificationDaemonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void shownReplacedClickedGone();
};

void NotificationDaemonTest::initTestCase()
{
    if (QStandardPaths::findExecutable(u"dunst"_s).isEmpty())
        QSKIP("dunst is not installed");
    if (QGuiApplication::platformName() != "xcb"_L1)
        QSKIP("there is no display, and dunst needs one");
}

void NotificationDaemonTest::shownReplacedClickedGone()
{
    Dunst dunst;
    QVERIFY2(dunst.isReady(), dunst.output());
    base::Background background;
    gui::Bus session(QDBusConnection::SessionBus, dunst.daemon.address(), background);
    gui::DbusNotifier notifier(session, u"our.id"_s);
    const QSignalSpy clicked(&notifier, &ui::Notifier::clicked);
    notifier.show({.title = u"One"_s, .text = u"<i>a</i> & b"_s});
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 1, kPatienceMs);
    notifier.withdraw();
    QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 0, kPatienceMs);
    QCOMPARE(dunst.lastGone().value(u"summary"_s).toString(), u"One"_s);
    QCOMPARE(dunst.lastGone().value(u"body"_s).toString(), u"&lt;i&gt;a&lt;/i&gt; &amp; b"_s);
    notifier.show({.title = u"Two"_s, .text = u"c"_s, .isTrouble = true});
    notifier.withdraw(); // while it is on its way
    QTRY_COMPARE_WITH_TIMEOUT(dunst.lastGone().value(u"summary"_s).toString(), u"Two"_s, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 0, kPatienceMs);

    const auto isThrough = [&] { // answers come in the order of the questions
        bool isAnswered = false;
        session.ask(Dunst::message(u"Ping"_s), &notifier, [&](const QDBusMessage &) { isAnswered = true; });
        return QTest::qWaitFor([&] { return isAnswered; }, kPatienceMs);
    };
    notifier.show({.title = u"Three"_s, .text = u"d"_s});
    QVERIFY(isThrough());
    QCOMPARE(dunst.shown(), 1);
    notifier.show({.title = u"Four"_s, .text = u"e"_s}); // in its place
    QVERIFY(isThrough());
    QCOMPARE(dunst.shown(), 1);
    QCOMPARE(clicked.size(), 0);
    dunst.call(u"NotificationAction"_s, {0U}); // as a click on it does
    QTRY_COMPARE_WITH_TIMEOUT(clicked.size(), 1, kPatienceMs);
    notifier.withdraw(); // as the window does then
    QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 0, kPatienceMs);
    QCOMPARE(dunst.lastGone().value(u"summary"_s).toString(), u"Four"_s);
}

WEIGHTYARD_TEST(NotificationDaemonTest)

} // namespace notification_daemon_test

#include "notification_daemon_test.moc"

#endif
