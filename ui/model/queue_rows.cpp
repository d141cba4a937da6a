#include "ui/model/queue_rows.h"

#include "ui/model/row_speech.h"
#include "ui/model/row_status.h"

#include <QDataStream>
#include <QIODevice>
#include <QLocale>
#include <QMimeData>
#include <QSet>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString kMimeType = u"application/x-weightyard-queue"_s;
} // namespace

QueueRows::QueueRows(const ModelTree &tree, const base::Clock &clock, QObject *parent)
    : QAbstractListModel(parent),
      m_tree(tree),
      m_clock(clock)
{}

void QueueRows::setQueue(const QStringList &keys)
{
    QStringList open;
    for (const QString &key : keys) {
        const ModelRow *row = m_tree.row(key);
        if (row && isActive(*row))
            open.append(key);
    }
    if (open == m_keys)
        return;
    const QSet<QString> wanted(open.cbegin(), open.cend());
    for (int i = rowCount() - 1; i >= 0; --i) {
        if (wanted.contains(m_keys[i]))
            continue;
        beginRemoveRows({}, i, i);
        m_keys.removeAt(i);
        endRemoveRows();
    }
    const QSet<QString> here(m_keys.cbegin(), m_keys.cend());
    QStringList added = open;
    added.removeIf([&](const QString &key) { return here.contains(key); });
    if (!added.isEmpty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
        m_keys += added;
        endInsertRows();
    }
    if (open != m_keys)
        reorder(open);
    refreshStates(); // their numbers, too
}

// What is selected stays so, wherever it goes.
void QueueRows::reorder(const QStringList &keys)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    QHash<QString, int> places;
    for (qsizetype i = 0; i < keys.size(); ++i)
        places.insert(keys[i], static_cast<int>(i));
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &one : before)
        after.append(index(places.value(m_keys[one.row()])));
    m_keys = keys;
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void QueueRows::refreshStates()
{
    if (!m_keys.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const ModelRow *QueueRows::row(const QModelIndex &index) const
{
    return index.isValid() ? m_tree.row(m_keys[index.row()]) : nullptr;
}

std::optional<QString> QueueRows::placeAfterMove(const QStringList &keys, qsizetype rows) const
{
    const QSet<QString> moved(keys.cbegin(), keys.cend());
    QList<qsizetype> at;
    QStringList others;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        if (moved.contains(m_keys[i]))
            at.append(i);
        else
            others.append(m_keys[i]);
    }
    if (at.isEmpty() || others.isEmpty())
        return {};
    const bool isBlock = at.last() - at.first() + 1 == at.size();
    // The others that stand in front of them: of a scattered lot the first one leads upwards, the last one downwards.
    const qsizetype inFront = rows < 0 ? at.first() : at.last() + 1 - at.size();
    const qsizetype to = std::clamp<qsizetype>(inFront + rows, 0, others.size());
    if (isBlock && to == at.first())
        return {};
    return to == others.size() ? QString() : others[to];
}

int QueueRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

QVariant QueueRows::data(const QModelIndex &index, int role) const
{
    const ModelRow *row = this->row(index);
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return row->entry.name;
    case Qt::ToolTipRole:
        return RowSpeech::whole(*row, wallNowMs());
    case Qt::AccessibleTextRole:
        return tr("%1. %2").arg(QLocale().toString(index.row() + 1), RowSpeech::whole(*row, wallNowMs()));
    default:
        return {};
    }
}

Qt::ItemFlags QueueRows::flags(const QModelIndex &index) const
{
    // Between rows, never onto one.
    return index.isValid()
               ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren
               : Qt::ItemIsDropEnabled;
}

QStringList QueueRows::mimeTypes() const
{
    return {kMimeType};
}

QMimeData *QueueRows::mimeData(const QModelIndexList &indexes) const
{
    QModelIndexList sorted = indexes;
    std::sort(sorted.begin(), sorted.end());
    QStringList keys;
    for (const QModelIndex &index : std::as_const(sorted))
        keys.append(m_keys[index.row()]);
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << keys;
    auto *data = new QMimeData;
    data->setData(kMimeType, bytes);
    return data;
}

bool QueueRows::canDropMimeData(const QMimeData *data, Qt::DropAction action, int, int,
                                const QModelIndex &parent) const
{
    return action == Qt::MoveAction && data->hasFormat(kMimeType) && !parent.isValid();
}

bool QueueRows::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                             const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    QStringList keys;
    QDataStream stream(data->data(kMimeType));
    stream >> keys;
    keys.removeIf([&](const QString &key) { return !m_keys.contains(key); }); // ended meanwhile
    qsizetype before = row < 0 ? m_keys.size() : row;
    while (before < m_keys.size() && keys.contains(m_keys[before]))
        ++before;
    if (!keys.isEmpty())
        Q_EMIT placeWanted(keys, before < m_keys.size() ? m_keys[before] : QString());
    return true;
}

} // namespace weightyard::ui
