#include "ui/window/main_window.h"

#include "base/config_layout.h"
#include "ui/desktop/desktop_link.h"
#include "ui/model/row_status.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/check_strip.h"
#include "ui/widgets/details_panel.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/total_bar.h"
#include "ui/window/add_dialog.h"
#include "ui/window/announcer.h"
#include "ui/window/closing.h"
#include "ui/window/disk_band.h"
#include "ui/window/download_actions.h"
#include "ui/window/dropped.h"
#include "ui/window/focus_area.h"
#include "ui/window/library_menu.h"
#include "ui/window/sign_in.h"
#include "ui/window/troubles.h"
#include "ui/window/window_menu.h"
#include "ui/window/window_pages.h"
#include "ui/window/window_settings.h"
#include "ui/window/window_tools.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QSettings>
#include <QShortcut>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

MainWindow::MainWindow(Workbench &workbench, QStringList preselected, QWidget *parent)
    : QMainWindow(parent),
      m_workbench(workbench),
      m_preselected(std::move(preselected))
{
    setWindowTitle(tr("Weightyard"));
    setMinimumSize(720, 460);
    setAcceptDrops(true);
    makePage();
    m_tools = new WindowTools(m_workbench, *m_banner, m_menu, m_menu->toolsPlace(), this);
    m_actions = new DownloadActions(m_workbench, *m_banner, m_tools->models(), this);
    m_troubles = new Troubles(m_workbench, *m_banner, this);
    m_signIn = new SignIn(m_workbench.account(), *m_banner, this);
    auto *libraries = new LibraryMenu(m_workbench, *m_banner, *m_menu->libraries(), this);
    m_settings =
        new WindowSettings(m_workbench, {*m_menu, *m_disk, *m_tools, *m_signIn, *libraries, *m_banner}, this);
    new Announcer(m_workbench, *m_total, this);
    connectDesktop();
    connect(m_pages, &WindowPages::folderWanted, libraries, &LibraryMenu::chooseTarget);
    connectMenu();
    connectParts();
    connectPages();
    connectWorkbench();
    readGeometry();
    applyColours();
    refreshFigures();
}

void MainWindow::makePage()
{
    auto *page = new FocusArea([this] { return m_pages->home(); }, this);
    m_menu = new WindowMenu(this);
    m_pages = new WindowPages(m_workbench, page);
    m_models = &m_pages->models();
    m_details = &m_pages->details();
    m_toolbar = new Toolbar(m_menu, m_pages->browse().searchBar(), page);
    m_banner = new Banner(page);
    m_disk = new DiskBand(page);
    m_checks = new CheckStrip(page);
    m_total = new TotalBar(page);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_toolbar);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    column->addWidget(makeBand(m_disk, 58));
    column->addWidget(makeBand(m_checks, 36));
    column->addWidget(makeBand(m_total, 40));
    setCentralWidget(page);
}

void MainWindow::connectMenu()
{
    connect(m_menu, &WindowMenu::addWanted, this, [this] { addModel({}); });
    connect(m_menu, &WindowMenu::extraWanted, &m_workbench, &Workbench::setExtra);
    connect(m_menu, &WindowMenu::sizesWanted, this,
            [this] { m_workbench.askHub(m_workbench.missingKeys()); });
    connect(m_menu, &WindowMenu::lookWanted, this, [this] {
        m_workbench.rescan();
        m_workbench.check();
    });
    connect(m_menu, &WindowMenu::detailsWanted, m_pages, &WindowPages::showDetails);
    connect(m_menu, &WindowMenu::diagnosticsWanted, this, [this] { m_actions->copyDiagnostics({}); });
    connect(m_menu, &WindowMenu::quitWanted, this, &QWidget::close);
    const auto on = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    on(QKeySequence::Find, [this] { m_toolbar->focusSearch(); });
    on(QKeySequence(u"Ctrl+D"_s), [this] { m_models->isVisible() ? m_actions->downloadSelected() : void(); });
    on(QKeySequence(u"Ctrl+P"_s), [this] { m_actions->pauseOrResumeAll(); });
}

