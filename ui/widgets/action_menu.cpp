#include "ui/widgets/action_menu.h"

#include <QMenu>

namespace weightyard::ui {

void addTo(QMenu &menu, RowAction action, const QString &text, const std::function<void()> &chosen)
{
    const QList<QAction *> before = menu.actions();
    const bool isApart = isDestructive(action) // a slip of the hand must not reach it
                         || (!before.isEmpty() && before.last()->data().toInt() != actionGroup(action));
    if (isApart)
        menu.addSeparator();
    QAction *entry = menu.addAction(text, &menu, chosen);
    entry->setData(actionGroup(action));
}

} // namespace weightyard::ui
