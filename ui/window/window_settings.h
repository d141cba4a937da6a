// WindowSettings: opens the settings window and the one about the program, tells of a newer version of it, and keeps
// what the window itself shows of the settings as they are. GUI thread.
#pragma once

#include "ui/settings/settings_window.h"

#include <optional>

namespace weightyard::ui {

class Banner;
class DiskBand;
class LibraryMenu;
class SignIn;
class WindowMenu;
class WindowTools;

class WindowSettings : public QObject
{
    Q_OBJECT
public:
    /// What it connects; all of it lives as long as the window.
    struct Parts {
        WindowMenu &menu;
        DiskBand &disk;
        WindowTools &tools;
        SignIn &signIn;
        LibraryMenu &libraries;
        Banner &banner;
    };
    WindowSettings(Workbench &workbench, const Parts &parts, QWidget *window);

    void open(std::optional<SettingsWindow::Page> page = {}); ///< one window, however often

private:
    void show();
    void openAbout();
    void tellRelease(const QString &version);
    void openReleasePage();

    Workbench &m_workbench;
    const Parts m_parts;
    QWidget *m_window;
};

} // namespace weightyard::ui
