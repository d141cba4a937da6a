#include "ui/browse/found_list.h"

#include "ui/browse/found_text.h"

#include <algorithm>

namespace weightyard::ui {

FoundList::FoundList(const ModelTree &tree, const base::Clock &clock, QObject *parent)
    : QAbstractTableModel(parent),
      m_tree(tree),
      m_clock(clock)
{}

// What nobody knows the size of stays.
bool FoundList::isShown(const FoundRow &row) const
{
    return !m_fittingOnly || !session::isTooLarge(row.fit);
}

QList<qsizetype> FoundList::add(const QList<hub::FoundModel> &models)
{
    QList<qsizetype> shown;
    for (const hub::FoundModel &model : models) {
        FoundRow row{.model = model, .bytes = session::estimatedBytes(model)};
        row.fit = session::fitOf(row.bytes, m_machine);
        if (isShown(row))
            shown.append(m_rows.size());
        m_numbers.insert(model.id, m_rows.size());
        m_rows.append(row);
    }
    return shown;
}

void FoundList::setModels(const QList<hub::FoundModel> &models)
{
    beginResetModel();
    m_rows.clear();
    m_numbers.clear();
    m_shown = add(models);
    endResetModel();
}

void FoundList::append(const QList<hub::FoundModel> &models)
{
    const QList<qsizetype> fresh = add(models);
    if (fresh.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    m_shown += fresh;
    endInsertRows();
}

void FoundList::setExact(const QString &id, qint64 bytes, qint64 mostBytes)
{
    const qsizetype number = m_numbers.value(id, -1);
    if (number < 0 || bytes <= 0)
        return;
    FoundRow *found = &m_rows[number];
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
    const qsizetype number = m_numbers.value(id, -1);
    return number < 0 ? nullptr : &m_rows[number];
}

QModelIndex FoundList::indexOf(const QString &id) const
{
    const qsizetype number = m_numbers.value(id, -1);
    const auto shown = std::lower_bound(m_shown.begin(), m_shown.end(), number);
    if (number < 0 || shown == m_shown.end() || *shown != number)
        return {};
    return index(static_cast<int>(shown - m_shown.begin()), Name);
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

// So that the view does not ask each row for its rows whenever a page comes.
Qt::ItemFlags FoundList::flags(const QModelIndex &index) const
{
    return QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
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
