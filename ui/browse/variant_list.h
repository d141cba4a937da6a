// VariantList: the choices that a repository offers, with exact sizes and whether they fit; one of them is chosen. GUI thread.
#pragma once

#include "hub/variants.h"
#include "session/machine_fit.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

namespace weightyard::ui {

struct VariantRow {
    QString name; ///< as hub::PickWish takes it; empty: the whole repository
    QString title;
    QString detail; ///< folder, bits, what is missing
    qint64 bytes = 0;
    session::Fit fit = session::Fit::Unknown;
    bool isBest = false;
    bool isHere = false;   ///< all of its files
    bool isBranch = false; ///< `name` is a revision
    bool isOpened = false; ///< of a branch: its files are those that are shown
    friend bool operator==(const VariantRow &, const VariantRow &) = default;
};

class VariantModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void setRows(const QList<VariantRow> &rows);
    void setChosen(const QString &name, bool isAny); ///< isAny false: none of the variants
    const VariantRow *row(const QModelIndex &index) const;
    bool isChosen(const QModelIndex &index) const { return index.row() == m_chosen; }
    int chosen() const { return m_chosen; } ///< its row; -1: none
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<VariantRow> m_rows;
    int m_chosen = -1;
};

class VariantDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

class VariantList : public QListView
{
    Q_OBJECT
public:
    explicit VariantList(QWidget *parent = nullptr);
    void setRows(const QList<VariantRow> &rows) { m_model.setRows(rows); }
    void setChosen(const QString &name, bool isAny); ///< another one than before comes into sight

Q_SIGNALS:
    void chosen(const QString &name);         ///< by click, space bar or Enter
    void branchChosen(const QString &branch); ///< likewise

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(const QModelIndex &index);

    VariantModel m_model;
    VariantDelegate m_delegate;
};

} // namespace weightyard::ui
