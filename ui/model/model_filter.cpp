#include "ui/model/model_filter.h"

#include "ui/model/model_tree.h"
#include "ui/model/row_cells.h"

#include <algorithm>
#include <utility>

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
    case Chip::Updates:
        return isUpdatable(row);
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

namespace {

bool hasAll(const ModelRow &row, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(),
                       [&](const QString &word) { return row.searchText.contains(word); });
}

bool accepts(const ModelRow &row, Chip chip, const QStringList &words)
{
    return passes(row, chip) && hasAll(row, words);
}

} // namespace

void ModelFilter::setChip(Chip chip)
{
    refilter(chip, m_words);
}

// What is done with a row would else take it away under the hand: a failed model that is tried again is no problem for a while.
void ModelFilter::keep(const QStringList &keys)
{
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    if (tree == nullptr || m_chip == Chip::All)
        return;
    const auto isPassing = [&](const QString &key) {
        const ModelRow *row = tree->row(key);
        return row != nullptr && passes(*row, m_chip);
    };
    QSet<QString> kept;
    for (const QString &key : keys) {
        if (m_kept.contains(key) || isPassing(key))
            kept.insert(key);
    }
    const QSet<QString> left = std::exchange(m_kept, kept) - kept;
    if (!std::all_of(left.cbegin(), left.cend(), isPassing))
        invalidateFilter();
}

void ModelFilter::setSearch(const QString &text)
{
    refilter(m_chip, text.simplified().toCaseFolded().split(u' ', Qt::SkipEmptyParts));
}

// All at once: row by row, thousands that come and go take the view a second. Not at all where the same rows are meant.
void ModelFilter::refilter(Chip chip, QStringList words)
{
    const bool hadKept = chip != m_chip && !std::exchange(m_kept, {}).isEmpty();
    const Chip chipBefore = std::exchange(m_chip, chip);
    const QStringList wordsBefore = std::exchange(m_words, std::move(words));
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    bool isSame = tree != nullptr && !hadKept && wordsBefore.isEmpty() == m_words.isEmpty()
                  && (chipBefore == Chip::All) == (chip == Chip::All);
    if (isSame)
        tree->visit([&](const ModelRow &row) {
            isSame = isSame && isShown(row, chipBefore, wordsBefore) == isShown(row, chip, m_words);
        });
    if (!isSame)
        invalidate();
}

// The list is not walked for each event: only for other words, and when the sums over all rows or a text are others.
ChipCounts ModelFilter::counts() const
{
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    if (tree == nullptr)
        return {};
    const RowSums &sums = tree->sums();
    const ChipCounts all{
        .all = sums.rows, .here = sums.here, .updates = sums.updates, .problems = sums.problems};
    if (m_words.isEmpty())
        return all;
    if (m_counted && m_counted->words == m_words && m_counted->all == all
        && m_counted->texts == tree->textRevision())
        return m_counted->found;
    ChipCounts counts;
    tree->visit([&](const ModelRow &row) {
        if (!hasAll(row, m_words))
            return;
        ++counts.all;
        counts.here += passes(row, Chip::Here) ? 1 : 0;
        counts.updates += passes(row, Chip::Updates) ? 1 : 0;
        counts.problems += passes(row, Chip::Problems) ? 1 : 0;
    });
    m_counted = Counted{.words = m_words, .all = all, .texts = tree->textRevision(), .found = counts};
    return counts;
}

bool ModelFilter::isShown(const ModelRow &row, Chip chip, const QStringList &words) const
{
    return accepts(row, chip, words) || (m_kept.contains(row.key) && hasAll(row, words));
}

int ModelFilter::hiddenSelected() const
{
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    const bool isWhole = m_chip == Chip::All && m_words.isEmpty();
    if (isWhole || tree == nullptr || tree->sums().selected == 0)
        return 0;
    int hidden = 0;
    tree->visit([&](const ModelRow &row) { hidden += row.ticked && isWanted(row) && !isShown(row) ? 1 : 0; });
    return hidden;
}

// The tree has counted them, where all are seen.
RowSums ModelFilter::shownSums(const QModelIndex &family) const
{
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    if (m_chip == Chip::All && m_words.isEmpty())
        return tree->familySums(family);
    RowSums sums;
    for (const ModelRow &row : tree->familyRows(family)) {
        if (isShown(row))
            sums.add(row);
    }
    return sums;
}

bool ModelFilter::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return QSortFilterProxyModel::hasChildren(parent);
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    return parent.column() == 0 && tree->row(mapToSource(parent)) == nullptr;
}

QVariant ModelFilter::data(const QModelIndex &index, int role) const
{
    const bool isFamily = index.isValid() && !index.parent().isValid();
    if (!isFamily || (m_chip == Chip::All && m_words.isEmpty()))
        return QSortFilterProxyModel::data(index, role);
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    const QModelIndex family = mapToSource(index);
    return familyCell(tree->family(family), shownSums(family), index.column(), role);
}

QVariant ModelFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QVariant name = QSortFilterProxyModel::headerData(section, orientation, Qt::DisplayRole);
    if (role == Qt::AccessibleTextRole && section == sortColumn())
        return sortOrder() == Qt::AscendingOrder ? tr("%1, sorted, ascending").arg(name.toString())
                                                 : tr("%1, sorted, descending").arg(name.toString());
    return QSortFilterProxyModel::headerData(section, orientation, role);
}

bool ModelFilter::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.parent().isValid())
        return QSortFilterProxyModel::setData(index, value, role);
    auto *tree = qobject_cast<ModelTree *>(sourceModel());
    QStringList keys;
    for (const ModelRow &row : tree->familyRows(mapToSource(index))) {
        if (isShown(row))
            keys.append(row.key);
    }
    tree->tickTogether(keys, value.toInt() != Qt::Unchecked);
    return true;
}

bool ModelFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!parent.isValid())
        return false; // there by its children
    const auto *tree = qobject_cast<const ModelTree *>(sourceModel());
    const ModelRow &one = *tree->row(tree->index(row, 0, parent));
    return isShown(one);
}

bool ModelFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool bySums = sortColumn() == ModelTree::Size || sortColumn() == ModelTree::Status;
    if (!left.parent().isValid() && bySums) {
        const RowSums one = shownSums(left);
        const RowSums other = shownSums(right);
        return sortColumn() == ModelTree::Size ? one.bytes.value() < other.bytes.value()
                                               : one.statusRank() < other.statusRank();
    }
    if (!left.parent().isValid())
        return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace weightyard::ui
