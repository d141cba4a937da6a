// What can be done with models, as entries of a menu, and as two buttons with a menu beside them. GUI thread.
#pragma once

#include "ui/model/row_actions.h"

#include <functional>

class QMenu;
class QPushButton;
class QToolButton;
class QWidget;

namespace weightyard::ui {

/// At its end; after a line where it is of another group than the entry before.
void addTo(QMenu &menu, RowAction action, const QString &text, const std::function<void()> &chosen);

/// Two buttons for what is wanted most, and the menu with the rest; what they do is the caller's.
struct ActionBar {
    QWidget *box = nullptr;
    QPushButton *first = nullptr;
    QPushButton *second = nullptr;
    QToolButton *more = nullptr;
};
/// `moreTitle` names the menu's button, for screen readers and as its tool tip.
ActionBar makeActionBar(const QString &moreTitle, QWidget *parent);

} // namespace weightyard::ui
