#include "ui/widgets/plain_tool_tips.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QTextDocument>
#include <QToolTip>

namespace weightyard::ui {

namespace {

struct Tip {
    QString text;
    QRect area = {}; ///< beyond it the tip goes
};

/// What Qt is about to show.
Tip tipAt(const QWidget &widget, const QPoint &where)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(widget.parentWidget());
    if (view && view->viewport() == &widget) {
        const QModelIndex index = view->indexAt(where);
        if (const QString text = index.data(Qt::ToolTipRole).toString(); !text.isEmpty())
            return {text, view->visualRect(index)};
    }
    if (const auto *menu = qobject_cast<const QMenu *>(&widget); menu && menu->toolTipsVisible()) {
        if (const QAction *action = menu->actionAt(where))
            return {action->toolTip(), menu->actionGeometry(menu->actionAt(where))};
    }
    return {widget.toolTip()};
}

} // namespace

PlainToolTips::PlainToolTips(QObject *parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool PlainToolTips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !watched->isWidgetType())
        return false;
    auto *widget = static_cast<QWidget *>(watched);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Tip tip = tipAt(*widget, help->pos());
    if (!Qt::mightBeRichText(tip.text))
        return false;
    QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(tip.text, Qt::WhiteSpaceNormal), widget,
                       tip.area);
    return true;
}

} // namespace weightyard::ui
