#include "ui/theme/paint.h"

#include <QPainterPath>
#include <QStyle>
#include <algorithm>

namespace weightyard::ui {

namespace {

constexpr qreal kLeastShare = 2;

class Saved
{
public:
    explicit Saved(QPainter &painter) : m_painter(painter)
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Saved() { m_painter.restore(); }
    Saved(const Saved &) = delete;
    Saved &operator=(const Saved &) = delete;

private:
    QPainter &m_painter;
};

void scale(QFont &font, double factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * factor));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
}

} // namespace

QFont smallFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::Normal);
    scale(font, 0.885);
    return font;
}

QFont semiboldFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont titleFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::Bold);
    scale(font, 1.3);
    return font;
}

QColor toneColour(const Tokens &tokens, Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return tokens.secondary;
    case Tone::Good:
        return tokens.good;
    case Tone::Caution:
        return tokens.caution;
    case Tone::Bad:
        return tokens.bad;
    }
    Q_UNREACHABLE();
}

QColor toneBackground(const Tokens &tokens, Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return tokens.track;
    case Tone::Good:
        return tokens.goodSoft;
    case Tone::Caution:
        return tokens.cautionSoft;
    case Tone::Bad:
        return tokens.badSoft;
    }
    Q_UNREACHABLE();
}

void paintFocusFrame(QPainter &painter, const QRect &rect, const Tokens &tokens)
{
    painter.setPen(tokens.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5));
}

void paintCheckBox(QPainter &painter, const QRect &rect, Qt::CheckState state, bool focus,
                   const Tokens &tokens)
{
    const Saved saved(painter);
    const QRectF box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool on = state != Qt::Unchecked;
    painter.setPen(on ? tokens.accent : (focus ? tokens.accent : tokens.other));
    painter.setBrush(on ? tokens.accent : tokens.surface);
    painter.drawRoundedRect(box, 4, 4);
    if (!on)
        return;
    QPen pen(tokens.onAccent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setPen(pen);
    const QPointF c = box.center();
    const qreal u = box.width() / 16;
    if (state == Qt::PartiallyChecked) {
        painter.drawLine(c - QPointF(3.5 * u, 0), c + QPointF(3.5 * u, 0));
        return;
    }
    const QPointF tick[] = {c + QPointF(-3.6 * u, 0.2 * u), c + QPointF(-1.1 * u, 2.8 * u),
                            c + QPointF(3.8 * u, -2.8 * u)};
    painter.drawPolyline(tick, 3);
}

void paintRadio(QPainter &painter, const QRect &rect, bool chosen, bool focus, const Tokens &tokens)
{
    constexpr qreal kDesignSize = 14; // what its lines are drawn for
    const Saved saved(painter);
    const QRectF circle = QRectF(rect).adjusted(1, 1, -1, -1);
    const qreal scale = rect.width() / kDesignSize;
    painter.setPen(QPen(chosen || focus ? tokens.accent : tokens.other, (chosen ? 4.5 : 1.2) * scale));
    painter.setBrush(chosen ? tokens.onAccent : tokens.surface);
    const qreal inset = chosen ? 1.5 * scale : 0;
    painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
}

void paintArrow(QPainter &painter, const QRect &rect, bool open, Qt::LayoutDirection direction,
                const QColor &colour)
{
    const Saved saved(painter);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = QRectF(rect).center();
    const qreal side = direction == Qt::RightToLeft ? -1 : 1;
    if (open) {
        const QPointF points[] = {c + QPointF(-5, -2.5), c + QPointF(0, 2.5), c + QPointF(5, -2.5)};
        painter.drawPolyline(points, 3);
    } else {
        const QPointF points[] = {c + QPointF(-2.5 * side, -5), c + QPointF(2.5 * side, 0),
                                  c + QPointF(-2.5 * side, 5)};
        painter.drawPolyline(points, 3);
    }
}

void paintBar(QPainter &painter, const QRectF &rect, double fraction, const QColor &colour,
              const QColor &track, Qt::LayoutDirection direction)
{
    const Saved saved(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(track);
    const qreal radius = rect.height() / 2;
    painter.drawRoundedRect(rect, radius, radius);
    if (fraction <= 0)
        return;
    QRectF done = rect;
    done.setWidth(rect.width() * std::min(fraction, 1.0));
    if (direction == Qt::RightToLeft)
        done.moveRight(rect.right());
    QPainterPath shape;
    shape.addRoundedRect(rect, radius, radius);
    painter.setClipPath(shape);
    painter.setBrush(colour);
    painter.drawRect(done);
}

void paintShares(QPainter &painter, const QRectF &bar, const QList<Share> &shares, qint64 total,
                 const QColor &track, Qt::LayoutDirection direction)
{
    const Saved saved(painter);
    QPainterPath shape;
    shape.addRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    painter.setClipPath(shape);
    painter.fillRect(bar, track);
    qreal at = 0;
    for (const Share &share : shares) {
        if (total <= 0 || share.bytes <= 0)
            continue;
        const qreal part = static_cast<qreal>(share.bytes) / static_cast<qreal>(total);
        const qreal length = std::min(std::max(part * bar.width(), kLeastShare), bar.width() - at);
        QRectF rect(bar.left() + at, bar.top(), length, bar.height());
        if (direction == Qt::RightToLeft)
            rect.moveRight(bar.right() - at);
        painter.fillRect(rect, share.colour);
        at += length;
    }
}

QColor softAccent(const Tokens &tokens)
{
    return QColor::fromRgbF((tokens.accent.redF() + tokens.surface.redF()) / 2,
                            (tokens.accent.greenF() + tokens.surface.greenF()) / 2,
                            (tokens.accent.blueF() + tokens.surface.blueF()) / 2);
}

void paintPillGround(QPainter &painter, const QRect &pill, Tone tone, const Tokens &tokens)
{
    const Saved saved(painter);
    const QColor ground = toneBackground(tokens, tone);
    painter.setPen(ground == tokens.surface ? QPen(toneColour(tokens, tone))
                                            : QPen(Qt::NoPen)); // high contrast
    painter.setBrush(ground);
    painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
}

QRect paintPill(QPainter &painter, const QRect &cell, const QString &text, Tone tone, const Tokens &tokens,
                Qt::LayoutDirection direction)
{
    const Saved saved(painter);
    const QFontMetrics metrics(painter.font());
    const int padding = 10;
    // Glyphs of a fallback font (the symbols) are wider than what is announced.
    const int wanted = std::max(metrics.horizontalAdvance(text), metrics.boundingRect(text).width()) + 2;
    const int width = std::min(wanted + 2 * padding, cell.width());
    const int height = metrics.height() + 6;
    const QRect pill = QStyle::visualRect(direction, cell,
                                          QRect(cell.left(), cell.center().y() - height / 2, width, height));
    paintPillGround(painter, pill, tone, tokens);
    painter.setPen(toneColour(tokens, tone));
    const int room = width - 2 * padding;
    painter.drawText(pill.adjusted(padding, 0, -padding, 0), Qt::AlignCenter,
                     room >= wanted ? text : metrics.elidedText(text, Qt::ElideRight, room));
    return pill;
}

void paintElided(QPainter &painter, const QRect &rect, int flags, const QString &text)
{
    painter.drawText(rect, flags, painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

} // namespace weightyard::ui
