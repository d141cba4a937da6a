#include "ui/widgets/model_view.h"

#include "ui/model/model_tree.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/list_focus.h"
#include "ui/widgets/model_delegate.h"
#include "ui/widgets/sort_header.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace weightyard::ui {

namespace {

constexpr int kSizeWidth = 110;
constexpr int kStatusWidth = 270;
constexpr int kTouch = 4; // around small things that want to be hit

bool isFamily(const QModelIndex &index)
{
    return !index.parent().isValid();
}

} // namespace

ModelView::ModelView(QWidget *parent) : QTreeView(parent)
{
    setHeader(new SortHeader(this));
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setUniformRowHeights(false);
    setAllColumnsShowFocus(true);
    new ListFocus(*this);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSortingEnabled(true);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Models"));
    setAccessibleDescription(tr("Families and their models; the space bar ticks, Enter shows details, Shift "
                                "and Ctrl choose several"));
}

void ModelView::setUpColumns()
{
    QHeaderView &head = *header();
    head.setSectionsMovable(false);
    head.setStretchLastSection(false);
    head.setMinimumSectionSize(64);
    head.setMinimumHeight(std::max(28, head.fontMetrics().height() + 12)); // the style sheet knows no font
    head.setSectionResizeMode(ModelTree::Name, QHeaderView::Stretch);
    head.setSectionResizeMode(ModelTree::Size, QHeaderView::Interactive);
    head.setSectionResizeMode(ModelTree::Status, QHeaderView::Interactive);
    head.resizeSection(ModelTree::Size, kSizeWidth);
    head.resizeSection(ModelTree::Status, kStatusWidth);
    head.setSortIndicatorShown(true);
    head.setSortIndicatorClearable(true);
    sortByColumn(-1, Qt::AscendingOrder);
}

void ModelView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                            const QList<int> &roles)
{
    if (topLeft.row() == bottomRight.row())
        // No row's height is another. NOLINTNEXTLINE(bugprone-parent-virtual-call)
        return QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    viewport()->update();
    if (!QAccessible::isActive())
        return;
    QAccessibleTableModelChangeEvent event(this, QAccessibleTableModelChangeEvent::DataChanged);
    event.setFirstRow(topLeft.row());
    event.setFirstColumn(topLeft.column());
    event.setLastRow(bottomRight.row());
    event.setLastColumn(bottomRight.column());
    QAccessible::updateAccessibility(&event);
}

void ModelView::doItemsLayout()
{
    m_isLayingOut = true;
    QTreeView::doItemsLayout();
    m_isLayingOut = false;
}

// A layout asks for the height of each row, which needs no more than the font; the rest took most of the time of thousands.
void ModelView::initViewItemOption(QStyleOptionViewItem *option) const
{
    if (m_isLayingOut)
        option->font = font();
    else
        QTreeView::initViewItemOption(option);
}

void ModelView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens tokens = tokensFor(palette());
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const bool selected = isChosen(index);
    painter->fillRect(row, selected ? tokens.accentSoft : (isFamily(index) ? tokens.window : tokens.surface));
    const bool mirrored = isRightToLeft();
    if (selected)
        painter->fillRect(QRect(mirrored ? row.right() - 2 : 0, row.top(), 3, row.height()), tokens.accent);
    // Cell by cell: the style's own row would bring its selection and hover colours.
    for (int column = 0; column < model()->columnCount(); ++column) {
        QStyleOptionViewItem cell = option;
        cell.rect.setLeft(header()->sectionViewportPosition(column));
        cell.rect.setWidth(header()->sectionSize(column));
        cell.state.setFlag(QStyle::State_Open, isExpanded(index));
        const QModelIndex item = index.siblingAtColumn(column);
        itemDelegateForIndex(item)->paint(painter, cell, item);
    }
    const int indent = isFamily(index) || selected ? 0 : 94;
    painter->fillRect(QRect(mirrored ? 0 : indent, row.bottom(), row.width() - indent, 1), tokens.line);
    if (hasFocus() && index.siblingAtColumn(0) == currentIndex().siblingAtColumn(0)) // where keys go
        paintFocusFrame(*painter, row.adjusted(0, 0, 0, -1), tokens);
}

