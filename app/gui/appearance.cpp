#include "app/gui/appearance.h"

#include "ui/theme/tokens.h"

#include <QApplication>
#include <QFont>
#include <QStyleFactory>
#include <QStyleHints>
#ifdef WEIGHTYARD_DBUS
#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

// The design's 13 px; the system's font wins where it is larger.
constexpr double kSmallestPoints = 9.75;

#ifdef WEIGHTYARD_DBUS
const QString kPortal = u"org.freedesktop.portal.Desktop"_s;
const QString kPortalPath = u"/org/freedesktop/portal/desktop"_s;
const QString kPortalSettings = u"org.freedesktop.portal.Settings"_s;
const QString kGroup = u"org.freedesktop.appearance"_s;
const QString kKey = u"color-scheme"_s;
#endif

} // namespace

Appearance::Appearance(QObject *parent) : QObject(parent) {}

void Appearance::apply()
{
#ifdef Q_OS_MACOS
    return; // the platform has a look of its own
#else
    const bool dark = ui::isDark(QApplication::palette());
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0 && font.pointSizeF() < kSmallestPoints) {
        font.setPointSizeF(kSmallestPoints);
        QApplication::setFont(font);
    }
    setDark(dark);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const QStyleHints *hints = QApplication::styleHints();
    if (hints->colorScheme() != Qt::ColorScheme::Unknown)
        setDark(hints->colorScheme() == Qt::ColorScheme::Dark);
    connect(hints, &QStyleHints::colorSchemeChanged, this,
            [this](Qt::ColorScheme scheme) { setDark(scheme == Qt::ColorScheme::Dark); });
#else
    askPortal();
#endif
#endif
}

void Appearance::setDark(bool dark)
{
    QApplication::setPalette(ui::paletteOf(dark ? ui::darkTokens() : ui::lightTokens()));
}

// Before Qt 6.5 only the desktop portal knows (XDG Desktop Portal, "Settings", color-scheme: 1 prefers dark).
void Appearance::askPortal()
{
#ifdef WEIGHTYARD_DBUS
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    // The name as the system of meta-objects has it, without spaces.
    // clang-format off
    bus.connect(kPortal, kPortalPath, kPortalSettings, u"SettingChanged"_s, this,
                SLOT(portalChanged(QString,QString,QVariant)));
    // clang-format on
    QDBusMessage call = QDBusMessage::createMethodCall(kPortal, kPortalPath, kPortalSettings, u"Read"_s);
    call << kGroup << kKey;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        watcher->deleteLater();
        if (reply.isValid())
            portalChanged(kGroup, kKey, reply.value());
    });
#endif
}

void Appearance::portalChanged(const QString &group, const QString &key, const QVariant &value)
{
#ifdef WEIGHTYARD_DBUS
    if (group != kGroup || key != kKey)
        return;
    QVariant plain = value;
    while (plain.canConvert<QDBusVariant>()) // Read answers a variant in a variant
        plain = plain.value<QDBusVariant>().variant();
    setDark(plain.toUInt() == 1);
#else
    Q_UNUSED(group)
    Q_UNUSED(key)
    Q_UNUSED(value)
#endif
}

} // namespace weightyard::gui
