#include "ui/widgets/rate_graph.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastSeconds = 60; // a curve of a few seconds is no wall
constexpr int kPlotHeight = 72;
constexpr int kAxisGap = 8;

QString minutesText(double seconds)
{
    const int whole = static_cast<int>(std::lround(seconds / 60));
    return text::isolated(RateGraph::tr("%n minute(s)", nullptr, whole));
}

double shownSeconds(double seconds)
{
    double shown = kLeastSeconds;
    while (shown < seconds && shown < queue::RateHistory::kSeconds)
        shown += kLeastSeconds;
    return shown;
}

} // namespace

RatePlot::RatePlot(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(RateGraph::tr("Rate"));
}

QSize RatePlot::minimumSizeHint() const
{
    return {200, kPlotHeight + QFontMetrics(smallFont(font())).height() + 8};
}

QRectF RatePlot::plot() const
{
    const QFontMetrics metrics(smallFont(font()));
    const int axis = metrics.horizontalAdvance(text::formatLimit(500'000'000)) + kAxisGap;
    const QRect inner(axis, 5, width() - axis - 6, height() - metrics.height() - 9);
    return QStyle::visualRect(layoutDirection(), rect(), inner);
}

void RatePlot::setHistory(const queue::RateHistory &history)
{
    m_curve.points = history.points();
    m_curve.seconds = shownSeconds(history.seconds());
    m_curve.grid = true;
    m_scale.fit(history.peak().value_or(0));
    m_curve.top = m_scale.top();
    m_curve.marked = -1;
    for (qsizetype i = 0; m_markedAt && i < m_curve.points.size(); ++i) {
        if (m_curve.points[i].seconds >= *m_markedAt) {
            m_curve.marked = i;
            break;
        }
    }
    update();
    Q_EMIT readingChanged();
}

QString RatePlot::reading() const
{
    if (m_curve.marked < 0)
        return {};
    const queue::RatePoint &point = m_curve.points[m_curve.marked];
    const auto ago = static_cast<qint64>((m_curve.points.last().seconds - point.seconds) * 1000);
    const QString when = ago < 1000 ? RateGraph::tr("now")
                                    : RateGraph::tr("%1 ago").arg(text::formatDuration(ago / 1000 * 1000));
    return (point.rate ? text::formatRate(*point.rate) : RateGraph::tr("paused")) + u" · "_s + when;
}

void RatePlot::mark(qsizetype point)
{
    if (point == m_curve.marked)
        return;
    m_curve.marked = point;
    m_markedAt = point < 0 ? std::nullopt : std::optional(m_curve.points[point].seconds);
    update();
    Q_EMIT readingChanged();
}

void RatePlot::paintAxis(QPainter &painter, const QRectF &plot, const Tokens &tokens) const
{
    painter.setFont(smallFont(font()));
    painter.setPen(tokens.secondary);
    const QFontMetrics metrics(painter.font());
    const bool mirrored = isRightToLeft();
    const auto aligned = [&](bool atEnd) {
        return static_cast<int>((atEnd == mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter
                                | Qt::AlignAbsolute);
    };
    for (const double share : {0.5, 1.0}) {
        const qreal middle = plot.bottom() - plot.height() * share;
        const qreal top = std::max(middle - metrics.height() / 2.0, 0.0);
        const QRectF room = mirrored ? QRectF(plot.right() + kAxisGap, top, width() - plot.right() - kAxisGap,
                                              metrics.height())
                                     : QRectF(0, top, plot.left() - kAxisGap, metrics.height());
        painter.drawText(room, aligned(true), text::formatLimit(static_cast<qint64>(m_curve.top * share)));
    }
    const QRectF below(plot.left(), plot.bottom() + 3, plot.width(), metrics.height());
    painter.drawText(below, aligned(true), RateGraph::tr("now"));
    painter.drawText(below, aligned(false), RateGraph::tr("%1 ago").arg(minutesText(m_curve.seconds)));
}

void RatePlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens tokens = tokensFor(palette());
    const QRectF inner = plot();
    paintAxis(painter, inner, tokens);
    paintRates(painter, inner, m_curve, tokens, layoutDirection());
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.accent, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void RatePlot::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF inner = plot();
    const bool isIn = event->position().x() >= inner.left() - 4 && event->position().x() <= inner.right() + 4;
    mark(isIn ? pointAt(m_curve, event->position().x(), inner, layoutDirection()) : -1);
}

void RatePlot::leaveEvent(QEvent *)
{
    if (!hasFocus())
        mark(-1);
}

void RatePlot::focusOutEvent(QFocusEvent *event)
{
    mark(-1);
    QWidget::focusOutEvent(event);
}

void RatePlot::keyPressEvent(QKeyEvent *event)
{
    const qsizetype last = m_curve.points.size() - 1;
    const int earlier = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    const int later = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
    const qsizetype now = m_curve.marked < 0 ? last : m_curve.marked;
    if (last < 0)
        return QWidget::keyPressEvent(event);
    if (event->key() == earlier)
        return mark(m_curve.marked < 0 ? last : std::max<qsizetype>(now - 1, 0));
    if (event->key() == later)
        return mark(std::min(now + 1, last));
    if (event->key() == Qt::Key_Home)
        return mark(0);
    if (event->key() == Qt::Key_End)
        return mark(last);
    if (event->key() == Qt::Key_Escape && m_curve.marked >= 0)
        return mark(-1);
    QWidget::keyPressEvent(event);
}

RateGraph::RateGraph(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(&m_now);
    line->addWidget(&m_figures, 1);
    line->addWidget(&m_reading);
    column->addLayout(line);
    column->addWidget(&m_plot);
    m_now.setFont(semiboldFont(font()));
    for (QLabel *label : {&m_figures, &m_reading}) {
        label->setProperty("secondary", true);
        label->setFont(smallFont(font()));
    }
    m_figures.setWordWrap(true); // a large font: never cut
    m_reading.setAccessibleName(tr("Reading"));
    connect(&m_plot, &RatePlot::readingChanged, this, &RateGraph::showReading);
}

void RateGraph::setHistory(const queue::RateHistory &history, std::optional<double> rate)
{
    m_now.setText(rate ? text::formatRate(*rate) : tr("Nothing moves"));
    const std::optional<double> peak = history.peak();
    const std::optional<double> mean = history.mean();
    m_figures.setText(peak && mean
                          ? tr("peak %1 · mean %2").arg(text::formatRate(*peak), text::formatRate(*mean))
                          : QString());
    m_plot.setAccessibleDescription(figures(history, rate));
    m_plot.setHistory(history);
}

QString RateGraph::figures(const queue::RateHistory &history, std::optional<double> rate)
{
    const QString now = rate ? tr("%1 now").arg(text::formatRate(*rate)) : tr("Nothing moves");
    const std::optional<double> peak = history.peak();
    const std::optional<double> mean = history.mean();
    if (!peak || !mean)
        return now;
    return tr("%1, peak %2, mean %3, last %4")
        .arg(now, text::formatRate(*peak), text::formatRate(*mean),
             minutesText(shownSeconds(history.seconds())));
}

void RateGraph::setPlotShown(bool shown)
{
    m_plot.setVisible(shown);
}

int RateGraph::plotHeight() const
{
    return m_plot.minimumSizeHint().height();
}

void RateGraph::showReading()
{
    m_reading.setText(m_plot.reading());
}

} // namespace weightyard::ui