void MainWindow::connectParts()
{
    m_toolbar->searchIn(*m_models);
    connect(m_toolbar, &Toolbar::downloadSelected, m_actions, &DownloadActions::downloadSelected);
    connect(m_toolbar, &Toolbar::downloadAll, m_actions, &DownloadActions::downloadAll);
    connect(m_toolbar, &Toolbar::pauseOrResumeAll, m_actions, &DownloadActions::pauseOrResumeAll);
    connect(m_models, &ModelsPane::chosenChanged, this, &MainWindow::refreshDetails);
    connect(m_models, &ModelsPane::gateClicked, this,
            [this](const QString &key) { m_actions->act(key, RowAction::OpenPage); });
    connect(m_models, &ModelsPane::actionWanted, m_actions, &DownloadActions::actOn);
    connect(m_models, &ModelsPane::menuWanted, m_actions, &DownloadActions::showMenu);
    connect(&m_pages->downloads(), &DownloadsPage::actionWanted, m_actions, &DownloadActions::actOn);
    connect(m_details, &DetailsPanel::triggered, m_actions, &DownloadActions::act);
    connect(m_details, &DetailsPanel::severalTriggered, m_actions, &DownloadActions::actOn);
    connect(m_troubles, &Troubles::otherFolderWanted, m_actions, &DownloadActions::chooseLibrary);
    connect(m_disk, &DiskBand::cleanUpWanted, m_tools, &WindowTools::showDisk);
    connect(m_checks, &CheckStrip::againWanted, &m_workbench, &Workbench::check);
}

void MainWindow::connectPages()
{
    connect(m_toolbar, &Toolbar::viewWanted, m_pages, &WindowPages::showView);
    connect(m_toolbar, &Toolbar::hubSearchWanted, &m_pages->browse(), &BrowsePage::focusSearch);
    connect(m_pages, &WindowPages::viewShown, m_toolbar, &Toolbar::setView);
    connect(m_pages, &WindowPages::detailsShownChanged, m_menu, &WindowMenu::setDetails);
    BrowsePage *browse = &m_pages->browse();
    connect(browse, &BrowsePage::downloadWanted, m_actions,
            [this](const QString &key) { m_actions->act(key, RowAction::Download); });
    connect(browse, &BrowsePage::refused, this,
            [this](const base::Error &error) { tell(u"browse"_s, error); });
    connect(browse, &BrowsePage::signInWanted, m_signIn, &SignIn::signIn);
}

void MainWindow::connectWorkbench()
{
    connect(&m_workbench, &Workbench::figuresChanged, this, &MainWindow::refreshFigures);
    connect(&m_workbench.tree(), &ModelTree::statesChanged, this, &MainWindow::refreshDetails);
    connect(&m_workbench, &Workbench::scanned, m_models, &ModelsPane::refreshCounts);
    connect(&m_workbench, &Workbench::totalsChanged, this, [this](bool tick) {
        refreshTotals(tick);
        m_toolbar->setSums(m_workbench.tree().sums());
        m_disk->setFigures(m_workbench.figures());
        m_troubles->refreshRoom();
    });
    connect(&m_workbench, &Workbench::rowChanged, this, [this](const QString &key) {
        if (key == m_details->key())
            refreshDetails();
    });
    connect(&m_workbench.tools().scripts(), &ScriptFolders::changed, m_models, &ModelsPane::refreshExpansion);
    connect(&m_workbench, &Workbench::rowsChanged, m_models, &ModelsPane::refreshExpansion);
    connect(&m_workbench, &Workbench::catalogueLoaded, this, [this] {
        m_models->refreshExpansion();
        tickPreselected();
        m_menu->setExtra(m_workbench.extra());
    });
    connect(&m_workbench.tools().files(), &ModelFiles::changed, this, &MainWindow::refreshDetails);
    connect(&m_workbench.checks(), &prerequisites::CheckRunner::changed, m_checks, &CheckStrip::setResult);
    m_checks->setResults(m_workbench.checks().results()); // to the window before
}

void MainWindow::connectDesktop()
{
    m_desktop = new DesktopLink(m_workbench, *m_banner, this);
    m_closing = new Closing(m_workbench, m_desktop->tray(), this);
    connect(m_desktop, &DesktopLink::frontWanted, this, [this] { comeToFront({}); });
    connect(m_desktop, &DesktopLink::quitWanted, m_closing, &Closing::quit);
    connect(m_closing, &Closing::stuck, this, [this] {
        keepPlace();
        Q_EMIT stuck();
    });
}

