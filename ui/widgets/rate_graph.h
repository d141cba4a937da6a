// RateGraph: the rate of all downloads over the last minutes as a curve with an axis, and its figures in words above. The pointer, or the
// arrow keys, read a moment of it. Shows what it is given, and draws itself only while it is seen. GUI thread.
#pragma once

#include "ui/widgets/rate_paint.h"

#include <QLabel>
#include <QWidget>

namespace weightyard::ui {

class RatePlot : public QWidget
{
    Q_OBJECT
public:
    explicit RatePlot(QWidget *parent = nullptr);

    void setHistory(const queue::RateHistory &history);
    QString reading() const; ///< of the moment that is marked; empty: none is
    double top() const { return m_scale.top(); }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void readingChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QRectF plot() const; ///< within the axis
    void mark(qsizetype point);
    void paintAxis(QPainter &painter, const QRectF &plot, const Tokens &tokens) const;

    RateCurve m_curve;
    RateScale m_scale;
    std::optional<double> m_markedAt; ///< seconds of the history's clock: it moves along with the curve
};

class RateGraph : public QWidget
{
    Q_OBJECT
public:
    explicit RateGraph(QWidget *parent = nullptr);

    /// `rate`: now, as it is shown elsewhere; nothing: nothing moves.
    void setHistory(const queue::RateHistory &history, std::optional<double> rate);
    void setPlotShown(bool shown); ///< else the figures alone, in a low window
    int plotHeight() const;
    static QString figures(const queue::RateHistory &history, std::optional<double> rate);

private:
    void showReading();

    QLabel m_now;
    QLabel m_figures;
    QLabel m_reading;
    RatePlot m_plot;
};

} // namespace weightyard::ui
