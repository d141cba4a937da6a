#include "ui/widgets/total_bar.h"

#include "job/progress_meter.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::size_t kSamples = 120;
} // namespace

RateGraph::RateGraph(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Rate of the last two minutes"));
}

void RateGraph::add(double bytesPerSecond)
{
    m_rates.push_back(bytesPerSecond);
    if (m_rates.size() > kSamples)
        m_rates.pop_front();
    update();
}

void RateGraph::paintEvent(QPaintEvent *)
{
    if (m_rates.size() < 2)
        return;
    const double most = *std::max_element(m_rates.begin(), m_rates.end());
    if (most <= 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal step = static_cast<qreal>(width()) / static_cast<qreal>(kSamples - 1);
    const qreal first = width() - step * static_cast<qreal>(m_rates.size() - 1);
    QPainterPath area(QPointF(first, height()));
    for (std::size_t i = 0; i < m_rates.size(); ++i)
        area.lineTo(first + step * static_cast<qreal>(i), height() - m_rates[i] / most * (height() - 2));
    area.lineTo(width(), height());
    QColor colour = tokensFor(palette()).accent;
    colour.setAlphaF(0.35F);
    painter.fillPath(area, colour);
}

TotalBar::TotalBar(QWidget *parent) : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    line->addWidget(&m_graph);
    line->addWidget(&m_rate);
    line->addWidget(&m_text, 1);
    m_rate.setFont(semiboldFont(font()));
    m_rate.hide();
    m_graph.hide();
    m_text.setProperty("secondary", true);
    m_text.setFont(smallFont(font()));
    m_text.setWordWrap(true); // a large font: never cut
}

QString TotalBar::sentence(const Facts &facts)
{
    const auto &[totals, bytesLeft, ticked, rateLimit] = facts;
    if (totals.jobs == 0)
        return ticked == 0 ? tr("Nothing to do. Tick what you want.")
                           : tr("%n model(s) selected. Nothing is downloaded yet.", nullptr, ticked);
    QStringList parts{tr("%1 of %2 done").arg(totals.installed).arg(totals.jobs)};
    const bool active = totals.running + totals.queued > 0;
    if (active && bytesLeft > 0)
        parts.append(tr("%1 left").arg(text::formatBytes(bytesLeft)));
    if (active && bytesLeft > 0 && totals.rate >= 1)
        parts.append(tr("about %1").arg(text::formatDuration(job::millisecondsFor(bytesLeft, totals.rate))));
    if (active && rateLimit > 0)
        parts.append(tr("limit %1").arg(text::formatLimit(rateLimit)));
    if (totals.paused > 0)
        parts.append(tr("%1 paused").arg(totals.paused));
    if (totals.failed > 0)
        parts.append(tr("%1 failed").arg(totals.failed));
    return parts.join(u" · "_s);
}

void TotalBar::setFacts(const Facts &facts, bool tick)
{
    const queue::QueueTotals &totals = facts.totals;
    const bool active = totals.running > 0;
    m_rate.setVisible(active);
    m_rate.setText(text::formatRate(totals.rate));
    m_text.setText(sentence(facts));
    if (!tick)
        return;
    if (active)
        m_graph.show();
    if (m_graph.isVisible())
        m_graph.add(totals.rate);
}

} // namespace weightyard::ui
