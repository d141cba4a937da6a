#include "ui/window/window_pages.h"

#include "ui/widgets/details_panel.h"
#include "ui/widgets/plain_tool_tips.h"
#include "ui/window/welcome_card.h"

#include <QSettings>
#include <QShortcut>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using View = Toolbar::View;

WindowPages::WindowPages(Workbench &workbench, QWidget *parent) : QStackedWidget(parent)
{
    new PlainToolTips(this);
    auto *own = new QWidget(this); // a drawer goes with its view
    m_models = new ModelsPane(workbench.tree(), workbench.clock(), own);
    m_details = new DetailsPanel(own);
    m_splitter = new DetailsSplitter(m_models, m_details, own);
    auto *column = new QVBoxLayout(own);
    column->setContentsMargins(0, 0, 0, 0);
    if (workbench.isFirstStart())
        addWelcome(workbench, *column);
    column->addWidget(m_splitter, 1);
    m_browse = new BrowsePage(workbench, this);
    m_downloads = new DownloadsPage(workbench, this);
    addWidget(own);
    addWidget(m_browse);
    addWidget(m_downloads);
    connectParts();
    connect(&workbench.tools().scripts(), &ScriptFolders::opened, this, &WindowPages::showModel);
}

void WindowPages::addWelcome(Workbench &workbench, QVBoxLayout &column)
{
    auto *card = new WelcomeCard(workbench, this);
    column.addWidget(card);
    connect(card, &WelcomeCard::folderWanted, this, &WindowPages::folderWanted);
}

void WindowPages::connectParts()
{
    connectSplitter(*m_splitter);
    connect(m_browse, &BrowsePage::filled, this, [this] {
        DetailsSplitter *splitter = m_browse->splitter();
        splitter->restore(m_kept.sizes, m_kept.shown, m_windowWidth);
        connectSplitter(*splitter);
    });
    connect(m_models, &ModelsPane::detailsWanted, this, [this] { m_splitter->showDetails(true); });
    connect(m_models, &ModelsPane::hubWanted, this, [this](const QString &text) {
        showView(View::Browse);
        m_browse->search(text);
    });
    connect(m_browse, &BrowsePage::ownModelWanted, this, &WindowPages::showModel);
    connect(m_downloads, &DownloadsPage::ownModelWanted, this, &WindowPages::showModel);
    connect(new QShortcut(QKeySequence(u"Ctrl+J"_s), this), &QShortcut::activated, this,
            [this] { showView(View::Downloads); });
}

void WindowPages::connectSplitter(DetailsSplitter &splitter)
{
    connect(&splitter, &DetailsSplitter::detailsShownChanged, this, [this, &splitter](bool shown) {
        if (&splitter == &shownSplitter() && !isShown(m_downloads))
            Q_EMIT detailsShownChanged(shown);
    });
}

// That of the own models while the downloads are shown, which have none.
DetailsSplitter &WindowPages::shownSplitter()
{
    DetailsSplitter *browsing = isShown(m_browse) ? m_browse->splitter() : nullptr;
    return browsing ? *browsing : *m_splitter;
}

// The page of the models has no focus proxy: Qt has it behind its children in the order of the Tab key, and would go back to the list.
QWidget *WindowPages::home() const
{
    return currentIndex() == static_cast<int>(View::Models) ? m_models : currentWidget();
}

void WindowPages::showModel(const QString &key)
{
    showView(View::Models);
    m_models->showModel(key);
}

void WindowPages::showView(View view)
{
    if (view == View::Browse)
        m_browse->begin();
    const QWidget *focus = window()->focusWidget();
    const bool hadFocus = focus != nullptr && isAncestorOf(focus);
    setCurrentIndex(static_cast<int>(view)); // they were added in this order
    if (hadFocus)
        home()->setFocus(Qt::OtherFocusReason);
    Q_EMIT viewShown(view);
    const bool shown = shownSplitter().detailsShown();
    Q_EMIT detailsShownChanged(isShown(m_downloads) ? std::nullopt : std::optional(shown));
}

bool WindowPages::closeDrawer()
{
    const bool isDrawer =
        !isShown(m_downloads) && shownSplitter().isNarrow() && shownSplitter().detailsShown();
    if (isDrawer)
        shownSplitter().showDetails(false);
    return isDrawer;
}

bool WindowPages::openOnHub(const QString &text)
{
    if (!m_browse->openText(text))
        return false;
    showView(View::Browse);
    return true;
}

void WindowPages::refreshDetails(Workbench &workbench)
{
    const QList<const ModelRow *> rows = m_models->chosenRows();
    const ModelRow *only = rows.size() == 1 ? rows.first() : nullptr;
    m_details->setRows(rows, workbench.library(), workbench.tools().files().of(only));
    m_details->setActivity(workbench.activity(m_details->key()));
    m_splitter->setEmpty(rows.isEmpty());
}

void WindowPages::setWindowWidth(int width)
{
    m_windowWidth = width;
    m_splitter->setWindowWidth(width);
    if (DetailsSplitter *browsing = m_browse->splitter())
        browsing->setWindowWidth(width);
}

void WindowPages::restore(const QSettings &kept, int windowWidth)
{
    m_models->setColumns(kept.value(u"columns"_s).toByteArray());
    m_models->setCollapsed(kept.value(u"collapsed"_s).toStringList());
    const QVariant details = kept.value(u"details"_s);
    m_kept = {.sizes = kept.value(u"splitter"_s).toByteArray(),
              .shown = details.isValid() ? std::optional(details.toBool()) : std::nullopt};
    m_windowWidth = windowWidth;
    m_splitter->restore(m_kept.sizes, m_kept.shown, windowWidth);
}

void WindowPages::keep(QSettings &kept) const
{
    kept.setValue(u"columns"_s, m_models->columns());
    kept.setValue(u"collapsed"_s, m_models->collapsed());
    if (!m_splitter->isNarrow())
        kept.setValue(u"splitter"_s, m_splitter->saveState());
    kept.setValue(u"details"_s, m_splitter->detailsShown());
}

} // namespace weightyard::ui
