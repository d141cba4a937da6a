#include "ui/model/model_tree.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using queue::JobState;

ModelTree::ModelTree(const base::Clock &clock, QObject *parent) : QAbstractItemModel(parent), m_clock(clock)
{}

ModelTree::~ModelTree() = default;

ModelRow *ModelTree::find(const QString &key)
{
    for (Family &family : m_families) {
        for (ModelRow &row : family.rows) {
            if (row.key == key)
                return &row;
        }
    }
    return nullptr;
}

const ModelRow *ModelTree::row(const QString &key) const
{
    return const_cast<ModelTree *>(this)->find(key);
}

const ModelRow *ModelTree::row(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kFamily)
        return nullptr;
    return &m_families[static_cast<qsizetype>(index.internalId())].rows[index.row()];
}

QString ModelTree::family(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const auto at = index.internalId() == kFamily ? index.row() : static_cast<qsizetype>(index.internalId());
    return m_families[at].name;
}

QList<ModelRow> ModelTree::rows() const
{
    QList<ModelRow> all;
    for (const Family &family : m_families)
        all.append(family.rows);
    return all;
}

QModelIndex ModelTree::indexOf(const QString &key, int column) const
{
    for (qsizetype f = 0; f < m_families.size(); ++f) {
        const QList<ModelRow> &rows = m_families[f].rows;
        for (qsizetype r = 0; r < rows.size(); ++r) {
            if (rows[r].key == key)
                return createIndex(static_cast<int>(r), column, static_cast<quintptr>(f));
        }
    }
    return {};
}

void ModelTree::changed(const QString &key)
{
    const QModelIndex first = indexOf(key);
    if (!first.isValid())
        return;
    Q_EMIT dataChanged(first, first.siblingAtColumn(ColumnCount - 1));
    const QModelIndex above = first.parent();
    Q_EMIT dataChanged(above, above.siblingAtColumn(ColumnCount - 1));
}

void ModelTree::changedAll()
{
    if (m_families.isEmpty())
        return;
    const int last = static_cast<int>(m_families.size()) - 1;
    Q_EMIT dataChanged(index(0, 0), index(last, ColumnCount - 1));
    for (int f = 0; f <= last; ++f) {
        const QModelIndex above = index(f, 0);
        const int rows = rowCount(above);
        if (rows > 0)
            Q_EMIT dataChanged(index(0, 0, above), index(rows - 1, ColumnCount - 1, above));
    }
    Q_EMIT statesChanged();
}

void ModelTree::setContents(const queue::LibraryContents &contents)
{
    for (Family &family : m_families) {
        for (ModelRow &row : family.rows) {
            row.disk = contents.models.value(row.key);
            row.scanned = true;
            if (isHere(row))
                row.ticked = false;
        }
    }
    changedAll();
    Q_EMIT ticksChanged();
}

void ModelTree::setFacts(const QList<queue::ModelFacts> &facts, const QString &revision)
{
    for (const queue::ModelFacts &one : facts) {
        if (ModelRow *row = find(one.modelPath); row && row->entry.revision == revision)
            row->facts = one;
    }
    changedAll();
    Q_EMIT ticksChanged(); // sums of sizes
}

void ModelTree::setJob(const QString &key, const queue::JobSnapshot &job, double rate,
                       std::optional<qint64> timeLeftMs)
{
    ModelRow *row = find(key);
    if (!row)
        return;
    const bool newState = !row->job || row->job->state != job.state;
    row->job = job;
    row->rate = rate;
    row->timeLeftMs = timeLeftMs;
    changed(key);
    if (!newState)
        return;
    const bool untick = row->ticked && (isHere(*row) || isActive(*row));
    if (untick)
        setTicked(key, false); // it has been acted on
    Q_EMIT statesChanged();
}

void ModelTree::removeJob(const QString &key)
{
    ModelRow *row = find(key);
    if (!row || !row->job)
        return;
    row->job.reset();
    row->queuePosition = -1;
    changed(key);
    Q_EMIT statesChanged();
}

void ModelTree::setQueueOrder(const QStringList &queuedKeys)
{
    for (Family &family : m_families) {
        for (ModelRow &row : family.rows) {
            const int position = static_cast<int>(queuedKeys.indexOf(row.key));
            if (std::exchange(row.queuePosition, position) != position)
                changed(row.key);
        }
    }
}

void ModelTree::setAllocated(const QHash<QString, qint64> &bytes)
{
    for (auto one = bytes.cbegin(); one != bytes.cend(); ++one) {
        if (ModelRow *row = find(one.key()))
            row->disk.allocatedBytes = one.value();
    }
}

void ModelTree::setRoom(qint64 bytes)
{
    for (Family &family : m_families) {
        for (ModelRow &row : family.rows) {
            const bool fits = isActive(row) || bytesToWrite(row) <= bytes;
            if (std::exchange(row.fits, fits) != fits)
                changed(row.key);
        }
    }
}

void ModelTree::setTicked(const QString &key, bool ticked)
{
    if (const QModelIndex index = indexOf(key); index.isValid())
        setData(index, ticked ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

void ModelTree::untickAll()
{
    for (Family &family : m_families) {
        for (ModelRow &row : family.rows)
            row.ticked = false;
    }
    changedAll();
    Q_EMIT ticksChanged();
}

void ModelTree::refreshTimes()
{
    for (const Family &family : std::as_const(m_families)) {
        for (const ModelRow &row : family.rows) {
            if (row.job && row.job->state == JobState::Waiting)
                changed(row.key);
        }
    }
}

} // namespace weightyard::ui
