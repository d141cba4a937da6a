#include "ui/model/row_table.h"

#include <utility>

namespace weightyard::ui {

namespace {

bool countsSeconds(const ModelRow &row)
{
    return row.job && row.job->state == job::JobState::Waiting;
}

} // namespace

std::optional<RowTable::Place> RowTable::placeOf(const QString &key) const
{
    const auto place = m_places.constFind(key);
    return place == m_places.cend() ? std::nullopt : std::optional(*place);
}

const ModelRow *RowTable::find(const QString &key) const
{
    const std::optional<Place> place = placeOf(key);
    return place ? &m_families[place->family].rows[place->row] : nullptr;
}

void RowTable::edit(const QString &key, const Change &change)
{
    const std::optional<Place> place = placeOf(key);
    if (!place)
        return;
    RowSums &sums = m_families[place->family].sums;
    ModelRow &row = at(*place);
    sums.remove(row);
    m_sums.remove(row);
    const bool ticked = row.ticked;
    const QString text = row.searchText;
    change(row);
    m_textRevision += row.searchText != text ? 1 : 0;
    row.safe = m_safe;
    sums.add(row);
    m_sums.add(row);
    m_tickRevision += row.ticked != ticked ? 1 : 0;
    if (countsSeconds(row))
        m_waiting.insert(key);
    else
        m_waiting.remove(key);
}

void RowTable::editAside(const QString &key, const Change &change)
{
    if (const std::optional<Place> place = placeOf(key))
        change(at(*place));
}

bool RowTable::editAll(const std::function<bool(ModelRow &)> &change)
{
    bool isOther = false;
    for (Family &family : m_families) {
        for (ModelRow &row : family.rows) {
            const QString text = row.searchText;
            isOther = change(row) || isOther;
            m_textRevision += row.searchText != text ? 1 : 0;
        }
    }
    if (isOther)
        recount();
    return isOther;
}

void RowTable::setSafe(bool on)
{
    if (std::exchange(m_safe, on) != on)
        recount();
}

void RowTable::visit(const std::function<void(const ModelRow &)> &visitor) const
{
    m_visited += m_sums.rows;
    for (const Family &family : m_families) {
        for (const ModelRow &row : family.rows)
            visitor(row);
    }
}

void RowTable::reset(QList<Family> families)
{
    m_families = std::move(families);
    replace();
}

void RowTable::append(int family, const ModelRow &row)
{
    m_families[family].rows.append(row);
    replace();
}

void RowTable::remove(const Place &place)
{
    m_families[place.family].rows.removeAt(place.row);
    replace();
}

void RowTable::recount()
{
    m_sums = {};
    m_waiting.clear();
    ++m_tickRevision;
    for (Family &family : m_families) {
        family.sums = {};
        for (ModelRow &row : family.rows) {
            row.safe = m_safe;
            family.sums.add(row);
            m_sums.add(row);
            if (countsSeconds(row))
                m_waiting.insert(row.key);
        }
    }
    m_visited += m_sums.rows;
}

void RowTable::replace()
{
    ++m_textRevision;
    m_places.clear();
    for (int f = 0; f < m_families.size(); ++f) {
        const QList<ModelRow> &rows = m_families.at(f).rows;
        for (int r = 0; r < rows.size(); ++r) {
            if (!m_places.contains(rows[r].key))
                m_places.insert(rows[r].key, {f, r});
        }
    }
    recount();
}

} // namespace weightyard::ui
