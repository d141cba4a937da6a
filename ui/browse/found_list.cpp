#include "ui/browse/found_list.h"

#include "ui/browse/found_text.h"

#include <algorithm>

namespace weightyard::ui {

FoundList::FoundList(const ModelTree &tree, const base::Clock &clock, QObject *parent)
    : QAbstractTableModel(parent),
      m_tree(tree),
      m_clock(clock)
{}

FoundRow FoundList::made(const hub::FoundModel &model) const
{
    FoundRow row{.model = model, .bytes = session::estimatedBytes(model)};
    row.fit = session::fitOf(row.bytes, m_machine);
    return row;
}

// What nobody knows the size of stays.
bool FoundList::isShown(const FoundRow &row) const
{
    return !m_fittingOnly || !session::isTooLarge(row.fit);
}

void FoundList::setModels(const QList<hub::FoundModel> &models)
{
    beginResetModel();
    m_rows.clear();
    m_shown.clear();
    for (const hub::FoundModel &model : models) {
        m_rows.append(made(model));
        if (isShown(m_rows.constLast()))
            m_shown.append(m_rows.size() - 1);
    }
    endResetModel();
}

void FoundList::append(const QList<hub::FoundModel> &models)
{
    QList<qsizetype> fresh;
    for (const hub::FoundModel &model : models) {
        m_rows.append(made(model));
        if (isShown(m_rows.constLast()))
            fresh.append(m_rows.size() - 1);
    }
    if (fresh.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    m_shown += fresh;
    endInsertRows();
}

void FoundList::setExact(const QString &id, qint64 bytes, qint64 mostBytes)
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const FoundRow &row) { return row.model.id == id; });
    if (found == m_rows.end() || bytes <= 0)
        return;
    found->bytes = bytes;
    found->mostBytes = mostBytes;
    found->isExact = true;
    found->fit =
        session::fitOf(bytes, m_machine); // one that turns out too large stays: it is being looked at
    const QModelIndex index = indexOf(id);
    if (index.isValid())
        Q_EMIT dataChanged(index, index.siblingAtColumn(Status));
}

void FoundList::setMachine(const session::Machine &machine)
{
    if (machine == m_machine)
        return;
    m_machine = machine;
    bool moved = false;
    for (FoundRow &row : m_rows) {
        const bool before = isShown(row);
        row.fit = session::fitOf(row.bytes, m_machine);
        moved = moved || before != isShown(row);
    }
    if (moved)
        refilter();
    else if (!m_shown.isEmpty())
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Status));
}

void FoundList::setFittingOnly(bool on)
{
    if (m_fittingOnly == on)
        return;
    m_fittingOnly = on;
    refilter();
}

void FoundList::refilter()
{
    beginResetModel();
    m_shown.clear();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (isShown(m_rows[i]))
            m_shown.append(i);
    }
    endResetModel();
}

const FoundRow *FoundList::row(const QModelIndex &index) const
{
    const bool inside = index.isValid() && index.model() == this && index.row() < m_shown.size();
    return inside ? &m_rows[m_shown[index.row()]] : nullptr;
}

const FoundRow *FoundList::rowOf(const QString &id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const FoundRow &row) { return row.model.id == id; });
    return found == m_rows.end() ? nullptr : &*found;
}

QModelIndex FoundList::indexOf(const QString &id) const
{
    for (qsizetype i = 0; i < m_shown.size(); ++i) {
        if (m_rows[m_shown[i]].model.id == id)
            return index(static_cast<int>(i), Name);
    }
    return {};
}

QStringList FoundList::authors() const
{
    QHash<QString, int> counts;
    for (const FoundRow &row : m_rows)
        ++counts[row.model.author()];
    QStringList names = counts.keys();
    std::sort(names.begin(), names.end(), [&](const QString &a, const QString &b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
    });
    return names;
}

int FoundList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FoundList::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 4;
}

QVariant FoundList::data(const QModelIndex &index, int role) const
{
    const FoundRow *found = row(index);
    if (!found)
        return {};
    const qint64 now = m_clock.wallMs();
    if (role == Qt::ToolTipRole)
        return FoundText::spoken(*found, local(*found), now);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case Name:
        return role == Qt::DisplayRole
                   ? found->model.name()
                   : found->model.name() + QStringLiteral(", ") + FoundText::facts(found->model);
    case Size:
        return FoundText::size(*found);
    case Updated:
        return FoundText::age(found->model.modified, now);
    case Status:
        return FoundText::status(*found, local(*found), now, m_fittingOnly).text;
    default:
        return {};
    }
}

QVariant FoundList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Size || section == Updated;
        return QVariant::fromValue(
            Qt::Alignment(isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Model");
    case Size:
        return tr("Size");
    case Updated:
        return tr("Updated");
    case Status:
        return tr("Status");
    default:
        return {};
    }
}

} // namespace weightyard::ui
