#include "ui/browse/browse_pane.h"

#include "ui/browse/filter_bar.h"
#include "ui/browse/found_delegate.h"
#include "ui/browse/found_view.h"
#include "ui/browse/hub_search.h"
#include "ui/browse/search_message.h"
#include "ui/theme/paint.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/parts.h"

#include <QScrollBar>
#include <QVBoxLayout>
#include <utility>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kLeastLines = 7; // of text, that the filters leave to the list
constexpr int kMostFilled = 4; // pages, where a filter leaves out nearly everything: the Hub's quota is small
} // namespace

BrowsePane::BrowsePane(HubSearch &search, const ModelTree &tree, const base::Clock &clock, QWidget *parent)
    : QWidget(parent),
      m_search(search),
      m_list(tree, clock)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_filters = new FilterBar(this);
    m_filters->setAuthors([this] { return m_list.authors(); });
    column->addWidget(m_filters);
    makeList(clock);
    column->addWidget(m_view, 1);
    column->addWidget(makeFoot());
    connect(m_filters, &FilterBar::wished, &m_search, &HubSearch::setWish);
    connect(m_filters, &FilterBar::fittingWanted, this, [this](bool only) {
        m_list.setFittingOnly(only);
        m_filled = 0;
        refresh();
        fillView();
    });
    connect(&m_search, &HubSearch::found, this, &BrowsePane::take);
    connect(&m_search, &HubSearch::stateChanged, this, &BrowsePane::refresh);
    connect(&tree, &ModelTree::statesChanged, this, &BrowsePane::refreshStates);
    refresh();
}

void BrowsePane::makeList(const base::Clock &clock)
{
    m_view = new FoundView(this);
    setFocusProxy(m_view);
    m_view->setModel(&m_list);
    m_view->setItemDelegate(new FoundDelegate(clock, m_view));
    m_view->setUpColumns();
    auto *over = new QVBoxLayout(m_view->viewport());
    over->addWidget(makeMessage());
    connect(m_view, &FoundView::endNeared, this, [this] {
        m_filled = 0;
        m_search.more();
    });
    connect(m_view, &FoundView::detailsWanted, this, &BrowsePane::detailsWanted);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &BrowsePane::chosenChanged);
    connect(&m_list, &QAbstractItemModel::modelReset, this, [this] {
        m_view->setCurrentIndex({}); // else Qt chooses the first row when the list gets the keyboard
        Q_EMIT chosenChanged();
    });
}

QWidget *BrowsePane::makeMessage()
{
    m_message = new QWidget(m_view->viewport());
    auto *column = new QVBoxLayout(m_message);
    column->setSpacing(8);
    column->addStretch(1);
    m_title = makeText(m_message, false);
    m_title->setFont(semiboldFont(font()));
    m_title->setAlignment(Qt::AlignCenter);
    m_text = makeText(m_message, true);
    m_text->setAlignment(Qt::AlignCenter);
    column->addWidget(m_title);
    column->addWidget(m_text);
    auto *line = new QHBoxLayout;
    line->addStretch(1);
    for (QPushButton **button : {&m_button, &m_other}) {
        *button = new ElidingButton(m_message);
        line->addWidget(*button);
    }
    line->addStretch(1);
    column->addLayout(line);
    column->addStretch(2);
    connect(m_button, &QPushButton::clicked, this, &BrowsePane::act);
    m_other->setText(tr("Show my models"));
    connect(m_other, &QPushButton::clicked, this, &BrowsePane::ownModelsWanted);
    return m_message;
}

QWidget *BrowsePane::makeFoot()
{
    m_foot = new QWidget(this);
    auto *column = new QVBoxLayout(m_foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(m_foot));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(kBandMargin, 3, kBandMargin, 3);
    m_count = makeText(m_foot, true);
    m_count->setFont(smallFont(font()));
    m_footButton = new QPushButton(m_foot);
    m_footButton->setProperty("link", true);
    line->addWidget(m_count, 1);
    line->addWidget(m_footButton);
    column->addLayout(line);
    connect(m_footButton, &QPushButton::clicked, this, [this] {
        m_filled = 0;
        m_search.error() ? m_search.again() : m_search.more();
    });
    return m_foot;
}

