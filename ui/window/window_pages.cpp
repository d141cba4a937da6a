#include "ui/window/window_pages.h"

#include "ui/widgets/details_panel.h"

#include <QSettings>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using View = Toolbar::View;

WindowPages::WindowPages(Workbench &workbench, QWidget *parent) : QStackedWidget(parent)
{
    auto *own = new QWidget(this); // a drawer goes with its view
    m_models = new ModelsPane(workbench.tree(), workbench.clock(), own);
    m_details = new DetailsPanel(own);
    m_splitter = new DetailsSplitter(m_models, m_details, own);
    auto *column = new QVBoxLayout(own);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    m_browse = new BrowsePage(workbench, this);
    addWidget(own);
    addWidget(m_browse);
    connectParts();
}

void WindowPages::connectParts()
{
    for (DetailsSplitter *splitter : {m_splitter, &m_browse->splitter()}) {
        connect(splitter, &DetailsSplitter::detailsShownChanged, this, [this, splitter](bool shown) {
            if (splitter == &shownSplitter())
                Q_EMIT detailsShownChanged(shown);
        });
    }
    connect(m_models, &ModelsPane::detailsWanted, this, [this] { m_splitter->showDetails(true); });
    connect(m_models, &ModelsPane::hubWanted, this, [this](const QString &text) {
        showView(View::Browse);
        m_browse->search(text);
    });
    connect(m_browse, &BrowsePage::ownModelWanted, this, [this](const QString &key) {
        showView(View::Models);
        m_models->showModel(key);
    });
}

void WindowPages::showView(View view)
{
    setCurrentIndex(view == View::Browse ? 1 : 0);
    Q_EMIT viewShown(view);
    Q_EMIT detailsShownChanged(shownSplitter().detailsShown());
    if (view == View::Browse)
        m_browse->begin();
}

bool WindowPages::closeDrawer()
{
    const bool isDrawer = shownSplitter().isNarrow() && shownSplitter().detailsShown();
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

void WindowPages::setWindowWidth(int width)
{
    m_splitter->setWindowWidth(width);
    m_browse->splitter().setWindowWidth(width);
}

void WindowPages::restore(const QSettings &kept, int windowWidth)
{
    m_models->setColumns(kept.value(u"columns"_s).toByteArray());
    const QByteArray sizes = kept.value(u"splitter"_s).toByteArray();
    const QVariant details = kept.value(u"details"_s);
    const auto shown = details.isValid() ? std::optional(details.toBool()) : std::nullopt;
    m_splitter->restore(sizes, shown, windowWidth);
    m_browse->splitter().restore(sizes, shown, windowWidth);
}

void WindowPages::keep(QSettings &kept) const
{
    kept.setValue(u"columns"_s, m_models->columns());
    if (!m_splitter->isNarrow())
        kept.setValue(u"splitter"_s, m_splitter->saveState());
    kept.setValue(u"details"_s, m_splitter->detailsShown());
}

} // namespace weightyard::ui
