#include "ui/widgets/reading_order.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLayout>
#include <QStyleHints>
#include <QWidget>
#include <algorithm>
#include <utility>

namespace weightyard::ui {

namespace {

void append(QWidget &widget, QList<QWidget *> &order);

QList<QLayoutItem *> itemsOf(const QLayout &layout)
{
    QList<QLayoutItem *> items;
    for (int i = 0; i < layout.count(); ++i)
        items.append(layout.itemAt(i));
    const auto *grid = qobject_cast<const QGridLayout *>(&layout);
    if (grid == nullptr)
        return items;
    const auto placeOf = [&](QLayoutItem *item) {
        int row = 0, column = 0, rows = 0, columns = 0;
        grid->getItemPosition(static_cast<int>(layout.indexOf(item)), &row, &column, &rows, &columns);
        return std::pair(row, column);
    };
    std::stable_sort(items.begin(), items.end(),
                     [&](QLayoutItem *a, QLayoutItem *b) { return placeOf(a) < placeOf(b); });
    return items;
}

void append(const QLayout &layout, QList<QWidget *> &order)
{
    const QList<QLayoutItem *> items = itemsOf(layout);
    for (QLayoutItem *item : items) {
        if (item->widget() != nullptr)
            append(*item->widget(), order);
        else if (item->layout() != nullptr)
            append(*item->layout(), order);
    }
}

void append(QWidget &widget, QList<QWidget *> &order)
{
    order.append(&widget);
    if (widget.layout() != nullptr)
        append(*widget.layout(), order);
    QList<QWidget *> others;
    for (QObject *child : widget.children()) {
        auto *other = qobject_cast<QWidget *>(child);
        if (other != nullptr && !other->isWindow() && !order.contains(other))
            others.append(other);
    }
    const bool isMirrored = widget.isRightToLeft();
    const auto placeOf = [isMirrored](const QWidget *one) {
        return std::pair(one->y(), isMirrored ? -one->geometry().right() : one->x());
    };
    std::stable_sort(others.begin(), others.end(),
                     [&](QWidget *a, QWidget *b) { return placeOf(a) < placeOf(b); });
    for (QWidget *other : std::as_const(others))
        append(*other, order);
}

/// One button of several is down: Tab goes to that one, arrows go to the others. Qt leaves the others out only once one of them has had the
/// focus.
bool isOneOfSeveral(const QAbstractButton &button)
{
    return button.isCheckable()
           && (button.autoExclusive() || (button.group() && button.group()->exclusive()));
}

bool isStop(const QWidget &widget, const QWidget &window)
{
    if (widget.focusProxy() != nullptr || !widget.isEnabled() || !widget.isVisibleTo(&window))
        return false;
    const bool isAllControls = QGuiApplication::styleHints()->tabFocusBehavior() == Qt::TabFocusAllControls;
    const Qt::FocusPolicy wanted = isAllControls ? Qt::TabFocus : Qt::StrongFocus;
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    if (button != nullptr && isOneOfSeveral(*button))
        return button->isChecked() && button->focusPolicy() != Qt::NoFocus;
    return (widget.focusPolicy() & wanted) == wanted;
}

} // namespace

QList<QWidget *> inReadingOrder(QWidget &root)
{
    QList<QWidget *> order;
    append(root, order);
    return order;
}

bool focusInReadingOrder(QWidget &window, bool next)
{
    QWidget *now = window.focusWidget();
    QList<QWidget *> stops = inReadingOrder(window);
    stops.removeIf([&](const QWidget *one) { return one != now && !isStop(*one, window); });
    if (stops.contains(now) && now != &window) {
        const qsizetype at = stops.indexOf(now);
        std::rotate(stops.begin(), stops.begin() + (next ? at + 1 : at), stops.end());
    }
    stops.removeAll(now);
    stops.removeAll(&window);
    if (stops.isEmpty())
        return false;
    QWidget *to = next ? stops.first() : stops.last();
    to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace weightyard::ui
