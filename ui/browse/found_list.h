// FoundList: models that a search has found, as an item model: with an estimate of their size and whether they fit this machine; those
// that do not can be left out. What is here of them is the tree's. GUI thread.
#pragma once

#include "hub/found_model.h"
#include "session/machine_fit.h"
#include "ui/model/model_tree.h"

#include <QAbstractTableModel>

namespace weightyard::ui {

struct FoundRow {
    hub::FoundModel model;
    qint64 bytes = 0;     ///< of its smallest variant; 0: not known
    qint64 mostBytes = 0; ///< of its largest
    bool isExact = false;
    session::Fit fit = session::Fit::Unknown;
};

class FoundList : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, Updated, Status };

    explicit FoundList(const ModelTree &tree, const base::Clock &clock, QObject *parent = nullptr);

    void setModels(const QList<hub::FoundModel> &models);
    void append(const QList<hub::FoundModel> &models);
    void setExact(const QString &id, qint64 bytes, qint64 mostBytes); ///< of its smallest and largest variant
    void setMachine(const session::Machine &machine);
    void setFittingOnly(bool on);
    bool isFittingOnly() const { return m_fittingOnly; }
    const session::Machine &machine() const { return m_machine; }

    qsizetype found() const { return m_rows.size(); }
    qsizetype leftOut() const { return m_rows.size() - m_shown.size(); }
    const FoundRow *row(const QModelIndex &index) const; ///< null: none
    const FoundRow *rowOf(const QString &id) const;
    QModelIndex indexOf(const QString &id) const; ///< invalid: it is not shown
    QStringList authors() const;                  ///< those with most models first; looks at all rows
    const ModelRow *local(const FoundRow &row) const { return m_tree.rowOfModel(row.model.id); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// Those of them that are shown, as rows of m_rows.
    QList<qsizetype> add(const QList<hub::FoundModel> &models);
    bool isShown(const FoundRow &row) const;
    void refilter();

    const ModelTree &m_tree;
    const base::Clock &m_clock;
    session::Machine m_machine;
    bool m_fittingOnly = false;
    QList<FoundRow> m_rows;
    QHash<QString, qsizetype> m_numbers; ///< by id, of m_rows
    QList<qsizetype> m_shown;            ///< of m_rows, in their order
};

} // namespace weightyard::ui
