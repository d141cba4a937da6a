// ChipBar: filter chips with counts; one is chosen. Where they need more than one line, there are more. GUI thread.
#pragma once

#include "ui/model/model_filter.h"

#include <QList>
#include <QWidget>

class QPushButton;

namespace weightyard::ui {

class ChipBar : public QWidget
{
    Q_OBJECT
public:
    explicit ChipBar(QWidget *parent = nullptr);
    void setCounts(const ChipCounts &counts);
    void choose(Chip chip); ///< as a click does
    Chip chip() const;      ///< that is chosen
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(weightyard::ui::Chip chip);

protected:
    bool event(QEvent *event) override;

private:
    void arrange();

    QHash<Chip, QPushButton *> m_buttons;
};

} // namespace weightyard::ui
