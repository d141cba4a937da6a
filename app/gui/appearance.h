// Appearance: the program's style, palette and font. Follows the system's light or dark scheme, also when it changes while the
// program runs. GUI thread.
#pragma once

#include <QObject>

namespace weightyard::gui {

class Appearance : public QObject
{
    Q_OBJECT
public:
    explicit Appearance(QObject *parent = nullptr);

    /// Sets style and font, and the palette of the system's scheme as far as it is known at once.
    void apply();

private Q_SLOTS:
    void portalChanged(const QString &group, const QString &key, const QVariant &value);

private:
    void setDark(bool dark);
    void askPortal();
};

} // namespace weightyard::gui
