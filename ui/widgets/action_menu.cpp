#include "ui/widgets/action_menu.h"

#include "ui/widgets/eliding_button.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

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

ActionBar makeActionBar(const QString &moreTitle, QWidget *parent)
{
    ActionBar bar{.box = new QWidget(parent)};
    auto *line = new QHBoxLayout(bar.box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    bar.first = new ElidingButton(bar.box);
    bar.second = new ElidingButton(bar.box);
    bar.more = new QToolButton(bar.box);
    bar.more->setObjectName(u"menu"_s);
    bar.more->setText(u"⋯"_s);
    bar.more->setAccessibleName(moreTitle);
    bar.more->setToolTip(moreTitle);
    bar.more->setPopupMode(QToolButton::InstantPopup);
    bar.more->setMenu(new QMenu(bar.more));
    line->addWidget(bar.first);
    line->addWidget(bar.second);
    line->addStretch(1);
    line->addWidget(bar.more);
    return bar;
}

} // namespace weightyard::ui
