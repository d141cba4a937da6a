#include "ui/widgets/chip_bar.h"

#include "ui/theme/paint.h"

#include <QButtonGroup>
#include <QEvent>
#include <QPushButton>
#include <QStyle>
#include <algorithm>

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

int countOf(const ChipCounts &counts, Chip chip)
{
    switch (chip) {
    case Chip::All:
        return counts.all;
    case Chip::Here:
        return counts.here;
    case Chip::NotHere:
        return counts.all - counts.here;
    case Chip::Updates:
        return counts.updates;
    case Chip::Problems:
        return counts.problems;
    }
    Q_UNREACHABLE();
}

constexpr int kPadding = 28;
constexpr int kSpacing = 8;
constexpr QMargins kMargins{16, 10, 16, 9};
constexpr auto kChips = {Chip::All, Chip::Here, Chip::NotHere, Chip::Updates, Chip::Problems};

QSize sizeOf(const QPushButton &button)
{
    return button.sizeHint().expandedTo(button.minimumSize());
}

} // namespace

ChipBar::ChipBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Filter"));
    auto *group = new QButtonGroup(this);
    for (const Chip chip : kChips) {
        auto *button = new QPushButton(nameOf(chip), this);
        button->setProperty("chip", true);
        button->setCheckable(true);
        button->setAutoExclusive(true); // for screen readers: one of several
        button->setChecked(chip == Chip::All);
        group->addButton(button);
        m_buttons.insert(chip, button);
        connect(button, &QPushButton::clicked, this, [this, chip] { Q_EMIT chosen(chip); });
    }
}

Chip ChipBar::chip() const
{
    for (auto one = m_buttons.cbegin(); one != m_buttons.cend(); ++one) {
        if (one.value()->isChecked())
            return one.key();
    }
    return Chip::All;
}

QSize ChipBar::sizeHint() const
{
    int width = kMargins.left() + kMargins.right() - kSpacing;
    for (const Chip chip : kChips)
        width += sizeOf(*m_buttons[chip]).width() + kSpacing;
    return {width, height()};
}

QSize ChipBar::minimumSizeHint() const
{
    int widest = 0;
    for (const Chip chip : kChips)
        widest = std::max(widest, sizeOf(*m_buttons[chip]).width());
    return {kMargins.left() + widest + kMargins.right(), height()};
}

bool ChipBar::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::LayoutRequest: // a chip has another size
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LayoutDirectionChange:
        arrange();
        break;
    default:
        break;
    }
    return done;
}

void ChipBar::arrange()
{
    int x = kMargins.left();
    int y = kMargins.top();
    int tallest = 0;
    for (const Chip chip : kChips) {
        QPushButton &button = *m_buttons[chip];
        const QSize size = sizeOf(button);
        if (x > kMargins.left() && x + size.width() > width() - kMargins.right()) {
            x = kMargins.left();
            y += tallest + kSpacing;
            tallest = 0;
        }
        const QRect place(QPoint(x, y), size);
        button.setGeometry(
            QStyle::visualRect(layoutDirection(), QRect(0, 0, width(), y + size.height()), place));
        x += size.width() + kSpacing;
        tallest = std::max(tallest, size.height());
    }
    setFixedHeight(y + tallest + kMargins.bottom());
}

void ChipBar::choose(Chip chip)
{
    m_buttons[chip]->click();
}

void ChipBar::setCounts(const ChipCounts &counts)
{
    for (const Chip chip : kChips) {
        const int count = countOf(counts, chip);
        QPushButton &button = *m_buttons[chip];
        button.setText(QStringLiteral("%1 %2").arg(nameOf(chip)).arg(count));
        // The chosen one is bold; the others keep the room for it, so that nothing jumps.
        const QFontMetrics bold(semiboldFont(button.font()));
        button.setMinimumWidth(bold.horizontalAdvance(button.text()) + kPadding);
    }
    arrange();
    updateGeometry();
}

} // namespace weightyard::ui
