// FoundDelegate: draws one cell of the list of found models. GUI thread.
#pragma once

#include "base/clock.h"
#include "ui/theme/tokens.h"

#include <QStyledItemDelegate>

namespace weightyard::ui {

struct FoundRow;

class FoundDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit FoundDelegate(const base::Clock &clock, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintName(QPainter &painter, const QStyleOptionViewItem &option, const FoundRow &row,
                   const Tokens &tokens) const;
    void paintStatus(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                     const Tokens &tokens) const;

    const base::Clock &m_clock;
};

} // namespace weightyard::ui
