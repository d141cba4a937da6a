// A curve of rates as it is painted: the axis that fits it, where its points stand, and the picture without any text. Pure but for the
// painter; logical pixels.
#pragma once

#include "queue/rate_history.h"
#include "ui/theme/tokens.h"

#include <QPainter>

namespace weightyard::ui {

/// The upper end of the axis: 1, 2 or 5 times a power of ten. It follows a higher rate at once; to a lower one it goes only when that
/// is clearly lower, and has been so for some looks.
class RateScale
{
public:
    double top() const { return m_top; }
    void fit(double most); ///< of all that is shown; once a look

    static double niceAbove(double rate);

private:
    double m_top = 1000;
    int m_lower = 0; ///< looks
};

struct RateCurve {
    QList<queue::RatePoint> points;
    double seconds = 0; ///< that the width stands for; the last point is at its end
    double top = 1000;  ///< bytes/s
    bool grid = false;
    qsizetype marked = -1; ///< the point that is read; -1: none
};

/// Time runs as text does: the newest where reading ends.
QPointF placeOf(const RateCurve &curve, qsizetype point, const QRectF &plot, Qt::LayoutDirection direction);
/// The point nearest to that place; -1: there is none.
qsizetype pointAt(const RateCurve &curve, qreal x, const QRectF &plot, Qt::LayoutDirection direction);
void paintRates(QPainter &painter, const QRectF &plot, const RateCurve &curve, const Tokens &tokens,
                Qt::LayoutDirection direction);

} // namespace weightyard::ui
