#include "ui/window/models_pane.h"

#include "ui/model/model_tree.h"
#include "ui/model/several_rows.h"
#include "ui/theme/paint.h"
#include "ui/widgets/accessibility.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/family_expansion.h"
#include "ui/widgets/list_focus.h"
#include "ui/widgets/model_delegate.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

namespace weightyard::ui {

namespace {

bool isGated(const ModelRow &row)
{
    return row.job && row.job->state == job::JobState::Failed && row.job->error
           && row.job->error->kind == base::ErrorKind::Gated;
}

} // namespace

ModelsPane::ModelsPane(ModelTree &tree, const base::Clock &clock, QWidget *parent)
    : QWidget(parent),
      m_tree(tree),
      m_chosen(tree, m_filter, nullptr)
{
    m_filter.setSourceModel(&m_tree);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_chips = new ChipBar(this);
    m_view = new ModelView(this);
    m_view->setModel(&m_filter);
    m_view->setItemDelegate(new ModelDelegate(clock, m_view));
    m_view->setUpColumns();
    m_expansion = new FamilyExpansion(
        *m_view, [this](const QModelIndex &index) { return m_tree.family(m_filter.mapToSource(index)); },
        this);
    setFocusProxy(m_view);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    makeNothing();
    column->addWidget(m_chips);
    column->addWidget(makeHidden());
    column->addWidget(m_view, 1);
    connectView();
    refreshCounts();
}

QWidget *ModelsPane::makeHidden()
{
    m_hidden = new QWidget(this);
    auto *line = new QHBoxLayout(m_hidden);
    line->setContentsMargins(kBandMargin, 0, kBandMargin, 6);
    line->setSpacing(8);
    m_hiddenText = makeText(m_hidden, true);
    m_hiddenText->setWordWrap(false);
    m_hiddenText->setFont(smallFont(font()));
    auto *show = new QPushButton(tr("Show them"), m_hidden);
    show->setProperty("link", true);
    line->addWidget(m_hiddenText);
    line->addWidget(show);
    line->addStretch(1);
    connect(show, &QPushButton::clicked, this, &ModelsPane::showAll);
    return m_hidden;
}

void ModelsPane::showAll()
{
    m_chips->choose(Chip::All);
    Q_EMIT searchWanted({});
}

void ModelsPane::makeNothing()
{
    m_nothing = new QLabel(m_view->viewport());
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setProperty("secondary", true);
    m_askHub = new ElidingButton(m_view->viewport());
    connect(m_askHub, &QPushButton::clicked, this, [this] {
        if (m_filter.counts().all > 0)
            m_chips->choose(Chip::All);
        else
            Q_EMIT hubWanted(m_search);
    });
    auto *over = new QVBoxLayout(m_view->viewport());
    over->addStretch(2);
    over->addWidget(m_nothing);
    over->addSpacing(8);
    over->addWidget(m_askHub, 0, Qt::AlignHCenter);
    over->addStretch(3);
}

void ModelsPane::connectView()
{
    connect(m_chips, &ChipBar::chosen, this, [this](Chip chip) {
        m_filter.setChip(chip);
        m_filter.keep(m_chosen.keys()); // what was chosen before, too
        refreshExpansion();
        refreshCounts();
    });
    connect(m_view, &ModelView::detailsWanted, this, [this] {
        if (m_chosen.keys().isEmpty()) // the row with the focus, which was left out with Ctrl
            m_view->selectionModel()->select(m_view->currentIndex(),
                                             QItemSelectionModel::Select | QItemSelectionModel::Rows);
        Q_EMIT detailsWanted();
    });
    connect(m_view, &ModelView::statusClicked, this, [this](const QModelIndex &index) {
        const ModelRow *row = m_tree.row(m_filter.mapToSource(index));
        if (row && isGated(*row))
            Q_EMIT gateClicked(row->key);
    });
    addMenuKey(*m_view);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        const ModelRow *row = m_tree.row(m_filter.mapToSource(m_view->indexAt(place)));
        if (!row)
            return;
        const bool isChosen = m_chosen.keys().contains(row->key);
        Q_EMIT menuWanted(isChosen ? m_chosen.keys() : QStringList{row->key},
                          m_view->viewport()->mapToGlobal(place));
    });
    connectChosen();
}

