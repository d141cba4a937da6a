#include "ui/window/downloads_page.h"

#include "ui/widgets/parts.h"
#include "ui/widgets/rate_graph.h"
#include "ui/widgets/tab_pages.h"
#include "ui/window/history_pane.h"
#include "ui/window/queue_pane.h"

#include <QVBoxLayout>

namespace weightyard::ui {

namespace {
constexpr int kLeastQueue = 80;
constexpr int kLeastLines = 11; // of text, below the curve
} // namespace

DownloadsPage::DownloadsPage(Workbench &workbench, QWidget *parent) : QWidget(parent), m_workbench(workbench)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(2);
    m_rates = new RateGraph(this);
    m_tabs = new TabPages(this);
    m_tabs->setLeastPage(kLeastQueue);
    m_tabs->setTabMargin(kBandMargin);
    m_queue = new QueuePane(workbench.tree(), workbench.clock(), m_tabs);
    m_tabs->addPage(m_queue, tr("Queue"));
    m_history = new HistoryPane(m_tabs);
    m_tabs->addPage(m_history, tr("History"));
    connectHistory();
    setFocusProxy(m_queue);
    connect(m_tabs, &TabPages::currentChanged, this,
            [this](int page) { setFocusProxy(page == 0 ? static_cast<QWidget *>(m_queue) : m_history); });
    auto *above = new QVBoxLayout;
    above->setContentsMargins(kBandMargin, 0, kBandMargin, 0);
    above->addWidget(m_rates);
    column->addLayout(above);
    column->addWidget(m_tabs, 1);
    connect(m_queue, &QueuePane::actionWanted, this, &DownloadsPage::actionWanted);
    connect(m_history, &HistoryPane::actionWanted, this, &DownloadsPage::actionWanted);
    connect(m_queue, &QueuePane::showWanted, this, &DownloadsPage::ownModelWanted);
    connect(m_queue, &QueuePane::placeWanted, &workbench.queue(), &queue::DownloadQueue::place);
    connect(&workbench, &Workbench::totalsChanged, this, [this](bool tick) {
        if (!isVisible())
            return;
        refresh();
        if (tick)
            refreshRates();
    });
}

void DownloadsPage::connectHistory()
{
    HistoryBook *history = &m_workbench.history();
    connect(history, &HistoryBook::changed, this,
            [this, history] { m_history->setHistory(history->entries()); });
    connect(m_history, &HistoryPane::clearFinishedWanted, history, &HistoryBook::clearFinished);
    connect(m_history, &HistoryPane::clearFailedWanted, history, &HistoryBook::clearFailed);
    connect(m_history, &HistoryPane::showWanted, this, &DownloadsPage::ownModelWanted);
}

void DownloadsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    refreshRates();
}

// A few rows of the list are worth more than the curve.
void DownloadsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_rates->setPlotShown(height() - m_rates->plotHeight() >= kLeastLines * fontMetrics().height());
}

void DownloadsPage::refresh()
{
    const queue::QueueTotals totals = m_workbench.queue().totals();
    const int open = totals.running + totals.queued + totals.paused;
    m_tabs->setName(0, open > 0 ? tr("Queue · %L1").arg(open) : tr("Queue"));
    m_queue->setQueue(m_workbench.queue().keys());
}

void DownloadsPage::refreshRates()
{
    const queue::QueueTotals totals = m_workbench.queue().totals();
    const bool moves = totals.running > 0 && totals.rate >= 1;
    m_rates->setHistory(m_workbench.rates(), moves ? std::optional(totals.rate) : std::nullopt);
}

} // namespace weightyard::ui
