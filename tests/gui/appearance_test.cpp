// The system's light or dark scheme, as a desktop portal tells it: at the start, and when it changes while the program runs.
#include "test_registry.h"

#ifdef WEIGHTYARD_DBUS

#include "app/gui/appearance.h"
#include "app/gui/dbus/bus.h"
#include "ui/theme/tokens.h"

#include "message_bus.h"

#include <QApplication>
#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QEvent>
#include <cstdio>
#include <optional>
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

/// Prints what it looks like, and its accent, whenever that changes. Until it is killed.
int showScheme(const QStringList &)
{
    base::Background background;
    gui::Bus session(QDBusConnection::SessionBus, {}, background);
    gui::Appearance appearance;
    appearance.apply();
    appearance.followPortal(session);
    session.open();
    std::optional<bool> wasDark;
    QString accent;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, [&] {
        const QString now = QApplication::palette().color(QPalette::Highlight).name();
        if (now != std::exchange(accent, now)) {
            std::puts(qPrintable(now));
            std::fflush(stdout);
        }
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
    void followsTheAccent();
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

void AppearanceTest::followsTheAccent()
{
    const auto colour = [](double red, double green, double blue) {
        QDBusArgument argument;
        argument.beginStructure();
        argument << red << green << blue;
        argument.endStructure();
        return QVariant::fromValue(QDBusVariant(QVariant::fromValue(argument)));
    };
    const MessageBus bus;
    PlayedService portal(bus, u"org.freedesktop.portal.Desktop"_s);
    portal.answer(u"Read"_s, [&](const QDBusMessage &call) {
        const bool isAccent = call.arguments().value(1).toString() == "accent-color"_L1;
        return QVariantList{isAccent ? QVariant::fromValue(QDBusVariant(colour(0.2, 0.2, 0.6)))
                                     : QVariant::fromValue(QDBusVariant(QVariant::fromValue(scheme(2))))};
    });
    test::ProcessOptions options;
    options.environment = QProcessEnvironment::systemEnvironment();
    options.environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, bus.address());
    options.environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    test::ServerProcess program;
    QVERIFY(program.start(QCoreApplication::applicationFilePath(), test::helperCommand(u"show-scheme"_s, {}),
                          options));
    const auto says = [&](const QString &accent) {
        return QTest::qWaitFor(
            [&] { return program.readLine(std::chrono::milliseconds(1)) == accent.toLatin1(); }, kPatienceMs);
    };
    QVERIFY2(says(u"#333399"_s), program.allOutput());
    const auto change = [&](const QVariant &value) {
        portal.signal(u"/org/freedesktop/portal/desktop"_s, u"org.freedesktop.portal.Settings"_s,
                      u"SettingChanged"_s, {kGroup, u"accent-color"_s, value});
    };
    change(colour(0.4, 0, 0.4));
    QVERIFY2(says(u"#660066"_s), program.allOutput());
    change(colour(-1, -1, -1)); // none was chosen
    QVERIFY2(says(ui::lightTokens().accent.name()), program.allOutput());
    change(colour(0.4, 0, 0.4));
    QVERIFY2(says(u"#660066"_s), program.allOutput());
    change(QVariant::fromValue(QDBusVariant(u"blue"_s)));
    QVERIFY2(says(ui::lightTokens().accent.name()), program.allOutput());
}

WEIGHTYARD_TEST(AppearanceTest)
WEIGHTYARD_TEST_HELPER("show-scheme", showScheme)

} // namespace appearance_test

#include "appearance_test.moc"

#endif