void ModelsPane::connectChosen()
{
    m_chosen.follow(*m_view);
    connect(
        &m_chosen, &ChosenRows::changed, this, [this] { m_filter.keep(m_chosen.keys()); },
        Qt::QueuedConnection); // not while the view is choosing
    connect(&m_chosen, &ChosenRows::changed, this, &ModelsPane::chosenChanged);
    connect(&m_chosen, &ChosenRows::userChose, this, &ModelsPane::tellChosen);
    connect(m_view, &ModelView::removalWanted, this,
            [this] { Q_EMIT actionWanted(m_chosen.keys(), RowAction::Remove); });
    connect(m_view, &ModelView::copyWanted, this,
            [this] { Q_EMIT actionWanted(m_chosen.keys(), RowAction::CopyId); });
    connect(m_view, &ModelView::tickWanted, this, [this] { m_tree.tickTogether(m_chosen.keys(), true); });
}

// Of a single one its row is read.
void ModelsPane::tellChosen()
{
    if (m_chosen.keys().size() < 2)
        return;
    const QString text = SeveralRows::speech(chosenRows());
    announce(*m_view, text);
    Q_EMIT chosenTold(text);
}

void ModelsPane::setSearch(const QString &text)
{
    m_search = text;
    m_filter.setSearch(text);
    m_expansion->setSearching(!text.trimmed().isEmpty());
    refreshCounts();
}

void ModelsPane::refreshCounts()
{
    const ChipCounts counts = m_filter.counts();
    m_chips->setCounts(counts);
    const int hidden = m_filter.hiddenSelected();
    m_hidden->setVisible(hidden > 0);
    m_hiddenText->setText(tr("%1 selected (%2 hidden)")
                              .arg(QLocale().toString(m_tree.sums().selected), QLocale().toString(hidden)));
    m_nothing->setVisible(m_filter.rowCount() == 0);
    if (m_tree.rowCount() == 0)
        m_nothing->setText(tr("Reading the catalogue…"));
    else if (m_search.trimmed().isEmpty())
        m_nothing->setText(tr("No model is in this state."));
    else if (counts.all > 0)
        m_nothing->setText(tr("No model in this state matches “%1”.").arg(m_search));
    else
        m_nothing->setText(tr("No model matches “%1”.").arg(m_search));
    m_askHub->setVisible(m_filter.rowCount() == 0 && !m_search.trimmed().isEmpty());
    const QString asked = QString(m_search).replace(u'&', QStringLiteral("&&"));
    m_askHub->setText(counts.all > 0 ? tr("Show %n of other states", nullptr, counts.all)
                                     : tr("Ask the Hub for “%1”").arg(asked));
}

void ModelsPane::focusFound()
{
    QWidget *found = m_askHub->isVisibleTo(this) ? static_cast<QWidget *>(m_askHub) : m_view;
    found->setFocus(Qt::OtherFocusReason);
}

QList<const ModelRow *> ModelsPane::chosenRows() const
{
    QList<const ModelRow *> rows;
    for (const QString &key : m_chosen.keys()) {
        if (const ModelRow *row = m_tree.row(key))
            rows.append(row);
    }
    return rows;
}

void ModelsPane::choose(const QString &key)
{
    m_view->setExpanded(m_filter.mapFromSource(m_tree.indexOf(key)).parent(), true);
    m_chosen.choose(key);
}

ModelsPane::Memory ModelsPane::memory() const
{
    return {.chip = m_chips->chip(), .search = m_search, .chosen = m_chosen.keys()};
}

void ModelsPane::recall(const Memory &memory)
{
    Q_EMIT searchWanted(memory.search);
    m_chips->choose(memory.chip);
    m_chosen.chooseAll(memory.chosen);
}

void ModelsPane::showModel(const QString &key)
{
    if (key.isEmpty())
        return;
    if (!m_filter.mapFromSource(m_tree.indexOf(key)).isValid())
        showAll();
    refreshExpansion();
    choose(key);
}

void ModelsPane::refreshExpansion()
{
    m_expansion->refresh();
}

QStringList ModelsPane::collapsed() const
{
    return m_expansion->collapsed();
}

void ModelsPane::setCollapsed(const QStringList &families)
{
    m_expansion->setCollapsed(families);
}

QByteArray ModelsPane::columns() const
{
    return m_view->header()->saveState();
}

void ModelsPane::setColumns(const QByteArray &columns)
{
    m_view->header()->restoreState(columns);
}

} // namespace weightyard::ui
