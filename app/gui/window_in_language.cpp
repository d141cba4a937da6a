#include "app/gui/window_in_language.h"

#include "ui/text/translation.h"
#include "ui/widgets/banner.h"
#include "ui/window/browse_page.h"
#include "ui/window/models_pane.h"

#include <QApplication>
#include <QTimer>
#include <cstdlib>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

WindowInLanguage::WindowInLanguage(ui::Workbench &workbench, const QStringList &models)
    : m_workbench(workbench)
{
    makeWindow(models);
    connect(&workbench.preferences(), &ui::Preferences::changed, this, [this](const QString &key) {
        if (key == "language"_L1) // once the control that was used has done its work: it goes with the window
            QTimer::singleShot(0, this, &WindowInLanguage::changeLanguage);
    });
}

void WindowInLanguage::makeWindow(const QStringList &models)
{
    m_window = std::make_unique<ui::MainWindow>(m_workbench, models);
    // What is stuck would hold the end of the process too; the list of downloads and every received byte are on the disk.
    connect(m_window.get(), &ui::MainWindow::stuck, this, [] { std::_Exit(0); });
    m_window->show();
}

void WindowInLanguage::changeLanguage()
{
    const bool quits = QApplication::quitOnLastWindowClosed();
    QApplication::setQuitOnLastWindowClosed(false);
    m_window->keepPlace();
    const ui::BannerMemory told = m_window->findChild<ui::Banner *>()->memory();
    const ui::ModelsPane::Memory shown = m_window->findChild<ui::ModelsPane *>()->memory();
    const hub::SearchWish browsed = m_window->findChild<ui::BrowsePage *>()->wish();
    m_window.reset();
    text::installTranslationsFor(m_workbench.settings().language);
    makeWindow({});
    m_window->findChild<ui::Banner *>()->recall(told);
    m_window->findChild<ui::ModelsPane *>()->recall(shown);
    if (browsed != hub::SearchWish())
        m_window->findChild<ui::BrowsePage *>()->searchFor(browsed);
    m_window->showSettings(ui::SettingsWindow::Page::Appearance); // where the user is
    QApplication::setQuitOnLastWindowClosed(quits);
}

} // namespace weightyard::gui