void MainWindow::readGeometry()
{
    resize(QSize(1100, 720).boundedTo(screen()->availableSize()));
    const QSettings kept(base::ConfigLayout(m_workbench.configDir()).windowState(), QSettings::IniFormat);
    restoreGeometry(kept.value(u"geometry"_s).toByteArray());
    m_pages->restore(kept, width());
}

void MainWindow::keepPlace()
{
    QSettings kept(base::ConfigLayout(m_workbench.configDir()).windowState(), QSettings::IniFormat);
    kept.setValue(u"geometry"_s, saveGeometry());
    m_pages->keep(kept);
}

void MainWindow::refreshFigures()
{
    const RowSums &sums = m_workbench.tree().sums();
    m_models->refreshCounts();
    m_toolbar->setSums(sums);
    m_disk->setFigures(m_workbench.figures());
    m_disk->setSums(sums, m_workbench.clones());
    m_troubles->refreshRoom();
    refreshDetails();
    refreshTotals(false);
}

void MainWindow::refreshTotals(bool tick)
{
    const queue::QueueTotals totals = m_workbench.queue().totals();
    m_total->setFacts({.totals = totals,
                       .bytesLeft = m_workbench.bytesLeft(),
                       .ticked = m_workbench.tree().sums().ticked,
                       .rateLimit = m_workbench.preferences().rateLimit()});
    if (tick)
        m_total->setHistory(m_workbench.rates());
    m_toolbar->setTotals(totals);
}

void MainWindow::refreshDetails()
{
    m_pages->refreshDetails(m_workbench);
}

void MainWindow::showSettings(SettingsWindow::Page page)
{
    m_settings->open(page);
}

void MainWindow::tell(const QString &key, const base::Error &error)
{
    m_troubles->tell(key, error);
}

// What the Hub has is looked at first; all else is added by its address.
void MainWindow::addModel(const QString &text)
{
    if (!text.isEmpty() && m_pages->openOnHub(text))
        return;
    auto *dialog = new AddDialog(m_workbench, text, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddDialog::added, this, [this](const QString &key) {
        m_workbench.tree().setTicked(key, true);
        m_pages->showModel(key);
    });
    dialog->open();
}

void MainWindow::tickPreselected()
{
    QStringList wrong; // all of them, and then what helps
    QStringList remedies;
    for (const QString &text : std::exchange(m_preselected, {})) {
        if (const QString path = namedPath(text); !path.isEmpty()) {
            m_tools->scripts().open(path);
            continue;
        }
        if (BrowsePage::isLink(text) && m_pages->openOnHub(text))
            continue;
        const base::Result<QString> key = m_workbench.add(text);
        if (key) {
            m_workbench.tree().setTicked(*key, true);
            m_pages->showModel(*key);
            continue;
        }
        wrong.append(text::Messages::sentence(key.error()));
        remedies.append(RowText::remedy(key.error()));
    }
    wrong.removeDuplicates();
    remedies.removeDuplicates();
    if (!wrong.isEmpty())
        m_banner->post(
            {.key = u"preselected"_s, .tone = Tone::Bad, .text = text::sentences(wrong + remedies)});
    m_models->refreshExpansion();
}

void MainWindow::comeToFront(const QStringList &models)
{
    m_preselected += models;
    if (m_workbench.tree().rowCount() > 0) // else once the catalogue is there
        tickPreselected();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_pages->setWindowWidth(width());
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    const bool looksElse =
        event->type() == QEvent::PaletteChange || event->type() == QEvent::LayoutDirectionChange;
    if (looksElse && m_models) {
        applyColours();
        refreshDetails();
    }
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_pages->closeDrawer())
        return;
    if (event->matches(QKeySequence::Paste)) {
        const QString text = droppedText(QApplication::clipboard()->mimeData());
        if (!text.isEmpty())
            return addModel(text);
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedText(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    if (const QString path = droppedPath(event->mimeData()); !path.isEmpty())
        return m_tools->scripts().open(path);
    addModel(droppedText(event->mimeData()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing->mayClose())
        return event->ignore();
    keepPlace();
    event->accept();
}

void MainWindow::applyColours()
{
    setStyleSheet(styleSheetOf(tokensFor(palette()), layoutDirection()));
}

} // namespace weightyard::ui
