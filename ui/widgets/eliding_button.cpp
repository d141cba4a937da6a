#include "ui/widgets/eliding_button.h"

#include <QEvent>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace weightyard::ui {

namespace {
constexpr int kLeast = 4; // letters
} // namespace

ElidingButton::ElidingButton(QWidget *parent) : QPushButton(parent)
{
    setProperty("elides", true);
}

QSize ElidingButton::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    const int text = fontMetrics().horizontalAdvance(this->text());
    const int least = fontMetrics().horizontalAdvance(QString(kLeast, u'm'));
    return {whole.width() - std::max(text - least, 0), whole.height()};
}

QRect ElidingButton::textRoom() const
{
    QStyleOptionButton option;
    initStyleOption(&option);
    return style()->subElementRect(QStyle::SE_PushButtonContents, &option, this);
}

void ElidingButton::refreshTip()
{
    const bool cut = textRoom().width() < fontMetrics().horizontalAdvance(text());
    const QString tip = !cut ? m_tip : (m_tip.isEmpty() ? text() : text() + u'\n' + m_tip);
    if (tip == toolTip())
        return;
    m_refreshing = true;
    setToolTip(tip);
    m_refreshing = false;
}

bool ElidingButton::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTipChange && !m_refreshing)
        m_tip = toolTip();
    return QPushButton::event(event);
}

void ElidingButton::paintEvent(QPaintEvent *)
{
    refreshTip();
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text = fontMetrics().elidedText(text(), Qt::ElideRight, textRoom().width());
    painter.drawControl(QStyle::CE_PushButton, option);
}

} // namespace weightyard::ui
