// QueueRows: the downloads that are not over yet, in the order of the queue, as an item model; each shows the row of its model. What is
// dragged within it is asked for by placeWanted(), and moves once the queue has moved it. GUI thread.
#pragma once

#include "base/clock.h"
#include "ui/model/model_tree.h"

#include <QAbstractListModel>

namespace weightyard::ui {

class QueueRows : public QAbstractListModel
{
    Q_OBJECT
public:
    QueueRows(const ModelTree &tree, const base::Clock &clock, QObject *parent = nullptr);

    /// Of the queue, in its order; those that have ended are left out.
    void setQueue(const QStringList &keys);
    void refreshStates(); ///< all rows show what is now
    const QStringList &keys() const { return m_keys; }
    const ModelRow *row(const QModelIndex &index) const; ///< null: it is gone from the tree
    const ModelRow *row(const QString &key) const { return m_tree.row(key); }
    qint64 wallNowMs() const { return m_clock.wallMs(); }
    /// In front of which these stand once they are moved so many rows up (less than 0) or down as a block; nothing: they stand there.
    std::optional<QString> placeAfterMove(const QStringList &keys, qsizetype rows) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    void placeWanted(const QStringList &keys, const QString &before); ///< empty: behind all others

private:
    void reorder(const QStringList &keys);

    const ModelTree &m_tree;
    const base::Clock &m_clock;
    QStringList m_keys;
};

} // namespace weightyard::ui
