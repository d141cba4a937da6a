// RowTreeModel: a RowTable as an item model of two levels, families and their models, and three columns: what views read. Who
// changes rows (ModelTree) calls show(). GUI thread.
#pragma once

#include "base/clock.h"
#include "ui/model/row_table.h"

#include <QAbstractItemModel>

namespace weightyard::ui {

class RowTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, Status, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< what a click on the header sorts by
        CountRole,               ///< of a family: "1 of 3 here"
    };

    const ModelRow *row(const QString &key) const;
    const ModelRow *row(const QModelIndex &index) const; ///< null for a family
    QString family(const QModelIndex &index) const;
    QList<ModelRow> rows() const; ///< copies: for what happens once, not for what happens ten times a second
    const RowSums &sums() const { return m_rows.sums(); }
    const RowSums &familySums(const QModelIndex &family) const { return familyAt(family).sums; }
    const QList<ModelRow> &familyRows(const QModelIndex &family) const { return familyAt(family).rows; }
    int tickRevision() const { return m_rows.tickRevision(); } ///< rises with each change of a tick
    int textRevision() const { return m_rows.textRevision(); } ///< with each other text that is searched in
    qint64 visitedRows() const { return m_rows.visitedRows(); }
    void visit(const std::function<void(const ModelRow &)> &visitor) const { m_rows.visit(visitor); }
    QModelIndex indexOf(const QString &key, int column = 0) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    explicit RowTreeModel(const base::Clock &clock, QObject *parent = nullptr);

    RowTable &table() { return m_rows; }
    const Family &familyAt(const QModelIndex &index) const { return m_rows.families()[index.row()]; }
    /// What they show is another: a row; rows with their families; everything.
    void show(const QString &key);
    void show(const QStringList &keys);
    void showAll();

private:
    static constexpr quintptr kFamily =
        ~quintptr(0); ///< internal id of a family's index; a model's is its family's row

    const base::Clock &m_clock;
    RowTable m_rows;
};

} // namespace weightyard::ui
