#include "app/gui/appearance.h"

#ifdef WEIGHTYARD_DBUS
#include "app/gui/dbus/bus.h"
#endif
#include "ui/theme/accent.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>
#include <QStyleHints>
#ifdef WEIGHTYARD_DBUS
#include <QDBusArgument>
#include <QDBusVariant>
#endif
#include <algorithm>
#include <iterator>

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
const QString kScheme = u"color-scheme"_s;
const QString kContrast = u"contrast"_s;
const QString kAccent = u"accent-color"_s;

// Three parts of sRGB from 0 to 1, and others where none was chosen.
QColor accentOf(const QVariant &value)
{
    if (value.userType() != qMetaTypeId<QDBusArgument>())
        return {};
    const auto argument = value.value<QDBusArgument>();
    if (argument.currentSignature() != "(ddd)"_L1)
        return {};
    double parts[3] = {};
    argument.beginStructure();
    for (double &part : parts)
        argument >> part;
    argument.endStructure();
    const bool isColour =
        std::all_of(std::begin(parts), std::end(parts), [](double part) { return part >= 0 && part <= 1; });
    return isColour ? QColor::fromRgbF(static_cast<float>(parts[0]), static_cast<float>(parts[1]),
                                       static_cast<float>(parts[2]))
                    : QColor();
}
#endif

#ifndef Q_OS_MACOS
// What the platform's palette has, unless that is the one that Qt takes where the platform has none.
QColor platformAccent(const QPalette &palette)
{
    const QColor highlight = palette.color(QPalette::Active, QPalette::Highlight);
    const QColor qtsOwn[] = {QColor(Qt::darkBlue), QColor(48, 140, 198)};
    return std::find(std::begin(qtsOwn), std::end(qtsOwn), highlight) == std::end(qtsOwn) ? highlight
                                                                                          : QColor();
}
#endif

} // namespace

Appearance::Appearance(QObject *parent) : QObject(parent) {}

void Appearance::apply()
{
#ifndef Q_OS_MACOS
    m_isSystemDark = ui::isDark(QApplication::palette());
    m_accent = platformAccent(QApplication::palette());
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0 && font.pointSizeF() < kSmallestPoints) {
        font.setPointSizeF(kSmallestPoints);
        QApplication::setFont(font);
    }
    show();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const QStyleHints *hints = QApplication::styleHints();
    if (hints->colorScheme() != Qt::ColorScheme::Unknown)
        systemIs(hints->colorScheme() == Qt::ColorScheme::Dark);
    connect(hints, &QStyleHints::colorSchemeChanged, this,
            [this](Qt::ColorScheme scheme) { systemIs(scheme == Qt::ColorScheme::Dark); });
#endif
#endif
}

void Appearance::choose(const QString &appearance)
{
    m_chosen = appearance;
#if defined(Q_OS_MACOS) && QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QApplication::styleHints()->setColorScheme(appearance == "dark"_L1    ? Qt::ColorScheme::Dark
                                               : appearance == "light"_L1 ? Qt::ColorScheme::Light
                                                                          : Qt::ColorScheme::Unknown);
#elif !defined(Q_OS_MACOS)
    show();
#endif
}

void Appearance::systemIs(bool dark)
{
    m_isSystemDark = dark;
    show();
}

void Appearance::show()
{
    const bool dark = m_chosen == "dark"_L1 || (m_chosen != "light"_L1 && m_isSystemDark);
    const bool isStrong = m_chosen == "high-contrast"_L1
                          || (m_wantsContrast && m_chosen != "light"_L1 && m_chosen != "dark"_L1);
    const ui::Tokens plain = dark ? ui::darkTokens() : ui::lightTokens();
    const ui::Tokens strong = dark ? ui::highContrastDarkTokens() : ui::highContrastLightTokens();
    QApplication::setPalette(ui::paletteOf(isStrong ? strong : ui::withAccent(plain, m_accent)));
}

#ifdef WEIGHTYARD_DBUS
void Appearance::followPortal(Bus &session)
{
    if (session.isOpen())
        return askPortal(session);
    connect(&session, &Bus::opened, this, [this, &session] { askPortal(session); });
}

// XDG Desktop Portal, "Settings", namespace org.freedesktop.appearance: color-scheme 1 prefers dark, contrast 1 prefers higher contrast,
// accent-color is (ddd).
void Appearance::askPortal(const Bus &session)
{
    QDBusConnection connection = session.connection();
    // The name as the system of meta-objects has it, without spaces. A signal's "v" comes as QDBusVariant only.
    // clang-format off
    const bool isHeard = connection.connect(kPortal, kPortalPath, kPortalSettings, u"SettingChanged"_s, this,
                                            SLOT(portalChanged(QString,QString,QDBusVariant)));
    // clang-format on
    Q_ASSERT(isHeard);
    Q_UNUSED(isHeard)
    for (const QString &key : {kScheme, kContrast, kAccent})
        session.ask(callOf({kPortal, kPortalPath, kPortalSettings}, u"Read"_s, {kGroup, key}), this,
                    [this, key](const QDBusMessage &reply) {
                        const QVariant value = reply.arguments().value(0);
                        if (reply.type() == QDBusMessage::ReplyMessage && value.canConvert<QDBusVariant>())
                            portalChanged(kGroup, key, value.value<QDBusVariant>());
                    });
}

void Appearance::portalChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group != kGroup || (key != kScheme && key != kContrast && key != kAccent))
        return;
    QVariant plain = value.variant();
    while (plain.canConvert<QDBusVariant>()) // Read answers a variant in a variant
        plain = plain.value<QDBusVariant>().variant();
    if (key == kScheme)
        return systemIs(plain.toUInt() == 1);
    if (key == kContrast)
        m_wantsContrast = plain.toUInt() == 1;
    else
        m_accent = accentOf(plain);
    show();
}
#endif

} // namespace weightyard::gui
