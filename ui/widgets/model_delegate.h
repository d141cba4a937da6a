// ModelDelegate: draws one cell of the tree of models. Geometry that the view needs for the mouse is here too. GUI thread.
#pragma once

#include "base/clock.h"
#include "ui/theme/tokens.h"

#include <QStyledItemDelegate>

namespace weightyard::ui {

struct ModelRow;

class ModelDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ModelDelegate(const base::Clock &clock, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// Clicks and keys are the view's: the usual delegate would look for a box where the style has one.
    bool editorEvent(QEvent *, QAbstractItemModel *, const QStyleOptionViewItem &,
                     const QModelIndex &) override
    {
        return false;
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Within the cell of the first column.
    static QRect boxRect(const QRect &cell, bool family, Qt::LayoutDirection direction);
    static QRect arrowRect(const QRect &cell, Qt::LayoutDirection direction);
    /// Where a pill that leads somewhere can be clicked: the status cell's left part.
    static QRect statusRect(const QRect &cell);

private:
    void paintFamily(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                     const Tokens &tokens) const;
    void paintName(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                   const ModelRow &row, const Tokens &tokens) const;
    void paintStatus(QPainter &painter, const QStyleOptionViewItem &option, const ModelRow &row,
                     const Tokens &tokens) const;

    const base::Clock &m_clock;
};

} // namespace weightyard::ui
