#include "ui/window/history_pane.h"

#include "ui/widgets/eliding_button.h"
#include "ui/widgets/list_focus.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queue_delegate.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

HistoryPane::HistoryPane(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_bar = new QWidget(this);
    auto *line = new QHBoxLayout(m_bar);
    line->setContentsMargins(kBandMargin, 0, kBandMargin, 0);
    line->setSpacing(6);
    const auto make = [&](const QString &text) {
        auto *button = new ElidingButton(m_bar);
        button->setProperty("small", true);
        button->setText(text);
        line->addWidget(button);
        return button;
    };
    m_retry = make(actionText(RowAction::Retry));
    m_show = make(tr("Show among my models"));
    line->addStretch(1);
    m_clearFinished = make(tr("Clear finished"));
    m_clearFailed = make(tr("Clear failed"));
    m_clearFailed->setToolTip(tr("What was received of them is kept"));
    m_view = new QListView(this);
    m_view->setItemDelegate(new HistoryDelegate(m_view));
    m_view->setModel(&m_rows);
    setFocusProxy(m_view);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setFrameShape(QListView::NoFrame);
    new ListFocus(*m_view);
    m_view->setAccessibleName(tr("History"));
    m_view->installEventFilter(this);
    m_nothing = makeText(m_view->viewport(), true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setText(tr("Nothing has happened yet."));
    auto *over = new QVBoxLayout(m_view->viewport());
    over->addWidget(m_nothing);
    column->addWidget(m_bar);
    column->addWidget(m_view, 1);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &HistoryPane::refreshButtons);
    connect(&m_rows, &QAbstractItemModel::modelReset, this, &HistoryPane::refreshButtons);
    connect(m_view, &QListView::doubleClicked, this, &HistoryPane::showChosen);
    connect(m_show, &QPushButton::clicked, this, &HistoryPane::showChosen);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        if (const session::HistoryEntry *entry = chosen())
            Q_EMIT actionWanted({entry->key}, RowAction::Retry);
    });
    connect(m_clearFinished, &QPushButton::clicked, this, &HistoryPane::clearFinishedWanted);
    connect(m_clearFailed, &QPushButton::clicked, this, &HistoryPane::clearFailedWanted);
    setHistory({});
}

void HistoryPane::setHistory(const session::DownloadHistory &history)
{
    const auto finished = std::count_if(history.cbegin(), history.cend(), session::isFinished);
    m_clearFinished->setEnabled(finished > 0);
    m_clearFailed->setEnabled(finished < history.size());
    m_rows.setHistory(history);
    m_nothing->setVisible(history.isEmpty());
    m_bar->setVisible(!history.isEmpty());
}

void HistoryPane::refreshButtons()
{
    const session::HistoryEntry *entry = chosen();
    m_retry->setEnabled(entry && !isFinished(*entry));
    m_show->setEnabled(entry && entry->what != session::HistoryEntry::What::Removed);
}

void HistoryPane::showChosen()
{
    if (const session::HistoryEntry *entry = chosen(); entry && m_show->isEnabled())
        Q_EMIT showWanted(entry->key);
}

bool HistoryPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            showChosen();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace weightyard::ui
