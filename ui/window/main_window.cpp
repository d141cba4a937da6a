#include "ui/window/main_window.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/check_strip.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/model_delegate.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/total_bar.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kToolbarHeight = 56;
constexpr int kDetailsWidth = 360;
constexpr int kMargin = 16;

QToolButton *makeMenuButton(QWidget *parent, QMenu *menu)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(u"menu"_s);
    button->setText(u"⋯"_s);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    button->setAccessibleName(MainWindow::tr("Menu"));
    button->setToolTip(MainWindow::tr("Menu"));
    return button;
}

} // namespace

MainWindow::MainWindow(Workbench &workbench, QStringList preselected, QWidget *parent)
    : QMainWindow(parent),
      m_workbench(workbench),
      m_preselected(std::move(preselected))
{
    setWindowTitle(tr("Weightyard"));
    setMinimumSize(720, 460);
    setAcceptDrops(true);
    m_filter.setSourceModel(&m_workbench.tree());

    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolbar());
    m_banner = new Banner(page);
    column->addWidget(m_banner);
    column->addWidget(makeMiddle(), 1);
    column->addWidget(makeDiskBand());
    m_checks = new CheckStrip(page);
    column->addWidget(makeBand(m_checks, 36));
    m_total = new TotalBar(page);
    column->addWidget(makeBand(m_total, 40));
    setCentralWidget(page);

    makeShortcuts();
    connectWorkbench();
    connectView();
    readGeometry();
    applyColours();
    refreshCounts();
    refreshDisk();
    refreshDetails();
    refreshTotals(false);
}

MainWindow::~MainWindow() = default;

QWidget *MainWindow::makeToolbar()
{
    auto *bar = new QFrame(this);
    bar->setObjectName(u"band"_s);
    bar->setMinimumHeight(kToolbarHeight);
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(kMargin, 0, kMargin, 0);
    line->setSpacing(8);
    m_search = new SearchField(bar);
    m_downloadSelected = new ElidingButton(bar);
    m_downloadSelected->setProperty("primary", true);
    m_downloadAll = new ElidingButton(bar);
    m_pauseAll = new ElidingButton(bar);
    line->addWidget(m_search, 1);
    line->addStretch(1);
    line->addWidget(m_downloadSelected);
    line->addWidget(m_downloadAll);
    line->addWidget(m_pauseAll);
    line->addWidget(makeMenuButton(bar, makeMenu()));
    return bar;
}

QWidget *MainWindow::makeMiddle()
{
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    auto *left = new QWidget(m_splitter);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_chips = new ChipBar(left);
    m_view = new ModelView(left);
    m_view->setModel(&m_filter);
    m_view->setItemDelegate(new ModelDelegate(m_workbench.clock(), m_view));
    m_view->setUpColumns();
    m_nothing = new QLabel(m_view->viewport());
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setProperty("secondary", true);
    auto *over = new QVBoxLayout(m_view->viewport());
    over->addWidget(m_nothing);
    column->addWidget(m_chips);
    column->addWidget(m_view, 1);
    m_details = new DetailsPanel(m_splitter);
    m_details->setMinimumWidth(280);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({740, kDetailsWidth});
    m_splitter->installEventFilter(this);
    return m_splitter;
}

// A line above, the content within the margins.
QWidget *MainWindow::makeBand(QWidget *content, int height)
{
    auto *band = new QFrame(this);
    band->setObjectName(u"band"_s);
    band->setMinimumHeight(height);
    auto *column = new QVBoxLayout(band);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(band));
    auto *inner = new QHBoxLayout;
    inner->setContentsMargins(kMargin, 0, kMargin, 0);
    inner->addWidget(content);
    column->addLayout(inner, 1);
    return band;
}

