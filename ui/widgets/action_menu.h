// What can be done with models, as entries of a menu. GUI thread.
#pragma once

#include "ui/model/row_actions.h"

#include <functional>

class QMenu;

namespace weightyard::ui {

/// At its end; after a line where it is of another group than the entry before.
void addTo(QMenu &menu, RowAction action, const QString &text, const std::function<void()> &chosen);

} // namespace weightyard::ui
