#include "ui/widgets/total_bar.h"

#include "job/progress_meter.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/rate_graph.h"

#include <QHBoxLayout>
#include <QPainter>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

RateSpark::RateSpark(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Rate"));
}

void RateSpark::setHistory(const queue::RateHistory &history)
{
    m_curve.points = history.points();
    m_curve.seconds = history.seconds(); // the whole width, from the first minute on
    m_scale.fit(history.peak().value_or(0));
    m_curve.top = m_scale.top();
    setAccessibleDescription(RateGraph::figures(history, {}));
    update();
}

void RateSpark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRates(painter, QRectF(rect()).adjusted(0, 1, 0, 0), m_curve, tokensFor(palette()),
               layoutDirection());
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
    const int wanted = totals.jobs - totals.cancelled;
    if (wanted == 0)
        return ticked == 0 ? tr("Nothing to do. Tick what you want.")
                           : tr("%n model(s) selected.", nullptr, ticked);
    QStringList parts{tr("%1 of %2 done").arg(totals.installed).arg(wanted)};
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

void TotalBar::setFacts(const Facts &facts)
{
    const queue::QueueTotals &totals = facts.totals;
    m_rate.setVisible(totals.moving && totals.rate >= 1); // no "0 bytes/s" while it waits for a server
    m_rate.setText(text::formatRate(totals.rate));
    m_text.setText(sentence(facts));
}

void TotalBar::setHistory(const queue::RateHistory &history)
{
    m_graph.setVisible(history.peak().has_value());
    m_graph.setHistory(history);
}

} // namespace weightyard::ui
