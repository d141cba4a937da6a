#include "ui/widgets/family_expansion.h"

#include <QScopedValueRollback>
#include <QTreeView>

namespace weightyard::ui {

FamilyExpansion::FamilyExpansion(QTreeView &view, Name name, QObject *parent)
    : QObject(parent),
      m_view(view),
      m_name(std::move(name))
{
    connect(&m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) { note(index, false); });
    connect(&m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) { note(index, true); });
    connect(m_view.model(), &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &above, int first, int last) {
                if (!above.isValid())
                    refresh(first, last);
            });
}

void FamilyExpansion::note(const QModelIndex &family, bool open)
{
    if (m_refreshing)
        return;
    QSet<QString> &noted = m_searching ? m_collapsedInSearch : m_collapsed;
    if (open)
        noted.remove(m_name(family));
    else
        noted.insert(m_name(family));
}

void FamilyExpansion::setSearching(bool searching)
{
    if (!searching)
        m_collapsedInSearch.clear();
    m_searching = searching;
    refresh();
}

void FamilyExpansion::refresh()
{
    refresh(0, m_view.model()->rowCount() - 1);
}

// Not QTreeView::expandAll(): it keeps an index for every model too, and each change of the list then costs seconds.
void FamilyExpansion::refresh(int first, int last)
{
    const QScopedValueRollback guard(m_refreshing, true);
    const QSet<QString> &closed = m_searching ? m_collapsedInSearch : m_collapsed;
    for (int i = first; i <= last; ++i) {
        const QModelIndex family = m_view.model()->index(i, 0);
        m_view.setExpanded(family, !closed.contains(m_name(family)));
    }
}

QStringList FamilyExpansion::collapsed() const
{
    QStringList names = m_collapsed.values();
    names.sort();
    return names;
}

void FamilyExpansion::setCollapsed(const QStringList &names)
{
    m_collapsed = QSet<QString>(names.cbegin(), names.cend());
    refresh();
}

} // namespace weightyard::ui
