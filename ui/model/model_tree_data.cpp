// What ModelTree shows of its rows, as item model.
#include "ui/model/model_tree.h"
#include "ui/model/row_status.h"
#include "ui/text/format.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Sums of estimates are estimates.
QString sizeOf(const RowSums &sums)
{
    const qint64 bytes = sums.bytes.value();
    return bytes == 0 ? QString() : (sums.estimated == 0 ? QString() : u"≈ "_s) + text::formatBytes(bytes);
}

} // namespace

QModelIndex ModelTree::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) : kFamily);
}

QModelIndex ModelTree::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kFamily)
        return {};
    return createIndex(static_cast<int>(child.internalId()), 0, kFamily);
}

int ModelTree::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_families.size());
    const bool isFamily = parent.internalId() == kFamily && parent.column() == 0;
    return isFamily ? static_cast<int>(m_families[parent.row()].rows.size()) : 0;
}

int ModelTree::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant ModelTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == kFamily)
        return familyData(m_families[index.row()], index.column(), role);
    return rowData(*row(index), index.column(), role);
}

QVariant ModelTree::familyData(const Family &family, int column, int role) const
{
    const QString count = tr("%1 of %2 here").arg(family.sums.here).arg(family.sums.rows);
    switch (role) {
    case Qt::DisplayRole:
        if (column == Name)
            return family.name == addedFamily() ? tr("Added") : family.name;
        return column == Size ? sizeOf(family.sums) : QString();
    case Qt::CheckStateRole:
        return column == Name ? QVariant(family.sums.tick()) : QVariant();
    case Qt::AccessibleTextRole:
        return u"%1, %2, %3"_s.arg(family.name, count, sizeOf(family.sums));
    case CountRole:
        return count;
    default:
        return {};
    }
}

QVariant ModelTree::rowData(const ModelRow &row, int column, int role) const
{
    const qint64 now = m_clock.wallMs();
    switch (role) {
    case Qt::DisplayRole:
        if (column == Name)
            return row.entry.name;
        return column == Size ? RowText::size(row) : RowText::status(row, now).text;
    case Qt::CheckStateRole:
        return column == Name ? QVariant(row.ticked ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return RowText::spoken(row, now);
    case SortRole:
        if (column == Size)
            return bytesOf(row);
        return column == Name ? QVariant(row.entry.name) : QVariant(statusRank(row));
    default:
        return {};
    }
}

void ModelTree::fold(ModelRow &row)
{
    row.searchText =
        QStringList{row.entry.name, row.key, row.entry.family, RowText::facts(row)}.join(u' ').toCaseFolded();
}

bool ModelTree::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const bool on = value.toInt() != Qt::Unchecked;
    if (index.internalId() == kFamily) {
        QStringList keys;
        for (const ModelRow &row : std::as_const(m_families[index.row()].rows))
            keys.append(row.key);
        tickTogether(keys, on);
        return true;
    }
    editAndShow(row(index)->key, [on](ModelRow &row) { row.ticked = on; });
    Q_EMIT ticksChanged();
    return true;
}

void ModelTree::tickTogether(const QStringList &keys, bool on)
{
    const bool missing = std::any_of(keys.begin(), keys.end(), [this](const QString &key) {
        const ModelRow *row = find(key);
        return row && isWanted(*row) && !row->ticked;
    });
    for (const QString &key : keys)
        edit(key, [&](ModelRow &row) {
            row.ticked = on && missing && isWanted(row); // a second click takes the ticks away
        });
    changed(keys);
    Q_EMIT ticksChanged();
}

QVariant ModelTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<Qt::Alignment>((section == Size ? Qt::AlignRight : Qt::AlignLeft)
                                                  | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Model");
    case Size:
        return tr("Size");
    case Status:
        return tr("Status");
    default:
        return {};
    }
}

Qt::ItemFlags ModelTree::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == Name ? usual | Qt::ItemIsUserCheckable : usual;
}

} // namespace weightyard::ui
