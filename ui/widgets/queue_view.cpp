#include "ui/widgets/queue_view.h"

#include "ui/model/queue_rows.h"
#include "ui/widgets/list_focus.h"
#include "ui/widgets/queue_delegate.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>

namespace weightyard::ui {

namespace {
constexpr qsizetype kFar = 1'000'000'000;
} // namespace

QueueView::QueueView(QWidget *parent) : QListView(parent)
{
    setItemDelegate(new QueueDelegate(this));
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    new ListFocus(*this);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(true);
    setDragDropOverwriteMode(false);
    setDragDropMode(DragDrop); // the model takes its own rows only
    setDefaultDropAction(Qt::MoveAction);
    setContextMenuPolicy(Qt::CustomContextMenu);
    addMenuKey(*this);
    setAccessibleName(tr("Downloads in their order"));
    setAccessibleDescription(tr("Alt and an arrow key moves, the space bar pauses and resumes"));
}

QStringList QueueView::chosenKeys() const
{
    const auto *rows = qobject_cast<const QueueRows *>(model());
    QModelIndexList chosen = selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    QStringList keys;
    for (const QModelIndex &index : std::as_const(chosen))
        keys.append(rows->keys()[index.row()]);
    return keys;
}

QString QueueView::keyAtButton(const QPoint &point) const
{
    const QModelIndex index = indexAt(point);
    const auto *rows = qobject_cast<const QueueRows *>(model());
    if (!index.isValid() || !QueueDelegate::buttonRect(visualRect(index), layoutDirection()).contains(point))
        return {};
    return rows->keys()[index.row()];
}

void QueueView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? keyAtButton(event->position().toPoint()) : QString();
    if (m_pressed.isEmpty()) // the button chooses nothing, and drags nothing
        QListView::mousePressEvent(event);
}

void QueueView::mouseReleaseEvent(QMouseEvent *event)
{
    const QString pressed = std::exchange(m_pressed, {});
    if (pressed.isEmpty())
        return QListView::mouseReleaseEvent(event);
    if (keyAtButton(event->position().toPoint()) == pressed)
        Q_EMIT toggleWanted({pressed});
}

void QueueView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!keyAtButton(event->position().toPoint()).isEmpty())
        return mousePressEvent(event); // two clicks, not one of another kind
    const QStringList keys = chosenKeys();
    if (indexAt(event->position().toPoint()).isValid() && keys.size() == 1)
        Q_EMIT showWanted(keys.first());
}

void QueueView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers().testFlag(Qt::AltModifier)) {
        const qsizetype rows = event->key() == Qt::Key_Up     ? -1
                               : event->key() == Qt::Key_Down ? 1
                               : event->key() == Qt::Key_Home ? -kFar
                               : event->key() == Qt::Key_End  ? kFar
                                                              : 0;
        if (rows != 0)
            return Q_EMIT moveWanted(rows);
    }
    const QStringList keys = chosenKeys();
    if (!keys.isEmpty() && event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
        return Q_EMIT toggleWanted(keys);
    if (!keys.isEmpty() && event->matches(QKeySequence::Delete))
        return Q_EMIT cancelWanted();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (keys.size() == 1 && isEnter)
        return Q_EMIT showWanted(keys.first());
    QListView::keyPressEvent(event);
}

// QListView would move the rows of the model itself; here the queue decides.
void QueueView::dropEvent(QDropEvent *event)
{
    QAbstractItemView::dropEvent(event); // NOLINT(bugprone-parent-virtual-call)
}

void QueueView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    Q_EMIT chosenChanged();
}

} // namespace weightyard::ui
