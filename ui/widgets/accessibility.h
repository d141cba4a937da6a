// What screen readers are told of widgets that we paint ourselves, and of what happens while they listen. GUI thread.
#pragma once

#include <QString>

class QWidget;

namespace weightyard::ui {

/// Roles and values of our widgets. Once, before the first window is made; again it changes nothing.
void installAccessibility();

/// Read aloud when the reader is free. Before Qt 6.8 there is no event for this: `where` is told as renamed for a moment, which readers
/// say of what they follow.
void announce(QWidget &where, const QString &text);

} // namespace weightyard::ui