const FoundRow *BrowsePane::chosen() const
{
    return m_list.row(m_view->currentIndex());
}

void BrowsePane::choose(const QString &id)
{
    const QModelIndex index = m_list.indexOf(id);
    m_view->setCurrentIndex(index);
    if (index.isValid())
        m_view->scrollTo(index);
}

void BrowsePane::setMachine(const session::Machine &machine)
{
    m_list.setMachine(machine);
    m_filters->setFitting(m_list.isFittingOnly(), machine);
}

void BrowsePane::focusList()
{
    m_view->setFocus(Qt::OtherFocusReason);
    if (!m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_list.index(0, 0));
}

void BrowsePane::refreshStates()
{
    m_view->viewport()->update();
}

void BrowsePane::setOpened(const QString &id)
{
    if (std::exchange(m_opened, id) != id)
        refreshMessage();
}

void BrowsePane::take(const QList<hub::FoundModel> &models, bool first)
{
    if (first) {
        const QString before = chosen() ? chosen()->model.id : QString();
        m_filled = 0;
        m_list.setModels(models);
        m_view->scrollToTop();
        if (const QModelIndex again = m_list.indexOf(before); again.isValid())
            m_view->setCurrentIndex(again);
    } else {
        m_list.append(models);
    }
    // The search tells its state after this; then it can be asked for more.
    QMetaObject::invokeMethod(this, &BrowsePane::fillView, Qt::QueuedConnection);
}

// A list that does not fill its view cannot be scrolled, and would never ask.
void BrowsePane::fillView()
{
    const bool isFull = m_view->verticalScrollBar()->maximum() > 0;
    if (isFull || !m_search.hasMore() || m_search.isAsking() || m_search.error() || m_filled >= kMostFilled)
        return;
    ++m_filled;
    m_search.more();
}

void BrowsePane::refresh()
{
    m_filters->setWish(m_search.wish());
    m_filters->setFitting(m_list.isFittingOnly(), m_list.machine());
    refreshMessage();
    refreshFoot();
}

void BrowsePane::refreshMessage()
{
    const bool isEmpty = m_list.rowCount() == 0;
    m_message->setVisible(isEmpty);
    if (!isEmpty)
        return;
    const SearchMessage message = searchMessage(
        m_search, m_list,
        !m_opened.isEmpty() && m_opened.compare(m_search.wish().text, Qt::CaseInsensitive) == 0);
    m_title->setText(message.title);
    m_text->setText(breakable(message.text));
    m_text->setVisible(!message.text.isEmpty());
    m_button->setText(message.button);
    m_button->setVisible(!message.button.isEmpty());
    m_other->setVisible(message.isOffline);
}

void BrowsePane::refreshFoot()
{
    const bool isEmpty = m_list.rowCount() == 0;
    m_foot->setVisible(!isEmpty);
    m_count->setText(searchFoot(m_search, m_list));
    const bool failed = m_search.error().has_value();
    m_footButton->setText(failed ? tr("Try again") : tr("More"));
    m_footButton->setVisible(failed || (m_search.hasMore() && !m_search.isAsking()));
}

// In a low window with a large font what was found matters more than what narrows it.
void BrowsePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int rest = height() - m_filters->heightForWidth(width());
    m_filters->setVisible(rest >= kLeastLines * fontMetrics().lineSpacing());
}

// The button of the message.
void BrowsePane::act()
{
    if (m_search.error())
        return m_search.again();
    if (m_list.leftOut() > 0) {
        m_list.setFittingOnly(false);
        return refresh();
    }
    hub::SearchWish wish; // without filters
    wish.text = m_search.wish().text;
    wish.sort = m_search.wish().sort;
    m_search.setWish(wish);
}

} // namespace weightyard::ui
