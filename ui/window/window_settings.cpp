#include "ui/window/window_settings.h"

#include "ui/desktop/open_page.h"
#include "ui/model/row_status.h"
#include "ui/widgets/banner.h"
#include "ui/window/about_dialog.h"
#include "ui/window/disk_band.h"
#include "ui/window/library_menu.h"
#include "ui/window/sign_in.h"
#include "ui/window/window_menu.h"
#include "ui/window/window_tools.h"

#include <QCoreApplication>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

WindowSettings::WindowSettings(Workbench &workbench, const Parts &parts, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_parts(parts),
      m_window(window)
{
    Preferences *preferences = &workbench.preferences();
    connect(&parts.menu, &WindowMenu::settingsWanted, this, [this] { open(); });
    connect(&parts.menu, &WindowMenu::aboutWanted, this, &WindowSettings::openAbout);
    connect(&parts.menu, &WindowMenu::signInWanted, &parts.signIn, &SignIn::signIn);
    connect(&parts.menu, &WindowMenu::signOutWanted, &parts.signIn, &SignIn::signOut);
    connect(&parts.menu, &WindowMenu::rateWanted, preferences,
            [preferences](qint64 rate) { static_cast<void>(preferences->set(u"limitRate"_s, rate)); });
    connect(&parts.disk, &DiskBand::removeGitWanted, preferences,
            [preferences](bool on) { static_cast<void>(preferences->set(u"removeGit"_s, on)); });
    connect(preferences, &Preferences::changed, this, &WindowSettings::show);
    connect(&workbench.programUpdates(), &ProgramUpdates::found, this, &WindowSettings::tellRelease);
    show();
}

void WindowSettings::show()
{
    const settings::Settings &settings = m_workbench.settings();
    m_parts.menu.setRate(settings.limitRate);
    m_parts.disk.setRemoveGit(settings.removeGit);
}

void WindowSettings::openAbout()
{
    auto *dialog = new AboutDialog(m_workbench, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AboutDialog::diagnosticsWanted, &m_parts.menu, &WindowMenu::diagnosticsWanted);
    dialog->open();
}

void WindowSettings::tellRelease(const QString &version)
{
    const auto say = [version] {
        return tr("Weightyard %1 is published; this is %2.")
            .arg(version, QCoreApplication::applicationVersion());
    };
    m_parts.banner.post({.key = u"release"_s,
                         .tone = Tone::Plain,
                         .text = say(),
                         .action = tr("What is new"),
                         .onAction = [this] { openReleasePage(); },
                         .topic = version,
                         .say = say});
}

void WindowSettings::openReleasePage()
{
    if (const base::Result<void> opened = openPage(QUrl(session::releasePage())); !opened)
        m_parts.banner.post({.key = u"release"_s,
                             .tone = Tone::Bad,
                             .text = RowText::trouble(opened.error()),
                             .asked = true});
}

void WindowSettings::open(std::optional<SettingsWindow::Page> page)
{
    if (auto *opened = m_window->findChild<SettingsWindow *>()) {
        if (page)
            opened->showPage(*page);
        opened->raise();
        opened->activateWindow();
        return;
    }
    auto *window = new SettingsWindow(m_workbench, m_window);
    window->setAttribute(Qt::WA_DeleteOnClose);
    connect(window, &SettingsWindow::chooseLibraryWanted, &m_parts.libraries, &LibraryMenu::chooseTarget);
    connect(window, &SettingsWindow::addLibraryWanted, &m_parts.libraries, &LibraryMenu::addFolder);
    connect(window, &SettingsWindow::moveLibraryWanted, &m_parts.libraries, &LibraryMenu::move);
    connect(window, &SettingsWindow::diskWanted, &m_parts.tools, &WindowTools::showDisk);
    connect(window, &SettingsWindow::signInWanted, &m_parts.signIn, &SignIn::signIn);
    connect(window, &SettingsWindow::signOutWanted, &m_parts.signIn, &SignIn::signOut);
    if (page)
        window->showPage(*page);
    window->show();
    window->activateWindow();
}

} // namespace weightyard::ui
