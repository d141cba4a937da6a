#include "ui/model/model_tree.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using job::JobState;

ModelTree::ModelTree(const base::Clock &clock, QObject *parent) : QAbstractItemModel(parent), m_clock(clock)
{}

ModelTree::~ModelTree() = default;

namespace {
constexpr qsizetype kManyRows = 50; // as ranges, not one by one
} // namespace

ModelRow *ModelTree::find(const QString &key)
{
    const auto place = m_places.constFind(key);
    return place == m_places.cend() ? nullptr : &m_families[place->family].rows[place->row];
}

void ModelTree::edit(const QString &key, const std::function<void(ModelRow &)> &change)
{
    const auto place = m_places.constFind(key);
    if (place == m_places.cend())
        return;
    Family &family = m_families[place->family];
    ModelRow &row = family.rows[place->row];
    family.sums.remove(row);
    m_sums.remove(row);
    const bool ticked = row.ticked;
    change(row);
    family.sums.add(row);
    m_sums.add(row);
    m_tickRevision += row.ticked != ticked ? 1 : 0;
    if (row.job && row.job->state == JobState::Waiting)
        m_waiting.insert(key);
    else
        m_waiting.remove(key);
}

void ModelTree::editAndShow(const QString &key, const std::function<void(ModelRow &)> &change)
{
    const auto place = m_places.constFind(key);
    if (place == m_places.cend())
        return;
    const int family = static_cast<int>(place->family);
    const RowSums before = m_families[family].sums;
    edit(key, change);
    changed(key);
    if (!m_families[family].sums.looksLike(before)) {
        const QModelIndex above = index(family, 0);
        Q_EMIT dataChanged(above, above.siblingAtColumn(ColumnCount - 1));
    }
}

void ModelTree::recount()
{
    m_sums = {};
    m_places.clear();
    m_waiting.clear();
    ++m_tickRevision;
    for (qsizetype f = 0; f < m_families.size(); ++f) {
        Family &family = m_families[f];
        family.sums = {};
        for (qsizetype r = 0; r < family.rows.size(); ++r) {
            const ModelRow &row = family.rows[r];
            family.sums.add(row);
            m_sums.add(row);
            if (!m_places.contains(row.key))
                m_places.insert(row.key, {f, r});
            if (row.job && row.job->state == JobState::Waiting)
                m_waiting.insert(row.key);
        }
    }
    m_visited += m_sums.rows;
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
    m_visited += m_sums.rows;
    QList<ModelRow> all;
    for (const Family &family : m_families)
        all.append(family.rows);
    return all;
}

const RowSums &ModelTree::familySums(const QModelIndex &family) const
{
    return m_families[family.row()].sums;
}

QModelIndex ModelTree::indexOf(const QString &key, int column) const
{
    const auto place = m_places.constFind(key);
    if (place == m_places.cend())
        return {};
    return createIndex(static_cast<int>(place->row), column, static_cast<quintptr>(place->family));
}

void ModelTree::changed(const QString &key)
{
    const QModelIndex first = indexOf(key);
    if (first.isValid())
        Q_EMIT dataChanged(first, first.siblingAtColumn(ColumnCount - 1));
}

void ModelTree::changed(const QStringList &keys)
{
    if (keys.size() > kManyRows)
        return allChanged();
    QSet<int> families;
    for (const QString &key : keys) {
        changed(key);
        families.insert(indexOf(key).parent().row());
    }
    for (const int family : std::as_const(families)) {
        if (family >= 0)
            Q_EMIT dataChanged(index(family, 0), index(family, ColumnCount - 1));
    }
}

void ModelTree::allChanged()
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
}

void ModelTree::changedAll()
{
    recount();
    allChanged();
    Q_EMIT statesChanged();
}

void ModelTree::setContents(const library::LibraryContents &contents)
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

void ModelTree::setFacts(const QList<hub::ModelFacts> &facts, const QString &revision)
{
    QStringList keys;
    for (const hub::ModelFacts &one : facts) {
        const ModelRow *row = find(one.modelPath);
        if (!row || row->entry.revision != revision)
            continue;
        edit(one.modelPath, [&](ModelRow &of) {
            of.facts = one;
            fold(of);
        });
        keys.append(one.modelPath);
    }
    changed(keys);
    Q_EMIT statesChanged();
    Q_EMIT ticksChanged(); // sums of sizes
}

void ModelTree::setJob(const QString &key, const job::JobSnapshot &job)
{
    const ModelRow *row = find(key);
    if (!row)
        return;
    const bool newState = !row->job || row->job->state != job.state;
    bool untick = false;
    editAndShow(key, [&](ModelRow &of) {
        of.job = job;
        untick = newState && of.ticked && (isHere(of) || isActive(of));
    });
    if (!newState)
        return;
    if (untick)
        setTicked(key, false); // it has been acted on
    Q_EMIT statesChanged();
}

void ModelTree::removeJob(const QString &key)
{
    const ModelRow *row = find(key);
    if (!row || !row->job)
        return;
    editAndShow(key, [](ModelRow &of) {
        of.job.reset();
        of.queuePosition = -1;
    });
    Q_EMIT statesChanged();
}

void ModelTree::setQueueOrder(const QStringList &queuedKeys)
{
    QStringList shown;
    const auto place = [&](const QString &key, int position) {
        ModelRow *row = find(key);
        if (!row)
            return;
        const int before = std::exchange(row->queuePosition, position);
        // Only "next" is said of it.
        if ((before == 0) != (position == 0) || (before < 0) != (position < 0))
            shown.append(key);
    };
    const QSet<QString> queued(queuedKeys.cbegin(), queuedKeys.cend());
    for (const QString &key : std::as_const(m_queueOrder)) {
        if (!queued.contains(key))
            place(key, -1);
    }
    for (qsizetype i = 0; i < queuedKeys.size(); ++i)
        place(queuedKeys[i], static_cast<int>(i));
    m_queueOrder = queuedKeys;
    if (shown.size() > kManyRows)
        return allChanged();
    for (const QString &key : std::as_const(shown))
        changed(key);
}

void ModelTree::setRoom(qint64 bytes)
{
    QStringList shown;
    m_visited += m_sums.rows;
    for (Family &family : m_families) {
        for (ModelRow &row : family.rows) {
            const bool fits = isActive(row) || bytesToWrite(row) <= bytes;
            if (std::exchange(row.fits, fits) != fits)
                shown.append(row.key);
        }
    }
    changed(shown);
}

void ModelTree::setTicked(const QString &key, bool ticked)
{
    if (const QModelIndex index = indexOf(key); index.isValid())
        setData(index, ticked ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

void ModelTree::tickOnly(const QStringList &keys)
{
    const QSet<QString> wanted(keys.cbegin(), keys.cend());
    for (Family &family : m_families) {
        for (ModelRow &row : family.rows)
            row.ticked = wanted.contains(row.key);
    }
    changedAll();
    Q_EMIT ticksChanged();
}

void ModelTree::refreshTimes()
{
    for (const QString &key : std::as_const(m_waiting))
        changed(key);
}

} // namespace weightyard::ui
