#include "ui/widgets/check_box.h"

#include "ui/theme/paint.h"

#include <QPainter>
#include <QStyle>

namespace weightyard::ui {

namespace {

constexpr int kMarkGap = 8;

QSize wholeSize(const QAbstractButton &button)
{
    const QFontMetrics metrics(button.font());
    return {kBoxSize + kMarkGap + metrics.horizontalAdvance(button.text()) + 2,
            std::max(kLeastTarget, metrics.height() + 4)};
}

QSize leastSize(const QAbstractButton &button)
{
    const int letters = QFontMetrics(button.font()).averageCharWidth() * 12;
    return {kBoxSize + kMarkGap + letters, wholeSize(button).height()};
}

QRect markOf(const QAbstractButton &button)
{
    const QRect mark(0, (button.height() - kBoxSize) / 2, kBoxSize, kBoxSize);
    return QStyle::visualRect(button.layoutDirection(), button.rect(), mark);
}

void paintText(QPainter &painter, const QAbstractButton &button, const Tokens &tokens)
{
    const QRect words(kBoxSize + kMarkGap, 0, button.width() - kBoxSize - kMarkGap, button.height());
    painter.setPen(button.isEnabled() ? tokens.text : tokens.other);
    painter.drawText(
        QStyle::visualRect(button.layoutDirection(), button.rect(), words),
        static_cast<int>(QStyle::visualAlignment(button.layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter),
        button.fontMetrics().elidedText(button.text(), Qt::ElideRight, words.width()));
}

} // namespace

QSize CheckBox::sizeHint() const
{
    return wholeSize(*this);
}

QSize CheckBox::minimumSizeHint() const
{
    return leastSize(*this);
}

void CheckBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens tokens = tokensFor(palette());
    paintCheckBox(painter, markOf(*this), checkState(), hasFocus(), tokens);
    paintText(painter, *this, tokens);
}

QSize RadioButton::sizeHint() const
{
    return wholeSize(*this);
}

QSize RadioButton::minimumSizeHint() const
{
    return leastSize(*this);
}

void RadioButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens tokens = tokensFor(palette());
    paintRadio(painter, markOf(*this), isChecked(), hasFocus(), tokens);
    paintText(painter, *this, tokens);
}

} // namespace weightyard::ui
