#include "ui/widgets/check_box.h"

#include "ui/theme/paint.h"

#include <QPainter>
#include <QStyle>

namespace weightyard::ui {

namespace {
constexpr int kMarkGap = 8;
}

QSize CheckBox::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {kBoxSize + kMarkGap + metrics.horizontalAdvance(text()) + 2,
            std::max(kLeastTarget, metrics.height() + 4)};
}

QSize CheckBox::minimumSizeHint() const
{
    return {kBoxSize + kMarkGap + QFontMetrics(font()).averageCharWidth() * 12, sizeHint().height()};
}

void CheckBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens tokens = tokensFor(palette());
    const QRect box(0, (height() - kBoxSize) / 2, kBoxSize, kBoxSize);
    paintCheckBox(painter, QStyle::visualRect(layoutDirection(), rect(), box), checkState(), hasFocus(),
                  tokens);
    const QRect words(kBoxSize + kMarkGap, 0, width() - kBoxSize - kMarkGap, height());
    painter.setPen(isEnabled() ? tokens.text : tokens.other);
    painter.drawText(
        QStyle::visualRect(layoutDirection(), rect(), words),
        static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter),
        fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

} // namespace weightyard::ui
