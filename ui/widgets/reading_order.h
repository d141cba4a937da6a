// The order of the Tab key in a window: as its controls are read. Qt's own is the order in which widgets were made, which is wrong where
// pages are made late. GUI thread.
#pragma once

#include <QList>

class QWidget;

namespace weightyard::ui {

/// `root` and all widgets in it: layouts by their items, other widgets from the top and from the start of the line. What is in no layout (a
/// cover) comes after its parent's others.
QList<QWidget *> inReadingOrder(QWidget &root);

/// For a window's focusNextPrevChild(). Passes by what is hidden or disabled, and what the system's settings leave out. False: there is
/// nothing to go to.
bool focusInReadingOrder(QWidget &window, bool next);

} // namespace weightyard::ui
