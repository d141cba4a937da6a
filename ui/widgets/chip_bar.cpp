#include "ui/widgets/chip_bar.h"

#include "ui/model/row_sums.h"
#include "ui/theme/paint.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace weightyard::ui {

namespace {

QString nameOf(Chip chip)
{
    switch (chip) {
    case Chip::All:
        return ChipBar::tr("All");
    case Chip::Here:
        return ChipBar::tr("Here");
    case Chip::NotHere:
        return ChipBar::tr("Not here");
    case Chip::Updates:
        return ChipBar::tr("Updates");
    case Chip::Problems:
        return ChipBar::tr("Problems");
    }
    Q_UNREACHABLE();
}

// As passes() of the rows.
int countOf(const RowSums &sums, Chip chip)
{
    switch (chip) {
    case Chip::All:
        return sums.rows;
    case Chip::Here:
        return sums.here;
    case Chip::NotHere:
        return sums.rows - sums.here;
    case Chip::Updates:
        return sums.updates;
    case Chip::Problems:
        return sums.problems;
    }
    Q_UNREACHABLE();
}

constexpr int kPadding = 28;
constexpr auto kChips = {Chip::All, Chip::Here, Chip::NotHere, Chip::Updates, Chip::Problems};

} // namespace

ChipBar::ChipBar(QWidget *parent) : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(16, 10, 16, 9);
    line->setSpacing(8);
    auto *group = new QButtonGroup(this);
    for (const Chip chip : kChips) {
        auto *button = new QPushButton(nameOf(chip), this);
        button->setProperty("chip", true);
        button->setCheckable(true);
        button->setChecked(chip == Chip::All);
        group->addButton(button);
        line->addWidget(button);
        m_buttons.insert(chip, button);
        connect(button, &QPushButton::clicked, this, [this, chip] { Q_EMIT chosen(chip); });
    }
    line->addStretch(1);
}

void ChipBar::setCounts(const RowSums &sums)
{
    for (const Chip chip : kChips) {
        const int count = countOf(sums, chip);
        QPushButton &button = *m_buttons[chip];
        button.setText(QStringLiteral("%1 %2").arg(nameOf(chip)).arg(count));
        // The chosen one is bold; the others keep the room for it, so that nothing jumps.
        const QFontMetrics bold(semiboldFont(button.font()));
        button.setMinimumWidth(bold.horizontalAdvance(button.text()) + kPadding);
    }
}

} // namespace weightyard::ui
