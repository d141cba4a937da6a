// Deleting a model from the window: what goes and what that frees is looked up, then asked. GUI thread.
#pragma once

#include "ui/workbench/workbench.h"

class QWidget;

namespace weightyard::ui {

class Banner;

/// Nothing happens any more once `window` is gone. What goes wrong is told in the banner.
void askRemoval(Workbench &workbench, Banner &banner, QWidget *window, const ModelRow &row);

} // namespace weightyard::ui
