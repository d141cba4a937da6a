#include "ui/window/chosen_rows.h"

#include "ui/model/model_tree.h"

#include <algorithm>

namespace weightyard::ui {

namespace {

constexpr qsizetype kManyKept = 200;
constexpr auto kSelectRows = QItemSelectionModel::Select | QItemSelectionModel::Rows;

} // namespace

ChosenRows::ChosenRows(const ModelTree &tree, ModelFilter &filter, QObject *parent)
    : QObject(parent),
      m_tree(tree),
      m_filter(filter)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(0);
    connect(&m_tell, &QTimer::timeout, this, &ChosenRows::changed);
    connect(&filter, &QAbstractItemModel::rowsAboutToBeRemoved, this, &ChosenRows::beginMove);
    connect(&filter, &QAbstractItemModel::layoutAboutToBeChanged, this, [this] {
        beginMove();
        // An index is kept for each row that is chosen, and thousands that go take minutes: they are chosen again by key.
        if (m_seen.size() > kManyKept)
            m_view->selectionModel()->clearSelection();
    });
    connect(&filter, &QAbstractItemModel::modelAboutToBeReset, this, &ChosenRows::beginMove);
    connect(&tree, &QAbstractItemModel::rowsRemoved, this, &ChosenRows::forgetGone);
}

// What comes again later is another one.
void ChosenRows::forgetGone()
{
    m_chosen.removeIf([this](const QString &key) { return m_tree.row(key) == nullptr; });
}

void ChosenRows::follow(QTreeView &view)
{
    m_view = &view;
    m_moving = 0; // what had begun before is over
    connect(&m_filter, &QAbstractItemModel::rowsRemoved, this, &ChosenRows::endMove);
    connect(&m_filter, &QAbstractItemModel::layoutChanged, this, [this] {
        restoreAll();
        endMove();
    });
    connect(&m_filter, &QAbstractItemModel::modelReset, this, [this] {
        restoreAll();
        endMove();
    });
    connect(&m_filter, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &parent, int first, int last) {
                beginMove();
                restore(parent, first, last);
                restoreCurrent();
                endMove();
            });
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &ChosenRows::take);
    connect(view.selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (m_moving == 0)
                    m_current = keyOf(now);
            });
    connect(&view, &QTreeView::collapsed, this, &ChosenRows::leaveCollapsed);
}

QString ChosenRows::keyOf(const QModelIndex &index) const
{
    const ModelRow *row = m_tree.row(m_filter.mapToSource(index));
    return row ? row->key : QString();
}

void ChosenRows::choose(const QString &key)
{
    const QModelIndex index = m_filter.mapFromSource(m_tree.indexOf(key));
    // Not as the view does it, which looks at the keys that are held down.
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect
                                                         | QItemSelectionModel::Rows);
    if (index.isValid())
        m_view->scrollTo(index);
}

void ChosenRows::chooseAll(const QStringList &keys)
{
    for (const QString &key : keys) {
        const QModelIndex index = m_filter.mapFromSource(m_tree.indexOf(key));
        const auto how =
            key == keys.first() ? QItemSelectionModel::ClearAndSelect : QItemSelectionModel::Select;
        m_view->selectionModel()->setCurrentIndex(index, how | QItemSelectionModel::Rows);
    }
}

void ChosenRows::take()
{
    if (m_moving > 0)
        return;
    readSeen();
    m_chosen = QSet<QString>(m_seen.cbegin(), m_seen.cend());
    Q_EMIT changed();
    Q_EMIT userChose();
}

void ChosenRows::endMove()
{
    if (--m_moving > 0)
        return;
    const QStringList before = m_seen;
    readSeen();
    if (m_seen != before)
        m_tell.start(); // many rows may move one by one
}

void ChosenRows::readSeen()
{
    QModelIndexList rows;
    const QItemSelection selection = m_view->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); range.parent().isValid() && row <= range.bottom(); ++row)
            rows.append(m_filter.index(row, 0, range.parent()));
    }
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &one, const QModelIndex &other) {
        return std::pair(one.parent().row(), one.row()) < std::pair(other.parent().row(), other.row());
    });
    const auto end = std::unique(rows.begin(), rows.end());
    rows.erase(end, rows.end());
    m_seen.clear();
    for (const QModelIndex &row : std::as_const(rows))
        m_seen.append(keyOf(row));
}

void ChosenRows::restoreAll()
{
    forgetGone();
    for (int family = 0; !m_chosen.isEmpty() && family < m_filter.rowCount(); ++family) {
        const QModelIndex above = m_filter.index(family, 0);
        restore(above, 0, m_filter.rowCount(above) - 1);
    }
    restoreCurrent();
}

// The view had made another one the current one meanwhile.
void ChosenRows::restoreCurrent()
{
    const QModelIndex current = m_filter.mapFromSource(m_tree.indexOf(m_current));
    if (current.isValid() && current.siblingAtColumn(0) != m_view->currentIndex().siblingAtColumn(0))
        m_view->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
}

// Neighbours together: thousands of single rows would take the view seconds.
void ChosenRows::restore(const QModelIndex &parent, int first, int last)
{
    if (m_chosen.isEmpty())
        return;
    QItemSelection again;
    if (!parent.isValid()) {
        for (int family = first; family <= last; ++family) {
            const QModelIndex above = m_filter.index(family, 0);
            restore(above, 0, m_filter.rowCount(above) - 1);
        }
        return;
    }
    const int columns = m_filter.columnCount() - 1;
    int begin = -1;
    for (int row = first; row <= last + 1; ++row) {
        const bool isChosen = row <= last && m_chosen.contains(keyOf(m_filter.index(row, 0, parent)));
        if (isChosen && begin < 0)
            begin = row;
        if (!isChosen && begin >= 0) {
            again.append({m_filter.index(begin, 0, parent), m_filter.index(row - 1, columns, parent)});
            begin = -1;
        }
    }
    if (!again.isEmpty())
        m_view->selectionModel()->select(again, kSelectRows);
}

// What is not seen any more is not meant; the only one that is chosen stays, and so do its details.
void ChosenRows::leaveCollapsed(const QModelIndex &family)
{
    const int rows = m_filter.rowCount(family);
    if (m_seen.size() < 2 || rows == 0)
        return;
    const QItemSelection hidden(m_filter.index(0, 0, family),
                                m_filter.index(rows - 1, m_filter.columnCount() - 1, family));
    if (m_view->currentIndex().parent() == family)
        m_view->selectionModel()->setCurrentIndex(family, QItemSelectionModel::NoUpdate);
    m_view->selectionModel()->select(hidden, QItemSelectionModel::Deselect | QItemSelectionModel::Rows);
}

} // namespace weightyard::ui