// All that are listed: a family that is closed would hide what is chosen of it.
void ModelView::selectAll()
{
    for (int family = 0; family < model()->rowCount();
         ++family) // expandAll() would keep an index of each model
        expand(model()->index(family, 0));
    QTreeView::selectAll();
}

bool ModelView::isChosen(const QModelIndex &index) const
{
    return selectionModel() && selectionModel()->isRowSelected(index.row(), index.parent());
}

bool ModelView::hasSeveral() const
{
    int models = 0;
    const QItemSelection chosen = selectionModel() ? selectionModel()->selection() : QItemSelection();
    for (const QItemSelectionRange &range : chosen)
        models += range.parent().isValid() ? range.height() : 0;
    return models > 1;
}

void ModelView::drawBranches(QPainter *, const QRect &, const QModelIndex &) const {} // the delegate's

ModelView::Part ModelView::partAt(const QPoint &point, QModelIndex &index) const
{
    index = indexAt(point);
    if (!index.isValid())
        return Part::None;
    const QRect cell = visualRect(index);
    if (index.column() == ModelTree::Status && !isFamily(index))
        return ModelDelegate::statusRect(cell).contains(point) ? Part::Status : Part::None;
    if (index.column() != ModelTree::Name)
        return Part::None;
    const auto hits = [&](const QRect &rect) {
        return rect.adjusted(-kTouch, -kTouch, kTouch, kTouch).contains(point);
    };
    if (hits(ModelDelegate::boxRect(cell, isFamily(index), layoutDirection())))
        return Part::Box;
    if (isFamily(index) && hits(ModelDelegate::arrowRect(cell, layoutDirection())))
        return Part::Arrow;
    return Part::None;
}

void ModelView::mousePressEvent(QMouseEvent *event)
{
    QModelIndex index;
    const bool isPlain = event->button() == Qt::LeftButton
                         && !(event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier));
    m_pressedPart = isPlain ? partAt(event->position().toPoint(), index) : Part::None;
    m_pressed = index;
    m_keepsChoice =
        hasSeveral() && (m_pressedPart == Part::Arrow || (m_pressedPart == Part::Box && isChosen(index)));
    if (!m_keepsChoice)
        QTreeView::mousePressEvent(event);
}

void ModelView::mouseReleaseEvent(QMouseEvent *event)
{
    QModelIndex index;
    const Part part = partAt(event->position().toPoint(), index);
    const bool same = m_pressedPart == part && m_pressed == index;
    const bool keepsChoice = std::exchange(m_keepsChoice, false);
    m_pressedPart = Part::None;
    if (keepsChoice && same && part == Part::Box)
        return Q_EMIT tickWanted();
    if (keepsChoice && same)
        return setExpanded(index, !isExpanded(index));
    if (keepsChoice)
        return;
    if (!same || part == Part::None)
        return QTreeView::mouseReleaseEvent(event);
    if (part == Part::Box)
        toggle(index);
    else if (part == Part::Arrow)
        setExpanded(index, !isExpanded(index));
    else
        Q_EMIT statusClicked(index);
    QTreeView::mouseReleaseEvent(event);
}

void ModelView::mouseDoubleClickEvent(QMouseEvent *event)
{
    QModelIndex index;
    const Part part = partAt(event->position().toPoint(), index);
    if (part == Part::Box || part == Part::Arrow)
        return mousePressEvent(event); // two clicks, not one of another kind
    if (index.isValid() && isFamily(index))
        setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
    else if (index.isValid())
        Q_EMIT detailsWanted(index);
}

void ModelView::toggle(const QModelIndex &index)
{
    const QModelIndex first = index.siblingAtColumn(ModelTree::Name);
    const bool on = first.data(Qt::CheckStateRole).toInt() != Qt::Unchecked;
    // A family that is ticked in part gets the rest.
    const bool part = first.data(Qt::CheckStateRole).toInt() == Qt::PartiallyChecked;
    model()->setData(first, on && !part ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void ModelView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
        return hasSeveral() ? Q_EMIT tickWanted() : toggle(current);
    if (current.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT detailsWanted(current);
        return;
    }
    if (event->matches(QKeySequence::Delete))
        return Q_EMIT removalWanted();
    if (event->matches(QKeySequence::Copy))
        return Q_EMIT copyWanted();
    QTreeView::keyPressEvent(event);
}

} // namespace weightyard::ui
