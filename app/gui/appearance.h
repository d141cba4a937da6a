// Appearance: the program's style, palette and font. Follows the system's light or dark scheme and its wish for high contrast, also
// when they change while the program runs, unless one of them was chosen; and its accent colour, but in high contrast. On macOS the
// platform has a look of its own. GUI thread.
#pragma once

#include <QColor>
#include <QObject>
#include <QString>
#ifdef WEIGHTYARD_DBUS
#include <QDBusVariant>
#endif

namespace weightyard::gui {

class Bus;

class Appearance : public QObject
{
    Q_OBJECT
public:
    explicit Appearance(QObject *parent = nullptr);

    /// Sets style and font, and the palette of the system's scheme as far as it is known at once.
    void apply();
    /// The setting "appearance": "light" or "dark" hold whatever the system has; "high-contrast" is light or dark as the system is;
    /// anything else follows it.
    void choose(const QString &appearance);

#ifdef WEIGHTYARD_DBUS
    /// Only the desktop portal knows of high contrast and of the accent, and before Qt 6.5 of the scheme. Asked once the bus is
    /// open, without waiting; the bus outlives this object.
    void followPortal(Bus &session);

private Q_SLOTS:
    void portalChanged(const QString &group, const QString &key, const QDBusVariant &value);
#endif

private:
    void systemIs(bool dark);
    void show();
#ifdef WEIGHTYARD_DBUS
    void askPortal(const Bus &session);
#endif

    bool m_isSystemDark = false;
    bool m_wantsContrast = false; ///< the system
    QColor m_accent;              ///< the system's; not valid: it has none
    QString m_chosen;
};

} // namespace weightyard::gui
