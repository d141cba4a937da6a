// Deleting a model from the window: what goes and what that frees is looked up, then asked. GUI thread.
#pragma once

#include "ui/window/question.h"
#include "ui/workbench/workbench.h"

class QWidget;

namespace weightyard::ui {

class Banner;

/// What is asked; onOther, the way to the trash, is the caller's.
Question removalQuestion(const library::RemovalPlan &plan, const QString &name);

/// Nothing happens any more once `window` is gone. What goes wrong is told in the banner.
void askRemoval(Workbench &workbench, Banner &banner, QWidget *window, const ModelRow &row);

} // namespace weightyard::ui
