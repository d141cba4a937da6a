// ChipBar: filter chips with counts; one is chosen. GUI thread.
#pragma once

#include "ui/model/model_filter.h"

#include <QList>
#include <QWidget>

class QPushButton;

namespace weightyard::ui {

struct RowSums;

class ChipBar : public QWidget
{
    Q_OBJECT
public:
    explicit ChipBar(QWidget *parent = nullptr);
    void setCounts(const RowSums &sums);

Q_SIGNALS:
    void chosen(weightyard::ui::Chip chip);

private:
    QHash<Chip, QPushButton *> m_buttons;
};

} // namespace weightyard::ui
