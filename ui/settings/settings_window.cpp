#include "ui/settings/settings_window.h"

#include "ui/settings/desktop_page.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QScrollArea>
#include <QShortcut>
#include <utility>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kListWidth = 190;
constexpr int kListSides = 44; // margins of the list and of what is in it
} // namespace

SettingsWindow::SettingsWindow(Workbench &workbench, QWidget *parent)
    : QDialog(parent),
      m_workbench(workbench),
      m_search(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_area(new QScrollArea(this))
{
    setWindowTitle(tr("Settings"));
    setMinimumSize(560, 380);
    resize(QSize(780, 560).boundedTo(screen()->availableSize()));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(10, 14, 10, 10);
    column->setSpacing(10);
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(u"pages"_s);
    m_list->setAccessibleName(tr("Pages"));
    const int searchWidth = fontMetrics().horizontalAdvance(m_search->placeholderText());
    side->setFixedWidth(std::max(kListWidth, searchWidth + kListSides));
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    line->addWidget(side);
    auto *content = new QWidget(m_area);
    content->setObjectName(u"settings"_s);
    makePages(content);
    m_area->setWidget(content);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    line->addWidget(m_area, 1);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsWindow::search);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        m_search->clear();
        search({});
    });
    connect(m_list, &QListWidget::itemClicked, m_search,
            &QLineEdit::clear); // the page that was shown before a search
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search,
            [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    showPage(Page::Library);
    m_list->setFocus();
    applyColours();
}

void SettingsWindow::makePages(QWidget *content)
{
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    auto *library = new LibrarySettings(m_workbench, content);
    auto *account = new AccountSettings(m_workbench, content);
    m_pages = {library,
               new DownloadSettings(m_workbench, content),
               account,
               new NetworkSettingsPage(m_workbench, content),
               new AppearanceSettings(m_workbench, content),
               new DesktopSettings(m_workbench, content)};
    for (SettingsPage *page : std::as_const(m_pages)) {
        column->addWidget(page);
        m_list->addItem(page->title());
    }
    m_nothing = makeText(content, true);
    m_nothing->setText(tr("No setting matches."));
    m_nothing->setContentsMargins(26, 26, 26, 0);
    column->addWidget(m_nothing);
    column->addStretch(1);
    connect(library, &LibrarySettings::chooseWanted, this, &SettingsWindow::chooseLibraryWanted);
    connect(library, &LibrarySettings::addWanted, this, &SettingsWindow::addLibraryWanted);
    connect(library, &LibrarySettings::moveWanted, this, &SettingsWindow::moveLibraryWanted);
    connect(library, &LibrarySettings::diskWanted, this, &SettingsWindow::diskWanted);
    connect(account, &AccountSettings::signInWanted, this, &SettingsWindow::signInWanted);
    connect(account, &AccountSettings::signOutWanted, this, &SettingsWindow::signOutWanted);
}

void SettingsWindow::showPage(Page page)
{
    m_search->clear();
    m_list->setCurrentRow(static_cast<int>(page));
    search({});
}

// All pages have a place in one column: a search shows what matches of each, else one page is shown.
void SettingsWindow::search(const QString &text)
{
    const bool searches = !text.trimmed().isEmpty();
    bool any = false;
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        const bool matches = m_pages.at(i)->filter(searches ? text : QString());
        const bool isShown = searches ? matches : i == m_list->currentRow();
        m_pages.at(i)->setVisible(isShown);
        any = any || isShown;
    }
    m_nothing->setVisible(!any);
    m_area->ensureVisible(0, 0);
}

void SettingsWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LayoutDirectionChange)
        applyColours();
}

void SettingsWindow::applyColours()
{
    setStyleSheet(styleSheetOf(tokensFor(palette()), layoutDirection()));
}

} // namespace weightyard::ui
