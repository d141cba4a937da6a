// The order of Tab: that of the eye. Qt's own is the order in which widgets were made, which says nothing where pages are made late.
// GUI thread.
#pragma once

#include <QList>

class QWidget;

namespace weightyard::ui {

/// `root` and what is in it, as it is read: layouts by their items, other widgets from the top and the start of the line. What no layout has
/// (a cover) comes after its parent's others.
QList<QWidget *> inReadingOrder(QWidget &root);

/// For a window's focusNextPrevChild(). What cannot be seen or used, and what the system leaves out of Tab's way, is passed by. False: there is
/// nothing to go to.
bool focusInReadingOrder(QWidget &window, bool next);

} // namespace weightyard::ui
