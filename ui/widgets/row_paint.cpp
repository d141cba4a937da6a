#include "ui/widgets/row_paint.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"

#include <QStyle>

namespace weightyard::ui {

namespace {

constexpr int kAfterPill = 10;
constexpr QStringView kDot = u" · ";

// Half a number would be another one.
QString wholeFacts(QString facts, const QFontMetrics &metrics, int room)
{
    while (facts.contains(kDot) && metrics.horizontalAdvance(facts) > room)
        facts.truncate(facts.lastIndexOf(kDot));
    return metrics.elidedText(facts, Qt::ElideRight, room);
}

} // namespace

QRect paintNameAndFacts(QPainter &painter, const QRect &cell, const NameAndFacts &row, const QFont &font,
                        Qt::LayoutDirection direction, const Tokens &tokens)
{
    const QFont bold = semiboldFont(font);
    const QFontMetrics metrics(bold);
    const QFontMetrics small(smallFont(font));
    const int top = cell.top() + (cell.height() - metrics.height() - small.height() - 1) / 2;
    const QString name = metrics.elidedText(row.name, Qt::ElideRight, cell.width() - row.after);
    const QRect nameRect = QStyle::visualRect(
        direction, cell, QRect(cell.left(), top, metrics.horizontalAdvance(name) + 1, metrics.height()));
    const QRect below(cell.left(), top + metrics.height() + 1, cell.width(), small.height());
    const int flags = static_cast<int>(QStyle::visualAlignment(direction, Qt::AlignLeft) | Qt::AlignVCenter);
    painter.setFont(bold);
    painter.setPen(tokens.text);
    painter.drawText(nameRect, flags, text::isolated(name));
    painter.setFont(smallFont(font));
    painter.setPen(tokens.secondary);
    painter.drawText(below, flags, wholeFacts(row.facts, small, below.width()));
    return nameRect;
}

void paintStatusCell(QPainter &painter, const QRect &cell, const RowStatus &status, const QFont &font,
                     Qt::LayoutDirection direction, const Tokens &tokens)
{
    const QFont small = smallFont(font);
    const int leading = static_cast<int>(QStyle::visualAlignment(direction, Qt::AlignLeft));
    const int trailing = static_cast<int>(QStyle::visualAlignment(direction, Qt::AlignRight));
    painter.setFont(small);
    if (status.fraction) {
        const QRectF bar(cell.left(), cell.center().y() - 9, cell.width(), kBarHeight);
        const QColor colour = status.moving ? tokens.accent : tokens.other;
        paintBar(painter, bar, *status.fraction, colour, tokens.track, direction);
        const QRect below(cell.left(), cell.center().y() + 1, cell.width(),
                          painter.fontMetrics().height() + 2);
        painter.setPen(status.tone == Tone::Plain ? tokens.secondary : toneColour(tokens, status.tone));
        const int right = painter.fontMetrics().horizontalAdvance(status.detail);
        painter.drawText(below, trailing | Qt::AlignVCenter, status.detail);
        const QRect rest = QStyle::visualRect(
            direction, below, QRect(below.left(), below.top(), below.width() - right - 8, below.height()));
        paintElided(painter, rest, leading | Qt::AlignVCenter, status.text);
        return;
    }
    const QString text = status.symbol.isEmpty() ? status.text : status.symbol + u' ' + status.text;
    if (!status.pill) {
        painter.setPen(toneColour(tokens, status.tone));
        const QString whole = status.detail.isEmpty() ? text : text + QStringLiteral(" · ") + status.detail;
        paintElided(painter, cell, leading | Qt::AlignVCenter, whole);
        return;
    }
    painter.setFont(semiboldFont(small));
    const QRect pill = paintPill(painter, cell, text, status.tone, tokens, direction);
    painter.setFont(small);
    painter.setPen(tokens.secondary);
    const int taken = pill.width() + kAfterPill;
    const QRect rest = QStyle::visualRect(
        direction, cell, QRect(cell.left() + taken, cell.top(), cell.width() - taken, cell.height()));
    if (rest.width() > 0)
        paintElided(painter, rest, leading | Qt::AlignVCenter, status.detail);
}

} // namespace weightyard::ui
