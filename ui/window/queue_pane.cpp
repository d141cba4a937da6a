#include "ui/window/queue_pane.h"

#include "ui/widgets/eliding_button.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queue_view.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype kWholeQueue = 1'000'000'000;
} // namespace

QueuePane::QueuePane(const ModelTree &tree, const base::Clock &clock, QWidget *parent)
    : QWidget(parent),
      m_rows(tree, clock)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_bar = new QWidget(this);
    auto *line = new QHBoxLayout(m_bar);
    line->setContentsMargins(kBandMargin, 0, kBandMargin, 0);
    line->setSpacing(6);
    const auto make = [&](const QString &text, const QString &tip) {
        auto *button = new ElidingButton(m_bar);
        button->setProperty("small", true);
        button->setText(text);
        button->setToolTip(tip);
        line->addWidget(button);
        return button;
    };
    m_now = make(actionText(RowAction::StartNow), tr("Starts it, whatever else runs"));
    m_pause = make(actionText(RowAction::Pause), tr("Keeps what was received (space bar)"));
    m_resume = make(actionText(RowAction::Resume), tr("Goes on where it stopped (space bar)"));
    m_up = make(tr("Up"), tr("Before the one above (Alt+Up; Alt+Home: to the top)"));
    m_down = make(tr("Down"), tr("Behind the one below (Alt+Down; Alt+End: to the end)"));
    line->addStretch(1);
    m_cancel = make(actionText(RowAction::Cancel), tr("Asks first (Del)"));
    m_view = new QueueView(this);
    m_view->setModel(&m_rows);
    setFocusProxy(m_view);
    m_nothing = makeText(m_view->viewport(), true);
    m_nothing->setAlignment(Qt::AlignCenter);
    auto *over = new QVBoxLayout(m_view->viewport());
    over->addWidget(m_nothing);
    column->addWidget(m_bar);
    column->addWidget(m_view, 1);
    connectView();
    refreshButtons();
}

void QueuePane::connectView()
{
    connect(m_view, &QueueView::chosenChanged, this, &QueuePane::refreshButtons);
    connect(m_view, &QueueView::moveWanted, this, &QueuePane::move);
    connect(m_view, &QueueView::toggleWanted, this, &QueuePane::toggle);
    connect(m_view, &QueueView::cancelWanted, this, [this] { act(RowAction::Cancel); });
    connect(m_view, &QueueView::showWanted, this, &QueuePane::showWanted);
    connect(m_view, &QWidget::customContextMenuRequested, this, &QueuePane::showMenu);
    connect(&m_rows, &QueueRows::placeWanted, this, &QueuePane::placeWanted);
    connect(m_now, &QPushButton::clicked, this, [this] { act(RowAction::StartNow); });
    connect(m_pause, &QPushButton::clicked, this, [this] { act(RowAction::Pause); });
    connect(m_resume, &QPushButton::clicked, this, [this] { act(RowAction::Resume); });
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { act(RowAction::Cancel); });
}

void QueuePane::setQueue(const QStringList &keys)
{
    m_rows.setQueue(keys);
    m_rows.refreshStates();
    showNothing(keys);
    m_bar->setVisible(m_rows.rowCount() > 0);
    refreshButtons();
}

// What failed is over, and its place is the history.
void QueuePane::showNothing(const QStringList &keys)
{
    const auto failed = std::count_if(keys.cbegin(), keys.cend(), [this](const QString &key) {
        const ModelRow *row = m_rows.row(key);
        return row && row->job && row->job->state == job::JobState::Failed;
    });
    m_nothing->setText(failed > 0
                           ? tr("Nothing is on its way. %n download(s) failed: try again from the history.",
                                nullptr, static_cast<int>(failed))
                           : tr("Nothing is on its way. Tick models and download them: they queue up here."));
    m_nothing->setVisible(m_rows.rowCount() == 0);
}

QStringList QueuePane::chosenFor(RowAction action) const
{
    QStringList fitting;
    const QStringList chosen = m_view->chosenKeys();
    for (const QString &key : chosen) {
        const ModelRow *row = m_rows.row(key);
        if (row && actionsFor(*row).contains(action))
            fitting.append(key);
    }
    return fitting;
}

void QueuePane::refreshButtons()
{
    const QStringList chosen = m_view->chosenKeys();
    m_now->setEnabled(!chosenFor(RowAction::StartNow).isEmpty());
    m_pause->setEnabled(!chosenFor(RowAction::Pause).isEmpty());
    m_resume->setEnabled(!chosenFor(RowAction::Resume).isEmpty());
    m_cancel->setEnabled(!chosenFor(RowAction::Cancel).isEmpty());
    m_up->setEnabled(m_rows.placeAfterMove(chosen, -1).has_value());
    m_down->setEnabled(m_rows.placeAfterMove(chosen, 1).has_value());
}

void QueuePane::move(qsizetype rows)
{
    const QStringList chosen = m_view->chosenKeys();
    if (const std::optional<QString> before = m_rows.placeAfterMove(chosen, rows))
        Q_EMIT placeWanted(chosen, *before);
}

// All that runs or waits is paused; where nothing does, all goes on.
void QueuePane::toggle(const QStringList &keys)
{
    QStringList going;
    QStringList paused;
    for (const QString &key : keys) {
        const ModelRow *row = m_rows.row(key);
        if (!row)
            continue;
        const QList<RowAction> actions = actionsFor(*row);
        if (actions.contains(RowAction::Pause))
            going.append(key);
        else if (actions.contains(RowAction::Resume))
            paused.append(key);
    }
    if (!going.isEmpty())
        Q_EMIT actionWanted(going, RowAction::Pause);
    else if (!paused.isEmpty())
        Q_EMIT actionWanted(paused, RowAction::Resume);
}

void QueuePane::showMenu(const QPoint &place)
{
    const QStringList chosen = m_view->chosenKeys();
    if (chosen.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"queue"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const RowAction action : {RowAction::StartNow, RowAction::Pause, RowAction::Resume}) {
        if (!chosenFor(action).isEmpty())
            menu->addAction(actionText(action), this, [this, action] { act(action); });
    }
    menu->addSeparator();
    for (const auto &[text, rows] :
         {std::pair(tr("To the top"), -kWholeQueue), std::pair(tr("Up"), qsizetype(-1)),
          std::pair(tr("Down"), qsizetype(1)), std::pair(tr("To the end"), kWholeQueue)}) {
        QAction *action = menu->addAction(text, this, [this, rows = rows] { move(rows); });
        action->setEnabled(m_rows.placeAfterMove(chosen, rows).has_value());
    }
    menu->addSeparator();
    if (chosen.size() == 1)
        menu->addAction(tr("Show among my models"), this,
                        [this, key = chosen.first()] { Q_EMIT showWanted(key); });
    menu->addSeparator();
    menu->addAction(actionText(RowAction::Cancel), this, [this] { act(RowAction::Cancel); });
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

} // namespace weightyard::ui
