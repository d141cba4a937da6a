#include "ui/widgets/rate_paint.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace weightyard::ui {

namespace {

constexpr double kLeastTop = 1000; // 1 kB/s
constexpr int kLooksBeforeLower = 5;
constexpr double kClearlyLower = 0.8;
constexpr int kGridLines = 4;

// A run of points between two gaps, from the time that its first one is the mean of.
QPainterPath runPath(const RateCurve &curve, qsizetype first, qsizetype last, const QRectF &plot,
                     Qt::LayoutDirection direction)
{
    const QPointF begin = placeOf(curve, first, plot, direction);
    const qreal left = first > 0 ? placeOf(curve, first - 1, plot, direction).x() : begin.x();
    QPainterPath path(QPointF(left, begin.y()));
    for (qsizetype i = first; i <= last; ++i)
        path.lineTo(placeOf(curve, i, plot, direction));
    return path;
}

void paintRun(QPainter &painter, const QPainterPath &line, const QRectF &plot, const Tokens &tokens)
{
    QPainterPath area = line;
    area.lineTo(line.currentPosition().x(), plot.bottom());
    area.lineTo(line.elementAt(0).x, plot.bottom());
    area.closeSubpath();
    QColor soft = tokens.accent;
    soft.setAlphaF(0.25F);
    painter.fillPath(area, soft);
    painter.setPen(QPen(tokens.accent, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(line);
}

void paintGrid(QPainter &painter, const QRectF &plot, const Tokens &tokens)
{
    QPen pen(tokens.line, 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    for (int i = 0; i <= kGridLines; ++i) {
        const qreal y = std::floor(plot.top() + plot.height() * i / kGridLines) + 0.5;
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
}

void paintMark(QPainter &painter, const QPointF &place, bool hasRate, const QRectF &plot,
               const Tokens &tokens)
{
    painter.setPen(QPen(tokens.secondary, 1));
    const qreal x = std::floor(place.x()) + 0.5;
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    if (!hasRate)
        return;
    painter.setPen(QPen(tokens.surface, 1.5));
    painter.setBrush(tokens.accent);
    painter.drawEllipse(place, 4, 4);
}

} // namespace

double RateScale::niceAbove(double rate)
{
    if (rate <= kLeastTop)
        return kLeastTop;
    const double power = std::pow(10.0, std::floor(std::log10(rate)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rate <= factor * power)
            return factor * power;
    }
    return 10 * power;
}

void RateScale::fit(double most)
{
    const double lower = niceAbove(most / kClearlyLower); // with room: no flutter around a step
    if (most > m_top) {
        m_top = niceAbove(most);
        m_lower = 0;
    } else if (lower < m_top) {
        if (++m_lower >= kLooksBeforeLower)
            m_top = lower;
    } else {
        m_lower = 0;
    }
}

QPointF placeOf(const RateCurve &curve, qsizetype point, const QRectF &plot, Qt::LayoutDirection direction)
{
    const queue::RatePoint &one = curve.points[point];
    const double ago = curve.points.last().seconds - one.seconds;
    const double share = curve.seconds > 0 ? 1.0 - ago / curve.seconds : 1.0;
    const qreal x = direction == Qt::RightToLeft ? plot.right() - plot.width() * share
                                                 : plot.left() + plot.width() * share;
    const double height = curve.top > 0 ? std::min(one.rate.value_or(0) / curve.top, 1.0) : 0;
    return {x, plot.bottom() - plot.height() * height};
}

qsizetype pointAt(const RateCurve &curve, qreal x, const QRectF &plot, Qt::LayoutDirection direction)
{
    qsizetype nearest = -1;
    for (qsizetype i = 0; i < curve.points.size(); ++i) {
        const qreal far = std::abs(placeOf(curve, i, plot, direction).x() - x);
        if (nearest < 0 || far < std::abs(placeOf(curve, nearest, plot, direction).x() - x))
            nearest = i;
    }
    return nearest;
}

void paintRates(QPainter &painter, const QRectF &plot, const RateCurve &curve, const Tokens &tokens,
                Qt::LayoutDirection direction)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (curve.grid)
        paintGrid(painter, plot, tokens);
    painter.setClipRect(plot.adjusted(-5, -5, 5, 5));
    for (qsizetype first = 0; first < curve.points.size(); ++first) {
        if (!curve.points[first].rate)
            continue;
        qsizetype last = first;
        while (last + 1 < curve.points.size() && curve.points[last + 1].rate)
            ++last;
        paintRun(painter, runPath(curve, first, last, plot, direction), plot, tokens);
        first = last;
    }
    if (curve.marked >= 0 && curve.marked < curve.points.size())
        paintMark(painter, placeOf(curve, curve.marked, plot, direction),
                  curve.points[curve.marked].rate.has_value(), plot, tokens);
    painter.restore();
}

} // namespace weightyard::ui
