// Deleting models from the window: what goes and what that frees is looked up, then asked, once for all. GUI thread.
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

/// Of several: those that cannot go are named with the reason, and stay. `plans` in the order of `names`, some of which went well.
Question removalsQuestion(const QList<base::Result<session::Removal>> &plans, const QStringList &names,
                          qsizetype chosen);
/// `chosen`: with those that are not deleted, as they are not here.
void askRemovals(Workbench &workbench, Banner &banner, QWidget *window, const QStringList &keys,
                 qsizetype chosen);

} // namespace weightyard::ui
