#include "ui/model/row_tree_model.h"

#include "ui/model/row_cells.h"

namespace weightyard::ui {

namespace {
constexpr qsizetype kManyRows = 50; // as ranges, not one by one
} // namespace

RowTreeModel::RowTreeModel(const base::Clock &clock, QObject *parent)
    : QAbstractItemModel(parent),
      m_clock(clock)
{}

const ModelRow *RowTreeModel::row(const QString &key) const
{
    return m_rows.find(key);
}

const ModelRow *RowTreeModel::row(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kFamily)
        return nullptr;
    return &m_rows.families()[static_cast<qsizetype>(index.internalId())].rows[index.row()];
}

QString RowTreeModel::family(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const auto at = index.internalId() == kFamily ? index.row() : static_cast<qsizetype>(index.internalId());
    return m_rows.families()[at].name;
}

QList<ModelRow> RowTreeModel::rows() const
{
    QList<ModelRow> all;
    m_rows.visit([&](const ModelRow &row) { all.append(row); });
    return all;
}

QModelIndex RowTreeModel::indexOf(const QString &key, int column) const
{
    const std::optional<RowTable::Place> place = m_rows.placeOf(key);
    return place ? createIndex(place->row, column, static_cast<quintptr>(place->family)) : QModelIndex();
}

void RowTreeModel::show(const QString &key)
{
    const QModelIndex first = indexOf(key);
    if (first.isValid())
        Q_EMIT dataChanged(first, first.siblingAtColumn(ColumnCount - 1));
}

void RowTreeModel::show(const QStringList &keys)
{
    if (keys.size() > kManyRows)
        return showAll();
    QSet<int> families;
    for (const QString &key : keys) {
        show(key);
        families.insert(indexOf(key).parent().row());
    }
    for (const int family : std::as_const(families)) {
        if (family >= 0)
            Q_EMIT dataChanged(index(family, 0), index(family, ColumnCount - 1));
    }
}

void RowTreeModel::showAll()
{
    const int families = rowCount();
    if (families == 0)
        return;
    Q_EMIT dataChanged(index(0, 0), index(families - 1, ColumnCount - 1));
    for (int f = 0; f < families; ++f) {
        const QModelIndex above = index(f, 0);
        const int rows = rowCount(above);
        if (rows > 0)
            Q_EMIT dataChanged(index(0, 0, above), index(rows - 1, ColumnCount - 1, above));
    }
}

QModelIndex RowTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) : kFamily);
}

QModelIndex RowTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kFamily)
        return {};
    return createIndex(static_cast<int>(child.internalId()), 0, kFamily);
}

int RowTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.families().size());
    const bool isFamily = parent.internalId() == kFamily && parent.column() == 0;
    return isFamily ? static_cast<int>(familyAt(parent).rows.size()) : 0;
}

int RowTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant RowTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const ModelRow *model = row(index))
        return modelCell(*model, index.column(), role, m_clock.wallMs());
    return familyCell(familyAt(index).name, familyAt(index).sums, index.column(), role);
}

QVariant RowTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? headerCell(section, role) : QVariant();
}

Qt::ItemFlags RowTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    // A family is opened, closed and ticked; what is chosen are models.
    const bool isFamily = index.internalId() == kFamily;
    const Qt::ItemFlags usual =
        isFamily ? Qt::ItemIsEnabled : Qt::ItemFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return index.column() == Name ? usual | Qt::ItemIsUserCheckable : usual;
}

} // namespace weightyard::ui
