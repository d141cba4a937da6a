#include "ui/model/model_filter.h"

#include "ui/model/model_tree.h"

#include <algorithm>

namespace weightyard::ui {

bool passes(const ModelRow &row, Chip chip)
{
    switch (chip) {
    case Chip::All:
        return true;
    case Chip::Here:
        return isHere(row);
    case Chip::NotHere:
        return !isHere(row);
    case Chip::Problems:
        return isProblem(row);
    }
    Q_UNREACHABLE();
}

ModelFilter::ModelFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setDynamicSortFilter(true);
    setSortRole(ModelTree::SortRole);
    setSortLocaleAware(true);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void ModelFilter::setChip(Chip chip)
{
    m_chip = chip;
    invalidateFilter();
}

void ModelFilter::setSearch(const QString &text)
{
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

QList<const ModelRow *> ModelFilter::seen(const QModelIndex &family) const
{
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    QList<const ModelRow *> rows;
    for (int i = 0; i < rowCount(family); ++i)
        rows.append(tree->row(mapToSource(index(i, 0, family))));
    return rows;
}

QVariant ModelFilter::data(const QModelIndex &index, int role) const
{
    const bool isFamilyBox = role == Qt::CheckStateRole && index.isValid() && !index.parent().isValid()
                             && index.column() == ModelTree::Name;
    const bool isWhole = m_chip == Chip::All && m_words.isEmpty(); // the tree has counted them
    return isFamilyBox && !isWhole ? QVariant(tickOf(seen(index))) : QSortFilterProxyModel::data(index, role);
}

bool ModelFilter::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.parent().isValid())
        return QSortFilterProxyModel::setData(index, value, role);
    QStringList keys;
    for (const ModelRow *row : seen(index.siblingAtColumn(0)))
        keys.append(row->key);
    auto *tree = qobject_cast<ModelTree *>(sourceModel());
    tree->tickTogether(keys, value.toInt() != Qt::Unchecked);
    return true;
}

bool ModelFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!parent.isValid())
        return false; // there by its children
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    const QModelIndex index = tree->index(row, 0, parent);
    if (!passes(*tree->row(index), m_chip))
        return false;
    const QString text = index.data(ModelTree::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool ModelFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (!left.parent().isValid())
        return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace weightyard::ui
