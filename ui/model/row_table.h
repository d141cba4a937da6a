// RowTable: the rows of the window by family, where each of them is, and counts and sums that follow every change at the cost of
// the row that changes. Knows nothing of views: ModelTree tells them. GUI thread.
#pragma once

#include "ui/model/row_sums.h"

#include <QHash>
#include <QSet>
#include <functional>

namespace weightyard::ui {

struct Family {
    QString name;
    QList<ModelRow> rows = {};
    RowSums sums = {};     ///< of the rows; RowTable keeps it
    bool ofFolder = false; ///< of an open folder of scripts, and not of the catalogue
};

class RowTable
{
public:
    struct Place {
        int family = 0;
        int row = 0;
    };
    using Change = std::function<void(ModelRow &)>;

    const QList<Family> &families() const { return m_families; }
    const RowSums &sums() const { return m_sums; }
    std::optional<Place> placeOf(const QString &key) const;
    const ModelRow *find(const QString &key) const;            ///< null: none has this key
    const QSet<QString> &waiting() const { return m_waiting; } ///< rows that count seconds
    /// Rises with each change of a tick.
    int tickRevision() const { return m_tickRevision; }
    /// Rises when rows come or go, or the searched text of a row changes.
    int textRevision() const { return m_textRevision; }
    /// How many rows were looked at by passes over all of them, so far: what an event costs is tested by it.
    qint64 visitedRows() const { return m_visited; }

    /// One row, with its sums.
    void edit(const QString &key, const Change &change);
    /// What no sum depends on: place in the queue, whether it fits.
    void editAside(const QString &key, const Change &change);
    /// All rows. `change` says whether it made another of the row; if it did of any, everything is counted anew, and the answer is true.
    bool editAll(const std::function<bool(ModelRow &)> &change);
    /// Of all rows, also those to come: KnownModel::safe.
    void setSafe(bool on);
    void visit(const std::function<void(const ModelRow &)> &visitor) const;

    void reset(QList<Family> families);
    void appendFamily(const QString &name) { m_families.append({.name = name}); }
    void removeLastFamily() { m_families.removeLast(); }
    void append(int family, const ModelRow &row);
    void remove(const Place &place);

private:
    ModelRow &at(const Place &place) { return m_families[place.family].rows[place.row]; }
    void recount(); ///< what depends on the rows' values
    void replace(); ///< and what on their places

    QList<Family> m_families;
    QHash<QString, Place> m_places;
    QSet<QString> m_waiting;
    RowSums m_sums;
    int m_tickRevision = 0;
    int m_textRevision = 0;
    bool m_safe = false;
    mutable qint64 m_visited = 0;
};

} // namespace weightyard::ui