QWidget *MainWindow::makeDiskBand()
{
    auto *content = new QWidget(this);
    auto *line = new QHBoxLayout(content);
    line->setContentsMargins(0, 8, 0, 8);
    line->setSpacing(14);
    auto *name = new QLabel(tr("Disk"), content);
    name->setFont(semiboldFont(font()));
    m_gauge = new DiskGauge(content);
    auto *cleanUp = new QVBoxLayout;
    cleanUp->setSpacing(2);
    m_removeGit = new CheckBox(tr("Remove git history after download"), content);
    m_removeGit->setProperty("elides", true);
    m_removeGit->setToolTip(m_removeGit->text() + u'\n'
                            + tr("Without .git a model takes less room, and is just its files.\n"
                                 "What is lost: git log, and git pull to bring it up to date."));
    m_removeGit->setChecked(m_workbench.settings().removeGit);
    m_removeGitNote = new QLabel(content);
    m_removeGitNote->setProperty("secondary", true);
    m_removeGitNote->setFont(smallFont(font()));
    m_removeGitNote->setProperty("elides", true);
    m_removeGitNote->setWordWrap(true); // a large font: never cut
    cleanUp->addWidget(m_removeGit);
    auto *under = new QHBoxLayout; // mirrored, which a margin of the label is not
    under->addSpacing(24);
    under->addWidget(m_removeGitNote, 1);
    cleanUp->addLayout(under);
    line->addWidget(name, 0, Qt::AlignTop);
    line->addWidget(m_gauge, 1);
    line->addSpacing(8);
    line->addLayout(cleanUp);
    connect(m_removeGit, &QCheckBox::toggled, this, [this](bool on) {
        m_workbench.setRemoveGit(on);
        refreshCleanUp();
    });
    refreshCleanUp();
    return makeBand(content, 58);
}

// The setting may be of the terminal program: its value stands among the usual ones.
void MainWindow::addRateMenu(QMenu &menu)
{
    QMenu *rates = menu.addMenu(tr("Speed limit"));
    rates->setObjectName(u"rates"_s);
    auto *group = new QActionGroup(rates);
    const qint64 now = m_workbench.settings().limitRate;
    QList<qint64> offered{0,          1'000'000,  2'000'000,  5'000'000,
                          10'000'000, 20'000'000, 50'000'000, 100'000'000};
    if (!offered.contains(now))
        offered.append(now);
    std::sort(offered.begin(), offered.end());
    for (const qint64 rate : std::as_const(offered)) {
        QAction *action = rates->addAction(rate == 0 ? tr("No limit") : text::formatLimit(rate), this,
                                           [this, rate] { m_workbench.setLimitRate(rate); });
        action->setCheckable(true);
        action->setChecked(rate == now);
        group->addAction(action);
    }
}

QMenu *MainWindow::makeMenu()
{
    auto *menu = new QMenu(this);
    menu->addAction(tr("Add model…"), QKeySequence(u"Ctrl+N"_s), this, [this] { addModel({}); });
    m_extra = menu->addAction(tr("Show more models"));
    m_extra->setCheckable(true);
    connect(m_extra, &QAction::toggled, this, [this](bool on) { m_workbench.setExtra(on); });
    menu->addAction(tr("Ask the hub for exact sizes"), this,
                    [this] { m_workbench.askHub(m_workbench.missingKeys()); });
    menu->addSeparator();
    menu->addAction(tr("Library folder…"), this, &MainWindow::chooseLibrary);
    addRateMenu(*menu);
    menu->addAction(tr("Look again"), QKeySequence::Refresh, this, [this] {
        m_workbench.rescan();
        m_workbench.check();
    });
    m_showDetails = menu->addAction(tr("Show details"), QKeySequence(u"Ctrl+I"_s), this,
                                    [this](bool on) { showDetails(on); });
    m_showDetails->setCheckable(true);
    m_showDetails->setChecked(true);
    menu->addSeparator();
    menu->addAction(tr("Copy diagnostics"), this, [this] { copyDiagnostics({}); });
    menu->addAction(tr("Quit"), QKeySequence::Quit, this, &QWidget::close);
    return menu;
}

void MainWindow::makeShortcuts()
{
    const auto on = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    on(QKeySequence::Find, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    on(QKeySequence(u"Ctrl+D"_s), [this] { downloadSelected(); });
    on(QKeySequence(u"Ctrl+P"_s), [this] { pauseOrResumeAll(); });
}

} // namespace weightyard::ui
