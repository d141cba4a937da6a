// The system's light or dark scheme, as a desktop portal tells it: at the start, and when it changes while the program runs.
#include "test_registry.h"

#ifdef WEIGHTYARD_DBUS

#include "app/gui/appearance.h"
#include "app/gui/dbus/bus.h"
#include "ui/theme/tokens.h"

#include "message_bus.h"

#include <QApplication>
#include <QDBusVariant>
#include <QEvent>
#include <cstdio>
#include <utility>

namespace appearance_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::MessageBus;
using test::PlayedService;

namespace {

const int kPatienceMs = test::patient(20'000);
const QString kGroup = u"org.freedesktop.appearance"_s;
const QString kKey = u"color-scheme"_s;

/// Prints what it looks like, whenever that changes. Until it is killed.
int showScheme(const QStringList &)
{
    base::Background background;
    gui::Bus session(QDBusConnection::SessionBus, {}, background);
    gui::Appearance appearance;
    appearance.apply();
    appearance.followPortal(session);
    session.open();
    bool wasDark = !ui::isDark(QApplication::palette());
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, [&] {
        const bool isDark = ui::isDark(QApplication::palette());
        if (isDark != std::exchange(wasDark, isDark)) {
            std::puts(isDark ? "dark" : "light");
            std::fflush(stdout);
        }
    });
    look.start(5);
    return QApplication::exec();
}

QDBusVariant scheme(uint value)
{
    return QDBusVariant(value);
}

} // namespace

class AppearanceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsThePortal();
};

void AppearanceTest::followsThePortal()
{
    if (QT_VERSION >= QT_VERSION_CHECK(6, 5, 0))
        QSKIP("this Qt asks for itself");
    const MessageBus bus;
    PlayedService portal(bus, u"org.freedesktop.portal.Desktop"_s);
    portal.answer(u"Read"_s, [](const QDBusMessage &) {
        return QVariantList{QVariant::fromValue(QDBusVariant(QVariant::fromValue(scheme(1))))};
    });
    test::ProcessOptions options;
    options.environment = QProcessEnvironment::systemEnvironment();
    options.environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, bus.address());
    options.environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    test::ServerProcess program;
    const QStringList command = test::helperCommand(u"show-scheme"_s, {});
    QVERIFY(program.start(QCoreApplication::applicationFilePath(), command, options));
    // The portal is played by this thread: it must not wait for the program.
    const auto line = [&] {
        QByteArray said;
        const bool came = QTest::qWaitFor(
            [&] { // what Qt says besides is not meant
                said = program.readLine(std::chrono::milliseconds(1));
                return said == "dark" || said == "light";
            },
            kPatienceMs);
        return came ? said : "nothing, but " + program.allOutput();
    };
    QByteArray first = line();
    if (first == "light") // it had not asked yet
        first = line();
    QCOMPARE(first, "dark");
    const QString path = u"/org/freedesktop/portal/desktop"_s;
    const QString settings = u"org.freedesktop.portal.Settings"_s;
    portal.signal(path, settings, u"SettingChanged"_s,
                  {kGroup, u"contrast"_s, QVariant::fromValue(scheme(0))});
    portal.signal(path, settings, u"SettingChanged"_s, {kGroup, kKey, QVariant::fromValue(scheme(0))});
    QCOMPARE(line(), "light");
    portal.signal(path, settings, u"SettingChanged"_s, {kGroup, kKey, QVariant::fromValue(scheme(1))});
    QCOMPARE(line(), "dark");
}

WEIGHTYARD_TEST(AppearanceTest)
WEIGHTYARD_TEST_HELPER("show-scheme", showScheme)

} // namespace appearance_test

#include "appearance_test.moc"

#endif
